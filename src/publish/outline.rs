//! What goes where, in a form that can be told.

use crate::git::{Changes, Remote};
use crate::hosting::Project;

/// What goes where.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Whether it is the site or the sources.
    pub way: Way,
    /// Where to.
    pub remote: Remote,
    /// The branch there.
    pub branch: String,
    /// The project there, if the host is known.
    pub project: Option<Project>,
    /// Where the site stands once the host shows it, if that is known.
    pub address: Option<String>,
    /// The files that differ from what is there; of the sources, from the last commit.
    pub changes: Changes,
    /// The author's own programs that `git commit` would have run and that are passed over; none where no commit is made.
    pub hooks: Vec<&'static str>,
    /// Whether pages show pictures whose consent has ended: what the host has built before may show them still.
    pub has_ended_consents: bool,
    /// Whether the host has never been sent this before, and must be told to show it.
    pub is_first: bool,
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The built site.
    Site,
    /// The sources, which the host builds.
    Sources {
        /// The first line of the commit, if one is to be made.
        commit: Option<String>,
        /// Whether the host lacks commits that were made before.
        has_unsent: bool,
    },
}

impl Outline {
    /// Whether there is nothing to do: the remote has all of it.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.changes.is_none() && !matches!(self.way, Way::Sources { has_unsent: true, .. })
    }
}
