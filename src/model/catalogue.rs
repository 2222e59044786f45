//! The interface's own words in one language. One small YAML file each under `themes/default/languages/`, which a newcomer can copy.

use std::collections::BTreeMap;

use chrono::{Locale, NaiveDate};

/// The words, dates and marks of one language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The language as a BCP 47 tag: `en`, `mi`, `fr`.
    pub lang: String,
    /// The locale whose month names are used.
    pub locale: Locale,
    /// The names of the twelve months, where the locale's own are not what people write.
    pub months: Option<Vec<String>>,
    /// How a day is written, in the notation of `chrono::format::strftime`: `%-d %B %Y`.
    pub date: String,
    /// How the first of a month is written, where it differs (`1er mars 2026`).
    pub first_of_month: Option<String>,
    /// How a month is written: `%B %Y`.
    pub month: String,
    /// The counts that take the form for one (French counts nought as one).
    pub one: Vec<usize>,
    /// Opening double, closing double, opening single, closing single quotation mark.
    pub quotes: [String; 4],
    /// Whether a narrow no-break space stands before `;`, `:`, `!` and `?`.
    pub spaced_punctuation: bool,
    /// Every word of the interface by its key. All catalogues have the same keys: what a language leaves out is the English word.
    /// In a phrase, `{count}` and `{name}` stand for what goes in.
    pub words: BTreeMap<String, String>,
}

impl Catalogue {
    /// The word for `key`. The keys are those of `languages/en.yaml`; an unknown one is itself, which a test forbids.
    #[must_use]
    pub fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// The phrase for `key` with `name` put in.
    #[must_use]
    pub fn phrase(&self, key: &str, name: &str) -> String {
        self.word(key).replace("{name}", name)
    }

    /// A number of things: the phrase `key_one` or `key_other` with the count put in.
    #[must_use]
    pub fn count(&self, key: &str, count: usize) -> String {
        let form = if self.one.contains(&count) { "one" } else { "other" };
        self.word(&format!("{key}_{form}")).replace("{count}", &count.to_string())
    }

    /// A day as a person would say it.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> String {
        use chrono::Datelike;
        let pattern = match &self.first_of_month {
            Some(pattern) if date.day() == 1 => pattern,
            _ => &self.date,
        };
        self.format(date, pattern)
    }

    /// The month of a day: `March 2026`.
    #[must_use]
    pub fn month(&self, date: NaiveDate) -> String {
        self.format(date, &self.month)
    }

    /// The name of a day's month alone: `March`.
    #[must_use]
    pub fn month_name(&self, date: NaiveDate) -> String {
        self.format(date, "%B")
    }

    fn format(&self, date: NaiveDate, pattern: &str) -> String {
        use chrono::Datelike;
        match &self.months {
            Some(months) => {
                date.format_localized(&pattern.replace("%B", &months[date.month0() as usize]), self.locale).to_string()
            }
            None => date.format_localized(pattern, self.locale).to_string(),
        }
    }
}
