//! Links to other sites that lead nowhere any more, judged by what asking for them came to, today and before.
//!
//! In: the links, the answers, what was kept of earlier ones, and today. Out: what is to be told and what is to be kept. Nothing is gone before its
//! host has said so on two days that are not neighbours; what is no answer changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use url::Url;

use crate::diag::{Diagnostic, Place};
use crate::model::outside::{Answer, Missing, Record, Why, is_private};

/// How many days lie between the first time that an address is not found and the day on which that counts.
const DAYS: u64 = 2;

/// The code of what is told of an address whose answer says nothing.
pub const UNCLEAR: &str = "link-unclear";

/// A link to another site.
#[derive(Clone, Debug)]
pub struct OutsideLink<'p> {
    /// What is asked for.
    pub address: Url,
    /// The text's path.
    pub text: &'p Arc<str>,
    /// Where the link stands in it.
    pub place: Place,
    /// The year of the text, if it has one.
    pub year: Option<i32>,
}

/// What the answers mean.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What is to be told of each link.
    pub diagnostics: Vec<Diagnostic>,
    /// What is to be kept.
    pub record: Record,
    /// How many addresses answer.
    pub alive: usize,
    /// How many are gone.
    pub gone: usize,
    /// How many were not found, and may be back tomorrow.
    pub waiting: usize,
    /// From when on the first of these may count as gone.
    pub again_from: Option<NaiveDate>,
    /// How many gave no answer that says anything.
    pub unclear: usize,
}

