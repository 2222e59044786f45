//! The lines at the top of a text. What stands above a key here is what an editor shows beside it.
#![allow(dead_code, reason = "the fields are never filled: the schema is made from their names, types and words")]

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::json;

use super::words::{Day, Language, List, Truth, Words, choice};
use crate::model::document::DEFAULT_STAGES;

/// What may stand at the top of a reflection or a page. Every line is optional.
#[derive(JsonSchema)]
pub(super) struct FrontMatter {
    #[schemars(flatten)]
    shared: Shared,
    /// The inquiry it belongs to.
    inquiry: List,
    /// The inquiries it belongs to.
    inquiries: List,
    /// Where in its inquiry it stands.
    #[schemars(schema_with = "stage")]
    stage: Words,
    /// The picture that stands for it: a file beside it.
    #[schemars(schema_with = "cover")]
    cover: Words,
    /// What the cover shows, for those who do not see it.
    cover_alt: Words,
    /// The earlier reflections it returns to, by their names.
    revisits: List,
    /// When you mean to come back to it: a day, a month or a year. No reader sees it.
    #[schemars(rename = "return")]
    comes_back: Day,
}

/// What may stand at the top of every text.
#[derive(JsonSchema)]
pub(super) struct Shared {
    /// Its title; without one, its first heading, else its name.
    title: Words,
    /// The day it tells of, such as 2026-03-11; without one, the day in its name. A text without a day is a page.
    date: Day,
    /// The day it was last changed, when readers should know.
    updated: Day,
    /// The same as `updated`.
    lastmod: Day,
    /// The same as `updated`.
    last_modified_at: Day,
    /// One sentence for the lists; without one, its first paragraph.
    summary: Words,
    /// The same as `summary`.
    description: Words,
    /// The same as `summary`.
    excerpt: Words,
    /// Its language, when it is not that of the site: mi, fr, en-NZ.
    lang: Language,
    /// The last part of its address, in the place of its name.
    slug: Words,
    /// Old addresses that shall lead here.
    aliases: List,
    /// The same as `aliases`.
    alias: List,
    /// The same as `aliases`.
    redirect_from: List,
    /// An address that another program gave it: it will lead here.
    permalink: Words,
    /// Who may find it: everyone; only those who have its address; nobody yet.
    #[schemars(schema_with = "audience")]
    audience: Words,
    /// Whether it is left out of the site for now.
    draft: Truth,
    /// Whether it is on the site; some programs keep a day here.
    #[schemars(schema_with = "published")]
    published: Words,
    /// Its tags.
    tags: List,
    /// The same as `tags`.
    tag: List,
    /// The same as `tags`.
    categories: List,
    /// The same as `tags`.
    category: List,
    /// Addresses of other sites that are gone, each with the address of a copy, or with nothing: check --external asks for them no more.
    #[schemars(schema_with = "archived")]
    archived: List,
}

fn archived(_: &mut SchemaGenerator) -> Schema {
    super::json(json!({ "anyOf": [
        { "type": ["string", "null"] },
        { "type": "array", "items": { "type": ["string", "object"] } },
        { "type": "object", "additionalProperties": { "type": ["string", "null"] } }
    ] }))
}

fn audience(_: &mut SchemaGenerator) -> Schema {
    choice(["public", "unlisted", "draft"])
}

fn published(_: &mut SchemaGenerator) -> Schema {
    super::json(json!({ "type": ["string", "number", "boolean", "null"] }))
}

/// The default stages are offered; an inquiry may have others.
fn stage(_: &mut SchemaGenerator) -> Schema {
    super::json(json!({ "anyOf": [{ "enum": DEFAULT_STAGES }, { "type": ["string", "number", "boolean", "null"] }] }))
}

/// Hugo's themes keep the picture and its words in a table.
fn cover(_: &mut SchemaGenerator) -> Schema {
    super::json(json!({ "type": ["string", "object", "null"] }))
}
