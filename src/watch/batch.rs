//! When a knock is complete: after a moment of quiet, or when it has lasted long enough. Pure; it never looks at a clock.
//!
//! In: what was heard, with the time of each. Out: sleep on, wait until a time, or ring.

use std::time::{Duration, Instant};

use super::Knock;

/// What one sound means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// Nothing that a site is made from.
    Nothing,
    /// Something may have changed.
    Change,
    /// Something may have changed, and the system may not tell what: events were lost.
    Lost,
    /// A look was asked for; there is nothing to wait for.
    Call,
}

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Nothing has happened: wait as long as it takes.
    Sleep,
    /// It is not quiet yet: ask again at this time, or when something is heard.
    WaitUntil(Instant),
    /// Look now.
    Ring,
}

/// What has been heard since the last ring.
#[derive(Debug)]
pub(super) struct Batch {
    quiet: Duration,
    at_most: Duration,
    /// The times of the first and the last sound that matter.
    span: Option<(Instant, Instant)>,
    lost: bool,
    called: bool,
}

impl Batch {
    /// An empty batch that ends after `quiet` without a sound, and at the latest `at_most` after its first.
    pub(super) fn new(quiet: Duration, at_most: Duration) -> Self {
        Self { quiet, at_most, span: None, lost: false, called: false }
    }

    /// Takes in what was heard at `at`.
    pub(super) fn hear(&mut self, at: Instant, heard: Heard) {
        if heard == Heard::Nothing {
            return;
        }
        let (first, last) = self.span.unwrap_or((at, at));
        self.span = Some((first.min(at), last.max(at)));
        self.lost |= heard == Heard::Lost;
        self.called |= heard == Heard::Call;
    }

    /// What to do at the time `now`.
    pub(super) fn decide(&self, now: Instant) -> Decision {
        let Some((first, last)) = self.span else { return Decision::Sleep };
        let end = (last + self.quiet).min(first + self.at_most);
        if self.called || now >= end { Decision::Ring } else { Decision::WaitUntil(end) }
    }

    /// The knock that this batch makes; `None` if and only if nothing that matters was heard.
    pub(super) fn knock(&self) -> Option<Knock> {
        self.span.map(|(first, _)| Knock { lost: self.lost, first })
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::{Batch, Decision, Heard};

    /// Milliseconds after the beginning of a test.
    type Ms = u64;

    /// What a batch hears.
    type Sounds<'a> = &'a [(Ms, Heard)];

    fn batch(start: Instant, heard: Sounds<'_>) -> Batch {
        let mut batch = Batch::new(Duration::from_millis(15), Duration::from_millis(150));
        for &(at, heard) in heard {
            batch.hear(start + Duration::from_millis(at), heard);
        }
        batch
    }

    #[test]
    fn a_batch_ends_with_quiet_or_when_it_has_lasted_long_enough() {
        use Heard::{Call, Change, Lost, Nothing};
        let stream: Vec<(Ms, Heard)> = (0..14).map(|i| (i * 10, Change)).collect();
        // What is heard, the time now, and the time until which to wait: `None` to sleep, a time that has come to ring.
        let cases: [(Sounds<'_>, Ms, Option<Ms>); 12] = [
            (&[], 1000, None),
            (&[(0, Nothing), (20, Nothing)], 1000, None),
            (&[(5, Change)], 5, Some(20)),
            (&[(5, Change)], 19, Some(20)),
            (&[(5, Change)], 20, Some(20)),
            (&[(5, Change), (12, Change)], 20, Some(27)),
            (&[(5, Change), (12, Nothing)], 12, Some(20)),
            (&[(5, Lost)], 6, Some(20)),
            (&[(5, Change), (9, Call)], 9, Some(9)),
            (&stream, 131, Some(145)),
            (&[(0, Change), (149, Change)], 149, Some(150)),
            (&[(9, Change), (5, Change)], 9, Some(24)),
        ];
        let start = Instant::now();
        for (heard, now, until) in cases {
            let expected = match until {
                None => Decision::Sleep,
                Some(until) if until <= now => Decision::Ring,
                Some(until) => Decision::WaitUntil(start + Duration::from_millis(until)),
            };
            assert_eq!(batch(start, heard).decide(start + Duration::from_millis(now)), expected, "{heard:?} at {now}");
        }
    }

    #[test]
    fn a_knock_tells_when_it_began_and_whether_events_were_lost() {
        use Heard::{Call, Change, Lost, Nothing};
        let cases: [(Sounds<'_>, Option<(bool, Ms)>); 5] = [
            (&[(3, Nothing)], None),
            (&[(3, Nothing), (5, Change), (9, Change)], Some((false, 5))),
            (&[(5, Change), (9, Lost), (11, Change)], Some((true, 5))),
            (&[(7, Call)], Some((false, 7))),
            (&[(9, Change), (5, Change)], Some((false, 5))),
        ];
        let start = Instant::now();
        for (heard, expected) in cases {
            let knock = batch(start, heard).knock().map(|k| (k.lost, k.first));
            let expected = expected.map(|(lost, first)| (lost, start + Duration::from_millis(first)));
            assert_eq!(knock, expected, "{heard:?}");
        }
    }

    proptest! {
        /// Asked after each sound and when it said to be asked, a batch always ends: never before quiet unless its time is up, and never later.
        #[test]
        fn no_stream_starves_a_batch(gaps in prop::collection::vec(0_u64..40, 1..200)) {
            let start = Instant::now();
            let mut batch = batch(start, &[(0, Heard::Change)]);
            let (mut last, mut now) = (0, 0);
            for gap in gaps {
                let Decision::WaitUntil(until) = batch.decide(start + Duration::from_millis(now)) else { break };
                let end = u64::try_from((until - start).as_millis()).expect("small");
                prop_assert_eq!(end, (last + 15).min(150));
                now = end.min(last + gap);
                if now < end {
                    last = now;
                    batch.hear(start + Duration::from_millis(now), Heard::Change);
                }
            }
            prop_assert!(now <= 150);
            prop_assert_eq!(batch.decide(start + Duration::from_millis(150)), Decision::Ring);
        }
    }
}
