//! A bar for builds that one has to wait for. The only user of indicatif.
//!
//! In: how far a build has come. Out: a bar on the error stream, when the build takes longer than a glance.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Progress;

/// How long a build may take without a bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that appears when patience is over.
pub(super) struct Bar {
    begun: Instant,
    /// Whether it need not be asked again if the bar is to appear: it is there, or never will be.
    settled: AtomicBool,
    bar: ProgressBar,
}

impl Bar {
    /// A bar that appears only on a terminal that is `live`.
    pub(super) fn new(live: bool) -> Self {
        let style = ProgressStyle::with_template("{msg:>8} [{bar:30}] {pos} of {len}")
            .expect("the template is well formed")
            .progress_chars("=> ");
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden()).with_style(style);
        Self { begun: Instant::now(), settled: AtomicBool::new(!live), bar }
    }

    /// Takes the bar away.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn appear_if_late(&self) {
        let is_late = || self.begun.elapsed() > PATIENCE;
        if !self.settled.load(Ordering::Relaxed) && is_late() && !self.settled.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            // The next step may be long in coming, as the answer of a slow host is.
            self.bar.tick();
        }
    }
}

impl Progress for Bar {
    fn begin(&self, step: &'static str, total: usize) {
        self.bar.set_message(step);
        self.bar.set_length(total as u64);
        self.bar.set_position(0);
        self.appear_if_late();
    }

    fn advance(&self) {
        self.bar.inc(1);
        self.appear_if_late();
    }
}

#[cfg(test)]
mod tests {
    use super::{Bar, Ordering, PATIENCE, Progress};

    #[test]
    fn the_bar_appears_only_when_patience_is_over_and_only_on_a_terminal() {
        for (live, waited, appears) in [(true, false, false), (true, true, true), (false, true, false)] {
            let mut bar = Bar::new(live);
            if waited {
                bar.begun -= PATIENCE * 2;
            }
            let before = bar.settled.load(Ordering::Relaxed);
            bar.begin("render", 2);
            bar.advance();
            assert_eq!((bar.bar.position(), bar.bar.length()), (1, Some(2)));
            assert_eq!(!before && bar.settled.load(Ordering::Relaxed), appears);
            bar.clear();
        }
    }
}
