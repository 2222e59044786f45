//! What each text was parsed to, kept from build to build.
//!
//! A text is parsed again when its bytes are not those it was parsed from, or when the settings or the theme's words are not. Its stamp saves reading
//! it; the hash of its bytes decides.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::standing::{Hash, hash};
use super::steps::Clock;
use crate::diag::Diagnosed;
use crate::model::document::Document;
use crate::model::settings::Settings;
use crate::model::source::{Role, SourceFile, SourceTree, Stamp};
use crate::model::theme::Theme;
use crate::parse;

/// Every text as it was last parsed.
#[derive(Debug, Default)]
pub(super) struct Texts {
    known: BTreeMap<Arc<str>, Text>,
    /// The settings and words that all of them were parsed with.
    context: Hash,
    /// What is new, changed or gone since it was last asked.
    changed: Vec<Arc<str>>,
}

/// A text's path, the hash of its bytes, and what it says.
pub(super) type Said = (Arc<str>, Hash, Arc<Parsed>);

/// What parsing gave.
type Parsed = Diagnosed<Option<Document>>;

/// A text as it was last parsed.
#[derive(Clone, Debug)]
struct Text {
    stamp: Option<Stamp>,
    hash: Hash,
    parsed: Arc<Parsed>,
}

impl Texts {
    /// The stamp of a text that need not be read if it still has it.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        self.known.get(path).and_then(|text| text.stamp)
    }

    /// Forgets every stamp, but not what was parsed: the hash of the bytes decides.
    pub fn trust_nothing(&mut self) {
        self.known.values_mut().for_each(|text| text.stamp = None);
    }

    /// Whether the texts were parsed with these settings and words.
    pub fn fits(&self, context: &Hash) -> bool {
        self.context == *context
    }

    /// Parses what is not known; gives what every text says, by path, and the hash of each.
    ///
    /// A text without bytes must be known: so it is when [`Self::fits`] says yes.
    pub fn parse(
        &mut self,
        tree: &SourceTree,
        (settings, theme, context): (&Settings, &Theme, Hash),
        clock: &mut Clock<'_>,
    ) -> Vec<Said> {
        if !self.fits(&context) {
            self.known.clear();
            self.context = context;
        }
        let files: Vec<&SourceFile> = tree.files.iter().filter(|file| file.role == Role::Markdown).collect();
        let progress = clock.begin("parse", files.len());
        let texts: Vec<(Text, bool)> = clock.step("parse", || {
            let one = |file: &&SourceFile| {
                let text = self.text(file, settings, theme);
                progress.advance();
                text
            };
            files.par_iter().map(one).collect()
        });
        let fresh = texts.iter().filter(|(_, fresh)| *fresh).count();
        clock.did(format!("{fresh} of {} texts", files.len()));
        self.remember(&files, texts)
    }

    /// What a file says, and whether it had to be parsed for that.
    fn text(&self, file: &SourceFile, settings: &Settings, theme: &Theme) -> (Text, bool) {
        let known = self.known.get(&file.path);
        let new = file.bytes.as_deref().map(hash);
        match (known, new) {
            (Some(known), None) => (known.clone(), false),
            (Some(known), Some(new)) if known.hash == new => (Text { stamp: file.stamp, ..known.clone() }, false),
            (_, new) => {
                let parsed = Arc::new(parse::document(file, settings, theme));
                (Text { stamp: file.stamp, hash: new.unwrap_or_default(), parsed }, true)
            }
        }
    }

    fn remember(&mut self, files: &[&SourceFile], texts: Vec<(Text, bool)>) -> Vec<Said> {
        let mut before = std::mem::take(&mut self.known);
        let mut all = Vec::with_capacity(texts.len());
        for (file, (text, fresh)) in files.iter().zip(texts) {
            before.remove(&file.path);
            if fresh {
                self.changed.push(Arc::clone(&file.path));
            }
            all.push((Arc::clone(&file.path), text.hash, Arc::clone(&text.parsed)));
            self.known.insert(Arc::clone(&file.path), text);
        }
        self.changed.extend(before.into_keys());
        all
    }

    /// What is new, changed or gone since this was last asked.
    pub fn take_changed(&mut self) -> Vec<Arc<str>> {
        std::mem::take(&mut self.changed)
    }
}
