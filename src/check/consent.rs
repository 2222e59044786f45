//! Pictures whose consent has ended, and entries for pictures that are not there.
//!
//! In: the entries, and the day. Out: what a site does without on that day, and what is told of it. Which day it is, nobody asks here: the result of
//! a build would change by itself.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::meant::meant;
use crate::diag::{Diagnostic, Place};
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

/// The pictures that may not be shown any more, by the names that entries give them: each entry whose last day has passed. The answer for one person
/// in a picture holds whatever another answered, so that of several entries the one that ended counts.
#[derive(Debug, Default)]
pub struct Ended<'c>(BTreeMap<Cow<'c, str>, Vec<Past<'c>>>);

/// An entry whose last day has passed.
#[derive(Clone, Copy, Debug)]
struct Past<'c> {
    consent: &'c Consent,
    until: NaiveDate,
    /// The line of an entry for the same picture that still holds.
    renewed: Option<u32>,
}

impl<'c> Ended<'c> {
    /// Those whose last day is before `today`.
    #[must_use]
    pub fn on(consents: &'c [Consent], today: NaiveDate) -> Self {
        let day = |consent: &Consent| consent.until.filter(|until| *until < today);
        let holding = consents.iter().filter(|consent| day(consent).is_none());
        let holding: BTreeMap<_, u32> = holding.map(|consent| (name(consent), consent.picture.place.line)).collect();
        let mut ended = Self::default();
        for consent in consents {
            if let Some(until) = day(consent) {
                let renewed = holding.get(&name(consent)).copied();
                ended.0.entry(name(consent)).or_default().push(Past { consent, until, renewed });
            }
        }
        ended
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the picture at a path of the folder is one of them.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        !self.is_empty() && self.of(path).next().is_some()
    }

    /// The first last day of the picture at a path, if it is one of them.
    #[must_use]
    pub fn last_day(&self, path: &str) -> Option<NaiveDate> {
        self.of(path).map(|past| past.until).min()
    }

    /// The entries that name the picture at a path, or a folder that it lies in.
    fn of(&self, path: &str) -> impl Iterator<Item = &Past<'c>> {
        let path = composed(path).into_owned();
        let folders: Vec<usize> = path.match_indices('/').map(|(at, _)| at + 1).collect();
        folders.into_iter().chain([path.len()]).filter_map(move |end| self.0.get(&path[..end])).flatten()
    }

    /// What is told of those that texts would show: each entry once, where it stands.
    #[must_use]
    pub fn left_out(&self, showings: &[Showing<'_>]) -> Vec<Diagnostic> {
        let mut texts: BTreeMap<_, (&Past<'_>, Texts<'_>)> = BTreeMap::new();
        for Showing { picture, text, place } in showings {
            for past in self.of(picture) {
                let (_, texts) = texts.entry(past.stands()).or_insert_with(|| (past, Texts::new()));
                let first = texts.entry(text).or_insert(place.line);
                *first = place.line.min(*first);
            }
        }
        texts.values().map(|(past, texts)| left_out(past, texts)).collect()
    }

    /// What is told of those among `paths`, files of the theme: every page is made with it, so that none of them can be left out.
    #[must_use]
    pub fn in_theme<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<Diagnostic> {
        let by_place: BTreeMap<_, &Past<'_>> =
            paths.flat_map(|path| self.of(path)).map(|past| (past.stands(), past)).collect();
        by_place.into_values().map(in_theme).collect()
    }
}

impl<'c> Past<'c> {
    fn stands(&self) -> (&'c Arc<str>, Place) {
        (&self.consent.file, self.consent.picture.place)
    }
}

/// Texts by path, each with the first line that names a picture.
type Texts<'p> = BTreeMap<&'p str, u32>;

/// The last day on which all still holds that holds on the day `today`; `None` if nothing of it ever ends.
#[must_use]
pub fn next_end(consents: &[Consent], today: NaiveDate) -> Option<NaiveDate> {
    consents.iter().filter_map(|consent| consent.until).filter(|until| *until >= today).min()
}

