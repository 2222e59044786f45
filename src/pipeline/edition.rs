//! A linked site with all that its pages are made from: ready to be rendered, page by page or as a whole.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::archive::Attachments;
use super::findings::Findings;
use super::sources::Sources;
use super::standing::Hash;
use super::steps::Clock;
use super::withheld;
use crate::diag::{Broken, Diagnostic};
use crate::digest;
use crate::layout::{self, Site};
use crate::model::document::{Document, Inquiry};
use crate::model::output::Output;
use crate::model::portfolio::Portfolio;
use crate::model::source::{Attachment, Role};
use crate::model::theme::Theme;
use crate::{link, read, render};

/// A linked site. Owns all that its pages are made from; every page is made when it is asked for.
#[derive(Debug)]
pub struct Edition {
    portfolio: Arc<Portfolio>,
    theme: Arc<Theme>,
    attachments: Vec<Attachment>,
    marks: OnceLock<layout::Marks>,
    cname: Option<Vec<u8>>,
    /// `None` when a template cannot be read.
    pub(super) engine: Option<Arc<render::Engine>>,
    /// The hash of everything it is made from.
    pub(super) made_from: Hash,
    /// The same without the theme's style sheets.
    made_from_but_styles: Hash,
}

impl Edition {
    /// What pages are laid out from.
    pub(super) fn site(&self) -> Site<'_> {
        self.site_with(self.marks.get_or_init(|| layout::Marks::of(&self.portfolio, &self.attachments)))
    }

    fn site_with<'e>(&'e self, marks: &'e layout::Marks) -> Site<'e> {
        let cname = self.cname.as_deref();
        Site { portfolio: &self.portfolio, theme: &self.theme, attachments: &self.attachments, marks, cname }
    }

    /// The linked portfolio.
    #[must_use]
    pub fn portfolio(&self) -> &Portfolio {
        &self.portfolio
    }

    /// The attachments that its pages use and may show, by path.
    pub(super) fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }

    /// The path that the site stands at, percent-encoded, with a slash at both ends: that of `base_url`, or `/`.
    #[must_use]
    pub fn base_path(&self) -> String {
        let base_url = self.portfolio.settings.base_url.as_deref().unwrap_or("/");
        let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |at| &after_scheme[at..]).to_owned()
    }

    /// Where the text at a path of the folder stands in the site.
    #[must_use]
    pub fn address_of(&self, path: &str) -> Option<String> {
        let portfolio = &self.portfolio;
        let reflection = portfolio.reflections.iter().find(|linked| &*linked.document.head.path == path);
        let page = || portfolio.pages.iter().find(|linked| &*linked.document.head.path == path);
        let is_of = |file: &Arc<Inquiry>| &*file.head.path == path;
        let inquiry = || portfolio.inquiries.iter().find(|thread| thread.page.document.as_ref().is_some_and(is_of));
        let home = || portfolio.home.as_ref().filter(|home| &*home.document.head.path == path);
        let found = reflection.map(|linked| &linked.address);
        let found = found.or_else(|| page().map(|linked| &linked.address));
        let found = found.or_else(|| inquiry().map(|thread| &thread.page.address));
        found.or_else(|| home().map(|linked| &linked.address)).map(|address| address.as_str().to_owned())
    }

    /// Old and new address of each style sheet that changed since `before`; `None` if anything else did.
    #[must_use]
    pub fn restyles(&self, before: &Self) -> Option<Vec<(String, String)>> {
        if self.made_from_but_styles != before.made_from_but_styles {
            return None;
        }
        let address =
            |edition: &Self, name: &str| edition.theme.assets.get(name).map(|asset| asset.address.as_str().to_owned());
        let sheets = self.theme.assets.keys().filter(|name| name.ends_with(".css"));
        let pairs = sheets.filter_map(|name| Some((address(before, name)?, address(self, name)?)));
        Some(pairs.filter(|(old, new)| old != new).collect())
    }

    /// Whether a page or a file stands at a path inside the site.
    pub(super) fn stands(&self, path: &str) -> bool {
        layout::page_at(&self.site_with(&layout::Marks::default()), path).is_some()
    }

    /// The file that stands at a path inside the site, made now; `None` when nothing stands there.
    ///
    /// # Errors
    /// A diagnostic when the page's template fails.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Result<Output, Box<Diagnostic>>> {
        let engine = self.engine.as_ref()?;
        let none = layout::Marks::default();
        let page = layout::page_at(&self.site_with(&none), path)?;
        Some(engine.make(&page))
    }
}

/// Links the documents, and reads what their pages use.
pub(super) fn edit(
    sources: &Sources,
    drafts: bool,
    (known, memory): (&mut Attachments, &mut link::Memory),
    clock: &mut Clock<'_>,
    findings: &mut Findings,
) -> Result<Edition, Broken> {
    let portfolio = link_all(sources, (drafts, memory), clock, findings);
    let used = withheld::without(sources, &portfolio, findings);
    let read = clock.step("use files", || read::attachments(&sources.tree, &used, |path| known.get(path).cloned()))?;
    let attachments = findings.take(read);
    clock.did(format!("{} files", attachments.len()));
    *known = attachments.iter().map(|used| (Arc::clone(&used.path), used.clone())).collect();
    let cname = sources.tree.files.iter().find(|file| file.role == Role::Cname).and_then(|file| file.bytes.clone());
    let made_from = |of_sources: &Hash| {
        let used = attachments.iter().flat_map(|used| [used.path.as_bytes(), &used.hash]);
        digest::of_parts([&of_sources[..], &[u8::from(drafts)]].into_iter().chain(used))
    };
    let (made_from, made_from_but_styles) = (made_from(&sources.hash), made_from(&sources.hash_but_styles));
    Ok(Edition {
        marks: OnceLock::new(),
        portfolio,
        theme: Arc::clone(&sources.looks.theme),
        attachments,
        cname,
        engine: sources.looks.engine.clone(),
        made_from,
        made_from_but_styles,
    })
}

/// Links. A build that keeps going holds back what has errors until what is left has none. Any other links everything once, so that all
/// mistakes are told: a file whose front matter has some is still among the documents, and a link to it is no further mistake.
fn link_all(
    sources: &Sources,
    (drafts, memory): (bool, &mut link::Memory),
    clock: &mut Clock<'_>,
    findings: &mut Findings,
) -> Arc<Portfolio> {
    let attachments = sources.tree.files.iter().filter(|file| file.role == Role::Attachment);
    let files: Vec<Arc<str>> = attachments.map(|file| Arc::clone(&file.path)).collect();
    let mut documents = Cow::Borrowed(sources.documents.as_slice());
    let mut held_documents = Vec::new();
    loop {
        let held = findings.held().clone();
        if sources.keep_going && !held.is_empty() {
            let is_held = |document: &mut Document| held.contains(&document.head().path);
            held_documents.extend(documents.to_mut().extract_if(.., is_held));
        }
        let material = link::Material {
            documents: &documents,
            files: &files,
            settings: &sources.settings,
            drafts,
            held: &held,
            held_documents: &held_documents,
        };
        let linked = clock.step("link", || link::link(material, memory));
        clock.did(format!("{} documents", documents.len()));
        let portfolio = findings.take(linked);
        if !sources.keep_going || findings.held().len() == held.len() {
            return portfolio;
        }
    }
}
