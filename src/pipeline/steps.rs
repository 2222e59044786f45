//! How long each step took, and who is told how far it has come.

use std::time::{Duration, Instant};

/// What a step did.
#[derive(Clone, Debug)]
pub struct Step {
    /// `read`, `parse`, ...
    pub name: &'static str,
    /// Wall time.
    pub took: Duration,
    /// `38 files`
    pub did: String,
}

/// Is told how far a long step has come. Called from many threads.
pub trait Progress: Sync {
    /// A step of `total` pieces begins.
    fn begin(&self, step: &'static str, total: usize);
    /// One more piece is done.
    fn advance(&self);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _step: &'static str, _total: usize) {}
    fn advance(&self) {}
}

/// Times steps.
pub(super) struct Clock<'a> {
    progress: &'a dyn Progress,
    steps: Vec<Step>,
}

impl<'a> Clock<'a> {
    pub fn new(progress: &'a dyn Progress) -> Self {
        Self { progress, steps: Vec::new() }
    }

    /// Announces a step of many pieces.
    pub fn begin(&self, step: &'static str, total: usize) -> &'a dyn Progress {
        self.progress.begin(step, total);
        self.progress
    }

    /// Runs and times a step.
    pub fn step<T>(&mut self, name: &'static str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = run();
        self.steps.push(Step { name, took: start.elapsed(), did: String::new() });
        value
    }

    /// Says what the last step did.
    pub fn did(&mut self, did: String) {
        if let Some(last) = self.steps.last_mut() {
            last.did = did;
        }
    }

    pub fn steps(self) -> Vec<Step> {
        self.steps
    }
}
