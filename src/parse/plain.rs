//! Values of front matter that say the same to everyone: words on one line, a day, a list of words. They are read here; everything else is
//! for `yaml`, which would give the very same, a hundred times as slowly.

use super::value::{Node, Shape};
use crate::diag::Place;

/// The value, if it is one of these. `value` is what stands behind the colon, to the end of the entry. Every place in it is the default one.
pub(super) fn read(value: &str) -> Option<Shape> {
    let value = value.trim_end_matches([' ', '\n']);
    match value.as_bytes().first()? {
        b'[' => flow(value),
        b'\n' => block(&value[1..]),
        _ if is_words(value) || is_day(value) => Some(word(value).shape),
        _ => None,
    }
}

/// `[a, b c]` on one line.
fn flow(value: &str) -> Option<Shape> {
    let inside = value.strip_prefix('[')?.strip_suffix(']')?;
    let plain = |item: &str| is_words(item) && !item.contains(['[', ']', '{', '}', '?']);
    let items = inside.split(',').map(|item| item.trim_matches(' ')).map(|item| plain(item).then(|| word(item)));
    items.collect::<Option<_>>().map(Shape::List)
}

/// Lines that begin with `- ` below one another.
fn block(lines: &str) -> Option<Shape> {
    let indent = lines.len() - lines.trim_start_matches(' ').len();
    let item = |line: &str| {
        let (before, behind) = line.split_at_checked(indent)?;
        let item = behind.strip_prefix("- ")?.trim_end_matches(' ');
        (before.trim_start_matches(' ').is_empty() && is_words(item)).then(|| word(item))
    };
    lines.split('\n').map(item).collect::<Option<_>>().map(Shape::List)
}

/// Words that begin with a letter and hold nothing that could mean something in YAML.
fn is_words(text: &str) -> bool {
    let begins = text.starts_with(char::is_alphabetic);
    let is_constant = || ["null", "true", "false"].iter().any(|constant| constant.eq_ignore_ascii_case(text));
    begins && text.chars().all(is_plain) && !is_constant()
}

fn is_plain(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => !c.is_ascii_control() && c != ':' && c != '#',
        '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '«' | '»' => true,
        _ => c.is_alphanumeric(),
    }
}

/// `2026-03-11`
fn is_day(text: &str) -> bool {
    let shaped = |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(shaped)
}

fn word(text: &str) -> Node {
    Node::words(text, Place::default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::parse::yaml::decode;

    #[test]
    fn plain_values_are_read() {
        for value in
            ["How, then?\n", "Ngā kōrero “o te wā”\n\n", "2026-03-11", "[a, tag 2 ,c-d]", "\n- a\n- b c\n", "\n  - a\n"]
        {
            assert!(read(value).is_some(), "{value:?}");
        }
        for value in [
            "",
            "\n",
            "a: b",
            "a # b",
            "# a",
            "007",
            "yes: 1",
            "True",
            "[a",
            "[]",
            "[a,]",
            "[a: b]",
            "\n- a\n  b",
            "'a'",
        ] {
            assert!(read(value).is_none(), "{value:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]

        #[test]
        fn what_is_read_is_what_yaml_gives(
            value in "\\[?([aZ0 ,.?!&*'\"-]|[āß“…٣ªﬁ²\u{301}\u{feff}]|[\\]\\[{}|>%@`=<\\\\]|null|true|nan|inf){0,8}\\]?\n?",
            list in "(\n {0,2}- ([a-cA\u{e9} ,?\\[\\]'.!&-]|null|- ){0,4}){0,3}\n?",
        ) {
            for value in [value, list] {
                if let Some(shape) = read(&value) {
                    let by_yaml = decode(&format!("k: {value}")).unwrap();
                    prop_assert_eq!(format!("{shape:?}"), format!("{by_yaml:?}"), "{:?}", value);
                }
            }
        }
    }
}
