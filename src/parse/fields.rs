//! Front matter's entries taken key by key, each by what it should be: words, a list of words, one of a few words, yes or no.
//!
//! Every value that is something else becomes a message in plain words. What nobody took is left for templates.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::entries::is_known;
use super::value::{Entry, Node, Shape, Written};
use crate::diag::{Diagnostic, nearest};
use crate::model::source::composed;

/// The entries that were not taken yet, and what was found wrong so far.
pub(super) struct Fields {
    entries: Vec<Entry>,
    /// What was found.
    pub found: Vec<Diagnostic>,
}

impl Fields {
    /// Of two entries with one key the last counts, with a warning.
    pub fn new(entries: Vec<Entry>, found: Vec<Diagnostic>) -> Self {
        let mut fields = Self { entries: Vec::with_capacity(entries.len()), found };
        for entry in entries {
            let earlier = fields.entries.iter().position(|e| e.key.eq_ignore_ascii_case(&entry.key));
            if let Some(earlier) = earlier {
                let earlier = fields.entries.remove(earlier);
                fields.found.push(repeated(&earlier, &entry));
            }
            fields.entries.push(entry);
        }
        fields
    }

    /// Puts the entries of a table in the place of the table (Zola keeps tags in `taxonomies`). Anything but a table stays as it is.
    pub fn open(&mut self, key: &str) {
        let is_table = |entry: &Entry| entry.key == key && matches!(entry.value.shape, Shape::Table(_));
        let Some(at) = self.entries.iter().position(is_table) else { return };
        let table = self.entries.remove(at);
        if let Shape::Table(pairs) = table.value.shape {
            self.entries.extend(pairs.into_iter().map(|(key, value)| Entry { key, place: table.place, value }));
        }
    }

    /// The entry of the first of `keys` that holds something.
    pub fn take(&mut self, keys: &[&str]) -> Option<Entry> {
        for key in keys {
            let at = self.entries.iter().position(|entry| entry.key.eq_ignore_ascii_case(key));
            match at.map(|at| self.entries.remove(at)) {
                Some(Entry { value: Node { shape: Shape::Nothing, .. }, .. }) | None => {}
                entry => return entry,
            }
        }
        None
    }

    /// The entries that were not taken.
    pub fn left(&self) -> &[Entry] {
        &self.entries
    }

    /// Words on one line. Empty words are none.
    pub fn words(&mut self, keys: &[&str]) -> Option<Written> {
        let entry = self.take(keys)?;
        self.words_of(&entry)
    }

    /// The words that an entry holds.
    pub fn words_of(&mut self, entry: &Entry) -> Option<Written> {
        let text = match &entry.value.shape {
            Shape::Word { text, .. } | Shape::Remark(text) => tidy(text),
            Shape::Nothing => return None,
            _ => return self.wrong(entry, "words"),
        };
        (!text.is_empty()).then_some(Written { text, place: entry.value.place })
    }

    /// A list of words, or words that stand for a list of one.
    pub fn list(&mut self, keys: &[&str]) -> Option<Vec<Written>> {
        let entry = self.take(keys)?;
        let items = match &entry.value.shape {
            Shape::List(items) => items.iter().map(item).collect::<Option<Vec<_>>>(),
            Shape::Table(_) => None,
            _ => item(&entry.value).map(|item| vec![item]),
        };
        let Some(items) = items else { return self.wrong(&entry, "words or a list of words") };
        Some(items.into_iter().filter(|item| !item.text.is_empty()).collect())
    }

    /// Like [`Self::list`], where words that stand alone may be several: `a, b` or `#a #b`. A question is one, whatever commas it has.
    pub fn terms(&mut self, keys: &[&str]) -> Vec<Written> {
        let alone = |entry: &Entry| matches!(entry.value.shape, Shape::Word { .. } | Shape::Remark(_));
        let key = keys.iter().find(|key| self.entries.iter().any(|e| e.key.eq_ignore_ascii_case(key) && alone(e)));
        match key.copied() {
            Some(key) => self.words(&[key]).map_or_else(Vec::new, |written| apart(&written)),
            None => self.list(keys).unwrap_or_default(),
        }
    }

    /// One of a few words, in any case.
    pub fn choice<T: Copy>(&mut self, keys: &[&str], choices: &[(&str, T)]) -> Option<T> {
        let entry = self.take(keys)?;
        let written = self.words_of(&entry)?;
        let chosen = choices.iter().find(|(name, _)| name.eq_ignore_ascii_case(&written.text));
        if chosen.is_none() {
            let names: Vec<&str> = choices.iter().map(|&(name, _)| name).collect();
            self.found.push(bad_choice(&entry.key, &written, &names));
        }
        chosen.map(|&(_, value)| value)
    }

    /// Yes or no.
    pub fn truth(&mut self, key: &str) -> Option<bool> {
        const TRUTHS: [(&str, bool); 8] = [
            ("true", true),
            ("false", false),
            ("yes", true),
            ("no", false),
            ("on", true),
            ("off", false),
            ("1", true),
            ("0", false),
        ];
        let entry = self.take(&[key])?;
        let written = self.words_of(&entry)?;
        let truth = TRUTHS.iter().find(|(name, _)| name.eq_ignore_ascii_case(&written.text));
        if truth.is_none() {
            self.found.push(bad_choice(&entry.key, &written, &["true", "false"]));
        }
        truth.map(|&(_, truth)| truth)
    }

