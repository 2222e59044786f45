//! What files of the folder hold, as a hash: equal hashes mean that nothing among them changed.

use super::standing::Hash;
use crate::digest;
use crate::model::source::{Role, SourceFile, SourceTree};

/// The hash of the other files that are `counted`: all that a build is made from but texts and the bytes of attachments.
pub(super) fn everything_but_texts(tree: &SourceTree, counted: impl Fn(&SourceFile) -> bool) -> Hash {
    of_files(tree, |file| file.role != Role::Markdown && counted(file))
}

/// The hash of the files that are `counted`: their paths, and the bytes of those that were read.
pub(super) fn of_files(tree: &SourceTree, counted: impl Fn(&SourceFile) -> bool) -> Hash {
    let counted = tree.files.iter().filter(|file| counted(file));
    digest::of_parts(counted.flat_map(|file| [file.path.as_bytes(), file.bytes.as_deref().unwrap_or_default()]))
}
