//! `links-not-found.txt`: a line for each address that was not found, with the day of the first time and the day on which it still was not.
//!
//! The program writes it, and git merges it; so the lines are sorted, and each says all that is known of its address.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::diag::{Diagnosed, Diagnostic, Place};
use crate::model::outside::{Missing, RECORD, Record, asked_as};

/// The first words of the file, by which it is known for ours.
const OURS: &str = "# Kept by throughline check --external";

/// What the file opens with.
const OPENING: &str = "\
# Kept by throughline check --external: outside addresses that were not found, the day of the first time,
# and the day on which they still were not. Keep this file in git. A line goes when its address answers again.
";

/// What the file says; an empty one says nothing. One that says anything else is not ours, or is broken, and may not be written over: every line that
/// cannot be read is told. The diagnostics have no path yet.
#[must_use]
pub fn record(bytes: &[u8]) -> Diagnosed<Record> {
    let text = match super::text(bytes) {
        Ok(text) => text,
        Err(found) => return Diagnosed { value: Record::new(), diagnostics: vec![found] },
    };
    let mut read = Diagnosed::clean(Record::new());
    if !text.trim().is_empty() && !text.starts_with(OURS) {
        read.diagnostics.push(not_ours());
        return read;
    }
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
    {
        match entry(line) {
            Some((address, missing)) => drop(read.value.insert(address, missing)),
            None => read.diagnostics.push(unreadable(number, line)),
        }
    }
    read
}

/// `https://example.org/ 2026-03-11 2026-03-14`
fn entry(line: &str) -> Option<(url::Url, Missing)> {
    let mut words = line.split_whitespace();
    let address = asked_as(words.next()?)?;
    let first = words.next()?.parse().ok()?;
    let again = words.next().map(str::parse::<NaiveDate>).transpose().ok()?;
    words.next().is_none().then_some((address, Missing { first, again }))
}

fn not_ours() -> Diagnostic {
    let message =
        format!("{RECORD} is not the file that throughline keeps, so nothing was asked, and it stays as it is");
    Diagnostic::error("record-not-ours", message).help("give your file another name, and check again")
}

fn unreadable(line: u32, text: &str) -> Diagnostic {
    let width = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    Diagnostic::error("record-unreadable", "this line is no address with a day or two, so nothing was asked")
        .at(Place { line, column: 1, width })
        .help("take the line out; if git has put two versions together here, keep the lines that begin with http")
}

/// The text of a record.
#[must_use]
pub fn record_text(record: &Record) -> String {
    let mut text = OPENING.to_owned();
    for (address, Missing { first, again }) in record {
        let again = again.map(|day| format!(" {day}")).unwrap_or_default();
        writeln!(text, "{address} {first}{again}").expect("a text takes whatever is written to it");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{OPENING, record, record_text};

    #[test]
    fn what_is_written_is_read() {
        let text = format!(
            "{OPENING}https://a.nz/x 2026-03-11\nhttps://a.nz/x?y=1#not 2026-03-11 2026-03-14\nhttps://xn--ngkrero-t3a99d.nz/ 2026-03-09\n"
        );
        let read = record(text.as_bytes());
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        assert_eq!(record_text(&read.value), text.replace("#not", ""));
        for same in [text.replace('\n', "\r\n"), format!("{text}\n\n"), format!("\u{feff}{text}")] {
            assert_eq!(record(same.as_bytes()).value, read.value, "{same}");
        }
        assert!(record(b"").diagnostics.is_empty() && record(b" \n").diagnostics.is_empty());
    }

    #[test]
    fn what_is_not_ours_or_broken_is_told() {
        let cases: [(&str, &[(&str, u32)]); 4] = [
            ("https://a.nz/x 2026-03-11\n", &[("record-not-ours", 0)]),
            ("my links\n", &[("record-not-ours", 0)]),
            (
                &format!("{OPENING}<<<<<<< HEAD\nhttps://a.nz/ 2026-03-11\n=======\n"),
                &[("record-unreadable", 3), ("record-unreadable", 5)],
            ),
            (
                &format!("{OPENING}https://a.nz/\nhttps://a.nz/ x\nhttps://a.nz/ 2026-03-11 2026-03-14 x\n"),
                &[("record-unreadable", 3), ("record-unreadable", 4), ("record-unreadable", 5)],
            ),
        ];
        for (text, expected) in cases {
            let found = record(text.as_bytes()).diagnostics;
            assert_eq!(found.iter().map(|it| (it.code, it.place.line)).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
