//! The day on which a command was given: what was agreed until an earlier one has ended.
//!
//! `SOURCE_DATE_EPOCH` stands for the clock where somebody builds a site again as it was (<https://reproducible-builds.org/specs/source-date-epoch/>).

use chrono::{DateTime, NaiveDate};

use crate::diag::Diagnostic;

const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// What is wrong with the day that the environment says, if it says any.
pub(super) fn mistake() -> Option<Diagnostic> {
    let said = said()?;
    match of_seconds(&said) {
        Some(_) => None,
        None => Some(unreadable(&said)),
    }
}

/// The day it is here now, or that the environment says. It is another after midnight.
pub(super) fn today() -> NaiveDate {
    said().and_then(|said| of_seconds(&said)).unwrap_or_else(|| chrono::Local::now().date_naive())
}

fn said() -> Option<String> {
    std::env::var_os(VARIABLE).map(|said| said.to_string_lossy().into_owned())
}

/// The day in Greenwich, so many seconds after 1970 began there.
fn of_seconds(said: &str) -> Option<NaiveDate> {
    let is_number = !said.is_empty() && said.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = said.parse().ok().filter(|_| is_number)?;
    DateTime::from_timestamp(seconds, 0).map(|moment| moment.date_naive())
}

fn unreadable(said: &str) -> Diagnostic {
    Diagnostic::error("no-day", format!("{VARIABLE} is \"{said}\", which is no number of seconds since 1970"))
        .help(format!("take it away with \"unset {VARIABLE}\": the day is today's then"))
}

#[cfg(test)]
mod tests {
    use super::of_seconds;

    #[test]
    fn a_day_is_that_of_its_seconds_in_greenwich() {
        let cases = [
            ("0", Some("1970-01-01")),
            ("1773273599", Some("2026-03-11")),
            ("1773273600", Some("2026-03-12")),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("2026-03-11", None),
            ("99999999999999", None),
            ("99999999999999999999", None),
        ];
        for (said, expected) in cases {
            assert_eq!(of_seconds(said).map(|day| day.to_string()).as_deref(), expected, "{said}");
        }
    }
}