    /// What nobody took, for templates. A key near to one of `known` and not itself known (or common elsewhere) is told.
    pub fn rest(&mut self, known: &[&str]) -> BTreeMap<String, Json> {
        let strange = |entry: &&Entry| !is_known(&entry.key, known) && !is_known(&entry.key, &ELSEWHERE);
        for entry in self.entries.iter().filter(strange) {
            let near = nearest(&entry.key, known.iter().copied());
            self.found.extend(near.and_then(|near| near_miss(entry, near)));
        }
        self.entries.drain(..).map(|entry| (entry.key, entry.value.into_json())).collect()
    }

    /// Tells that an entry is not what it should be.
    pub fn wrong<T>(&mut self, entry: &Entry, expected: &str) -> Option<T> {
        let held = match entry.value.shape {
            Shape::List(_) => "a list",
            Shape::Table(_) => "a table",
            Shape::Nothing => "nothing",
            Shape::Word { .. } | Shape::Remark(_) => "words",
        };
        let message = format!("{} should be {expected}, not {held}", entry.key);
        let found = Diagnostic::error("wrong-type", message).at(entry.value.place);
        self.found.push(match (expected, &entry.value.shape) {
            ("words", Shape::List(_)) => found.help("take the brackets or dashes away, or put the whole in quotes"),
            _ => found,
        });
        None
    }
}

/// An unknown key that is nearly a known one: an error where it would have kept a text from being seen.
fn near_miss(entry: &Entry, near: &str) -> Option<Diagnostic> {
    let says = |truth: &str| matches!(&entry.value.shape, Shape::Word { text, .. } if text.eq_ignore_ascii_case(truth));
    let message = format!("unknown key {:?}", entry.key);
    let found = match near {
        // Obsidian's `publish: true` says what holds anyway.
        "published" if says("true") => return None,
        "audience" | "draft" | "published" => Diagnostic::error("unknown-key", message),
        _ => Diagnostic::warning("unknown-key", message),
    };
    Some(found.at(entry.place).help(format!("did you mean {near:?}?")))
}

/// Keys of other programs that are near misses of ours and mean something else.
const ELSEWHERE: [&str; 14] = [
    "data", "image", "images", "layout", "link", "links", "name", "page", "share", "site", "slugs", "status", "type",
    "language",
];

fn repeated(earlier: &Entry, later: &Entry) -> Diagnostic {
    let message = format!("{:?} stands here and on line {}, and only the last counts", earlier.key, later.place.line);
    Diagnostic::warning("duplicate-key", message).at(earlier.place).help("take one of them out")
}

/// A word that is none of those that may stand there.
pub(super) fn bad_choice(key: &str, written: &Written, names: &[&str]) -> Diagnostic {
    let (last, others) = names.split_last().expect("there is something to choose");
    let allowed = if others.is_empty() { (*last).to_owned() } else { format!("{} or {last}", others.join(", ")) };
    let found =
        Diagnostic::error("bad-value", format!("{key} should be {allowed}, not {:?}", written.text)).at(written.place);
    match nearest(&written.text, names.iter().copied()) {
        Some(near) => found.help(format!("did you mean {near:?}?")),
        None => found,
    }
}

/// The words of a list's item: a word; `[[name|words]]`, which YAML takes for lists in a list; or `Day 1: Phonics`, which it takes for a table.
fn item(node: &Node) -> Option<Written> {
    let text = match &node.shape {
        Shape::Word { text, .. } | Shape::Remark(text) => tidy(text),
        Shape::Nothing => String::new(),
        Shape::List(items) if items.len() == 1 => {
            let inner = item(&items[0])?;
            let name = inner.text.split('|').next().unwrap_or_default().trim().to_owned();
            return Some(Written { text: name, ..inner });
        }
        Shape::Table(pairs) => match pairs.as_slice() {
            [(key, Node { shape: Shape::Word { text, .. }, .. })] => tidy(&format!("{key}: {text}")),
            _ => return None,
        },
        Shape::List(_) => return None,
    };
    Some(Written { text, place: node.place })
}

/// `a, b` and `#a #b` as two, a question as one.
fn apart(written: &Written) -> Vec<Written> {
    if written.text.ends_with('?') {
        return vec![written.clone()];
    }
    let hashed = written.text.starts_with('#') && !written.text.contains(',');
    let parts: Vec<&str> =
        if hashed { written.text.split(' ').collect() } else { written.text.split(',').map(str::trim).collect() };
    let parts = parts.into_iter().map(|part| part.trim_matches('"')).filter(|part| !part.is_empty());
    parts.map(|part| Written { text: part.to_owned(), place: written.place }).collect()
}

/// Words with single spaces between them, composed (NFC) as everything that is compared; characters that cannot be seen are spaces.
pub(super) fn tidy(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    composed(&words.collect::<Vec<_>>().join(" ")).into_owned()
}
