//! Throughline: a folder of dated Markdown reflections becomes a linked static site.

pub mod cli;
pub mod diag;
pub mod markdown;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod write;
