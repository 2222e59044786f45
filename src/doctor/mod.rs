//! Whether all is as publishing needs it: facts in, one answer after the other out, and for each "no" what mends it.
//!
//! [`examine`] gathers the facts, from git and from the folder, without asking any host and without changing anything; `findings` judges them.

mod facts;
mod findings;

use std::path::Path;

use crate::diag::{Broken, Diagnosed};
use crate::pipeline;

/// An answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is well.
    pub answer: Answer,
    /// What is so, in a sentence.
    pub sentence: String,
    /// The command or click that mends it; with every "no".
    pub remedy: Option<String>,
}

/// Whether it is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// The question does not arise, or only the author can judge.
    Remark,
}

/// Looks at everything that publishing the portfolio in `folder` depends on. No value, if there is no portfolio to publish: the reason is told.
///
/// # Errors
/// When the world is broken.
pub fn examine(folder: &Path) -> Result<Diagnosed<Option<Vec<Finding>>>, Broken> {
    let asked = pipeline::Request { folder: folder.to_path_buf(), ..pipeline::Request::default() };
    let draft = pipeline::look(&asked)?;
    let Some(survey) = draft.survey else { return Ok(Diagnosed { value: None, diagnostics: draft.diagnostics }) };
    Ok(Diagnosed::clean(Some(findings::all(&facts::gather(folder, &survey)))))
}
