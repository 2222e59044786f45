//! `portfolio.yaml` as it is first written: what was answered, and every other key explained and asleep.

use std::path::PathBuf;

use super::fill::fill;
use crate::diag::{Diagnostic, Place, Severity};
use crate::model::source::{Role, SourceFile};
use crate::parse;

const TEXT: &str = include_str!("files/portfolio.yaml");

/// What the author said of the portfolio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// Its title.
    pub title: String,
    /// Who writes it.
    pub author: Option<String>,
    /// Where it will be published.
    pub base_url: Option<String>,
    /// Its language.
    pub language: String,
}

/// What is wrong with an answer, nearly in the words of a build; `None` if and only if the key takes it.
#[must_use]
pub fn mistake_in(key: &str, answer: &str) -> Option<Diagnostic> {
    let line = format!("{key}: {}\n", parse::yaml_value(answer));
    let file = SourceFile {
        path: "portfolio.yaml".into(),
        disk: PathBuf::new(),
        role: Role::Settings,
        bytes: Some(line.into_bytes()),
        stamp: None,
    };
    let mistake =
        parse::settings(Some(&file), "").diagnostics.into_iter().find(|found| found.severity == Severity::Error)?;
    // Whoever is asked has not seen the key: the question says what it is about.
    Some(Diagnostic {
        message: mistake.message.replacen(key, "this", 1),
        path: None,
        place: Place::default(),
        ..mistake
    })
}

/// The text of `portfolio.yaml`.
pub(super) fn text(answers: &Answers) -> String {
    fill(TEXT, |name| {
        Some(match name {
            "title" => parse::yaml_value(&answers.title),
            "language" => parse::yaml_value(&answers.language),
            "author" => line("author", answers.author.as_deref(), "Your name"),
            "base_url" => line("base_url", answers.base_url.as_deref(), "https://me.github.io/portfolio/"),
            _ => return None,
        })
    })
}

/// A key with its answer; without one asleep, with an example.
fn line(key: &str, answer: Option<&str>, example: &str) -> String {
    match answer {
        Some(answer) => format!("{key}: {}", parse::yaml_value(answer)),
        None => format!("# {key}: {example}"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::{Answers, TEXT, mistake_in, text};
    use crate::diag::Diagnosed;
    use crate::model::settings::Settings;
    use crate::model::source::{Role, SourceFile};
    use crate::parse::{self, SETTING_KEYS};

    fn parsed(text: &str) -> Diagnosed<Settings> {
        let bytes = Some(text.as_bytes().to_vec());
        let path = "portfolio.yaml".into();
        let file = SourceFile { path, disk: PathBuf::new(), role: Role::Settings, bytes, stamp: None };
        parse::settings(Some(&file), "folder")
    }

    fn answers(words: &str) -> Answers {
        let words = words.to_owned();
        Answers { title: words.clone(), author: Some(words), base_url: None, language: "en".to_owned() }
    }

    /// White space as the settings keep it.
    fn tidy(words: &str) -> String {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn survives(words: &str) {
        let read = parsed(&text(&answers(words)));
        assert_eq!(read.diagnostics, [], "{words:?}");
        assert_eq!((read.value.title.as_str(), read.value.author.as_deref()), (words, Some(words)), "{words:?}");
    }

    #[test]
    fn every_key_is_explained_in_the_file() {
        for key in SETTING_KEYS {
            let stands = ["", "# "].iter().any(|mark| TEXT.contains(&format!("\n{mark}{key}: ")));
            let is_filled_in = TEXT.contains(&format!("\n{{{{{key}}}}}\n"));
            let is_told = key == "lang" && TEXT.contains("(here, too, lang is understood for language)");
            assert!(stands || is_filled_in || is_told, "{key}");
        }
    }

    #[test]
    fn what_is_asleep_can_be_woken() {
        let all = text(&answers("Words")).replace("\n# ", "\n");
        let woken: String = all.lines().filter(|line| is_a_key(line)).map(|line| format!("{line}\n")).collect();
        let read = parsed(&woken);
        assert_eq!(read.diagnostics, []);
        assert_eq!(woken.lines().count(), SETTING_KEYS.len() - 1, "{woken}");
        assert!(read.value.extra.is_empty(), "{:?}", read.value.extra);
    }

    fn is_a_key(line: &str) -> bool {
        line.split_once(": ").is_some_and(|(key, _)| SETTING_KEYS.contains(&key))
    }

    #[test]
    fn odd_names_survive() {
        for words in
            ["O'Brien: \"A\" # b", "{{author}}", "- [x]", "yes", "2026", "Ngā kōrero", "---", "# x", "a: b", "*"]
        {
            survives(words);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_answered_is_what_is_read(words in "[ -~āØ学“é{}\\[\\]#:'\"\\\\]{1,40}") {
            use unicode_normalization::UnicodeNormalization;
            let words: String = tidy(&words).nfc().collect();
            prop_assume!(!words.is_empty());
            survives(&words);
        }
    }

    #[test]
    fn a_wrong_answer_is_told_nearly_in_the_words_of_a_build() {
        let told = |key, answer| mistake_in(key, answer).map(|found| found.message);
        assert_eq!(told("language", "mi"), None);
        assert_eq!(told("base_url", "https://me.github.io"), None);
        let message = "this should be the code of a language, not \"english!\"";
        assert_eq!(told("language", "english!").as_deref(), Some(message));
        let message = "this should be an address that begins with http:// or https://, not \"me.github.io\"";
        assert_eq!(told("base_url", "me.github.io").as_deref(), Some(message));
    }
}
