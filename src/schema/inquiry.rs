//! The lines at the top of a file in `inquiries/`. What stands above a key here is what an editor shows beside it.
#![allow(dead_code, reason = "the fields are never filled: the schema is made from their names, types and words")]

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::words::{List, Words, choice};
use crate::model::document::{InquiryState, ThreadColour};

/// What may stand at the top of an inquiry. Every line is optional.
#[derive(JsonSchema)]
pub(super) struct Inquiry {
    /// The question that you follow.
    question: Words,
    /// The names of its stages, in order; without them focusing, teaching, learning.
    stages: List,
    /// Whether it goes on.
    #[schemars(schema_with = "state")]
    state: Words,
    /// The inquiries that came out of it.
    led_to: List,
    /// The colour of its thread.
    #[schemars(schema_with = "colour")]
    colour: Words,
    /// The same as `colour`.
    #[schemars(schema_with = "colour")]
    color: Words,
}

fn state(_: &mut SchemaGenerator) -> Schema {
    choice([InquiryState::Open, InquiryState::Resting, InquiryState::Closed].map(InquiryState::as_str))
}

fn colour(_: &mut SchemaGenerator) -> Schema {
    choice(ThreadColour::ALL.map(ThreadColour::as_str))
}
