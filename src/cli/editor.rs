//! The author's own editor, as `VISUAL` or `EDITOR` names it.
//!
//! In: a file. Out: the editor has been closed again, or it is told why it could not be opened.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use super::screen::Screen;
use super::{Exit, refusal, summary};
use crate::diag::Diagnostic;

/// Opens a file and waits until the editor is closed.
pub(super) fn open(file: &Path, screen: &mut Screen<'_>) -> Exit {
    let named = ["VISUAL", "EDITOR"].iter().find_map(|name| {
        let command = std::env::var(name).ok()?;
        (!command.trim().is_empty()).then_some((*name, command))
    });
    let said = match named {
        Some((name, command)) => opened(name, &command, file),
        None => Err(no_editor(file)),
    };
    match said {
        Ok(()) => Exit::Clean,
        Err(found) => {
            refusal::remark(&found, screen);
            Exit::Broken
        }
    }
}

fn opened(name: &str, command: &str, file: &Path) -> Result<(), Diagnostic> {
    let refused = |why: String| Diagnostic::error("editor", why).help(by_hand(file));
    let words = split(command).filter(|words| !words.is_empty());
    let words = words.ok_or_else(|| refused(format!("a quotation mark in {name} is never closed: {command}")))?;
    let status = Command::new(&words[0]).args(&words[1..]).arg(file).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(refused(format!("{:?}, which {name} names, ended with an error", words[0]))),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(refused(format!("there is no program {:?}, which {name} names", words[0])))
        }
        Err(error) => Err(refused(format!("{:?}, which {name} names, could not be opened: {error}", words[0]))),
    }
}

fn no_editor(file: &Path) -> Diagnostic {
    Diagnostic::error("editor", "no editor is chosen, so the file was not opened")
        .help(format!("{}, or name one for --edit, as in EDITOR=\"code --wait\"", by_hand(file)))
}

fn by_hand(file: &Path) -> String {
    format!("open {} in any editor for plain text", summary::typed(file))
}

/// The words of a command, as a shell takes them apart: at white space, but not between quotation marks. `None` if one is never closed. On Windows
/// a backslash is a part of a path, elsewhere it takes the meaning from what follows.
fn split(command: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') if !cfg!(windows) => word.get_or_insert_default().extend(chars.next()),
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_command_is_taken_apart_as_a_shell_does() {
        let cases: [(&str, Option<&[&str]>); 8] = [
            ("vim", Some(&["vim"])),
            ("  code   --wait ", Some(&["code", "--wait"])),
            ("\"/My Apps/ed\" -n 'a b'", Some(&["/My Apps/ed", "-n", "a b"])),
            ("ed --x=\"a b\"c ''", Some(&["ed", "--x=a bc", ""])),
            ("ed \"it's\"", Some(&["ed", "it's"])),
            ("ed 'open", None),
            ("ed \"open", None),
            ("", Some(&[])),
        ];
        for (command, expected) in cases {
            let expected = expected.map(|words| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
            assert_eq!(split(command), expected, "{command}");
        }
    }

    #[cfg(not(windows))]
    #[test]
    fn a_backslash_takes_the_meaning_from_what_follows() {
        assert_eq!(
            split(r#"My\ Ed "a\"b" 'c\d'"#),
            Some(vec!["My Ed".to_owned(), "a\"b".to_owned(), "c\\d".to_owned()])
        );
    }
}
