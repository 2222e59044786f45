//! What the site looks like: the theme, and its templates ready for use. Both are made again only when a file of the theme is another.

use std::sync::Arc;

use super::counted::of_files;
use super::standing::Hash;
use crate::diag::Diagnostic;
use crate::model::source::{Role, SourceTree};
use crate::model::theme::Theme;
use crate::{parse, render};

/// A theme, read.
#[derive(Clone, Debug)]
pub(super) struct Looks {
    pub theme: Arc<Theme>,
    /// `None` when a template cannot be read.
    pub engine: Option<Arc<render::Engine>>,
    /// What is wrong with the theme's files.
    pub diagnostics: Vec<Diagnostic>,
    /// The hash of the portfolio's own files of the theme.
    made_from: Hash,
}

impl Looks {
    /// The looks of a folder.
    pub fn new(tree: &SourceTree) -> Self {
        let mut diagnostics = Vec::new();
        let theme = Arc::new(parse::theme(&tree.files).unload(&mut diagnostics));
        let engine = render::Engine::new(&theme).unload(&mut diagnostics).map(Arc::new);
        Self { theme, engine, diagnostics, made_from: of_theme(tree) }
    }

    /// Whether the folder looks so.
    pub fn fits(&self, tree: &SourceTree) -> bool {
        self.made_from == of_theme(tree)
    }
}

fn of_theme(tree: &SourceTree) -> Hash {
    of_files(tree, |file| file.role == Role::Theme)
}
