//! Whether what a portfolio links to elsewhere is still there. The only part of the way that asks other hosts, and only when the author says so.
//!
//! Two things are remembered: in a file beside the sources, which git keeps, the addresses that were not found, since that counts only days later; and
//! in the folder of caches those that answered a moment ago, which are not asked again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use url::Url;

use super::edition::Edition;
use super::findings::Findings;
use super::steps::Progress;
use super::survey::Survey;
use crate::check::{self, OutsideLink, Verdict};
use crate::diag::{Broken, Diagnostic, Severity};
use crate::model::document::Document;
use crate::model::outside::{Answer, RECORD, Record, Why, asked_as, is_private};
use crate::model::portfolio::{Destination, DocumentId};
use crate::outside::{Manners, ask};
use crate::{parse, read, write};

/// The cache of what answered.
const ANSWERED: &str = "answered";

/// For how many days what answered is not asked again.
const FRESH: i64 = 2;

/// What became of the links that lead elsewhere.
#[derive(Debug, Default)]
pub struct Outside {
    /// What is to be told of them, sorted, with the source lines.
    pub diagnostics: Vec<Diagnostic>,
    /// How many addresses there are; 0 also when the record could not be read, and so nothing was asked.
    pub addresses: usize,
    /// At how many hosts.
    pub hosts: usize,
    /// Whether no host at all could be reached. Then nothing was kept.
    pub is_offline: bool,
    /// Whether the record was written anew.
    pub has_kept: bool,
    /// How many addresses answer.
    pub alive: usize,
    /// How many are gone.
    pub gone: usize,
    /// How many were not found, and are not gone yet.
    pub waiting: usize,
    /// From when on the first of these may count as gone.
    pub again_from: Option<NaiveDate>,
    /// How many gave no answer that says anything.
    pub unclear: usize,
}

/// Asks for each address that published texts of a surveyed folder link to, on the day `today`. Drafts are not done yet, and may hold what is not for others.
///
/// # Errors
/// When the record cannot be read or written.
pub fn outside(
    (folder, strict): (&Path, bool),
    survey: &Survey,
    today: NaiveDate,
    manners: Manners,
    progress: &dyn Progress,
) -> Result<Outside, Broken> {
    let bytes = read::beside(folder, RECORD)?;
    let kept = parse::record(bytes.as_deref().unwrap_or_default());
    if !kept.diagnostics.is_empty() {
        return Ok(told(folder, strict, of_record(kept.diagnostics), Outside::default()));
    }
    let links = to_ask(survey);
    let answers = answers(folder, &links, today, manners, progress);
    let is_offline = is_offline(&answers);
    // What a text with an error links to is not known.
    let is_whole = !survey.diagnostics.iter().any(|found| found.severity == Severity::Error);
    let verdict = check::judge(&links, &answers, (&kept.value, is_whole), today);
    let Verdict { mut diagnostics, record, alive, gone, waiting, again_from, unclear } = verdict;
    let mut has_kept = false;
    if !is_offline && record != kept.value {
        let refused = keep(folder, bytes, &record)?;
        has_kept = refused.is_none();
        diagnostics.extend(refused);
    }
    let hosts: BTreeSet<&str> = answers.keys().map(Url::authority).collect();
    let (addresses, hosts) = (answers.len(), hosts.len());
    let outside = Outside {
        addresses,
        hosts,
        is_offline,
        has_kept,
        alive,
        gone,
        waiting,
        again_from,
        unclear,
        ..Outside::default()
    };
    Ok(told(folder, strict, diagnostics, outside))
}

fn told(folder: &Path, strict: bool, found: Vec<Diagnostic>, outside: Outside) -> Outside {
    let mut findings = Findings::new(strict, false);
    findings.note(found);
    let mut diagnostics = findings.sorted();
    read::source_lines(folder, &mut diagnostics);
    Outside { diagnostics, ..outside }
}

fn of_record(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let path = Arc::from(RECORD);
    found.into_iter().map(|found| found.in_file(&path)).collect()
}

/// Every link that leads to another site, in the order of the texts.
pub(super) fn links(edition: &Edition) -> Vec<OutsideLink<'_>> {
    let portfolio = edition.portfolio();
    let of_document = |id: DocumentId| {
        let head = portfolio.head(id);
        let year = match id {
            DocumentId::Reflection(index) => Some(portfolio.reflections[index].document.date.year()),
            _ => None,
        };
        let links = head.into_iter().flat_map(move |head| {
            head.body
                .links
                .iter()
                .zip(portfolio.destinations(id))
                .map(move |(link, destination)| (head, link, destination))
        });
        links.filter_map(move |(head, link, destination)| match destination {
            Destination::Outside(address) => {
                Some(OutsideLink { address: asked_as(address)?, text: &head.path, place: link.place, year })
            }
            _ => None,
        })
    };
    portfolio.documents().flat_map(of_document).collect()
}

/// Those that are asked for: not what only this network can reach, and not what the text itself notes as gone.
fn to_ask(survey: &Survey) -> Vec<OutsideLink<'_>> {
    let mut noted = BTreeSet::new();
    for head in survey.documents().iter().map(Document::head) {
        noted.extend(head.archived.iter().filter_map(|it| Some((&*head.path, asked_as(&it.address)?))));
    }
    let is_asked =
        |link: &OutsideLink<'_>| !is_private(&link.address) && !noted.contains(&(&**link.text, link.address.clone()));
    links(&survey.edition).into_iter().filter(is_asked).collect()
}

