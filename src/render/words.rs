//! Tera's words for a mistake to ours: plain ones, with what to do about it.
//!
//! Tera tells its mistakes apart only by their words, so this is a list of the words it uses; what is not on the list is tidied and passed on.

use std::collections::BTreeSet;

use crate::diag::nearest;
use crate::model::theme::Theme;

/// A mistake in a template, in plain words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Told {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }
}

const UNFINISHED: &str = "close what is open: {{ with }}, {% if %} with {% endif %}, {% for %} with {% endfor %}, {% block %} with {% endblock %}";
const TAGS: &str =
    "the tags are if, for, block, include, extends and set; each of if, for and block has its end below it";

/// What `said` by Tera means; `marked` is the text that it points at.
pub(super) fn plain(said: &str, marked: &str, theme: &Theme) -> Told {
    missing_field(said)
        .or_else(|| unknown(said, theme))
        .or_else(|| unexpected(said))
        .or_else(|| unreadable(said, marked))
        .unwrap_or_else(|| Told { message: tidy(&plain_types(said)), help: None })
}

/// "Field `x` is not defined. Available fields: a, b" (or "Variable ..."), told shortly: the nearest field, else all of them.
fn missing_field(said: &str) -> Option<Told> {
    let (start, fields) = said.split_once("Available ")?;
    let name = start.split('`').nth(1)?;
    let fields = fields.split_once(": ")?.1.split(", ").map(|field| field.trim().trim_matches(['`', '.']));
    let fields: Vec<&str> = fields.collect();
    let help = match nearest(name, fields.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the fields here are: {}", fields.join(", ")),
    };
    Some(Told::new(format!("there is no field `{name}` here"), help))
}

/// "Unknown filter `x`", "Unknown template `x`", "Block `x` is not defined in any parent template".
fn unknown(said: &str, theme: &Theme) -> Option<Told> {
    let name = said.split('`').nth(1)?;
    if said.starts_with("Unknown template") {
        return Some(missing_template(name, theme));
    }
    if said.starts_with("Block ") && said.contains("parent template") {
        let message = format!("the template that this one extends has no block `{name}`");
        return Some(Told::new(
            message,
            "what stands in such a block is never shown: give it the name of one that is there",
        ));
    }
    let kind = ["filter", "test", "function", "component"]
        .into_iter()
        .find(|kind| said.strip_prefix("Unknown ").is_some_and(|rest| rest.starts_with(kind)))?;
    let help = format!("take it out, or look up its name among the {kind}s of Tera, the language of the templates");
    Some(Told::new(format!("there is no {kind} `{name}`"), help))
}

/// A template that is named and not there.
pub(super) fn missing_template(name: &str, theme: &Theme) -> Told {
    let help = match nearest(name, theme.templates.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("put a file `{name}` into theme/, or name a template that is there"),
    };
    Told::new(format!("there is no template `{name}`"), help)
}

/// "Found X but expected Y", told as what cannot stand here and what can.
fn unexpected(said: &str) -> Option<Told> {
    let (found, expected) = said.split_once(" but ")?;
    let found = found.strip_prefix("Found ")?;
    let expected = expected.strip_prefix("expected ").or_else(|| expected.strip_prefix("was expecting "))?;
    let expected = match expected.trim_end_matches('.') {
        "identifier" => "a name".to_owned(),
        "string" => "words in quotes".to_owned(),
        many if many.starts_with("one of: integer") => "a name, a number, or words in quotes".to_owned(),
        sign if sign.contains('`') => sign.to_owned(),
        sign => format!("`{sign}`"),
    };
    Some(Told::new(format!("{} cannot stand here", in_marks(found)), format!("{expected} belongs here")))
}

fn in_marks(found: &str) -> String {
    match found {
        "identifier" => "a name".to_owned(),
        found if found.contains('`') => found.to_owned(),
        found => format!("`{found}`"),
    }
}

fn unreadable(said: &str, marked: &str) -> Option<Told> {
    let said = said.to_lowercase();
    if said.starts_with("unexpected end") || said.contains("is missing its closing") || said.contains("not found") {
        return Some(Told::new("something is open here, and the template ends before it is closed", UNFINISHED));
    }
    if said.starts_with("unknown tag") {
        let message = match marked.trim() {
            "" => "this tag does not belong here".to_owned(),
            tag => format!("the tag `{tag}` does not belong here"),
        };
        return Some(Told::new(message, TAGS));
    }
    said.starts_with("unexpected character").then(|| Told::new("this sign cannot stand here", TAGS))
}

/// The names of types in a message of Tera's: `` `string` `` is words, `` `i64` `` a number.
fn plain_types(said: &str) -> String {
    const TYPES: [(&str, &str); 10] = [
        ("string", "words"),
        ("i64", "a number"),
        ("u64", "a number"),
        ("i128", "a number"),
        ("u128", "a number"),
        ("f64", "a number"),
        ("bool", "yes or no"),
        ("array", "a list"),
        ("map", "a table"),
        ("none", "nothing"),
    ];
    let known: BTreeSet<usize> = (0..TYPES.len()).filter(|&i| said.contains(&format!("`{}`", TYPES[i].0))).collect();
    let plain =
        known.into_iter().fold(said.to_owned(), |said, i| said.replace(&format!("`{}`", TYPES[i].0), TYPES[i].1));
    plain.replace("requires both operands to be", "stands between").replace(", found ", ", not between ")
}

/// A message in this program's manner: lower case at the beginning, no full stop.
pub(super) fn tidy(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut chars = message.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}
