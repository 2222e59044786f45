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
    let days: Vec<i32> = shelf.days.iter().map(Datelike::num_days_from_ce).collect();
    let none = || Scores::of(days.len());
    let one = |scores: &mut Scores, index: usize| {
        of[index].iter().for_each(|&term| scores.add(&shared[term], index));
        nearest(scores, &days, index)
    };
    (0..days.len()).into_par_iter().map_init(none, one).collect()
}

/// How much the others share with one reflection.
struct Scores {
    /// By reflection; room for all, kept from one reflection to the next.
    of: Vec<Option<f64>>,
    /// Those that have one.
    scored: Vec<usize>,
}

impl Scores {
    fn of(count: usize) -> Self {
        Self { of: vec![None; count], scored: Vec::new() }
    }

    /// Adds the weight of a term to the others near `index` that have it. The weights of one pair add up in the order of its terms: the sum is the same
    /// on every machine.
    fn add(&mut self, term: &Shared<'_>, index: usize) {
        let at = term.reflections.binary_search(&index).unwrap_or_else(|at| at);
        let near = &term.reflections[at.saturating_sub(REACH)..(at + REACH + 1).min(term.reflections.len())];
        for &other in near.iter().filter(|&&other| other != index) {
            match &mut self.of[other] {
                Some(score) => *score += term.weight,
                none => {
                    *none = Some(term.weight);
                    self.scored.push(other);
                }
            }
        }
    }

    /// Every other that has a score, with it; none has one afterwards.
    fn drain(&mut self) -> impl Iterator<Item = (usize, f64)> {
        self.scored.drain(..).filter_map(|other| Some((other, self.of[other].take()?)))
    }
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

/// The first few by score; those of one score by nearness in time.
fn nearest(scores: &mut Scores, days: &[i32], index: usize) -> Vec<usize> {
    type Ranked = (f64, u32, usize);
    let nearer = |a: &Ranked, b: &Ranked| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2)));
    let mut first: Vec<Ranked> = Vec::with_capacity(SHOWN);
    for (other, score) in scores.drain() {
        let one = (score, days[other].abs_diff(days[index]), other);
        // Nearly all come behind the last that is shown, which one look tells.
        if first.get(SHOWN - 1).is_none_or(|last| nearer(&one, last).is_lt()) {
            let at = first.partition_point(|before| nearer(before, &one).is_lt());
            first.truncate(SHOWN - 1);
            first.insert(at, one);
        }
    }
    // Borrowed: a list made of the other one itself would keep all of its room.
    first.iter().map(|&(_, _, other)| other).collect()
}

#[cfg(test)]
mod tests {
    use super::{Scores, Shared, nearest};

    #[test]
    fn those_that_share_most_come_first_and_of_these_the_nearest_in_time() {
        let days = [0, 10, 20, 30, 40, 50, 60, 70];
        let all = Shared { reflections: &[0, 1, 2, 3, 4, 5, 6, 7], weight: 1.0 };
        let rare = Shared { reflections: &[0, 3, 7], weight: 2.5 };
        let mut scores = Scores::of(days.len());
        let mut related = |terms: &[&Shared<'_>], index: usize| {
            terms.iter().for_each(|term| scores.add(term, index));
            nearest(&mut scores, &days, index)
        };
        assert_eq!(related(&[&all, &rare], 3), [0, 7, 2, 4, 1]);
        assert_eq!(related(&[&all], 3), [2, 4, 1, 5, 0], "nothing is left of what was counted for another");
        assert_eq!(related(&[&rare], 7), [3, 0]);
        assert_eq!(related(&[], 7), [] as [usize; 0]);
    }
}
