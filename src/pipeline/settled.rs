//! The end of a build that left nothing to do and nothing to tell, so that the next process sees without parsing or linking that all is as it was.
//!
//! It holds what the file system says of every text and of every file of the site. Whether that is still so, only a look at both says. It is
//! forgotten before anything is written, so that a build that is killed leaves none; and it holds only as long as everything that was agreed does.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ahash::AHashMap;
use chrono::NaiveDate;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::archive::Attachments;
use super::archive::{seal, unseal};
use super::counted::everything_but_texts;
use super::press::Press;
use super::sources::{self, Sources};
use super::standing::Hash;
use super::steps::Clock;
use super::{Request, Summary};
use crate::diag::{Broken, Diagnosed};
use crate::digest;
use crate::model::address::Address;
use crate::model::portfolio::Portfolio;
use crate::model::source::{Attachment, Role, SourceTree, Stamp};
use crate::{check, read, write};

const NAME: &str = "settled";

/// What was asked for, what it was made from, and what came of it.
#[derive(Serialize, Deserialize)]
pub(super) struct Settled {
    asked: Hash,
    made_from: Hash,
    texts: Vec<(Arc<str>, Stamp)>,
    /// The hash of everything in the folder but texts and the bytes of attachments.
    others: Hash,
    /// The used ones, by path.
    attachments: Vec<Attachment>,
    /// Every file of the site.
    files: Vec<(String, Stamp)>,
    /// Of the manifest, which names them too, and nothing else.
    manifest: Hash,
    reflections: usize,
    drafts: usize,
    /// The last day before something that was agreed ends.
    until: Option<NaiveDate>,
}

/// Whether all is as it was.
pub(super) enum Still {
    /// It is: what it was made from, and what a build says of it.
    Yes(Hash, Summary),
    /// It is not, or that is not known; with what the folder holds, if that had to be read to find out.
    No(Option<Diagnosed<SourceTree>>),
}

impl Settled {
    /// What is settled after a build from `sources` that left these files, of which there is nothing to tell; `None` while a file of the folder is
    /// too young for its stamp to prove anything.
    pub fn new(
        request: &Request,
        (sources, attachments, made_from): (&Sources, &Attachments, Hash),
        (press, portfolio): (&Press, &Portfolio),
    ) -> Option<Self> {
        let texts = sources.tree.files.iter().filter(|file| file.role == Role::Markdown);
        let texts = texts.map(|text| Some((Arc::clone(&text.path), text.stamp?))).collect::<Option<_>>()?;
        Some(Self {
            asked: asked(request),
            made_from,
            texts,
            others: everything_but_texts(&sources.tree, |_| true),
            attachments: attachments.values().cloned().collect(),
            files: press.stamped()?,
            manifest: write::manifest_in(&request.out())?,
            reflections: portfolio.reflections.len(),
            drafts: portfolio.drafts_left_out,
            until: check::next_end(&sources.consents, sources.today),
        })
    }

    /// What an earlier process left of a portfolio.
    pub fn remembered(root: &Path) -> Option<Self> {
        unseal(&read::cache(root, NAME)?)
    }

    /// Remembers it for a later process.
    pub fn keep(&self, root: &Path) {
        if let Some(bytes) = seal(self) {
            write::cache(root, NAME, bytes);
        }
    }

    /// Whether it is all still so.
    ///
    /// # Errors
    /// When the world is broken.
    pub fn still(&self, request: &Request, clock: &mut Clock<'_>) -> Result<Still, Broken> {
        let out = request.out();
        if self.until.is_some_and(|until| until < request.today)
            || self.asked != asked(request)
            || !write::inspect(&out, &request.folder)?.is_empty()
        {
            return Ok(Still::No(None));
        }
        let known: AHashMap<&str, Stamp> = self.texts.iter().map(|(path, stamp)| (&**path, *stamp)).collect();
        let read = sources::read_folder(&request.folder, &out, &|path| known.get(path).copied(), clock)?;
        if !read.diagnostics.is_empty() || !self.is_of(&read.value) || !self.uses(&read.value)? {
            return Ok(Still::No(Some(read)));
        }
        let stand = clock.step("look", || self.stands(&out))?;
        let pages = self.files.len();
        clock.did(format!("{pages} files"));
        let summary = Summary {
            out,
            pages,
            reflections: self.reflections,
            rendered: 0,
            written: 0,
            unchanged: pages,
            deleted: 0,
            drafts: self.drafts,
        };
        Ok(if stand { Still::Yes(self.made_from, summary) } else { Still::No(Some(read)) })
    }

    /// Whether the site stands as it stood.
    fn stands(&self, out: &Path) -> Result<bool, Broken> {
        let Some(tidy) = write::Tidy::of(out)?.filter(|tidy| tidy.manifest == self.manifest) else { return Ok(false) };
        let stands = |(file, known): &(String, Stamp)| {
            tidy.holds(file) && stamp(out, &Address::new(file.as_str())) == Some(*known)
        };
        Ok(self.files.par_iter().all(stands))
    }

    /// Whether the folder holds what it held.
    fn is_of(&self, tree: &SourceTree) -> bool {
        let texts = || tree.files.iter().filter(|file| file.role == Role::Markdown);
        texts().count() == self.texts.len()
            && texts().all(|text| text.bytes.is_none())
            && everything_but_texts(tree, |_| true) == self.others
    }

    /// Whether the used attachments have the bytes that they had.
    fn uses(&self, tree: &SourceTree) -> Result<bool, Broken> {
        let paths: Vec<Arc<str>> = self.attachments.iter().map(|used| Arc::clone(&used.path)).collect();
        let known = |path: &str| {
            let at = self.attachments.binary_search_by(|used| (*used.path).cmp(path)).ok()?;
            Some(self.attachments[at].clone())
        };
        let now = read::attachments(tree, &paths, known)?;
        let is_same = |(old, new): (&Attachment, &Attachment)| old.path == new.path && old.hash == new.hash;
        Ok(now.diagnostics.is_empty() && self.attachments.iter().zip(&now.value).all(is_same))
    }
}

/// Forgets what was settled: something is about to be written.
pub(super) fn forget(root: &Path) {
    write::forget(root, NAME);
}

fn stamp(out: &Path, file: &Address) -> Option<Stamp> {
    write::standing(out, file)?.stamp
}

/// The hash of what decides, beside what lies in the folder, what is written and where. A site without a title has the folder's name.
fn asked(request: &Request) -> Hash {
    let whole = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    let parts = (whole(request.folder.clone()), whole(request.out()), request.drafts, &request.base_url);
    digest::of(format!("{parts:?}").as_bytes())
}
