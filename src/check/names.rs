//! The names of a class list, and where they stand in a text.
//!
//! In: the lines of class lists, tables among them, as `class_list` reads them. Out: the places of names in texts and paths. Names are whole words, so a table of first words finds
//! them all in one pass, however many there are.

use ahash::AHashMap;

use super::class_list::{self, Line};
use super::commonplace::{is_a_place, is_commonplace, is_said_as_a_name};
use super::words::Words;

/// Parts of names that never stand for a person by themselves.
const PARTICLES: [&str; 28] = [
    "te", "van", "von", "der", "den", "de", "du", "des", "del", "della", "da", "dos", "di", "la", "le", "el", "al",
    "bin", "bint", "ibn", "ten", "ter", "st", "saint", "ni", "nic", "o", "abu",
];

/// What the name of a picture's file may say besides a child's name.
const OF_PICTURES: [&str; 14] =
    ["img", "dsc", "photo", "picture", "pic", "image", "portrait", "by", "of", "for", "and", "with", "s", "work"];

/// The names of a class list, ready to be looked for.
#[derive(Debug, Default)]
pub struct Names {
    /// By the first word, the longest first.
    by_first: AHashMap<String, Vec<Name>>,
    /// How many children they are of.
    children: usize,
}

/// One name as it may be said.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    /// Its words, folded.
    words: Vec<String>,
    /// Whether each of them is a word of everyday language, too.
    is_commonplace: bool,
}

/// A name in a text: the bytes that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Names {
    /// The names of a list: one child a line, `Aroha Ngata` or `Ngata, Aroha`, a name that she is called by in brackets; `#` begins a remark, and `!`
    /// at the end of a line asks for the whole name only. Or a table, as `class_list` reads it. Gives the numbers of the lines, too, that hold
    /// something but no name.
    #[must_use]
    pub fn of_list(text: &str) -> (Self, Vec<usize>) {
        let mut names = Self::default();
        let empty = names.take(text);
        (names, empty)
    }

    /// Takes in the names of a further list, as [`Self::of_list`].
    pub fn take(&mut self, text: &str) -> Vec<usize> {
        let mut empty = Vec::new();
        for Line { number, names: written, children } in class_list::lines(text) {
            let said = written.iter().flat_map(|name| spellings(name)).flat_map(|name| said(&name)).collect::<Vec<_>>();
            match said.is_empty() {
                true => empty.push(number),
                false => self.children += children,
            }
            said.into_iter().for_each(|words| self.add(words));
        }
        empty
    }

    fn add(&mut self, words: Vec<String>) {
        let is_commonplace = words.iter().all(|word| is_commonplace(word));
        let name = Name { words, is_commonplace };
        let all = self.by_first.entry(name.words[0].clone()).or_default();
        if !all.contains(&name) {
            all.push(name);
            all.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
        }
    }

    /// How many children the list names.
    #[must_use]
    pub fn children(&self) -> usize {
        self.children
    }

    /// Where names stand in a text, in its order.
    pub(super) fn in_text(&self, text: &str) -> Vec<Hit> {
        let words = Words::of(text);
        self.hits(&words, |at, name| is_said(&words, at, name))
    }

    /// Where names stand in the parts of a path, which may join words by capital letters. A name that is also a common word must stand alone there,
    /// or begin the name of a picture.
    pub(super) fn in_path(&self, path: &str) -> Vec<String> {
        let parts = path.split('/').map(apart);
        let found = parts.flat_map(|part| {
            let words = Words::of(&part);
            let is_alone = self.is_alone(&words);
            let first = words.all.iter().take_while(|word| OF_PICTURES.contains(&words.folded(word))).count();
            let begins = |at| is_picture(&part) && at == first;
            let hits = self.hits(&words, |at, name| is_alone || begins(at) || !name.is_commonplace);
            hits.iter().map(|hit| part[hit.start..hit.end].to_owned()).collect::<Vec<_>>()
        });
        found.collect()
    }

    /// Whether a part of a path says nothing but names.
    fn is_alone(&self, part: &Words<'_>) -> bool {
        let end = part.text.rfind('.').unwrap_or(part.text.len());
        let stem = part.all.iter().filter(|word| word.start < end).map(|word| part.folded(word));
        let is_of_names =
            |word: &str| self.by_first.values().flatten().any(|name| name.words.iter().any(|own| own == word));
        stem.into_iter().all(|word| OF_PICTURES.contains(&word) || is_of_names(word))
    }

    fn hits(&self, words: &Words<'_>, is_said: impl Fn(usize, &Name) -> bool) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut at = 0;
        while at < words.all.len() {
            match self.longest(words, at, &is_said) {
                Some(count) => {
                    hits.push(Hit { start: words.all[at].start, end: words.all[at + count - 1].end });
                    at += count;
                }
                None => at += 1,
            }
        }
        hits
    }

    /// How many words the longest name has that stands at `at`.
    fn longest(&self, words: &Words<'_>, at: usize, is_said: impl Fn(usize, &Name) -> bool) -> Option<usize> {
        let first = words.folded(&words.all[at]);
        let here = self.by_first.get(first).into_iter().flatten();
        let stands = |name: &&Name| words.hold(at, &name.words) && is_said(at, name);
        here.into_iter().find(stands).map(|name| name.words.len()).or_else(|| {
            let name = self.by_first.get(first.strip_suffix('s').filter(|stem| stem.len() > 2)?)?.last()?;
            let is_sure = !name.is_commonplace || words.gap(at).starts_with(['\'', '’']);
            (name.words.len() == 1 && is_sure && is_capital(words, at)).then_some(1)
        })
    }
}

