//! Why a text is on the site, or why not, in one paragraph. In: a [`Survey`] and what was asked for. Out: words. Nothing is read but the one
//! text that is explained, and nothing is decided here: what is said is looked up where the build decides it.
//!
//! `subject` finds what is meant, `text` explains a text, `others` everything else, `status` all texts on one page for the preview.

mod others;
mod sentences;
mod status;
mod subject;
mod text;

use crate::pipeline::Survey;

pub use self::status::page;

/// Whether something is on the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is not, and something is wrong.
    Wrong,
    /// It is not, as its author wishes or as its place says.
    Out,
    /// It is a draft.
    Draft,
    /// It is, for whoever has the address.
    Unlisted,
    /// It is.
    On,
}

/// An explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether it is on the site.
    pub state: State,
    /// One paragraph of plain text.
    pub words: String,
    /// Its address in the site, without a leading slash, when it is there.
    pub address: Option<String>,
}

/// Explains `asked`: a path of the folder (with `/` between its parts), an address inside the site with or without its `base_url`, or a name.
#[must_use]
pub fn answer(survey: &Survey, asked: &str) -> Answer {
    let mut answer = match subject::find(survey, asked) {
        subject::Subject::Text(path) => text::explain(survey, &path),
        other => others::explain(survey, &other),
    };
    // Nothing here asks the host.
    if answer.state >= State::Unlisted && survey.settings().base_url.is_some() {
        answer.words.push_str(". Readers see there what was last published");
    }
    answer.ended()
}

impl Answer {
    /// With a full stop, unless it ends by asking.
    fn ended(mut self) -> Self {
        if !self.words.ends_with('?') {
            self.words.push('.');
        }
        self
    }
}
