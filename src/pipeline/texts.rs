//! What each text was parsed to, kept from build to build.
//!
//! A text is parsed again when its bytes are not those it was parsed from, or when the settings or the theme's words are not. Its stamp saves reading
//! it; the hash of its bytes decides. What is remembered outlives the process in the `archive`.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use ahash::AHashMap;
use rayon::prelude::*;

use super::HANDFUL;
use super::archive::{self, Label};
use super::standing::{Hash, hash};
use super::steps::Clock;
use super::text::{Parsed, Text};
use crate::model::settings::Settings;
use crate::model::source::{Role, SourceFile, SourceTree, Stamp};
use crate::model::theme::Theme;
use crate::parse;

/// Every text as it was last parsed.
#[derive(Debug, Default)]
pub(super) struct Texts {
    known: AHashMap<Arc<str>, Text>,
    /// The settings and words that all of them were parsed with.
    context: Hash,
    /// What is new, changed or gone since it was last asked.
    changed: Vec<Arc<str>>,
    /// The archive as it lies on the disk.
    archived: Label,
    /// The texts of which it knows too little, or too much.
    unarchived: HashSet<Arc<str>>,
}

/// A text's path, the hash of its bytes, and what it says.
pub(super) type Said = (Arc<str>, Hash, Arc<Parsed>);

/// What came of looking at a file.
enum Look {
    /// It was not read: its stamp is the known one.
    Known,
    /// It was written again, with the bytes that are known.
    Touched,
    /// It is new, or says something else.
    Parsed(Text),
}

impl Texts {
    /// What an earlier process remembered of a portfolio.
    pub fn remembered(root: &Path) -> Self {
        let (archived, texts) = archive::load(root);
        Self { known: texts.into_iter().collect(), context: archived.context, archived, ..Self::default() }
    }

    /// Remembers everything for a later process. What is remembered already is not written again.
    pub fn archive(&mut self, root: &Path) {
        let label = Label::new(self.context, self.known.len());
        let all = label != self.archived;
        if !all && self.unarchived.is_empty() {
            return;
        }
        let outdated: HashSet<usize> = self.unarchived.drain().map(|path| label.file_of(&path)).collect();
        let mut files: Vec<Vec<(&Arc<str>, &Text)>> = vec![Vec::new(); label.files];
        for (path, text) in &self.known {
            files[label.file_of(path)].push((path, text));
        }
        files.par_iter_mut().enumerate().filter(|(number, _)| all || outdated.contains(number)).for_each(
            |(number, texts)| {
                texts.sort_unstable_by_key(|(path, _)| *path);
                archive::save(root, (&label, number), texts);
            },
        );
        (label.files..self.archived.files).for_each(|number| archive::remove(root, number));
        self.archived = label;
    }

    /// How many texts are known.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// The stamp of a text that need not be read if it still has it.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        self.known.get(path).and_then(|text| text.stamp)
    }

    /// Whether every text of a tree that was not read is known from when it had the stamp that it has now.
    pub fn know(&self, tree: &SourceTree) -> bool {
        let mut unread = tree.files.iter().filter(|file| file.role == Role::Markdown && file.bytes.is_none());
        unread.all(|file| file.stamp.is_some() && self.stamp(&file.path) == file.stamp)
    }

    /// Forgets every stamp, but not what was parsed: the hash of the bytes decides.
    pub fn trust_nothing(&mut self) {
        self.known.values_mut().for_each(|text| text.stamp = None);
    }

    /// Whether the texts were parsed with these settings and words.
    pub fn fits(&self, context: &Hash) -> bool {
        self.context == *context
    }

    /// Parses what is not known; gives what every text says, by path, and the hash of each. A text's bytes are dropped as soon as it is parsed.
    ///
    /// A text without bytes must be known: so it is when [`Self::fits`] says yes.
    pub fn parse(
        &mut self,
        tree: &mut SourceTree,
        (settings, theme, context): (&Settings, &Theme, Hash),
        clock: &mut Clock<'_>,
    ) -> Vec<Said> {
        if !self.fits(&context) {
            self.known.clear();
            self.context = context;
        }
        let mut files: Vec<&mut SourceFile> =
            tree.files.iter_mut().filter(|file| file.role == Role::Markdown).collect();
        let progress = clock.begin("parse", files.len());
        let looked_at: Vec<Look> = clock.step("parse", || {
            let one = |file: &mut &mut SourceFile| {
                let look = self.look(file, settings, theme);
                file.bytes = None;
                progress.advance();
                look
            };
            files.par_iter_mut().with_max_len(HANDFUL).map(one).collect()
        });
        let fresh = looked_at.iter().filter(|look| matches!(look, Look::Parsed(_))).count();
        clock.did(format!("{fresh} of {} texts", files.len()));
        self.remember(&files, looked_at)
    }

    /// What a file says, parsed only if that is not known.
    fn look(&self, file: &SourceFile, settings: &Settings, theme: &Theme) -> Look {
        let known = self.known.get(&file.path);
        let new = file.bytes.as_deref().map(hash);
        match (known, new) {
            (Some(_), None) => Look::Known,
            (Some(known), Some(new)) if known.hash == new => Look::Touched,
            (_, new) => {
                let parsed = Arc::new(parse::document(file, settings, theme));
                Look::Parsed(Text { stamp: file.stamp, hash: new.unwrap_or_default(), parsed })
            }
        }
    }

    fn remember(&mut self, files: &[&mut SourceFile], looked_at: Vec<Look>) -> Vec<Said> {
        let mut all = Vec::with_capacity(looked_at.len());
        for (file, look) in files.iter().zip(looked_at) {
            if let Look::Parsed(text) = look {
                self.changed.push(Arc::clone(&file.path));
                let is_clean = text.if_clean().is_some();
                // One of which something is to be told is never in the archive: an earlier form of it may be.
                if self.known.insert(Arc::clone(&file.path), text).is_some() || is_clean {
                    self.unarchived.insert(Arc::clone(&file.path));
                }
            } else if let (Look::Touched, Some(text)) = (look, self.known.get_mut(&file.path))
                && text.stamp != file.stamp
            {
                text.stamp = file.stamp;
                self.unarchived.insert(Arc::clone(&file.path));
            }
            let text = &self.known[&file.path];
            all.push((Arc::clone(&file.path), text.hash, Arc::clone(&text.parsed)));
        }
        if self.known.len() > files.len() {
            let there: HashSet<&str> = files.iter().map(|file| &*file.path).collect();
            let gone = self.known.extract_if(|path, _| !there.contains(&**path)).map(|(path, _)| path);
            let gone: Vec<Arc<str>> = gone.collect();
            self.unarchived.extend(gone.iter().cloned());
            self.changed.extend(gone);
        }
        all
    }

    /// What is new, changed or gone since this was last asked.
    pub fn take_changed(&mut self) -> Vec<Arc<str>> {
        self.changed.sort();
        std::mem::take(&mut self.changed)
    }
}
