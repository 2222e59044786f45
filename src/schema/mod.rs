//! The shape of what authors write, as JSON Schemas (draft 7, which editors read), for editors that complete and explain keys; the only user
//! of schemars. A schema knows less than `parse`: it must never refuse what a build takes without a word.
//!
//! In: nothing. Out: the three schemas, made from the types in `settings`, `front_matter` and `inquiry`. `tests/schema.rs` holds them
//! against the keys that `parse` knows.

mod front_matter;
mod inquiry;
mod settings;
mod words;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// A kind of file that an author writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `portfolio.yaml`
    Portfolio,
    /// The lines at the top of a reflection or a page.
    FrontMatter,
    /// The lines at the top of a file in `inquiries/`.
    Inquiry,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Portfolio, Self::FrontMatter, Self::Inquiry];

    /// The name of its schema: `portfolio`, `front-matter`, `inquiry`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Portfolio => "portfolio",
            Self::FrontMatter => "front-matter",
            Self::Inquiry => "inquiry",
        }
    }
}

/// The schema of a kind of file, as JSON text with a line end.
#[must_use]
pub fn schema(kind: Kind) -> String {
    let value = match kind {
        Kind::Portfolio => of::<settings::Portfolio>(),
        Kind::FrontMatter => of::<front_matter::FrontMatter>(),
        Kind::Inquiry => inquiry_file(),
    };
    serde_json::to_string_pretty(&value).expect("a schema is JSON") + "\n"
}

fn of<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true).into_generator();
    let mut whole = generator.into_root_schema_for::<T>().to_value();
    // A type says what may stand there; nothing has to.
    if let Some(whole) = whole.as_object_mut() {
        whole.remove("required");
    }
    whole
}

/// What every text may say, and what an inquiry alone says.
fn inquiry_file() -> Value {
    let mut whole = of::<inquiry::Inquiry>();
    let shared = of::<front_matter::Shared>();
    let properties = |schema: &Value| schema["properties"].as_object().cloned().unwrap_or_default();
    let all: serde_json::Map<String, Value> = properties(&whole).into_iter().chain(properties(&shared)).collect();
    whole["properties"] = Value::Object(all);
    whole
}

/// A schema from its JSON.
fn json(value: Value) -> Schema {
    Schema::try_from(value).expect("an object is a schema")
}