/// An answer to each address, known or asked for.
fn answers(
    folder: &Path,
    links: &[OutsideLink<'_>],
    today: NaiveDate,
    manners: Manners,
    progress: &dyn Progress,
) -> BTreeMap<Url, Answer> {
    let mut known = answered(folder);
    known.retain(|_, (day, _)| (0..FRESH).contains(&(today - *day).num_days()));
    let addresses: BTreeSet<&Url> = links.iter().map(|link| &link.address).collect();
    let unknown: Vec<Url> =
        addresses.iter().filter(|address| !known.contains_key(**address)).map(|it| (*it).clone()).collect();
    progress.begin("ask", unknown.len());
    let asked = ask(&unknown, manners, &|| progress.advance());
    let mut answers: BTreeMap<Url, Answer> = unknown.into_iter().zip(asked).collect();
    let alive = answers.iter().filter_map(|(address, answer)| match answer {
        Answer::Alive { moved } => Some((address.clone(), (today, moved.clone()))),
        _ => None,
    });
    let before = known.len();
    known.extend(alive);
    if known.len() > before {
        write::cache(folder, ANSWERED, text_of(&known).into_bytes());
    }
    let of_known = |address: &&Url| known.get(*address).map(|(_, moved)| Answer::Alive { moved: moved.clone() });
    let fresh: Vec<_> = addresses.iter().filter_map(|address| Some(((*address).clone(), of_known(address)?))).collect();
    answers.extend(fresh);
    answers
}

/// The addresses that answered, with the day and the address that they have for good now.
type Answered = BTreeMap<Url, (NaiveDate, Option<Url>)>;

/// What is remembered of earlier answers; a line that cannot be read is forgotten.
fn answered(folder: &Path) -> Answered {
    let bytes = read::cache(folder, ANSWERED).unwrap_or_default();
    let entry = |line: &str| {
        let mut words = line.split(' ');
        let (day, address) = (words.next()?.parse().ok()?, Url::parse(words.next()?).ok()?);
        Some((address, (day, words.next().and_then(asked_as))))
    };
    String::from_utf8_lossy(&bytes).lines().filter_map(entry).collect()
}

fn text_of(answered: &Answered) -> String {
    let line = |(address, (day, moved)): (&Url, &(NaiveDate, Option<Url>))| match moved {
        Some(to) => format!("{day} {address} {to}\n"),
        None => format!("{day} {address}\n"),
    };
    answered.iter().map(line).collect()
}

/// Whether there are answers, and none of them is a host's.
fn is_offline(answers: &BTreeMap<Url, Answer>) -> bool {
    !answers.is_empty() && answers.values().all(|answer| *answer == Answer::Unclear(Why::Unreached))
}

/// Writes the record, unless somebody else wrote it while hosts were asked.
fn keep(folder: &Path, before: Option<Vec<u8>>, record: &Record) -> Result<Option<Diagnostic>, Broken> {
    if read::beside(folder, RECORD)? != before {
        return Ok(Some(changed_meanwhile()));
    }
    write::record(folder, RECORD, parse::record_text(record)).map(|()| None)
}

fn changed_meanwhile() -> Diagnostic {
    let message = "this file was changed while hosts were asked, so what they said was not kept";
    Diagnostic::warning("record-changed", message).in_file(&Arc::from(RECORD)).help("check again")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Answered, answered, is_offline, keep, text_of};
    use crate::model::outside::{Answer, Record, Why, asked_as};
    use crate::write;

    #[test]
    fn what_answered_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = |address| asked_as(address).expect("an address");
        let day = "2026-03-11".parse().expect("a day");
        let known: Answered =
            [(url("https://a.nz/x"), (day, None)), (url("https://b.nz/"), (day, Some(url("https://c.nz/"))))].into();
        let text = format!("{}nonsense\n2026-03-11\nx https://d.nz/\n", text_of(&known));
        write::cache(folder.path(), super::ANSWERED, text.into_bytes());
        assert_eq!(answered(folder.path()), known);
    }

    #[test]
    fn who_hears_from_one_host_is_not_offline() {
        let unreached = Answer::Unclear(Why::Unreached);
        let of = |answers: &[Answer]| {
            let address = |at: usize| asked_as(&format!("https://a.nz/{at}")).expect("an address");
            is_offline(&answers.iter().enumerate().map(|(at, answer)| (address(at), answer.clone())).collect())
        };
        assert!(of(&[unreached.clone(), unreached.clone()]));
        assert!(!of(&[unreached, Answer::Unclear(Why::Status(403))]));
        assert!(!is_offline(&BTreeMap::new()));
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path().join(super::RECORD);
        write::record(folder.path(), super::RECORD, "theirs".to_owned()).expect("it can be written");
        let found = keep(folder.path(), None, &Record::new()).expect("it can be read");
        assert_eq!(found.map(|found| found.code), Some("record-changed"));
        assert_eq!(std::fs::File::open(at).and_then(std::io::read_to_string).expect("it is there"), "theirs");
    }
}
