//! One piece of YAML to a [`Shape`], and words to a piece of YAML: the only user of serde_yaml.
//!
//! A piece is a table of one key, `key: value`. It is read twice: once for what it is (a list, a table, a number), once, led by that, for how
//! each word is spelled, since a number forgets its spelling. Nothing here knows which keys there are.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use serde_yaml::Value;

use super::value::{Node, Shape};
use crate::diag::Place;

/// Why a piece cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The line in the piece, from 1; 0 if unknown.
    pub line: usize,
    /// The column in characters, from 1; 0 if unknown.
    pub column: usize,
}

/// What is wrong with a piece.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// `*name` repeats a value that is not here, or repeats too much.
    Alias,
    /// Lists in lists in lists.
    TooDeep,
    /// A table holds this key twice.
    Duplicate(String),
    /// Anything else.
    Unreadable,
}

/// Reads `key: value` and gives the value, its words spelled as written. Every place in it is the default one.
pub(super) fn decode(piece: &str) -> Result<Shape, Fault> {
    let value: Value = serde_yaml::from_str(piece).map_err(|error| fault(&error))?;
    let Value::Mapping(pairs) = &value else { return Err(unreadable()) };
    let mut values = pairs.values();
    let (Some(only), None) = (values.next(), values.next()) else { return Err(unreadable()) };
    if matches!(only, Value::Tagged(tagged) if !tagged.value.is_sequence() && !tagged.value.is_mapping()) {
        return Err(unreadable());
    }
    let node = Guide(&value).deserialize(serde_yaml::Deserializer::from_str(piece)).map_err(|error| fault(&error))?;
    match node.shape {
        Shape::Table(pairs) => pairs.into_iter().next().map(|(_, node)| node.shape).ok_or_else(unreadable),
        _ => Err(unreadable()),
    }
}

/// Words as one value of YAML on one line, which every reader of YAML takes for these words: as they are where nothing in them can be taken
/// for a mark, a number or a truth value, else between quotation marks.
#[must_use]
pub fn value(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_hidden(c) => quoted.push_str(&format!("\\u{:04x}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether words need no quotation marks: they open with a letter, hold nothing that is a mark anywhere, and are none of the words that are more
/// than a word, in any edition of YAML.
fn is_plain(text: &str) -> bool {
    const MORE: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let is_mark = |c: char| !c.is_alphanumeric() && !" -_'’.!?()/".contains(c);
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !text.contains(is_mark)
        && !MORE.contains(&text.to_lowercase().as_str())
}

/// Whether a character is one that YAML does not let stand as it is.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn unreadable() -> Fault {
    Fault { kind: FaultKind::Unreadable, line: 0, column: 0 }
}

/// serde_yaml tells its errors apart only by their words.
fn fault(error: &serde_yaml::Error) -> Fault {
    let words = error.to_string();
    let kind = if words.contains("unknown anchor") || words.contains("repetition limit") {
        FaultKind::Alias
    } else if words.contains("recursion limit") {
        FaultKind::TooDeep
    } else if let Some((_, rest)) = words.split_once("duplicate entry with key ") {
        FaultKind::Duplicate(rest.split('"').nth(1).unwrap_or_default().to_owned())
    } else {
        FaultKind::Unreadable
    };
    let (line, column) = error.location().map_or((0, 0), |place| (place.line(), place.column()));
    Fault { kind, line, column }
}

/// Reads a value anew, led by what it is known to be.
struct Guide<'v>(&'v Value);

impl<'de> DeserializeSeed<'de> for Guide<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let shape = match self.0 {
            Value::Null => IgnoredAny::deserialize(deserializer).map(|_| Shape::Nothing)?,
            Value::Sequence(items) => deserializer.deserialize_seq(Items(items))?,
            Value::Mapping(pairs) => deserializer.deserialize_map(Pairs(pairs))?,
            Value::Tagged(tagged) => return Guide(&tagged.value).deserialize(deserializer),
            scalar => word(scalar, String::deserialize(deserializer)?),
        };
        Ok(Node { place: Place::default(), shape })
    }
}

fn word(scalar: &Value, text: String) -> Shape {
    let json = match scalar {
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Number(number) => serde_json::to_value(number).unwrap_or(Json::Null),
        _ => Json::String(text.clone()),
    };
    Shape::Word { text, json }
}

struct Items<'v>(&'v [Value]);

