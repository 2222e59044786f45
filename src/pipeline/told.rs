//! The mistakes in templates, each told once however many pages show it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::findings::Findings;
use crate::diag::{Diagnostic, Place};

/// The mistakes in templates that were told. One shows on every page that uses it: it is told once, with the first of these pages.
#[derive(Default)]
pub(super) struct Told(BTreeSet<(Option<Arc<str>>, Place, String)>);

impl Told {
    /// Takes note of one, unless it was told.
    pub fn tell(&mut self, found: Diagnostic, findings: &mut Findings) {
        if self.0.insert((found.path.clone(), found.place, found.message.clone())) {
            findings.note(vec![found]);
        }
    }
}
