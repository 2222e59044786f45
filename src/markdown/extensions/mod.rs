//! The ways in which our Markdown is more than CommonMark: one file each, in the order in which they are asked.
//!
//! A new one is a file here, a line in [`ALL`] and a spec file `tests/fixtures/markdown/<name>.md`. Without any of them the walk is CommonMark.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options};

use super::links::Picture;
use super::masks::Find;
use super::run::Run;
use super::walk::Walk;

pub mod alerts;
pub mod autolinks;
pub mod code;
pub mod comments;
pub mod elsewhere;
pub mod footnotes;
pub mod headings;
pub mod hugo;
pub mod jekyll;
pub mod leftovers;
pub mod pictures;
pub mod raw_html;
pub mod strikethrough;
pub mod tables;
pub mod tasks;
pub mod typography;
pub mod wikilinks;

/// Every extension. Raw HTML comes first, since what it leaves out no other may see; bare addresses are found before typography changes the text.
pub static ALL: LazyLock<Extensions> = LazyLock::new(|| {
    Extensions::of(&[
        raw_html::EXTENSION,
        comments::EXTENSION,
        jekyll::EXTENSION,
        hugo::EXTENSION,
        wikilinks::EXTENSION,
        headings::EXTENSION,
        tables::EXTENSION,
        footnotes::EXTENSION,
        tasks::EXTENSION,
        strikethrough::EXTENSION,
        alerts::EXTENSION,
        code::EXTENSION,
        elsewhere::EXTENSION,
        leftovers::EXTENSION,
        pictures::EXTENSION,
        autolinks::EXTENSION,
        typography::EXTENSION,
    ])
});

/// The marks and spaces of the language, alone.
pub static TYPOGRAPHY: LazyLock<Extensions> = LazyLock::new(|| Extensions::of(&[typography::EXTENSION]));

/// None at all: CommonMark.
pub static NONE: LazyLock<Extensions> = LazyLock::new(|| Extensions::of(&[]));

/// One way in which our Markdown is more than CommonMark. Each part may be missing ([`Extension::NOTHING`]).
#[derive(Clone, Copy)]
pub struct Extension {
    /// What the parser is asked to recognise.
    pub options: Options,
    /// What is covered up before the parser sees the text: the opening characters, and what finds the end.
    pub covers: &'static [(&'static str, Find)],
    /// The kinds of events that [`Extension::take`] is offered: it is asked thousands of times.
    pub takes: &'static [EventKind],
    /// Offered every event of these kinds outside the words of a picture; `true` if it has been dealt with.
    pub take: Take,
    /// Improves a run of text before it is written.
    pub improve: Option<Improve>,
    /// Offered every Markdown picture; `true` if it has been written.
    pub picture: Option<Show>,
    /// Writes what belongs at the end of the body.
    pub finish: Option<Finish>,
}

/// See [`Extension::take`].
pub type Take = fn(&mut Walk<'_>, &Event<'_>, &Range<usize>) -> bool;

/// See [`Extension::improve`].
pub type Improve = fn(&mut Walk<'_>, &mut Run);

/// See [`Extension::picture`].
pub type Show = fn(&mut Walk<'_>, &Picture) -> bool;

/// See [`Extension::finish`].
pub type Finish = fn(&mut Walk<'_>);

impl Extension {
    /// The extension that changes nothing.
    pub const NOTHING: Self = Self {
        options: Options::empty(),
        covers: &[],
        takes: &[],
        take: |_, _, _| false,
        improve: None,
        picture: None,
        finish: None,
    };
}

/// The kinds of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A block or a stretch begins.
    Start,
    /// One ends.
    End,
    /// Words.
    Text,
    /// Anything else.
    Other,
}

impl EventKind {
    /// The kind of `event`.
    pub fn of(event: &Event<'_>) -> Self {
        match event {
            Event::Start(_) => Self::Start,
            Event::End(_) => Self::End,
            Event::Text(_) => Self::Text,
            _ => Self::Other,
        }
    }
}

/// Extensions by what they are asked for, each list in their order.
pub struct Extensions {
    /// What the parser is asked to recognise.
    pub options: Options,
    /// What is covered up; `None` without any extension, when not even control characters are.
    pub covers: Option<Vec<(&'static str, Find)>>,
    /// Those that improve a run of text.
    pub improve: Vec<Improve>,
    /// Those that write pictures.
    pub picture: Vec<Show>,
    /// Those that have something to write at the end.
    pub finish: Vec<Finish>,
    takes: [Vec<Take>; 4],
}

impl Extensions {
    fn of(all: &[Extension]) -> Self {
        let takes = |kind| all.iter().filter(|one| one.takes.contains(&kind)).map(|one| one.take).collect();
        Self {
            options: all.iter().fold(Options::empty(), |options, one| options | one.options),
            covers: (!all.is_empty()).then(|| all.iter().flat_map(|one| one.covers).copied().collect()),
            improve: all.iter().filter_map(|one| one.improve).collect(),
            picture: all.iter().filter_map(|one| one.picture).collect(),
            finish: all.iter().filter_map(|one| one.finish).collect(),
            takes: [EventKind::Start, EventKind::End, EventKind::Text, EventKind::Other].map(takes),
        }
    }

    /// Those that are offered events of this kind.
    pub fn takes(&self, kind: EventKind) -> &[Take] {
        &self.takes[kind as usize]
    }
}
