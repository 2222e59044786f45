//! Pictures whose consent has ended, and entries for pictures that are not there.
//!
//! In: the entries, the pictures that texts show, and today. Out: an error at each place that shows such a picture. A build never asks what day it is:
//! its result would change by itself; so this is told by `check`, and by whatever checks before it publishes.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::diag::{Diagnostic, Place, nearest};
use crate::model::consent::Consent;

/// Where consent is recorded.
pub const CONSENT: &str = "consent.yaml";

/// A picture that a text shows.
#[derive(Clone, Copy, Debug)]
pub struct Showing<'p> {
    /// The picture's path.
    pub picture: &'p str,
    /// The text's.
    pub text: &'p Arc<str>,
    /// Where the text names it.
    pub place: Place,
}

/// What is shown without consent on the day `today`, and what the entries name that is not among `paths`, which are sorted.
#[must_use]
pub fn lapsed(consents: &[Consent], paths: &[Arc<str>], showings: &[Showing<'_>], today: NaiveDate) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for consent in consents {
        let picture = consent.picture.name.as_str();
        if paths.binary_search_by(|path| (**path).cmp(picture)).is_err() {
            found.push(not_there(consent, paths));
        }
        // The last entry of a picture counts: consent that was given anew is written below the old.
        let last = consents.iter().rev().find(|other| other.picture.name == picture);
        let Some(until) = consent.until.filter(|until| last == Some(consent) && *until < today) else { continue };
        let shown = showings.iter().filter(|showing| showing.picture == picture);
        found.extend(shown.map(|showing| ended(consent, showing, until)));
    }
    found
}

fn ended(consent: &Consent, showing: &Showing<'_>, until: NaiveDate) -> Diagnostic {
    let purpose = consent.purpose.as_ref().map(|purpose| format!(" (for {purpose})")).unwrap_or_default();
    Diagnostic::error("consent-ended", format!("consent for \"{}\" ended on {until}{purpose}", showing.picture))
        .in_file(showing.text)
        .at(showing.place)
        .help(format!("take the picture out; or ask again, and write the new last day into {CONSENT}"))
}

fn not_there(consent: &Consent, paths: &[Arc<str>]) -> Diagnostic {
    let picture = consent.picture.name.as_str();
    let found = Diagnostic::warning("consent-nowhere", format!("there is no \"{picture}\" in this portfolio"));
    let found = found.in_file(&Arc::from(CONSENT)).at(consent.picture.place);
    match nearest(picture, paths.iter().map(|path| &**path)) {
        Some(near) => found.help(format!("did you mean \"{near}\"?")),
        None => found.help("write the path of the picture as it stands in the folder, or take the entry out"),
    }
}
