//! The schemas against what `parse` knows: the same keys, each explained, none compulsory.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;
use throughline::parse::{HEAD_KEYS, INQUIRY_KEYS, REFLECTION_KEYS, SETTING_KEYS};
use throughline::schema::{Kind, schema};

fn value(kind: Kind) -> Value {
    serde_json::from_str(&schema(kind)).expect("a schema is JSON")
}

fn keys(kind: Kind) -> BTreeSet<String> {
    value(kind)["properties"].as_object().expect("it has keys").keys().cloned().collect()
}

fn set(lists: &[&[&str]]) -> BTreeSet<String> {
    lists.iter().flat_map(|list| list.iter()).map(|&key| key.to_owned()).collect()
}

#[test]
fn the_schemas_know_the_keys_that_are_read() {
    assert_eq!(keys(Kind::Portfolio), set(&[&SETTING_KEYS]));
    assert_eq!(keys(Kind::FrontMatter), set(&[&HEAD_KEYS, &REFLECTION_KEYS]));
    assert_eq!(keys(Kind::Inquiry), set(&[&HEAD_KEYS, &INQUIRY_KEYS]));
}

#[test]
fn each_key_is_explained_and_none_is_compulsory() {
    for kind in Kind::ALL {
        let value = value(kind);
        assert!(value.get("required").is_none() && value.get("additionalProperties").is_none(), "{kind:?}");
        for (key, about) in value["properties"].as_object().expect("it has keys") {
            let words = about["description"].as_str().unwrap_or_default();
            assert!(words.ends_with('.') || words.ends_with("\"."), "{kind:?}, {key}: {words:?}");
        }
    }
}

#[test]
fn they_are_put_where_editors_look_and_nowhere_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
        command.args(["schema"]).args(args).current_dir(folder.path()).output().expect("it runs")
    };
    let said = run(&[]);
    assert_eq!(String::from_utf8_lossy(&said.stdout).matches("wrote ").count(), 3);
    for kind in Kind::ALL {
        let at = folder.path().join(format!(".throughline/schemas/{}.json", kind.name()));
        assert_eq!(fs::read_to_string(at).expect("it is there"), schema(kind));
        assert_eq!(run(&[kind.name()]).stdout, schema(kind).into_bytes());
    }
    assert_eq!(fs::read_to_string(folder.path().join(".throughline/.gitignore")).expect("it is there"), "*\n");
    let nowhere = run(&["--in", "nowhere"]);
    assert_eq!(nowhere.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&nowhere.stderr).starts_with("error: cannot open the folder nowhere"));
    assert!(!folder.path().join("nowhere").exists());
}