/// The entries that name nothing among `paths`, which are sorted. One that was probably meant for a picture that no entry names would not keep it
/// back, so that nothing is built; one that means none tells of a picture that has gone.
#[must_use]
pub fn nowhere(consents: &[Consent], paths: &[Arc<str>]) -> Vec<Diagnostic> {
    let is_there_as_written = |picture: &str| {
        let at = paths.partition_point(|path| &**path < picture);
        paths.get(at).is_some_and(|path| is_of(picture, path))
    };
    let is_there_otherwise = |picture: &str| paths.iter().any(|path| is_of(&composed(picture), &composed(path)));
    let missing = |consent: &&Consent| {
        let picture = consent.picture.name.as_str();
        !is_there_as_written(picture) && (picture.is_ascii() || !is_there_otherwise(picture))
    };
    let missing: Vec<&Consent> = consents.iter().filter(missing).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let is_named = |path: &Arc<str>| consents.iter().any(|consent| is_of(&name(consent), &composed(path)));
    let unnamed: Vec<Arc<str>> = paths.iter().filter(|path| !is_named(path)).cloned().collect();
    missing.into_iter().map(|consent| not_there(consent, &unnamed)).collect()
}

/// Whether an entry that names `picture`, a file or a folder with its slash, is of the file at `path`.
fn is_of(picture: &str, path: &str) -> bool {
    path == picture || (picture.ends_with('/') && path.starts_with(picture))
}

fn name(consent: &Consent) -> Cow<'_, str> {
    composed(&consent.picture.name)
}

fn ended(past: &Past<'_>) -> String {
    let Past { consent, until, .. } = past;
    let purpose = consent.purpose.as_ref().map(|purpose| format!(" (for {purpose})")).unwrap_or_default();
    format!("consent for \"{}\" ended on {until}{purpose}", consent.picture.name)
}

/// How it comes to hold again.
fn again(past: &Past<'_>) -> String {
    match past.renewed {
        Some(line) => format!(
            "if line {line} is a new answer to the same question, take this entry out; if not, ask again, and write the new last day behind \"until:\""
        ),
        None => "ask again, and write the new last day behind \"until:\"".to_owned(),
    }
}

fn left_out(past: &Past<'_>, texts: &Texts<'_>) -> Diagnostic {
    let mut named: Vec<String> = texts.iter().take(NAMED).map(|(text, line)| format!("{text} (line {line})")).collect();
    let more = texts.len().saturating_sub(NAMED);
    named.extend((more > 0).then(|| format!("{more} more")));
    let picture = &past.consent.picture;
    let (what, it) = match picture.name.ends_with('/') {
        true => ("its pictures are left out of the site", "them"),
        false => ("the picture is left out of the site", "the picture"),
    };
    Diagnostic::note("consent-ended", format!("{}: {what}", ended(past)))
        .in_file(&past.consent.file)
        .at(picture.place)
        .help(format!("{}; or take {it} out of {}", again(past), named.join(", ")))
}

fn in_theme(past: &Past<'_>) -> Diagnostic {
    Diagnostic::error("consent-ended", format!("{}, and the folder theme/ shows it", ended(past)))
        .in_file(&past.consent.file)
        .at(past.consent.picture.place)
        .help(format!("{}; or take the picture out of theme/", again(past)))
}

fn not_there(consent: &Consent, unnamed: &[Arc<str>]) -> Diagnostic {
    let picture = consent.picture.name.as_str();
    let message = format!("there is no \"{picture}\" in this portfolio");
    let found = match meant(picture, unnamed) {
        Some(near) => Diagnostic::error("consent-nowhere", message).help(format!("did you mean \"{near}\"?")),
        None => Diagnostic::warning("consent-nowhere", message).help(
            "write the path of the picture as it stands in the folder, or of a folder with / at its end, or take the entry out",
        ),
    };
    found.in_file(&consent.file).at(consent.picture.place)
}
