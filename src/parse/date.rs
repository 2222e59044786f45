//! Words to a day, as it is written: nothing is ever shifted into another time zone.
//!
//! Read are year-month-day in any of the usual marks, with or without a time behind it, and a day with the name of its month in English or
//! in a language of the theme.

use chrono::{Datelike, NaiveDate};

use super::value::Written;
use crate::diag::Diagnostic;
use crate::model::catalogue::Catalogue;
use crate::model::document::When;
use crate::slug::slug;

/// Why words are no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not a date at all.
    NotADate,
    /// Year, month and day, but there is no such day.
    Impossible(u32, u32, u32),
    /// A year with fewer or more than four digits.
    Year(u64),
    /// `03/04/2026`: the first and the second number, and the year.
    Order(u32, u32, u32),
}

/// English names of months and their short forms, as slugs.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first three letters of English weekdays.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The day that words name. The catalogues' month names are understood too.
///
/// # Errors
/// Why they name none.
pub(super) fn read<'c>(words: &str, catalogues: impl IntoIterator<Item = &'c Catalogue>) -> Result<NaiveDate, Fault> {
    let words = words.trim().trim_end_matches(',').trim_matches(['"', '\'']).trim();
    match numbers(words) {
        Some(outcome) => outcome,
        None => named(words, catalogues).unwrap_or(Err(Fault::NotADate)),
    }
}

/// The day, the month or the year that words name: `2026-03-11`, `2026-03`, `2026`.
///
/// # Errors
/// Why they name none.
pub(super) fn when<'c>(words: &str, catalogues: impl IntoIterator<Item = &'c Catalogue>) -> Result<When, Fault> {
    let parts: Vec<&str> = words.trim().split(['-', '/', '.']).collect();
    let number = |part: &str, most: usize| {
        let is_number = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_number)
    };
    let year = number(parts[0], 4).filter(|year| *year >= 1000);
    match (year, parts.as_slice()) {
        (Some(year), [_]) => Ok(When { year, month: None, day: None }),
        (Some(year), [_, month]) => {
            let month = number(month, 2).ok_or(Fault::NotADate)?;
            day(u64::from(year), month, 1).map(|_| When { year, month: Some(month), day: None })
        }
        _ => read(words, catalogues).map(|day| When {
            year: day.year().unsigned_abs(),
            month: Some(day.month()),
            day: Some(day.day()),
        }),
    }
}

/// The day, if there is one.
pub(super) fn day(year: u64, month: u32, day: u32) -> Result<NaiveDate, Fault> {
    let short = u32::try_from(year).ok().filter(|year| (1000..=9999).contains(year)).ok_or(Fault::Year(year))?;
    i32::try_from(short)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or(Fault::Impossible(short, month, day))
}

/// `2026-03-11`, `2026/3/11`, `2026.03.11`, `20260311`, and the other way round; `None` for words of another form.
fn numbers(words: &str) -> Option<Result<NaiveDate, Fault>> {
    let end = words.find(|c: char| c.is_whitespace() || c == 'T' || c == 't').unwrap_or(words.len());
    let (date, time) = words.split_at(end);
    if !is_time(time) {
        return None;
    }
    let parts: Vec<&str> = date.split(['-', '/', '.']).collect();
    if parts.iter().any(|part| part.is_empty() || part.len() > 9 || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let number = |i: usize| parts[i].parse::<u32>().unwrap_or(0);
    match parts.iter().map(|part| part.len()).collect::<Vec<_>>().as_slice() {
        [8] => Some(day(u64::from(number(0) / 10_000), number(0) / 100 % 100, number(0) % 100)),
        [3..=9, 1..=2, 1..=2] => Some(day(u64::from(number(0)), number(1), number(2))),
        [1..=2, 1..=2, 4] => Some(Err(Fault::Order(number(0), number(1), number(2)))),
        _ => None,
    }
}

/// Nothing, or a time of day with or without a zone (`T09:00:00+13:00`, ` 09:00 PM`, ` +200`).
fn is_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['T', 't']).trim();
    rest.len() <= 40 && rest.chars().all(|c| c.is_ascii_alphanumeric() || " :.+-/_()".contains(c)) && !is_words(rest)
}

/// Whether letters open the rest, which a time never does, save a zone (`UTC`).
fn is_words(rest: &str) -> bool {
    let letters = rest.chars().take_while(char::is_ascii_alphabetic).count();
    letters > 4 || (letters > 0 && rest.chars().take(letters).any(|c| c.is_ascii_lowercase()))
}

