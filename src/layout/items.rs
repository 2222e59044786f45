//! A list in a View: its items are made one by one, when the page is rendered. A fingerprint counts the mark of each, which is known already, so that a
//! page that stands costs no more than a look at what it lists.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::scope::Scope;

/// What a list holds.
pub trait Item<'p>: Serialize {
    /// What it is made from.
    type Of: Copy;

    /// Makes it, as `scope` shows it.
    fn new(scope: &Scope<'p>, of: Self::Of) -> Self;

    /// All that it says, but for what is the page's own: its language, and where it stands.
    fn mark(scope: &Scope<'p>, of: Self::Of) -> impl Serialize;
}

/// A list; in templates an array.
pub struct Items<'p, T: Item<'p>> {
    scope: Scope<'p>,
    of: Cow<'p, [T::Of]>,
    /// Whether the last comes first.
    is_reversed: bool,
}

impl<'p, T: Item<'p>> Items<'p, T> {
    pub(super) fn new(scope: &Scope<'p>, of: impl Into<Cow<'p, [T::Of]>>) -> Self {
        Self { scope: scope.clone(), of: of.into(), is_reversed: false }
    }

    /// The last first.
    pub(super) fn reversed(scope: &Scope<'p>, of: &'p [T::Of]) -> Self {
        Self { is_reversed: true, ..Self::new(scope, of) }
    }

    fn at(&self, place: usize) -> T::Of {
        self.of[if self.is_reversed { self.of.len() - 1 - place } else { place }]
    }
}

impl<'p, T: Item<'p>> Serialize for Items<'p, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = (0..self.of.len()).map(|place| self.at(place));
        if serializer.is_human_readable() {
            serializer.collect_seq(all.map(|of| T::new(&self.scope, of)))
        } else {
            serializer.collect_seq(all.map(|of| T::mark(&self.scope, of)))
        }
    }
}

impl<'p, T: Item<'p>> fmt::Debug for Items<'p, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", self.of.len())
    }
}
