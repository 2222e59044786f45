//! One file to what it says: a [`document`], the [`settings`], the [`theme`]. Pure, per file; what files mean to one another is `link`'s.
//!
//! The way of one Markdown file: `text` (bytes to text), `front_matter` (text to entries and body; `entries`, `scan`, `repair`, `plain` and
//! `yaml` for YAML, `toml` and `json` for the others), `fields` (an entry to what it should be), `document` (what the keys mean). Every mistake
//! is a diagnostic with its place; nothing here fails.

mod archived;
mod catalogue;
mod consent;
mod date;
mod day;
mod document;
mod entries;
mod fields;
mod front_matter;
mod guard;
mod json;
mod keys;
mod name;
mod origins;
mod plain;
mod record;
mod repair;
mod scan;
mod settings;
mod site_path;
mod text;
mod theme;
mod toml;
mod value;
mod yaml;

pub use consent::consent;
pub use day::day_given;
pub use document::document;
pub use keys::{HEAD as HEAD_KEYS, INQUIRY as INQUIRY_KEYS, REFLECTION as REFLECTION_KEYS};
pub use name::{NamedFor, named_for};
pub use origins::origins;
pub use record::{record, record_text};
pub use settings::{KEYS as SETTING_KEYS, base_url_given, settings};
pub use text::text;
pub use theme::theme;
pub use yaml::value as yaml_value;
