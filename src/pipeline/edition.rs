//! A linked site with all that its pages are made from: ready to be rendered, page by page or as a whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::findings::Findings;
use super::sources::{Sources, first};
use super::standing::Hash;
use super::steps::Clock;
use crate::diag::{Broken, Diagnostic};
use crate::layout::{self, Site};
use crate::model::output::Output;
use crate::model::portfolio::Portfolio;
use crate::model::source::{Attachment, Role};
use crate::model::theme::Theme;
use crate::{link, read, render};

/// The hashes of used attachments, kept from build to build.
pub(super) type Attachments = BTreeMap<Arc<str>, Attachment>;

/// A linked site. Owns all that its pages are made from; every page is made when it is asked for.
#[derive(Debug)]
pub struct Edition {
    portfolio: Portfolio,
    theme: Arc<Theme>,
    attachments: Vec<Attachment>,
    cname: Option<Vec<u8>>,
    /// `None` when a template cannot be read.
    pub(super) engine: Option<render::Engine>,
    /// The hash of everything it is made from.
    pub(super) made_from: Hash,
}

impl Edition {
    /// What pages are laid out from.
    pub(super) fn site(&self) -> Site<'_> {
        Site {
            portfolio: &self.portfolio,
            theme: &self.theme,
            attachments: &self.attachments,
            cname: self.cname.as_deref(),
        }
    }

    /// The linked portfolio.
    #[must_use]
    pub fn portfolio(&self) -> &Portfolio {
        &self.portfolio
    }

    /// The file that stands at a path inside the site, made now; `None` when nothing stands there.
    ///
    /// # Errors
    /// A diagnostic when the page's template fails.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Result<Output, Box<Diagnostic>>> {
        let engine = self.engine.as_ref()?;
        let site = self.site();
        let page = layout::pages(&site).into_iter().find(|page| page.address.as_str() == path)?;
        Some(engine.render(&page, |_| false).map(|rendered| rendered.output))
    }
}

/// Links the documents, and reads what their pages use.
pub(super) fn edit(
    sources: &Sources,
    drafts: bool,
    known: &mut Attachments,
    clock: &mut Clock<'_>,
    findings: &mut Findings,
) -> Result<Edition, Broken> {
    let portfolio = link_all(sources, drafts, clock, findings);
    let used = &portfolio.attachments;
    let read = clock.step("use files", || read::attachments(&sources.tree, used, |path| known.get(path).cloned()))?;
    let attachments = findings.take(read);
    clock.did(format!("{} files", attachments.len()));
    *known = attachments.iter().map(|used| (Arc::clone(&used.path), used.clone())).collect();
    let engine = findings.take(render::Engine::new(&sources.theme));
    let cname = sources.tree.files.iter().find(|file| file.role == Role::Cname).and_then(|file| file.bytes.clone());
    let mut hasher = blake3::Hasher::new();
    hasher.update(&sources.hash).update(&[u8::from(drafts)]);
    for attachment in &attachments {
        hasher.update(attachment.path.as_bytes()).update(&[0]).update(&attachment.hash);
    }
    let made_from = first(&hasher);
    Ok(Edition { portfolio, theme: Arc::clone(&sources.theme), attachments, cname, engine, made_from })
}

/// Links. A build that keeps going holds back what has errors until what is left has none. Any other links everything once, so that all
/// mistakes are told: a file whose front matter has some is still among the documents, and a link to it is no further mistake.
fn link_all(sources: &Sources, drafts: bool, clock: &mut Clock<'_>, findings: &mut Findings) -> Portfolio {
    let attachments = sources.tree.files.iter().filter(|file| file.role == Role::Attachment);
    let files: Vec<Arc<str>> = attachments.map(|file| Arc::clone(&file.path)).collect();
    let mut documents = sources.documents.clone();
    let mut held_documents = Vec::new();
    loop {
        let held = findings.held().clone();
        if sources.keep_going {
            held_documents.extend(documents.extract_if(.., |document| held.contains(&document.head().path)));
        }
        let material = link::Material {
            documents: &documents,
            files: &files,
            settings: &sources.settings,
            drafts,
            held: &held,
            held_documents: &held_documents,
        };
        let linked = clock.step("link", || link::link(material));
        clock.did(format!("{} documents", documents.len()));
        let portfolio = findings.take(linked);
        if !sources.keep_going || findings.held().len() == held.len() {
            return portfolio;
        }
    }
}
