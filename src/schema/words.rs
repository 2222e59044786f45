//! The values that keys hold. YAML takes `2026`, `yes` and `1.10` for something else than words; the parser does not, and so neither do these.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

/// Words on one line.
pub(super) struct Words;
/// Words, or a list of words.
pub(super) struct List;
/// A day.
pub(super) struct Day;
/// Yes or no.
pub(super) struct Truth;
/// The code of a language.
pub(super) struct Language;

/// The types that YAML gives to what the parser reads as words; nothing at all is no mistake.
fn scalar() -> Value {
    json!(["string", "number", "boolean", "null"])
}

macro_rules! value {
    ($name:ident, $schema:expr) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                super::json($schema)
            }
        }
    };
}

value!(Words, json!({ "type": scalar() }));
value!(
    List,
    json!({ "anyOf": [{ "type": scalar() }, { "type": "array", "items": { "type": ["string", "number", "boolean", "null", "array", "object"] } }] })
);
value!(Day, json!({ "type": ["string", "number", "null"], "pattern": DAY }));
value!(
    Truth,
    json!({ "enum": [true, false, null, 0, 1, "true", "false", "yes", "no", "on", "off", "Yes", "No", "True", "False"] })
);
value!(
    Language,
    json!({ "type": ["string", "boolean", "null"], "pattern": "^\\s*[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*\\s*$" })
);

/// No month past the twelfth and no day past the thirty-first, where the day is written as in 2026-03-11. The calendar is the parser's business.
const DAY: &str = "^(?![0-9]{4}-(?:0?0|1[3-9]|[2-9][0-9])-)(?![0-9]{4}-[0-9]{1,2}-(?:0?0|3[2-9]|[4-9][0-9])(?![0-9])).";

/// One of a few words, which editors offer in this order. Capitals are no mistake.
pub(super) fn choice<const N: usize>(words: [&'static str; N]) -> Schema {
    let any_case = format!("^\\s*(?:{})\\s*$", words.map(any_case).join("|"));
    super::json(
        json!({ "anyOf": [{ "enum": words.as_slice() }, { "type": "string", "pattern": any_case }, { "type": "null" }] }),
    )
}

/// A pattern for a word in any case.
fn any_case(word: &str) -> String {
    word.chars().map(|c| format!("[{}{c}]", c.to_ascii_uppercase())).collect()
}