/// `11 March 2026`, `March 11, 2026`, `Wed, 11 Mar 2026 09:00:00 +1300`, `1er mars 2026`; `None` for words of another form.
fn named<'c>(words: &str, catalogues: impl IntoIterator<Item = &'c Catalogue>) -> Option<Result<NaiveDate, Fault>> {
    let mut parts =
        words.split([' ', ',', '\u{a0}', '\u{202f}']).filter(|part| !part.is_empty() && *part != "o" && *part != "de");
    let mut first = parts.next()?;
    if is_weekday(first) {
        first = parts.next()?;
    }
    let (second, year) = (parts.next()?, parts.next()?);
    let (day_word, month_word) = if ordinal(first).is_some() { (first, second) } else { (second, first) };
    let number = ordinal(day_word)?;
    let year = year.trim_end_matches('.');
    let year = year.parse::<u64>().ok().filter(|_| year.len() == 4)?;
    let month = english(month_word).or_else(|| month_in(month_word, catalogues))?;
    is_time(&parts.collect::<Vec<_>>().join(" ")).then(|| day(year, month, number))
}

fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    let day = word.get(..3).is_some_and(|start| WEEKDAYS.contains(&start));
    day && (word.len() <= 4 || word.ends_with("day"))
}

/// `11`, `11th`, `1er`, `11.`
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let known = ["", ".", "st", "nd", "rd", "th", "er", "e"].contains(&word[digits..].to_lowercase().as_str());
    word[..digits].parse().ok().filter(|_| known && (1..=2).contains(&digits))
}

fn english(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let short = |month: &str| word.len() == 3 && month.starts_with(&word);
    let at =
        MONTHS.iter().position(|month| *month == word || short(month) || (word == "sept" && *month == "september"));
    at.and_then(|at| u32::try_from(at + 1).ok())
}

fn month_in<'c>(word: &str, catalogues: impl IntoIterator<Item = &'c Catalogue>) -> Option<u32> {
    let word = slug(word);
    let first_days = || (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(2026, month, 1));
    catalogues
        .into_iter()
        .find_map(|catalogue| first_days().find(|day| slug(&catalogue.month_name(*day)) == word).map(|day| day.month()))
}

/// What to tell of words in front matter that are no day.
pub(super) fn message(written: &Written, fault: &Fault) -> Diagnostic {
    let words = &written.text;
    let told = match fault {
        Fault::NotADate => not_understood(format!("{words:?} is not a date")),
        Fault::Impossible(year, month, day) => impossible(&format!("{words:?}"), *year, *month, *day),
        Fault::Year(year) => Diagnostic::error("bad-date", format!("the year {year} is not between 1000 and 9999")),
        Fault::Order(first, second, year) => order(words, *first, *second, *year),
    };
    told.at(written.place)
}

fn not_understood(message: String) -> Diagnostic {
    Diagnostic::error("bad-date", message).help("write it as year-month-day, such as 2026-03-11")
}

/// A day that does not exist; `subject` is what names it.
pub(super) fn impossible(subject: &str, year: u32, month: u32, day: u32) -> Diagnostic {
    let reason = match last_day(year, month) {
        _ if day == 0 => "days are counted from 1".to_owned(),
        Some(last) => format!("{} {year} has {last} days", english_name(month)),
        None => "there are twelve months".to_owned(),
    };
    Diagnostic::error("impossible-date", format!("{subject} is not a day: {reason}"))
}

fn last_day(year: u32, month: u32) -> Option<u32> {
    (28..=31).rev().find(|&last| day(u64::from(year), month, last).is_ok())
}

fn english_name(month: u32) -> String {
    let name = MONTHS.get(month.saturating_sub(1) as usize).copied().unwrap_or_default();
    name[..1].to_uppercase() + &name[1..]
}

