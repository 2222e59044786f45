//! A text to its words, folded: what names are looked for in.
//!
//! A word is a run of letters. Digits, apostrophes, hyphens and underlines part words, so that `Aroha's`, `aroha_2.jpg` and `Aroha-led` all hold
//! the word `aroha`. A letter of a script that writes without spaces is a word by itself.

use crate::slug::slug;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where its folded form stands in [`Words::folded`].
    folded: (usize, usize),
}

/// The words of a text, in its order.
#[derive(Debug)]
pub(super) struct Words<'t> {
    /// The text.
    pub text: &'t str,
    /// Its words.
    pub all: Vec<Word>,
    folded: String,
}

impl<'t> Words<'t> {
    /// The words of `text`. Case is folded and accents fall away, by the rule that addresses are made by.
    pub fn of(text: &'t str) -> Self {
        let mut words =
            Self { text, all: Vec::with_capacity(text.len() / 6), folded: String::with_capacity(text.len()) };
        let mut open: Option<usize> = None;
        for (at, c) in text.char_indices() {
            match open {
                Some(start) if !goes_on(c) => {
                    words.add(start, at);
                    open = begins(c).then_some(at);
                }
                None if begins(c) => open = Some(at),
                _ => {}
            }
            if is_a_word(c) {
                words.add(at, at + c.len_utf8());
                open = None;
            }
        }
        if let Some(start) = open {
            words.add(start, text.len());
        }
        words
    }

    fn add(&mut self, start: usize, end: usize) {
        let written = &self.text[start..end];
        let before = self.folded.len();
        match written.is_ascii() {
            true => self.folded.extend(written.chars().map(|c| c.to_ascii_lowercase())),
            false => self.folded.push_str(&slug(written)),
        }
        self.all.push(Word { start, end, folded: (before, self.folded.len()) });
    }

    /// The folded form of a word.
    pub fn folded(&self, word: &Word) -> &str {
        &self.folded[word.folded.0..word.folded.1]
    }

    /// The folded forms of all words.
    pub fn all_folded(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|word| self.folded(word))
    }

    /// The same as one text, with a blank between words.
    pub fn phrase(&self) -> String {
        self.all_folded().collect::<Vec<_>>().join(" ")
    }

    /// The folded form of the word at a place among the words.
    pub fn at(&self, at: usize) -> Option<&str> {
        self.all.get(at).map(|word| self.folded(word))
    }

    /// What stands between a word and the next.
    pub fn gap(&self, at: usize) -> &'t str {
        let end = self.all.get(at + 1).map_or(self.text.len(), |next| next.start);
        &self.text[self.all[at].end..end]
    }

    /// Whether the words from `at` on are these, each joined to the next.
    pub fn hold(&self, at: usize, wanted: &[String]) -> bool {
        let is_one = |(i, word): (usize, &String)| {
            self.at(at + i) == Some(word) && (i + 1 == wanted.len() || joins(self.gap(at + i)))
        };
        wanted.iter().enumerate().all(is_one)
    }
}

/// Whether what stands between two words lets them be one name: `Aroha Ngata`, `aroha_ngata`, `Ngata, Aroha`, `**Aroha** Ngata`.
fn joins(gap: &str) -> bool {
    gap.chars().count() <= 5
        && gap.matches('\n').count() <= 1
        && gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '_' | '.' | ',' | '*' | '"'))
}

/// The last bytes before a place, at most 200: what tells how a word or a number is meant stands near it, and one line may be millions of bytes long.
pub(super) fn just_before(text: &str, at: usize) -> &str {
    let from = (at.saturating_sub(200)..=at).find(|&from| text.is_char_boundary(from)).unwrap_or(at);
    &text[from..at]
}

fn begins(c: char) -> bool {
    c.is_alphabetic() && !is_a_word(c)
}

/// Marks that stand on letters, and what is not seen inside a word, belong to it.
fn goes_on(c: char) -> bool {
    begins(c) || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Letters of scripts that put no space between words: Thai and its neighbours, kana, Chinese characters.
fn is_a_word(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::Words;

    fn folded(text: &str) -> Vec<String> {
        Words::of(text).all_folded().map(str::to_owned).collect()
    }

    #[test]
    fn words_are_runs_of_letters_without_case_and_accents() {
        assert_eq!(folded("Māia’s 2nd try"), ["maia", "s", "nd", "try"]);
        assert_eq!(folded("Ma\u{304}ia"), ["maia"]);
        assert_eq!(folded("IMG_aroha2.JPG"), ["img", "aroha", "jpg"]);
        assert_eq!(folded("王小明 reads"), ["王", "小", "明", "reads"]);
        assert_eq!(folded("Аня"), ["аня"]);
        assert_eq!(folded(""), [""; 0]);
    }

    #[test]
    fn words_of_one_name_stand_together() {
        let name = ["aroha".to_owned(), "ngata".to_owned()];
        for text in ["Aroha Ngata", "aroha_ngata", "**Aroha** Ngata", "Aroha\nNgata", "Aroha, Ngata"] {
            assert!(Words::of(text).hold(0, &name), "{text}");
        }
        for text in ["Aroha\n\nNgata", "Aroha (Ngata", "Aroha", "Aroha and Ngata"] {
            assert!(!Words::of(text).hold(0, &name), "{text}");
        }
    }
}
