//! What pages say of a reflection in passing: its address, title, language and day, those of all reflections side by side in memory.
//!
//! A page names some twenty others, from all over the years. Looked up each in its own document they keep the processor waiting, which has so little
//! of a portfolio near it; all names together are near.

use chrono::NaiveDate;

/// The names of the reflections of a portfolio, in their order.
#[derive(Clone, Debug, Default)]
pub struct Names {
    text: String,
    of: Vec<Entry>,
}

/// Where a name stands in the text: its parts follow one another.
#[derive(Clone, Copy, Debug)]
struct Entry {
    start: usize,
    /// Of the address, the title, the language.
    lengths: [u32; 3],
    date: NaiveDate,
}

/// What is said of a reflection in passing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'n> {
    /// Where it stands, as [`super::address::Address::as_str`] gives it.
    pub address: &'n str,
    /// Its title.
    pub title: &'n str,
    /// Its language, a BCP 47 tag.
    pub lang: &'n str,
    /// Its day.
    pub date: NaiveDate,
}

impl Names {
    /// The name of the reflection at `index`.
    #[must_use]
    pub fn get(&self, index: usize) -> Name<'_> {
        let Entry { start, lengths, date } = self.of[index];
        let [address, title, lang] = lengths.map(|length| length as usize);
        let (title_at, lang_at) = (start + address, start + address + title);
        Name {
            address: &self.text[start..title_at],
            title: &self.text[title_at..lang_at],
            lang: &self.text[lang_at..lang_at + lang],
            date,
        }
    }
}

impl<'n> FromIterator<Name<'n>> for Names {
    fn from_iter<I: IntoIterator<Item = Name<'n>>>(names: I) -> Self {
        let mut all = Self::default();
        for Name { address, title, lang, date } in names {
            let start = all.text.len();
            let parts = [address, title, lang];
            parts.iter().for_each(|part| all.text.push_str(part));
            let lengths = parts.map(|part| u32::try_from(part.len()).expect("a text is no longer than a file may be"));
            all.of.push(Entry { start, lengths, date });
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Name, Names};

    #[test]
    fn each_name_is_given_back() {
        let name = |address, title, lang| Name { address, title, lang, date: NaiveDate::default() };
        let all = [name("2026/03-11-x.html", "Kōrero", "mi"), name("a", "", "en"), name("", "b", "")];
        let names: Names = all.into_iter().collect();
        assert_eq!([0, 1, 2].map(|index| names.get(index)), all);
    }
}