fn order(words: &str, first: u32, second: u32, year: u32) -> Diagnostic {
    let iso = |month: u32, date: u32| day(u64::from(year), month, date).ok().map(|day| day.to_string());
    let said = |month: u32, date: u32| format!("{date} {}", english_name(month));
    match (iso(second, first), iso(first, second)) {
        (Some(one), Some(other)) if one != other => {
            let message = format!("{words:?} may mean {} or {}", said(second, first), said(first, second));
            Diagnostic::error("ambiguous-date", message).help(format!("write year-month-day: {one} or {other}"))
        }
        (Some(day), _) | (None, Some(day)) => {
            let message = format!("{words:?} is not written as year-month-day");
            Diagnostic::error("ambiguous-date", message).help(format!("write {day}"))
        }
        (None, None) => not_understood(format!("{words:?} is not a date")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, message, read, when};
    use crate::diag::Place;
    use crate::parse::value::Written;

    #[test]
    fn the_day_is_the_one_that_is_written() {
        let words = [
            "2026-03-11",
            "2026-3-11",
            "2026/03/11",
            "2026.3.11",
            "20260311",
            "2026-03-11T09:00:00+13:00",
            "2026-03-11T23:59:59.999Z",
            "2026-03-11 09:00:00 +1300",
            "2026-03-11 09:00:00 +0000",
            "2026-03-11 00:30 +200",
            "2026-03-11 9:00 PM",
            "2026-03-11 UTC",
            "2026-03-11,",
            "'2026-03-11 +0000'",
            "11 March 2026",
            "11 march 2026",
            "March 11, 2026",
            "Mar. 11th 2026",
            "11 Mar 2026",
            "Wed, 11 Mar 2026 09:00:00 +1300",
            "Wednesday 11 March 2026",
        ];
        for words in words {
            assert_eq!(read(words, []).map(|day| day.to_string()).as_deref(), Ok("2026-03-11"), "{words}");
        }
    }

    #[test]
    fn a_month_and_a_year_are_as_exact_as_they_are_written() {
        let cases = [
            ("2027", Ok("2027")),
            ("2027-3", Ok("2027-03")),
            ("2027/03", Ok("2027-03")),
            ("2027-03-11", Ok("2027-03-11")),
            ("11 March 2027", Ok("2027-03-11")),
            ("soon", Err(Fault::NotADate)),
            ("27", Err(Fault::NotADate)),
            ("0027", Err(Fault::NotADate)),
            ("20270", Err(Fault::NotADate)),
            ("2027-", Err(Fault::NotADate)),
            ("2027-term", Err(Fault::NotADate)),
            ("2027-13", Err(Fault::Impossible(2027, 13, 1))),
            ("2027-02-30", Err(Fault::Impossible(2027, 2, 30))),
        ];
        for (words, expected) in cases {
            let read = when(words, []).map(|when| when.to_string());
            assert_eq!(read, expected.map(str::to_owned), "{words}");
        }
        let in_order = ["2027", "2027-03", "2027-03-11", "2027-04"].map(|words| when(words, []).expect(words));
        assert!(in_order.is_sorted());
    }

    #[test]
    fn what_is_no_day_is_told_apart() {
        let cases = [
            ("soon", Fault::NotADate),
            ("", Fault::NotADate),
            ("2026", Fault::NotADate),
            ("2026-03", Fault::NotADate),
            ("2026-03-11 in the hall", Fault::NotADate),
            ("about 11 March 2026", Fault::NotADate),
            ("11 March 26", Fault::NotADate),
            ("2026-03-11-12", Fault::NotADate),
            ("1/2/26", Fault::NotADate),
            ("2026-02-30", Fault::Impossible(2026, 2, 30)),
            ("31 April 2026", Fault::Impossible(2026, 4, 31)),
            ("2026-13-01", Fault::Impossible(2026, 13, 1)),
            ("0026-03-11", Fault::Year(26)),
            ("12026-03-11", Fault::Year(12026)),
            ("03/04/2026", Fault::Order(3, 4, 2026)),
        ];
        for (words, fault) in cases {
            assert_eq!(read(words, []), Err(fault), "{words}");
        }
    }

    #[test]
    fn each_fault_has_its_words() {
        let cases = [
            ("soon", "\"soon\" is not a date", Some("write it as year-month-day, such as 2026-03-11")),
            ("2026-02-30", "\"2026-02-30\" is not a day: February 2026 has 28 days", None),
            ("2024-02-30", "\"2024-02-30\" is not a day: February 2024 has 29 days", None),
            ("2026-13-01", "\"2026-13-01\" is not a day: there are twelve months", None),
            ("2026-03-00", "\"2026-03-00\" is not a day: days are counted from 1", None),
            ("0026-03-11", "the year 26 is not between 1000 and 9999", None),
            (
                "03/04/2026",
                "\"03/04/2026\" may mean 3 April or 4 March",
                Some("write year-month-day: 2026-04-03 or 2026-03-04"),
            ),
            ("13/04/2026", "\"13/04/2026\" is not written as year-month-day", Some("write 2026-04-13")),
            ("04/13/2026", "\"04/13/2026\" is not written as year-month-day", Some("write 2026-04-13")),
            ("04/04/2026", "\"04/04/2026\" is not written as year-month-day", Some("write 2026-04-04")),
            ("14/13/2026", "\"14/13/2026\" is not a date", Some("write it as year-month-day, such as 2026-03-11")),
        ];
        for (words, expected, help) in cases {
            let written = Written { text: words.to_owned(), place: Place::default() };
            let told = message(&written, &read(words, []).unwrap_err());
            assert_eq!((told.message.as_str(), told.help.as_deref()), (expected, help), "{words}");
        }
    }
}
