//! `portfolio.yaml`. What stands above a key here is what an editor shows beside it.
#![allow(dead_code, reason = "the fields are never filled: the schema is made from their names, types and words")]

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::json;

use super::words::{Language, List, Words, choice};

/// The settings of a portfolio. Every line is optional.
#[derive(JsonSchema)]
pub(super) struct Portfolio {
    /// The title of the site; without one, the name of the folder.
    title: Words,
    /// Who writes it: your name.
    author: Words,
    /// The address that the site is published at, such as https://me.github.io/portfolio/. Feeds and the sitemap need it.
    #[schemars(schema_with = "web_address")]
    base_url: Words,
    /// The language of the site: en, mi, fr, en-NZ. Single texts may differ, by `lang`.
    language: Language,
    /// The same as `language`.
    lang: Language,
    /// One sentence on the whole, for feeds and search engines.
    description: Words,
    /// The colour of links and marks, in quotation marks: "#0f6b63".
    #[schemars(schema_with = "colour")]
    accent: Words,
    /// The kind of letters.
    #[schemars(schema_with = "font")]
    font: Words,
    /// How many characters a line holds.
    #[schemars(schema_with = "width")]
    width: Words,
    /// What the home page shows first.
    #[schemars(schema_with = "home")]
    home: Words,
    /// The pages in the menu, in their order: [about.md, how-i-work.md]. Without it, all pages directly in pages/.
    menu: List,
    /// Further keys that hold a date at the top of your texts, such as [created].
    date_keys: List,
    /// What a page may weigh with its pictures before `throughline check` warns of it: 2 MB without this line.
    #[schemars(schema_with = "page_weight")]
    page_weight: Words,
}

fn web_address(_: &mut SchemaGenerator) -> Schema {
    super::json(json!({ "type": ["string", "null"], "pattern": "^\\s*[hH][tT][tT][pP][sS]?://[^/\\s]+" }))
}

fn colour(_: &mut SchemaGenerator) -> Schema {
    let digits = "^\\s*#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\\s*$";
    super::json(json!({ "type": ["string", "integer", "null"], "pattern": digits }))
}

fn font(_: &mut SchemaGenerator) -> Schema {
    choice(["serif", "sans"])
}

fn width(_: &mut SchemaGenerator) -> Schema {
    super::json(json!({ "type": ["integer", "null"], "minimum": 45, "maximum": 90 }))
}

fn page_weight(_: &mut SchemaGenerator) -> Schema {
    super::json(json!({ "type": ["string", "null"], "pattern": "^\\s*[0-9]+(\\.[0-9])?\\s*[kKmM][bB]\\s*$" }))
}

fn home(_: &mut SchemaGenerator) -> Schema {
    choice(["latest", "inquiries"])
}