/// Whether a name that stands at `at` is said as a name there. One that is no common word, and not so short that it may be anything, always is.
fn is_said(words: &Words<'_>, at: usize, name: &Name) -> bool {
    match (name.words.len(), name.is_commonplace) {
        (1, true) => is_said_as_a_name(words, at),
        (1, false) => name.words[0].len() > 2 || is_capital(words, at),
        (count, true) => (at..at + count).all(|at| is_capital(words, at)) && !is_a_place(words, at + count - 1),
        (_, false) => true,
    }
}

fn is_capital(words: &Words<'_>, at: usize) -> bool {
    words.text[words.all[at].start..].starts_with(char::is_uppercase)
}

/// A line of the list, and how it is written where long vowels are doubled or dots above letters become an `e`.
fn spellings(line: &str) -> Vec<String> {
    const OTHERS: [(char, &str); 14] = [
        ('ā', "aa"),
        ('ē', "ee"),
        ('ī', "ii"),
        ('ō', "oo"),
        ('ū', "uu"),
        ('Ā', "Aa"),
        ('Ē', "Ee"),
        ('Ī', "Ii"),
        ('Ō', "Oo"),
        ('Ū', "Uu"),
        ('ä', "ae"),
        ('ö', "oe"),
        ('ü', "ue"),
        ('ø', "oe"),
    ];
    let composed: String = unicode_normalization::UnicodeNormalization::nfc(line).collect();
    let other = OTHERS.iter().fold(composed, |line, (letter, two)| line.replace(*letter, two));
    if other == line { vec![other] } else { vec![line.to_owned(), other] }
}

/// The forms in which a child of the list may be named, each as words.
fn said(line: &str) -> Vec<Vec<String>> {
    let whole_only = line.ends_with('!');
    let line = line.trim_end_matches('!').trim_end();
    let line = match line.split_once(',') {
        Some((family, given)) => format!("{given} {family}"),
        None => line.to_owned(),
    };
    let (called, parts): (Vec<&str>, Vec<&str>) =
        line.split_whitespace().partition(|part| part.starts_with(['(', '"', '“']));
    let parts: Vec<Vec<String>> = parts.into_iter().map(folded).filter(|part| !part.is_empty()).collect();
    let called = called.into_iter().map(folded);
    let (given, family) = given_and_family(&parts);
    let mut said = vec![parts.concat()];
    if !family.is_empty() {
        said.extend([[given, family].concat().concat(), [family, given].concat().concat()]);
    }
    if !whole_only {
        let alone = [given, family].into_iter().map(<[_]>::concat).chain(called);
        said.extend(alone.flat_map(|words| [vec![words.concat()], words]));
    }
    said.retain(|words| words.iter().map(|word| word.chars().count()).sum::<usize>() > 1 || words.concat().len() > 1);
    said
}

