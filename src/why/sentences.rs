//! The small parts of sentences that every explanation uses.

use crate::pipeline::Survey;

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 page`, `3 pages`.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// An address as the author would type it: whole where it is known at which address the site stands.
pub(super) fn at(survey: &Survey, address: &str) -> String {
    let base = survey.settings().base_url.as_deref().unwrap_or("");
    let shown = address.strip_suffix("index.html").filter(|_| !base.is_empty()).unwrap_or(address);
    format!("{base}{shown}")
}
