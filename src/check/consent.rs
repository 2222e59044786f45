//! Pictures whose consent has ended, and entries for pictures that are not there.
//!
//! In: the entries, and the day. Out: what a site does without on that day, and what is told of it. Which day it is, nobody asks here: the result of
//! a build would change by itself.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::diag::{Diagnostic, Place, nearest};
use crate::model::consent::Consent;
use crate::model::source::composed;

/// How many of the texts that show a picture are named.
const NAMED: usize = 3;

/// A picture that a text shows, or leads to.
#[derive(Clone, Copy, Debug)]
pub struct Showing<'p> {
    /// The picture's path.
    pub picture: &'p str,
    /// The text's.
    pub text: &'p Arc<str>,
    /// Where the text names it.
    pub place: Place,
}

/// The pictures that may not be shown any more.
#[derive(Debug, Default)]
pub struct Ended<'c>(BTreeMap<Cow<'c, str>, (&'c Consent, NaiveDate)>);

impl<'c> Ended<'c> {
    /// Those whose last day is before `today`.
    #[must_use]
    pub fn on(consents: &'c [Consent], today: NaiveDate) -> Self {
        let ended = |consent: &'c Consent| Some((consent, consent.until.filter(|until| *until < today)?));
        let counting = counting(consents).into_iter();
        Self(counting.filter_map(|(picture, consent)| Some((picture, ended(consent)?))).collect())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the picture at a path of the folder is one of them.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(&composed(path))
    }

    /// The last day of the picture at a path, if it is one of them.
    #[must_use]
    pub fn last_day(&self, path: &str) -> Option<NaiveDate> {
        self.0.get(&composed(path)).map(|(_, until)| *until)
    }

    /// What is told of those that texts would show: each once, where its consent is recorded.
    #[must_use]
    pub fn left_out(&self, showings: &[Showing<'_>]) -> Vec<Diagnostic> {
        let mut texts: BTreeMap<Cow<'_, str>, Texts<'_>> = BTreeMap::new();
        for Showing { picture, text, place } in showings.iter().filter(|showing| self.has(showing.picture)) {
            let first = texts.entry(composed(picture)).or_default().entry(text).or_insert(place.line);
            *first = place.line.min(*first);
        }
        let shown = self.0.iter().filter_map(|(picture, ended)| Some((ended, texts.get(picture)?)));
        shown.map(|((consent, until), texts)| left_out(consent, *until, texts)).collect()
    }

    /// What is told of those among `paths`, files of the theme: every page is made with it, so that none of them can be left out.
    #[must_use]
    pub fn in_theme<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<Diagnostic> {
        paths.filter_map(|path| self.0.get(&composed(path))).map(|(consent, until)| in_theme(consent, *until)).collect()
    }
}

/// Texts by path, each with the first line that names a picture.
type Texts<'p> = BTreeMap<&'p str, u32>;

/// The last day on which all still holds that holds on the day `today`; `None` if nothing of it ever ends.
#[must_use]
pub fn next_end(consents: &[Consent], today: NaiveDate) -> Option<NaiveDate> {
    counting(consents).into_values().filter_map(|consent| consent.until).filter(|until| *until >= today).min()
}

/// What the entries name that is not among `paths`, which are sorted.
#[must_use]
pub fn nowhere(consents: &[Consent], paths: &[Arc<str>]) -> Vec<Diagnostic> {
    let is_there = |picture: &str| paths.binary_search_by(|path| (**path).cmp(picture)).is_ok();
    let is_there_otherwise = |picture: &str| paths.iter().any(|path| composed(path) == composed(picture));
    let missing = |consent: &&Consent| {
        let picture = consent.picture.name.as_str();
        !is_there(picture) && (picture.is_ascii() || !is_there_otherwise(picture))
    };
    consents.iter().filter(missing).map(|consent| not_there(consent, paths)).collect()
}

/// The entry of each picture that counts, which is its last: consent that was given anew is written below the old.
fn counting(consents: &[Consent]) -> BTreeMap<Cow<'_, str>, &Consent> {
    consents.iter().map(|consent| (composed(&consent.picture.name), consent)).collect()
}

fn ended(consent: &Consent, until: NaiveDate) -> String {
    let purpose = consent.purpose.as_ref().map(|purpose| format!(" (for {purpose})")).unwrap_or_default();
    format!("consent for \"{}\" ended on {until}{purpose}", consent.picture.name)
}

fn left_out(consent: &Consent, until: NaiveDate, texts: &Texts<'_>) -> Diagnostic {
    let mut named: Vec<String> = texts.iter().take(NAMED).map(|(text, line)| format!("{text} (line {line})")).collect();
    let more = texts.len().saturating_sub(NAMED);
    named.extend((more > 0).then(|| format!("{more} more")));
    Diagnostic::note("consent-ended", format!("{}: the picture is left out of the site", ended(consent, until)))
        .in_file(&consent.file)
        .at(consent.picture.place)
        .help(format!(
            "ask again, and write the new last day behind \"until:\"; or take the picture out of {}",
            named.join(", ")
        ))
}

fn in_theme(consent: &Consent, until: NaiveDate) -> Diagnostic {
    Diagnostic::error("consent-ended", format!("{}, and the folder theme/ shows it", ended(consent, until)))
        .in_file(&consent.file)
        .at(consent.picture.place)
        .help("ask again, and write the new last day behind \"until:\"; or take the picture out of theme/")
}

fn not_there(consent: &Consent, paths: &[Arc<str>]) -> Diagnostic {
    let picture = consent.picture.name.as_str();
    let found = Diagnostic::warning("consent-nowhere", format!("there is no \"{picture}\" in this portfolio"));
    let found = found.in_file(&consent.file).at(consent.picture.place);
    match nearest(picture, paths.iter().map(|path| &**path)) {
        Some(near) => found.help(format!("did you mean \"{near}\"?")),
        None => found.help("write the path of the picture as it stands in the folder, or take the entry out"),
    }
}
