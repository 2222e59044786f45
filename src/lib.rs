//! Throughline: a folder of dated Markdown reflections becomes a linked static site.

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
pub mod slug;
pub mod write;