impl<'de> Visitor<'de> for Items<'_> {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut list = Vec::with_capacity(self.0.len());
        for value in self.0 {
            list.extend(items.next_element_seed(Guide(value))?);
        }
        Ok(Shape::List(list))
    }
}

struct Pairs<'v>(&'v serde_yaml::Mapping);

impl<'de> Visitor<'de> for Pairs<'_> {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Shape, A::Error> {
        let mut table = Vec::with_capacity(self.0.len());
        for value in self.0.values() {
            let Some(key) = pairs.next_key::<String>()? else { break };
            table.push((key, pairs.next_value_seed(Guide(value))?));
        }
        Ok(Shape::Table(table))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FaultKind, decode, value};
    use crate::parse::value::Shape;

    fn spelled(shape: &Shape) -> String {
        match shape {
            Shape::Nothing => "-".to_owned(),
            Shape::Remark(words) => words.clone(),
            Shape::Word { text, json } => format!("{text}={json}"),
            Shape::List(items) => {
                format!("[{}]", items.iter().map(|i| spelled(&i.shape)).collect::<Vec<_>>().join(" "))
            }
            Shape::Table(pairs) => {
                let pairs: Vec<_> = pairs.iter().map(|(k, v)| format!("{k}:{}", spelled(&v.shape))).collect();
                format!("{{{}}}", pairs.join(" "))
            }
        }
    }

    #[test]
    fn words_keep_their_spelling() {
        let cases = [
            ("k: [2010, yes, 1.10, 007, true]", r#"[2010=2010 yes="yes" 1.10=1.1 007="007" true=true]"#),
            ("k: 2026-03-11", r#"2026-03-11="2026-03-11""#),
            ("k:\n- a\n- b: 1\n  c: ~", r#"[a="a" {b:1=1 c:-}]"#),
            ("k:", "-"),
            ("k: null", "-"),
            ("k: \"a\nb\"", r#"a b="a b""#),
            ("k: [a,\n b\n]", r#"[a="a" b="b"]"#),
            ("k: &x {1: a}", r#"{1:a="a"}"#),
            ("k: [&x a, *x]", r#"[a="a" a="a"]"#),
            ("k: !list [1.0]", "[1.0=1.0]"),
        ];
        for (piece, expected) in cases {
            assert_eq!(decode(piece).map(|shape| spelled(&shape)).unwrap(), expected, "{piece}");
        }
    }

    #[test]
    fn words_are_written_plainly_where_they_can_be() {
        let cases = [
            ("Reading shifts", "Reading shifts"),
            ("Ngā kōrero (2)", "Ngā kōrero (2)"),
            ("O'Brien: \"A\" # b", "\"O'Brien: \\\"A\\\" # b\""),
            ("Yes", "\"Yes\""),
            ("2026", "\"2026\""),
            ("a, b", "\"a, b\""),
            ("", "\"\""),
            ("a\nb", "\"a\\u000ab\""),
        ];
        for (words, expected) in cases {
            assert_eq!(value(words), expected, "{words:?}");
        }
    }

    proptest! {
        #[test]
        fn words_that_were_written_are_read_back(words in any::<String>()) {
            let read = decode(&format!("k: {}\n", value(&words))).expect("it is YAML");
            let in_list = decode(&format!("k: [{}, x]\n", value(&words))).expect("it is YAML");
            let is_read = |shape: &Shape| matches!(shape, Shape::Word { text, json } if *text == words && json.is_string());
            prop_assert!(is_read(&read), "{}", spelled(&read));
            let Shape::List(items) = &in_list else { panic!("{}", spelled(&in_list)) };
            prop_assert!(items.len() == 2 && is_read(&items[0].shape), "{}", spelled(&in_list));
        }
    }

    #[test]
    fn faults_are_told_apart() {
        let cases = [
            ("k: a: b", FaultKind::Unreadable, (1, 5)),
            ("k: *x", FaultKind::Alias, (1, 4)),
            ("k: {a: 1, a: 2}", FaultKind::Duplicate("a".to_owned()), (1, 4)),
            ("k: !x y", FaultKind::Unreadable, (0, 0)),
            ("k: 1\nl: 2", FaultKind::Unreadable, (0, 0)),
        ];
        for (piece, kind, (line, column)) in cases {
            let fault = decode(piece).unwrap_err();
            assert_eq!((fault.kind, fault.line, fault.column), (kind, line, column), "{piece}");
        }
    }
}
