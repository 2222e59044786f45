//! What texts were parsed to, kept on the disk for the next process.
//!
//! A text is in one of several files, by the hash of its path, so that a change rewrites a small part of the whole. A file is of use only to
//! the same program and the same settings; one that is missing, damaged or from elsewhere knows nothing. A text of which something is to be told
//! is left out: the next process finds it again. Whether what is remembered still holds, only the sources say.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::standing::Hash;
use super::text::Text;
use crate::digest::{self, PROGRAM};
use crate::model::document::Document;
use crate::model::source::{Attachment, Stamp};
use crate::{read, write};

/// How many texts one file holds, about.
const TEXTS: usize = 128;
/// The file of the hashes of attachments.
const ATTACHMENTS: &str = "attachments";

/// The hashes of used attachments, kept from build to build.
pub(super) type Attachments = BTreeMap<Arc<str>, Attachment>;

/// What the files of an archive have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Label {
    /// The settings and words that all texts were parsed with.
    pub context: Hash,
    /// How many files there are.
    pub files: usize,
}

/// One text, as it is written.
#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    stamp: Option<Stamp>,
    hash: Hash,
    document: &'a Document,
}

/// One text, as it is read.
#[derive(Deserialize)]
struct Remembered {
    path: Arc<str>,
    stamp: Option<Stamp>,
    hash: Hash,
    document: Document,
}

impl Label {
    /// The label of an archive of so many texts.
    pub fn new(context: Hash, texts: usize) -> Self {
        Self { context, files: texts.div_ceil(TEXTS).next_power_of_two() }
    }

    /// Which file the text at `path` is in.
    pub fn file_of(&self, path: &str) -> usize {
        let [a, b, ..] = digest::of(path.as_bytes());
        usize::from(u16::from_le_bytes([a, b])) % self.files.max(1)
    }
}

/// Reads the archive of a portfolio: its label, and its texts by path.
pub(super) fn load(root: &Path) -> (Label, Vec<(Arc<str>, Text)>) {
    let Some((label, first)) = open(root, 0) else { return Default::default() };
    let others = (1..label.files).into_par_iter().filter_map(|number| {
        let (of_file, texts) = open(root, number)?;
        (of_file == label).then_some(texts)
    });
    let texts = others.flatten_iter().chain(first).map(|text| {
        let Remembered { path, stamp, hash, document } = text;
        (path, Text::clean(stamp, hash, document))
    });
    (label, texts.collect())
}

/// Writes the file `number` of an archive; `texts` are those that are in it.
pub(super) fn save(root: &Path, (label, number): (&Label, usize), texts: &[(&Arc<str>, &Text)]) {
    let entries: Vec<Entry<'_>> = texts
        .iter()
        .filter_map(|(path, text)| Some(Entry { path, stamp: text.stamp, hash: text.hash, document: text.if_clean()? }))
        .collect();
    if let Some(bytes) = seal(&(label, entries)) {
        write::cache(root, &name(number), bytes);
    }
}

/// Reads the hashes of attachments.
pub(super) fn load_attachments(root: &Path) -> Attachments {
    let bytes = read::cache(root, ATTACHMENTS).unwrap_or_default();
    let attachments: Vec<Attachment> = unseal(&bytes).unwrap_or_default();
    attachments.into_iter().map(|attachment| (Arc::clone(&attachment.path), attachment)).collect()
}

/// Writes the hashes of attachments, unless they are written already.
pub(super) fn save_attachments(root: &Path, attachments: &Attachments) {
    let attachments: Vec<&Attachment> = attachments.values().collect();
    let Some(bytes) = seal(&attachments) else { return };
    if read::cache(root, ATTACHMENTS).as_ref() != Some(&bytes) {
        write::cache(root, ATTACHMENTS, bytes);
    }
}

/// Deletes a file of an archive that has fewer now.
pub(super) fn remove(root: &Path, number: usize) {
    write::forget(root, &name(number));
}

fn open(root: &Path, number: usize) -> Option<(Label, Vec<Remembered>)> {
    unseal(&read::cache(root, &name(number))?)
}

/// What this program writes of something, and its hash before it.
pub(super) fn seal(what: &impl Serialize) -> Option<Vec<u8>> {
    let before = [&[0; 16], PROGRAM.as_bytes()].concat();
    let mut bytes = postcard::to_extend(what, before).ok()?;
    let sum = digest::of(&bytes[16..]);
    bytes[..16].copy_from_slice(&sum);
    Some(bytes)
}

/// What this program wrote, if it is whole.
pub(super) fn unseal<'b, T: Deserialize<'b>>(bytes: &'b [u8]) -> Option<T> {
    let (sum, rest) = bytes.split_first_chunk::<16>()?;
    let body = rest.strip_prefix(PROGRAM.as_bytes())?;
    (digest::of(rest) == *sum).then(|| postcard::from_bytes(body).ok())?
}

fn name(number: usize) -> String {
    format!("texts-{number:03}")
}

#[cfg(test)]
mod tests {
    use super::{seal, unseal};

    #[test]
    fn what_is_damaged_or_from_elsewhere_knows_nothing() {
        let sealed = seal(&("words", 7_u32)).expect("it can be written");
        assert_eq!(unseal::<(String, u32)>(&sealed), Some(("words".to_owned(), 7)));
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert_eq!(unseal::<(String, u32)>(&damaged), None, "byte {at}");
            assert_eq!(unseal::<(String, u32)>(&sealed[..at]), None, "cut at {at}");
        }
        assert_eq!(unseal::<(String, u32)>(b""), None);
    }
}