fn folded(part: &str) -> Vec<String> {
    Words::of(part).all_folded().map(str::to_owned).filter(|word| !word.is_empty()).collect()
}

/// The first and the last name, each with the particles before it; the last is empty where there is but one.
fn given_and_family(parts: &[Vec<String>]) -> (&[Vec<String>], &[Vec<String>]) {
    let is_particle = |part: &Vec<String>| matches!(part.as_slice(), [one] if PARTICLES.contains(&one.as_str()));
    let leads = |part: &Vec<String>| parts.len() > 2 && is_particle(part);
    let given = parts.iter().position(|part| !leads(part)).map_or(parts.len(), |at| at + 1);
    let rest = &parts[given..];
    let before_last = rest.len().saturating_sub(1);
    let family = rest[..before_last].iter().rposition(|part| !is_particle(part)).map_or(0, |at| at + 1);
    (&parts[..given], &rest[family..])
}

fn is_picture(part: &str) -> bool {
    let ending = part.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    ["jpg", "jpeg", "png", "webp", "gif", "svg", "heic", "avif", "mp4", "mov"].contains(&ending.as_str())
}

/// A part of a path with a space where a capital letter begins a word.
fn apart(part: &str) -> String {
    let mut apart = String::with_capacity(part.len() + 4);
    let mut was_small = false;
    for c in part.chars() {
        if was_small && c.is_uppercase() {
            apart.push(' ');
        }
        was_small = c.is_lowercase();
        apart.push(c);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::Names;

    fn found<'t>(list: &str, text: &'t str) -> Vec<&'t str> {
        Names::of_list(list).0.in_text(text).iter().map(|hit| &text[hit.start..hit.end]).collect()
    }

    #[test]
    fn a_child_is_found_by_the_whole_name_and_by_either_part() {
        let list = "Māia Rose Ngata # joined in May\n\nvan der Berg, Tom\n";
        assert_eq!(found(list, "Maia Ngata, MĀIA, Maaia and ngata"), ["Maia Ngata", "MĀIA", "Maaia", "ngata"]);
        assert_eq!(found(list, "Rose, van der Valk and Berg"), [""; 0]);
        assert_eq!(found(list, "Ngata, Maia; Tom van der Berg"), ["Ngata, Maia", "Tom van der Berg"]);
    }

    #[test]
    fn a_mark_asks_for_the_whole_name_only() {
        assert_eq!(found("Will May !", "Will read. Will May read. we will may."), ["Will May"]);
    }

    #[test]
    fn a_name_is_a_whole_word_and_its_possessive() {
        assert_eq!(found("Sam", "Sam's, Sam’s, Sams’, sam; same, Samson, Samuel"), ["Sam", "Sam", "Sams", "sam"]);
        assert_eq!(
            found("Mary-Jane O'Brien", "Mary Jane, MaryJane, OBrien, O’Brien, Mary"),
            ["Mary Jane", "MaryJane", "OBrien", "O’Brien"]
        );
        assert_eq!(found("William (Billy) Low", "Billy and William"), ["Billy", "William"]);
        assert_eq!(found("王小明", "今天王小明读书"), ["王小明"]);
    }

    #[test]
    fn lines_without_a_name_are_numbered() {
        let (names, empty) = Names::of_list("# Room 4\nAroha\n!\n3\nA\n");
        assert_eq!((names.children(), empty), (1, vec![3, 4, 5]));
    }

    #[test]
    fn paths_are_taken_apart() {
        let (names, _) = Names::of_list("Tom Hill\nGrace Ngata");
        let cases = [
            ("pictures/tomReads.jpg", &["tom"][..]),
            ("pictures/IMG_grace-2.jpg", &["grace"]),
            ("reflections/2026-05-01-grace-in-maths.md", &[]),
            ("hill/a.md", &["hill"]),
            ("hilltop/a.md", &[]),
        ];
        for (path, expected) in cases {
            assert_eq!(names.in_path(path), expected, "{path}");
        }
    }
}
