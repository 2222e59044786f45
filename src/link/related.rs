//! Reflections that share the most: inquiries and tags in common, rarer ones counting more.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::shelf::Shelf;

/// How many are shown.
const SHOWN: usize = 5;
/// How far to look, on each side in time, among the reflections of one tag or inquiry: what keeps the work in proportion when one tag is on everything.
const REACH: usize = 40;

/// One tag or inquiry as seen from its reflections.
struct Shared<'a> {
    reflections: &'a [usize],
    weight: f64,
}

/// For each reflection of the shelf, at most five listed others that share the most with it, the nearest first; equal ones by nearness in time.
pub(super) fn all(shelf: &Shelf) -> Vec<Vec<usize>> {
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
    let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
    for &term in terms {
        let reflections = shared[term].reflections;
        let at = reflections.binary_search(&index).unwrap_or_else(|at| at);
        let near = &reflections[at.saturating_sub(REACH)..(at + REACH + 1).min(reflections.len())];
        for &other in near.iter().filter(|&&other| other != index) {
            *scores.entry(other).or_default() += shared[term].weight;
        }
    }
    let date = shelf.reflections[index].date;
    let days = |other: usize| (shelf.reflections[other].date - date).num_days().abs();
    let mut scored: Vec<(usize, f64)> = scores.into_iter().collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| days(a.0).cmp(&days(b.0))).then_with(|| a.0.cmp(&b.0)));
    scored.into_iter().take(SHOWN).map(|(other, _)| other).collect()
}
