//! The preview: the site as it is now, over HTTP to this machine alone, and open pages that hear of every change.
//!
//! In: a [`Site`], put on the [`Stage`] whenever it was rebuilt, or the messages of a build that failed. Out: what a host of static pages
//! would answer, at the same paths. This room never builds, never watches and never prints; nothing that it adds to a page is ever written.
//!
//! `server` takes connections, `guard` turns away who may not ask, `address` reads the path, `answer` finds what stands there,
//! `content` makes the bytes of it, `live` speaks with the open pages.
#![allow(clippy::disallowed_methods, reason = "this room serves files of the folder")]

mod address;
mod answer;
mod content;
mod guard;
mod live;
mod server;
mod stage;

use std::path::PathBuf;
use std::time::Duration;

pub use server::{Running, start};
pub use stage::{News, Stage};

/// What the server asks: the site as it is at one moment. Pages may be rendered when they are asked for.
pub trait Site: Send + Sync + 'static {
    /// The path that the site stands at, with a slash at both ends, percent-encoded as in an address: `/portfolio/`, or `/`.
    fn base_path(&self) -> &str;

    /// The file at an address: a path inside the site without a leading slash, percent-decoded. `None` if nothing stands there.
    ///
    /// The address has been looked at: its parts are divided by single slashes, and none is `.` or `..` or holds `\` or a control character.
    /// May take its time: it is not called on a thread that others wait for.
    fn file(&self, address: &str) -> Option<File>;
}

/// Explains the site at one moment, on a page of the preview's own.
pub trait Status: Send + Sync + 'static {
    /// The page, in HTML. As with [`Site::file`], it may take its time.
    fn page(&self) -> Vec<u8>;
}

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The file at this place on the disk: pictures and films, of which only the asked part is read.
    Disk(PathBuf),
}

/// How the server runs.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The port; the first free one from 4000 without.
    pub port: Option<u16>,
    /// What one client may take.
    pub limits: Limits,
}

/// What clients may take, so that none can keep the others out.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long a client may take over the head of a request, and how long a connection may stand idle.
    pub patience: Duration,
    /// How many connections may stand at once; each browser takes six at most.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { patience: Duration::from_secs(10), connections: 128 }
    }
}
