//! The folder in which a portfolio is to be begun, as it stands: what is there already decides what is added.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Refusal;
use crate::model::source::Role;
use crate::{parse, read};

/// A folder that a portfolio may be begun in. It need not be there yet.
#[derive(Debug)]
pub struct Ground {
    /// The folder.
    pub folder: PathBuf,
    /// Whether texts are there already: an example among them would appear in somebody's portfolio.
    pub has_texts: bool,
    /// The settings that are there already.
    pub settings: Option<Arc<str>>,
    /// The top of the git repository around the folder, when it is not the folder itself.
    pub repository: Option<PathBuf>,
}

impl Ground {
    /// Looks at a folder.
    ///
    /// # Errors
    /// When it is a file, or cannot be read.
    pub fn look(folder: &Path) -> Result<Self, Refusal> {
        let read = read::folder(folder, &folder.join("_site"), &|_| None)?;
        // A folder that is not there yet is none of the author's mistakes here, and what is wrong with texts is told by a build.
        match read.diagnostics.into_iter().find(|found| ["not-a-folder", "not-here"].contains(&found.code)) {
            Some(mistake) if mistake.code == "not-here" => return Err(mistake.into()),
            Some(mistake) => return Err(mistake.help("give a folder, or the name of one that is to be made").into()),
            None => {}
        }
        let files = read.value.files;
        let settings = files.iter().find(|file| file.role == Role::Settings);
        Ok(Self {
            folder: folder.to_owned(),
            has_texts: files.iter().any(|file| file.role == Role::Markdown),
            settings: settings.map(|file| Arc::clone(&file.path)),
            repository: repository_around(folder),
        })
    }

    /// The name of the folder, made readable.
    #[must_use]
    pub fn title(&self) -> String {
        let full = std::path::absolute(&self.folder).unwrap_or_else(|_| self.folder.clone());
        let name = full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        parse::settings(None, &name).value.title
    }
}

/// The nearest folder above that is the top of a git repository, unless the folder is one itself.
fn repository_around(folder: &Path) -> Option<PathBuf> {
    let full = std::path::absolute(folder).ok()?;
    let top = full.ancestors().find(|above| above.join(".git").exists())?;
    (top != full).then(|| top.to_owned())
}