/// What `answers` mean on the day `today`, where `before` was kept. With `is_whole` these are all links that there are, and what is kept of others goes.
#[must_use]
pub fn judge(
    links: &[OutsideLink<'_>],
    answers: &BTreeMap<Url, Answer>,
    (before, is_whole): (&Record, bool),
    today: NaiveDate,
) -> Verdict {
    let mut verdict = Verdict::default();
    let linked: BTreeSet<&Url> = links.iter().map(|link| &link.address).collect();
    let others = before.iter().filter(|(address, _)| !is_whole && !linked.contains(address));
    verdict.record = others.map(|(address, missing)| (address.clone(), *missing)).collect();
    for address in linked {
        let answer = answers.get(address).unwrap_or(&Answer::Unclear(Why::NoTime));
        let missing = missing(answer, before.get(address), today);
        verdict.count(answer, missing);
        verdict.record.extend(missing.map(|missing| (address.clone(), missing)));
    }
    verdict.diagnostics = links.iter().filter_map(|link| told(link, answers, &verdict.record)).collect();
    verdict
}

/// What is to be kept of an address.
fn missing(answer: &Answer, before: Option<&Missing>, today: NaiveDate) -> Option<Missing> {
    match (answer, before) {
        (Answer::Alive { .. }, _) => None,
        (Answer::Unclear(_), before) => before.copied(),
        (Answer::NotFound, None) => Some(Missing { first: today, again: None }),
        (Answer::NotFound, Some(before)) => {
            let again = before.again.or((today >= counts_from(before.first)).then_some(today));
            Some(Missing { again, ..*before })
        }
    }
}

/// The first day on which an address that was not found on `first` counts as gone.
fn counts_from(first: NaiveDate) -> NaiveDate {
    first.checked_add_days(Days::new(DAYS)).unwrap_or(NaiveDate::MAX)
}

impl Verdict {
    /// An address that was gone and says nothing today is still gone.
    fn count(&mut self, answer: &Answer, missing: Option<Missing>) {
        match (answer, missing) {
            (Answer::Alive { .. }, _) => self.alive += 1,
            (_, Some(Missing { again: Some(_), .. })) => self.gone += 1,
            (Answer::NotFound, Some(Missing { first, again: None })) => {
                self.waiting += 1;
                let from = counts_from(first);
                self.again_from = Some(self.again_from.map_or(from, |known| known.min(from)));
            }
            _ => self.unclear += 1,
        }
    }
}

fn told(link: &OutsideLink<'_>, answers: &BTreeMap<Url, Answer>, record: &Record) -> Option<Diagnostic> {
    let found = match (answers.get(&link.address)?, record.get(&link.address)) {
        (_, Some(Missing { first, again: Some(again) })) => gone(link, *first, *again),
        (Answer::Alive { moved: Some(to) }, _) if *to != link.address => moved(to),
        (Answer::Unclear(why), _) => unclear(*why),
        _ => return None,
    };
    Some(found.in_file(link.text).at(link.place))
}

/// The year of the text says which copy shows what its author saw.
fn gone(link: &OutsideLink<'_>, first: NaiveDate, again: NaiveDate) -> Diagnostic {
    let year = link.year.unwrap_or_else(|| chrono::Datelike::year(&first));
    let address = &link.address;
    let copy = format!("https://web.archive.org/web/{year}/{address}");
    let message = format!("what this link leads to is gone: it was not found on {first}, and still not on {again}");
    Diagnostic::warning("link-gone", message).help(format!(
        "correct the address; or look whether there is a copy at {copy} and, if it is a good one, write between the --- lines of this text\n\
         archived:\n  \"{address}\": \"{copy}\""
    ))
}

fn moved(to: &Url) -> Diagnostic {
    Diagnostic::note("link-moved", format!("what this link leads to has moved for good, to {to}"))
        .help("look whether it is still what you mean, and write the new address here")
}

fn unclear(why: Why) -> Diagnostic {
    let why = match why {
        Why::Status(status) => format!("its host answered with {status}, which does not say whether it is there"),
        Why::Busy => "its host asks to be left alone for now".to_owned(),
        Why::Unreached => "its host could not be reached".to_owned(),
        Why::Astray => "it leads on and on, or to where nobody is sent".to_owned(),
        Why::Odd => "what its host said is no answer".to_owned(),
        Why::NoTime => "there was no time left to ask".to_owned(),
    };
    Diagnostic::note(UNCLEAR, format!("it is not clear whether this link still leads somewhere: {why}"))
        .help("nothing need be done; open the link yourself if you want to know")
}

/// The links that lead to the author's own machine or network.
#[must_use]
pub fn private_links(links: &[OutsideLink<'_>]) -> Vec<Diagnostic> {
    let private = links.iter().filter(|link| is_private(&link.address));
    let told = private.map(|link| {
        let message =
            "this link leads to your own machine or network, where other readers reach something else, or nothing";
        Diagnostic::warning("private-link", message)
            .in_file(link.text)
            .at(link.place)
            .help("write an address that everybody can open, or take the link out")
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use chrono::NaiveDate;

    use super::{OutsideLink, Verdict, judge};
    use crate::diag::Place;
    use crate::model::outside::{Answer, Missing, Record, Why, asked_as};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a day in March")
    }

    /// What a link to an address means that gave this answer on a day, where this was kept.
    fn verdict(answer: Answer, before: Option<Missing>, today: NaiveDate) -> Verdict {
        let address = asked_as("https://a.nz/").expect("an address");
        let text = Arc::from("a.md");
        let link = OutsideLink { address: address.clone(), text: &text, place: Place::default(), year: None };
        let before: Record = before.into_iter().map(|missing| (address.clone(), missing)).collect();
        judge(&[link.clone(), link], &BTreeMap::from([(address, answer)]), (&before, true), today)
    }

    #[test]
    fn an_address_is_gone_when_it_was_not_found_on_two_days_that_are_not_neighbours() {
        let once = Missing { first: day(11), again: None };
        let gone = Missing { again: Some(day(13)), ..once };
        let (alive, busy) = (Answer::Alive { moved: None }, Answer::Unclear(Why::Busy));
        // The answer, what was kept, the day; what is kept, and how many are alive, gone, waiting, unclear.
        let cases = [
            (&Answer::NotFound, None, 11, Some(once), [0, 0, 1, 0]),
            (&Answer::NotFound, Some(once), 11, Some(once), [0, 0, 1, 0]),
            (&Answer::NotFound, Some(once), 12, Some(once), [0, 0, 1, 0]),
            (&Answer::NotFound, Some(once), 13, Some(gone), [0, 1, 0, 0]),
            (&Answer::NotFound, Some(gone), 20, Some(gone), [0, 1, 0, 0]),
            // A clock that was wrong before.
            (&Answer::NotFound, Some(once), 9, Some(once), [0, 0, 1, 0]),
            (&alive, None, 11, None, [1, 0, 0, 0]),
            (&alive, Some(once), 20, None, [1, 0, 0, 0]),
            (&alive, Some(gone), 20, None, [1, 0, 0, 0]),
            (&busy, None, 11, None, [0, 0, 0, 1]),
            (&busy, Some(once), 20, Some(once), [0, 0, 0, 1]),
            (&busy, Some(gone), 20, Some(gone), [0, 1, 0, 0]),
        ];
        for (answer, before, today, kept, counts) in cases {
            let verdict = verdict(answer.clone(), before, day(today));
            assert_eq!(verdict.record.values().next().copied(), kept, "{answer:?} {before:?} {today}");
            let counted = [verdict.alive, verdict.gone, verdict.waiting, verdict.unclear];
            assert_eq!(counted, counts, "{answer:?} {before:?} {today}");
            let told = verdict.diagnostics.iter().filter(|found| found.code == "link-gone").count();
            assert_eq!(told, 2 * counts[1], "each link is told: {answer:?} {before:?} {today}");
        }
    }

    #[test]
    fn who_is_led_back_has_not_moved() {
        let told = |to| verdict(Answer::Alive { moved: asked_as(to) }, None, day(11)).diagnostics.len();
        assert_eq!((told("https://a.nz/"), told("https://a.nz/x")), (0, 2));
    }

    #[test]
    fn it_is_told_why_nothing_is_clear() {
        let cases = [
            (Why::Status(403), "its host answered with 403, which does not say whether it is there"),
            (Why::Busy, "its host asks to be left alone for now"),
            (Why::Unreached, "its host could not be reached"),
            (Why::Astray, "it leads on and on, or to where nobody is sent"),
            (Why::Odd, "what its host said is no answer"),
            (Why::NoTime, "there was no time left to ask"),
        ];
        for (why, words) in cases {
            let told = verdict(Answer::Unclear(why), None, day(11)).diagnostics;
            assert_eq!(told[0].message, format!("it is not clear whether this link still leads somewhere: {words}"));
        }
    }

    #[test]
    fn what_no_text_holds_goes_once_all_texts_were_read() {
        let missing = Missing { first: day(11), again: None };
        let before = Record::from([(asked_as("https://a.nz/").expect("an address"), missing)]);
        for (is_whole, kept) in [(true, 0), (false, 1)] {
            assert_eq!(judge(&[], &BTreeMap::new(), (&before, is_whole), day(20)).record.len(), kept);
        }
    }
}
