//! What texts were parsed to, kept on the disk for the next process.
//!
//! A text is in one of several files, by the hash of its path, so that a change rewrites a small part of the whole. A file is of use only to
//! the same program and the same settings; one that is missing, damaged or from elsewhere knows nothing. A text of which something is to be told
//! is left out: the next process finds it again. Whether what is remembered still holds, only the sources say.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::standing::Hash;
use super::text::Text;
use crate::digest::{self, PROGRAM};
use crate::markdown::Html;
use crate::model::document::Document;
use crate::model::source::{Attachment, Stamp};
use crate::{read, write};

/// How many texts one file holds, about.
const TEXTS: usize = 128;
/// How many bytes say how long the HTML is that follows them.
const LENGTH: usize = 8;
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

/// A text with its path.
type Remembered = (Arc<str>, Text);

/// What a file holds behind the HTML of its texts.
#[derive(Serialize, Deserialize)]
struct Records<D> {
    label: Label,
    /// The hash of the HTML.
    html: Hash,
    texts: Vec<Record<D>>,
}

/// One text, but for its HTML. A document is lent to be written.
#[derive(Serialize, Deserialize)]
struct Record<D> {
    stamp: Option<Stamp>,
    hash: Hash,
    /// Where its HTML stands among that of all.
    html: Range<usize>,
    document: D,
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
pub(super) fn load(root: &Path) -> (Label, Vec<Remembered>) {
    let Some((label, first)) = open(root, 0) else { return Default::default() };
    let others = (1..label.files).into_par_iter().filter_map(|number| {
        let (of_file, texts) = open(root, number)?;
        (of_file == label).then_some(texts)
    });
    (label, others.flatten_iter().chain(first).collect())
}

/// Writes the file `number` of an archive; `texts` are those that are in it.
pub(super) fn save(root: &Path, (label, number): (&Label, usize), texts: &[(&Arc<str>, &Text)]) {
    let texts: Vec<(&Text, &Document)> = texts.iter().filter_map(|(_, text)| Some((*text, text.if_clean()?))).collect();
    if let Some(bytes) = pack(label, &texts) {
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
    let (html, records) = read::cache_in_two(root, &name(number))?;
    unpack(html, &records)
}

/// The bytes of a file: how long the HTML of all its texts is, that HTML in one piece, and the records.
fn pack(label: &Label, texts: &[(&Text, &Document)]) -> Option<Vec<u8>> {
    let length: usize = texts.iter().map(|(_, document)| document.head().body.html.len()).sum();
    // The records are about a fifth of the HTML: with a half there is seldom too little room.
    let mut bytes = Vec::with_capacity(LENGTH + length + length / 2);
    bytes.extend_from_slice(&(length as u64).to_le_bytes());
    let records = texts.iter().map(|(text, document)| {
        let start = bytes.len() - LENGTH;
        bytes.extend_from_slice(document.head().body.html.as_bytes());
        Record { stamp: text.stamp, hash: text.hash, html: start..bytes.len() - LENGTH, document }
    });
    let texts = records.collect();
    let html = digest::of(&bytes[LENGTH..]);
    seal_behind(bytes, &Records { label: *label, html, texts })
}

/// What the two pieces of a file hold, if both are whole.
///
/// The HTML is not copied: every text has its stretch of the one piece, which stays as long as one of them does, though the others may have been
/// written anew. Since a process reads an archive once, that is never more than the HTML of the portfolio as it began with.
fn unpack(html: Vec<u8>, records: &[u8]) -> Option<(Label, Vec<Remembered>)> {
    let Records { label, html: sum, texts } = unseal::<Records<Document>>(records)?;
    let html = Arc::new(String::from_utf8(html).ok().filter(|html| digest::of(html.as_bytes()) == sum)?);
    let texts = texts.into_iter().map(|Record { stamp, hash, html: range, mut document }| {
        document.put_html(Html::among(&html, range)?);
        Some((Arc::clone(&document.head().path), Text::clean(stamp, hash, document)))
    });
    Some((label, texts.collect::<Option<_>>()?))
}

/// What this program writes of something, and its hash before it.
pub(super) fn seal(what: &impl Serialize) -> Option<Vec<u8>> {
    seal_behind(Vec::new(), what)
}

/// The same behind other bytes.
fn seal_behind(mut bytes: Vec<u8>, what: &impl Serialize) -> Option<Vec<u8>> {
    let at = bytes.len();
    bytes.extend_from_slice(&[0; 16]);
    bytes.extend_from_slice(PROGRAM.as_bytes());
    let mut bytes = postcard::to_extend(what, bytes).ok()?;
    let sum = digest::of(&bytes[at + 16..]);
    bytes[at..at + 16].copy_from_slice(&sum);
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
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::{Label, Text, open, pack, seal, unseal};
    use crate::model::settings::Settings;
    use crate::model::source::{Role, SourceFile};
    use crate::{parse, write};

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

    fn text(path: &str, words: &str) -> Text {
        let (path, disk, bytes) = (Arc::from(path), PathBuf::new(), Some(words.as_bytes().to_vec()));
        let file = SourceFile { path, disk, role: Role::Markdown, bytes, stamp: None };
        let parsed = parse::document(&file, &Settings::default(), &parse::theme(&[]).value);
        Text { stamp: None, hash: [1; 16], parsed: Arc::new(parsed) }
    }

    #[test]
    fn texts_are_read_as_they_were_written_and_damaged_ones_not_at_all() {
        let root = tempfile::tempdir().expect("a folder can be made");
        let texts = [text("2026-03-11-one.md", "# Kōrero\n\nThe one.\n"), text("two.md", "Two, *too*.\n")];
        let label = Label::new([2; 16], texts.len());
        let clean: Vec<_> = texts.iter().map(|text| (text, text.if_clean().expect("nothing is to be told"))).collect();
        let bytes = pack(&label, &clean).expect("it can be written");
        let read = |bytes: &[u8]| {
            write::cache(root.path(), "texts-000", bytes.to_vec());
            open(root.path(), 0)
        };
        let (as_read, known) = read(&bytes).expect("it is whole");
        let known: Vec<String> = known.iter().map(|(path, text)| format!("{path} {text:?}")).collect();
        let expected =
            ["2026-03-11-one.md", "two.md"].iter().zip(&texts).map(|(path, text)| format!("{path} {text:?}"));
        assert_eq!((as_read, known), (label, expected.collect()));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(read(&damaged).is_none(), "byte {at}");
            assert!(read(&bytes[..at]).is_none(), "cut at {at}");
        }
        assert!(read(&[&bytes[..], b"x"].concat()).is_none(), "longer");
    }
}
