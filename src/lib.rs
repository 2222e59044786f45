//! Throughline turns a folder of dated Markdown reflections into a linked static site. This page is the map of its code.
//!
//! # The way of the data
//!
//! ```text
//! folder --read--> SourceTree --parse--> [Document] --link--> Portfolio --lay out--> [LaidPage] --render--> OutputTree --write--> _site
//!          I/O                 pure, per file         pure, whole         pure               pure, per page             I/O
//! ```
//!
//! [`pipeline::build`] is this sentence as one short function; start reading there. Each room is the verb of one step, and [`model`] holds the nouns that
//! stand between them. The author's mistakes are values ([`diag::Diagnosed`]); `Result` is for a broken world ([`diag::Broken`]).
//!
//! # The floors
//!
//! A room uses lower floors only; the six steps of floor 3 never import one another, they meet in `model`. `tests/architecture.rs` holds this
//! against the code, and also which room alone may use which outside crate.
//!
//! | floor | rooms | what they are for |
//! |---|---|---|
//! | 6 | [`cli`] | arguments in, words and exit code out: the only printer; one file a command |
//! | 5 | [`serve`] | the preview: the site as it is now, over HTTP to this machine alone; open pages hear of changes |
//! | 5 | | (`watch`: the pipeline again and again) |
//! | 4 | [`pipeline`] | the whole way; what is held back when there are errors |
//! | 3 | [`read`] | the only code that reads the folder |
//! | 3 | [`parse`] | one file to a reflection, page, inquiry, settings; the theme's files to a theme |
//! | 3 | [`link`] | documents to a portfolio: tags, inquiries, neighbours, what every link leads to |
//! | 3 | [`layout`] | portfolio to pages: one file a kind of page, with its View |
//! | 3 | [`render`] | a page and the theme to bytes |
//! | 3 | [`mod@write`] | the difference to the disk, and nothing that is not ours |
//! | 2 | [`model`] | immutable nouns, without I/O; `model::address` makes every address |
//! | 1 | [`markdown`] | a text to finished HTML with slots where addresses go |
//! | 0 | [`diag`], [`mod@slug`] | what is said to the author; how words become part of an address |
//!
//! # Where a new thing goes
//!
//! - **A kind of page**: its `View` and `pages()` in `layout/<kind>.rs`, one line in [`layout::pages`], its address in [`model::address`],
//!   its template `themes/default/<kind>.html`, a case in `tests/cases/`. Claim a fixed address in `link/addresses.rs`, so that no file can take it.
//! - **A front matter key**: read it in `parse/document.rs` (and add it to the known keys in `parse/keys.rs`, so that near misses are
//!   told), keep it in [`model::document`]; show it by a field of a View in `layout/` if it is shown.
//! - **A setting**: `parse/settings.rs` and [`model::settings`].
//! - **A message**: make a [`diag::Diagnostic`] where the mistake is seen, with a stable code, a place and a remedy; a case in
//!   `tests/cases/` holds its exact text. Nothing else needs to know of it: all are sorted, folded and printed by `cli`.
//! - **A Markdown extension**: `markdown/extensions/<name>.rs`, one line in its list, one spec file in `tests/fixtures/markdown/`.
//! - **A word of the interface**: `themes/default/languages/en.yaml`, and the same key in the others.
//! - **A command**: one file in `cli/`.
//! - **Another destination** (an archive, the preview server): another reader of [`model::output::OutputTree`].
//! - **Another source** (an import): another maker of Markdown files.

pub mod cli;
pub mod diag;
pub mod layout;
pub mod link;
pub mod markdown;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod read;
pub mod render;
pub mod serve;
pub mod slug;
pub mod write;
