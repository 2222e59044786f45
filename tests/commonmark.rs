//! Every example of the CommonMark 0.31.2 specification through our own path with the extensions off, compared byte for byte.
//!
//! The examples are those of the npm package `commonmark-spec` 0.31.2 (by John MacFarlane, CC BY-SA 4.0), one JSON object a line.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use serde_json::Value;
use throughline::markdown::commonmark;

const SPEC: &str = include_str!("fixtures/commonmark/spec.json");

#[test]
fn every_example_of_the_specification_passes() {
    let examples: Vec<Value> = serde_json::from_str(SPEC).unwrap();
    let text = |example: &Value, key: &str| example[key].as_str().unwrap().to_owned();
    let failed: Vec<String> = examples
        .iter()
        .filter(|example| commonmark(&text(example, "markdown")) != text(example, "html"))
        .map(|example| {
            let markdown = text(example, "markdown");
            let got = commonmark(&markdown);
            format!(
                "example {}:\n{markdown:?}\nexpected {:?}\ngot      {got:?}",
                example["example"],
                text(example, "html")
            )
        })
        .collect();
    println!("{} of {} examples pass", examples.len() - failed.len(), examples.len());
    assert_eq!(examples.len(), 652);
    assert!(failed.is_empty(), "{} of 652 fail:\n{}", failed.len(), failed.join("\n\n"));
}
