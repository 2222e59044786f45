//! Every word that the code and the built-in templates ask for stands in `languages/en.yaml`, and every word there is asked for.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn texts(folder: &str, ending: &str) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(Path::new(folder)).expect("the folder is readable") {
        let path = entry.expect("an entry is readable").path();
        if path.extension().is_some_and(|e| e == ending) {
            all += &fs::read_to_string(path).expect("a file is readable");
        }
    }
    all
}

fn known() -> BTreeSet<String> {
    let text = fs::read_to_string("themes/default/languages/en.yaml").expect("English is there");
    let words = text.split("\nwords:\n").nth(1).expect("it has words");
    let key = |line: &str| line.split_once(':').map(|(key, _)| key.trim().to_owned());
    words.lines().filter(|line| !line.trim_start().starts_with('#')).filter_map(key).collect()
}

/// The names that follow `mark` in `text`.
fn after(text: &str, mark: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    text.split(mark).skip(1).map(name).filter(|name| !name.is_empty()).collect()
}

fn asked() -> BTreeSet<String> {
    let mut asked = after(&texts("themes/default", "html"), "words.");
    let code = texts("src/layout", "rs") + &texts("src/parse", "rs");
    for mark in [".word(\"", ".phrase(\"", "word(\"", ".phrase(key, \""] {
        asked.extend(after(&code, mark));
    }
    for counted in after(&code, ".count(\"") {
        asked.extend([format!("{counted}_one"), format!("{counted}_other")]);
    }
    // Asked for by the state of an inquiry, by the names of the default stages, and as a list.
    let by_value = ["open", "resting", "closed", "focusing", "teaching", "learning"];
    let listed =
        ["alert_note", "alert_tip", "alert_important", "alert_warning", "alert_caution", "task_open", "task_done"];
    asked.extend(by_value.iter().chain(&listed).map(|&word| word.to_owned()));
    asked
}

#[test]
fn every_word_asked_for_is_known() {
    let missing: Vec<String> = asked().difference(&known()).cloned().collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_known_word_is_asked_for() {
    let idle: Vec<String> = known().difference(&asked()).cloned().collect();
    assert!(idle.is_empty(), "{idle:?}");
}
