//! Reflections that share the most: inquiries and tags in common, rarer ones counting more.

use chrono::Datelike;
use rayon::prelude::*;

use super::shelf::Shelf;
use crate::digest::{self, Digest};

/// How many are shown.
const SHOWN: usize = 5;
/// How far to look, on each side in time, among the reflections of one tag or inquiry: what keeps the work in proportion when one tag is on everything.
const REACH: usize = 40;

/// One tag or inquiry as seen from its reflections.
struct Shared<'a> {
    reflections: &'a [usize],
    weight: f64,
}

/// What was found for the last shelf: an edit seldom changes who shares what.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The hash of all that it was found from.
    from: Digest,
    related: Vec<Vec<usize>>,
}

/// As [`all`], from what was found before if nothing that counts is another.
pub(super) fn remembered(shelf: &Shelf, found: &mut Found) -> Vec<Vec<usize>> {
    let from = made_from(shelf);
    if found.from != from {
        *found = Found { from, related: all(shelf) };
    }
    found.related.clone()
}

/// The hash of the days, and of who has which term.
fn made_from(shelf: &Shelf) -> Digest {
    let mut parts: Vec<u8> = Vec::new();
    let mut number = |number: usize| parts.extend_from_slice(&number.to_le_bytes());
    number(shelf.listed.len());
    shelf.days.iter().for_each(|day| number(day.num_days_from_ce().cast_unsigned() as usize));
    number(shelf.tags.len());
    let tags = shelf.tags.iter().map(|tag| &tag.reflections);
    for reflections in tags.chain(shelf.threads.iter().map(|thread| &thread.reflections)) {
        number(reflections.len());
        reflections.iter().for_each(|&reflection| number(reflection));
    }
    digest::of(&parts)
}

/// For each reflection of the shelf, at most five listed others that share the most with it, the nearest first; equal ones by nearness in time.
fn all(shelf: &Shelf) -> Vec<Vec<usize>> {
    let shared = shared(shelf);
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); shelf.reflections.len()];
    for (term, shared) in shared.iter().enumerate() {
        for &index in shared.reflections {
            of[index].push(term);
        }
    }
    (0..shelf.reflections.len()).into_par_iter().map(|index| related(shelf, &shared, &of[index], index)).collect()
}

fn shared(shelf: &Shelf) -> Vec<Shared<'_>> {
    let total = shelf.listed.len();
    // The weight of a term is its inverse document frequency; an inquiry says more than a tag.
    let weight = |count: usize| (1.0 + total as f64 / count as f64).ln();
    let tags =
        shelf.tags.iter().map(|tag| Shared { reflections: &tag.reflections, weight: weight(tag.reflections.len()) });
    let threads = shelf
        .threads
        .iter()
        .filter(|thread| !thread.reflections.is_empty())
        .map(|thread| Shared { reflections: &thread.reflections, weight: 1.5 * weight(thread.reflections.len()) });
    tags.chain(threads).collect()
}

fn related(shelf: &Shelf, shared: &[Shared<'_>], terms: &[usize], index: usize) -> Vec<usize> {
    let mut scores: Vec<(usize, f64)> = Vec::with_capacity(terms.len() * 2 * REACH);
    for &term in terms {
        let reflections = shared[term].reflections;
        let at = reflections.binary_search(&index).unwrap_or_else(|at| at);
        let near = &reflections[at.saturating_sub(REACH)..(at + REACH + 1).min(reflections.len())];
        scores.extend(near.iter().filter(|&&other| other != index).map(|&other| (other, shared[term].weight)));
    }
    // Stable, so that the weights of one pair add up in the order of its terms: the sum is the same on every machine.
    scores.sort_by_key(|&(other, _)| other);
    scores.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    let date = shelf.days[index];
    let mut ranked: Vec<(f64, i64, usize)> =
        scores.into_iter().map(|(other, score)| (score, (shelf.days[other] - date).num_days().abs(), other)).collect();
    let nearer = |a: &(f64, i64, usize), b: &(f64, i64, usize)| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2)));
    if ranked.len() > SHOWN {
        ranked.select_nth_unstable_by(SHOWN, nearer);
        ranked.truncate(SHOWN);
    }
    ranked.sort_by(nearer);
    // Borrowed: a list made of the other one itself would keep all of its room.
    ranked.iter().map(|&(_, _, other)| other).collect()
}
