//! How often the search for what is private is wrong, in each direction: a corpus of true finds and near misses, and the figures.
//!
//! The figures are pinned. Who makes the search better writes the better ones here; a worse one needs a reason. `cargo test --test names --
//! --nocapture` prints them and every line that is judged wrongly.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::fs;
use std::sync::Arc;

use throughline::check::{Agreed, Names, Private};

/// A line of the corpus.
struct Line {
    kind: String,
    /// Whether somebody is told of.
    is_hit: bool,
    words: String,
}

fn corpus() -> Vec<Line> {
    let text = fs::read_to_string("tests/fixtures/names/corpus.txt").expect("the corpus is readable");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let line = |line: &str| {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        let mut part = || parts.next().expect("a line has three parts");
        let (kind, verdict, words) = (part(), part(), part());
        assert!(["hit", "miss"].contains(&&*verdict), "{line}");
        Line { kind, is_hit: verdict == "hit", words }
    };
    lines.map(line).collect()
}

fn private() -> Private {
    let list = fs::read_to_string("tests/fixtures/names/names.txt").expect("the list is readable");
    let (names, empty) = Names::of_list(&list);
    assert_eq!((names.children(), empty.len()), (25, 0));
    Private { names, agreed: Agreed::default() }
}

fn is_found(private: &Private, line: &Line) -> bool {
    let path: Arc<str> = Arc::from("reflections/a.md");
    match line.kind.as_str() {
        "text" => private.in_text(&path, &format!("{}\n", line.words)).iter().any(|found| found.code == "name"),
        "path" => !private.in_path(&Arc::from(line.words.as_str())).is_empty(),
        "other" => private.in_text(&path, &line.words).iter().any(|found| found.code != "name"),
        kind => panic!("no kind of line: {kind}"),
    }
}

/// The lines of a kind, those of them that hold somebody, and of the lines how many are found wrongly and how many are missed.
fn figures(kind: &str) -> [usize; 4] {
    let (private, corpus) = (private(), corpus());
    let of_kind: Vec<&Line> = corpus.iter().filter(|line| line.kind == kind).collect();
    let wrong: Vec<&&Line> = of_kind.iter().filter(|line| is_found(&private, line) != line.is_hit).collect();
    let (missed, alarms): (Vec<&Line>, Vec<&Line>) = wrong.iter().map(|line| **line).partition(|line| line.is_hit);
    let hits = of_kind.iter().filter(|line| line.is_hit).count();
    println!(
        "{kind}: {} lines, {hits} with somebody: {} false alarms, {} missed",
        of_kind.len(),
        alarms.len(),
        missed.len()
    );
    alarms.iter().for_each(|line| println!("  false alarm  {}", line.words));
    missed.iter().for_each(|line| println!("  missed       {}", line.words));
    [of_kind.len(), hits, alarms.len(), missed.len()]
}

#[test]
fn names_in_texts_are_wrong_as_often_as_this() {
    assert_eq!(figures("text"), [181, 88, 27, 8]);
}

#[test]
fn names_in_paths_are_wrong_as_often_as_this() {
    assert_eq!(figures("path"), [15, 7, 2, 1]);
}

#[test]
fn addresses_and_numbers_are_wrong_as_often_as_this() {
    assert_eq!(figures("other"), [32, 13, 2, 2]);
}
