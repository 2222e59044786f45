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
//! A room uses lower floors only; those of floor 3, of which six are the steps, never import one another, they meet in `model`.
//! `tests/architecture.rs` holds this against the code, and also which room alone may use which outside crate.
//!
//! | floor | rooms | what they are for |
//! |---|---|---|
//! | 6 | [`cli`] | arguments in, words and exit code out: the only printer; one file a command |
//! | 5 | [`watch`] | a doorbell: waits until something in the folder may have changed, and for quiet |
//! | 5 | [`serve`] | the preview: the site as it is now, over HTTP to this machine alone; open pages hear of changes |
//! | 5 | [`why`] | why a text is on the site or not, in words |
//! | 5 | [`start`] | the files of a new portfolio, and new texts: the one room that writes sources |
//! | 5 | [`publish`] | the site, or its sources, to the host: what would go, and the sending of it |
//! | 5 | [`doctor`] | whether all is as publishing needs it: facts, and an answer to each question |
//! | 4 | [`pipeline`] | the whole way; what is held back when there are errors |
//! | 3 | [`read`] | the only code that reads the folder |
//! | 3 | [`parse`] | one file to a reflection, page, inquiry, settings; the theme's files to a theme |
//! | 3 | [`link`] | documents to a portfolio: tags, inquiries, neighbours, what every link leads to |
//! | 3 | [`layout`] | portfolio to pages: one file a kind of page, with its View |
//! | 3 | [`render`] | a page and the theme to bytes |
//! | 3 | [`mod@write`] | the difference to the disk, and nothing that is not ours |
//! | 3 | [`schema`] | what authors write, for editors that complete and explain it |
//! | 3 | [`git`] | the only code that runs git: typed questions and acts, each failure with git's own words |
//! | 3 | [`outside`] | the only code that asks other hosts for anything: politely, and whether an address still answers |
//! | 3 | [`check`] | what a build does not mind and a reader might: names of children first; one file a check |
//! | 2 | [`model`] | immutable nouns, without I/O; `model::address` makes every address |
//! | 1 | [`markdown`] | a text to finished HTML with slots where addresses go |
//! | 1 | [`hosting`] | what the address of a remote tells of the host: where the site stands, where its settings are |
//! | 0 | [`diag`], [`mod@slug`], [`mod@digest`] | what is said to the author; how words become part of an address; the two hashes |
//!
//! # What is remembered
//!
//! Nothing that is remembered is trusted over the sources, and all of it may be deleted at any time. Within a process a `Desk` keeps what each text
//! was parsed to and what linking found out (`link/linking.rs`; `link/again.rs` begins with it). Between processes the folder of caches keeps four
//! things, for this very program alone ([`digest::PROGRAM`]): what texts were parsed to (`pipeline/archive.rs`), the hashes of attachments (there
//! too), what each page was made from (`pipeline/standing.rs`), and that there was nothing left to do (`pipeline/settled.rs`). Beside these, for any
//! program, it keeps which addresses of other sites answered a moment ago (`pipeline/outside.rs`); those that were not found are kept beside the
//! sources, where git keeps them too. A View is counted by what it is made from, not by what it says (`layout/late.rs`, `layout/items.rs`, `layout/marks.rs`).
//! The day of a build is an argument ([`pipeline::Request`]), and decides one thing, late: which pictures an edition does without
//! (`pipeline/withheld.rs`).
//!
//! # Where a new thing goes
//!
//! Files are named from `src/`; `themes/`, `tests/` and `README.md` stand beside it.
//!
//! - **A kind of page** (`layout/tags.rs` is a small one to copy):
//!   1. `layout/<kind>.rs` with its `View` and `pages()`; in `layout/mod.rs` its `mod` and a line in [`layout::pages`]; in `layout/view.rs` its line;
//!   2. its template `themes/default/<kind>.html`; nothing else need name it. Words in it: see below;
//!   3. its address in [`model::address`]. A fixed one is claimed in `link/addresses.rs`, so that no file can take it;
//!   4. a page that is not always made: when it is, beside `has_tags` in [`model::portfolio`], for all who ask;
//!   5. its line in the sitemap, `entries` in `layout/plain.rs`; in the bar at the top, if it stands there, `Nav` in `layout/frame.rs`
//!      and `themes/default/base.html`;
//!   6. a case. The other cases count one page more.
//! - **A front matter key**: its name in `parse/keys.rs` (so that near misses are told), one line in `parse/document.rs` that takes it *before*
//!   `head` is made (what is left then counts as unknown), its field in [`model::document`]. To show it: a field of the View and a line in its
//!   `view()` in `layout/<kind>.rs`, and its place in the template. Editors find it in `schema/`, authors in `README.md`.
//! - **A setting**: `parse/settings.rs`, [`model::settings`] and `schema/settings.rs`, and its lines in `start/files/portfolio.yaml`, which
//!   explain it.
//! - **A file of a new portfolio**: its text in `start/files/`, and a line in `start/portfolio.rs`.
//! - **A message**: make a [`diag::Diagnostic`] in the step that sees the mistake, with a stable code, a place and a remedy, and push it to the
//!   others found there: `fields.found` in `parse` (a value's place comes with its words), `diagnostics` or `trail` in `link` (which
//!   says the file too). What one file shows by itself is seen in `parse`, what needs another in `link`. A case holds its exact text. Nothing else needs to know of it: `pipeline` sorts all, `cli` folds and prints them.
//! - **A case**: a folder in `tests/cases/`; `tests/cases.rs` says what is in it and how its expectations are written for you.
//! - **A Markdown extension**: `markdown/extensions/<name>.rs`, one line in its list, one spec file in `tests/fixtures/markdown/`.
//! - **A reason why something is not on the site**: `why/text.rs`, or `why/others.rs` for what is no text; where a new key comes from, in
//!   `parse/origins.rs`; a new list of reflections, in `layout/listed.rs`. `tests/why.rs` holds the words.
//! - **A word of the interface**: `themes/default/languages/en.yaml`, and the same key in the others. A template has it as `frame.words.<key>`,
//!   a View by `scope.words`; `tests/words.rs` wants every word asked for, and asked for by name.
//! - **A check**: one file in `check/`, a pure function from what it needs to diagnostics; its line in `pipeline/inspection.rs`; a case whose
//!   `command` is `check`.
//! - **Something that other hosts are asked**: [`outside`], which is polite; what an answer means is judged in `check/outside.rs`.
//! - **A command**: one file in `cli/`, and its name in `Command` in `cli/mod.rs`; options that others have too are in `cli/options.rs`.
//! - **Something that git is asked**: a method of [`git::Repository`].
//! - **A kind of file that nobody means to publish**: its name in `publish/set_aside.rs`.
//! - **A host with pages**: a line in each list of `hosting/mod.rs`.
//! - **A question of `doctor`**: a fact in `doctor/facts.rs`, its answers in `doctor/findings.rs`, and their words in `tests/publish/doctor.rs`.
//! - **Another destination** (an archive, the preview server): another reader of [`model::output::OutputTree`].
//! - **Another source** (an import): another maker of Markdown files.

pub mod check;
pub mod cli;
pub mod diag;
pub mod digest;
pub mod doctor;
pub mod git;
pub mod hosting;
pub mod layout;
pub mod link;
pub mod markdown;
pub mod model;
pub mod outside;
pub mod parse;
pub mod pipeline;
pub mod publish;
pub mod read;
pub mod render;
pub mod schema;
pub mod serve;
pub mod slug;
pub mod start;
pub mod watch;
pub mod why;
pub mod write;
