//! The ways in which our Markdown is more than CommonMark: one file each, in the order in which they are asked.
//!
//! A new one is a file here, a line in [`ALL`] and a spec file `tests/fixtures/markdown/<name>.md`. Without any of them the walk is CommonMark.

use std::ops::Range;

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
pub static ALL: &[Extension] = &[
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
];

/// The marks and spaces of the language, alone.
pub static TYPOGRAPHY: &[Extension] = &[typography::EXTENSION];

/// One way in which our Markdown is more than CommonMark. Each part may do nothing ([`Extension::NOTHING`]).
#[derive(Clone, Copy)]
pub struct Extension {
    /// What the parser is asked to recognise.
    pub options: Options,
    /// What is covered up before the parser sees the text: the opening characters, and what finds the end.
    pub covers: &'static [(&'static str, Find)],
    /// Offered every event outside the words of a picture; `true` if it has been dealt with.
    pub take: fn(&mut Walk<'_>, &Event<'_>, &Range<usize>) -> bool,
    /// Improves a run of text before it is written.
    pub improve: fn(&mut Walk<'_>, &mut Run),
    /// Offered every Markdown picture; `true` if it has been written.
    pub picture: fn(&mut Walk<'_>, &Picture) -> bool,
    /// Writes what belongs at the end of the body.
    pub finish: fn(&mut Walk<'_>),
}

impl Extension {
    /// The extension that changes nothing.
    pub const NOTHING: Self = Self {
        options: Options::empty(),
        covers: &[],
        take: |_, _, _| false,
        improve: |_, _| {},
        picture: |_, _| false,
        finish: |_| {},
    };
}
