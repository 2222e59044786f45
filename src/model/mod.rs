//! The nouns that stand between the steps: immutable, without I/O, one file each.

pub mod address;
pub mod catalogue;
pub mod consent;
pub mod document;
pub mod laid;
pub mod names;
pub mod origins;
pub mod output;
pub mod outside;
pub mod portfolio;
pub mod settings;
pub mod source;
pub mod theme;
