//! Linking that begins with what the last linking found out comes to the same as linking everything, message for message: after any edits, of texts that
//! name one another in every way that a link knows, by names of which there are too few.
//!
//! `SCRIPTS=100000 cargo test --release --test relink` runs more scripts than the 400 that run without it.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

#[path = "../benches/portfolio/generate.rs"]
#[allow(dead_code, reason = "only its random numbers are of use here")]
mod generate;

use generate::Random;
use rayon::prelude::*;
use throughline::link::{self, Material};
use throughline::model::document::Document;
use throughline::model::settings::Settings;
use throughline::model::source::{Role, SourceFile};
use throughline::model::theme::Theme;
use throughline::parse;

const STEPS: usize = 40;

/// What files, titles, headings, tags and pictures are called.
const NAMES: [&str; 8] = ["talk", "Talk", "who waits", "who watis", "2024-03-01-talk", "wall.png", "maths", "old/hall"];
const PATHS: [&str; 9] = [
    "reflections/2024-03-01-talk.md",
    "reflections/2024-03-02-who-waits.md",
    "reflections/deep/2024-03-01-talk.md",
    "reflections/2023-01-01-maths.md",
    "pages/talk.md",
    "pages/deep/maths.md",
    "inquiries/maths.md",
    "inquiries/who-waits.md",
    "index.md",
];
const FILES: [&str; 4] = ["Talk", "pages/wall.png", "reflections/talk", "reflections/wall.png"];

/// A folder being edited at random, in memory.
struct Author {
    random: Random,
    settings: Settings,
    theme: Theme,
    documents: Vec<Document>,
    files: Vec<Arc<str>>,
    said: String,
}

/// Some lines of front matter, and a text.
#[derive(Default)]
struct Text {
    front_matter: String,
    body: String,
}

impl Author {
    fn new(seed: u64) -> Self {
        let base_url =
            SourceFile { role: Role::Settings, ..source("portfolio.yaml", "base_url: https://a.example/p/\n") };
        let settings = parse::settings(Some(&base_url), "test").value;
        let theme = parse::theme(&[]).value;
        let (documents, files) = (Vec::new(), Vec::new());
        Self { random: Random::new(seed), settings, theme, documents, files, said: String::new() }
    }

    fn name(&mut self) -> &'static str {
        NAMES[self.random.below(NAMES.len())]
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.random.below(one_in) == 0
    }

    fn text(&mut self) -> Text {
        let mut text = Text::default();
        let mut line = |key: &str, value: &str| writeln!(text.front_matter, "{key}: \"{value}\"").expect("memory");
        if self.chance(2) {
            line("title", self.name());
        }
        for (key, one_in) in [("tags", 3), ("inquiry", 4), ("revisits", 4), ("cover", 6), ("slug", 9), ("stage", 9)] {
            if self.chance(one_in) {
                line(key, self.name());
            }
        }
        if self.chance(5) {
            line("audience", ["unlisted", "draft", "public"][self.random.below(3)]);
        }
        if self.chance(6) {
            line("aliases", ["/hall.html", "/2023/talk.html", "/old/maths/"][self.random.below(3)]);
        }
        text.body = self.body();
        text
    }

    fn body(&mut self) -> String {
        let mut body = String::new();
        for _ in 0..self.random.below(3) {
            let depth = 1 + self.random.below(2);
            writeln!(body, "{} {}\n", &"###"[..depth], self.name()).expect("memory");
        }
        for _ in 0..self.random.below(4) {
            let (name, heading) = (self.name(), self.name().replace(' ', "-"));
            let path = PATHS[self.random.below(PATHS.len())];
            match self.random.below(8) {
                0 | 1 => write!(body, "[[{name}]] "),
                2 => write!(body, "[[{name}#{heading}]] "),
                3 => write!(body, "![[{name}]] "),
                4 => write!(body, "[a](/{path}#{heading}) "),
                5 => write!(body, "[b]({}) ", name.replace(' ', "-")),
                6 => write!(body, "[c](/2024/03/01/{}.html) ", name.replace(' ', "-")),
                _ => write!(body, "[d](https://a.example/p/{}) ", path.replace(".md", ".html")),
            }
            .expect("memory");
        }
        body
    }

    /// Writes a text, new or over its old form, or parts of it.
    fn write(&mut self) {
        let path = PATHS[self.random.below(PATHS.len())];
        let Text { front_matter, body } = self.text();
        self.put(path, &format!("---\n{front_matter}---\n{body}"));
    }

    fn put(&mut self, path: &str, text: &str) {
        writeln!(self.said, "write {path}: {text:?}").expect("memory");
        self.documents.retain(|document| *document.head().path != *path);
        self.documents.extend(parse::document(&source(path, text), &self.settings, &self.theme).value);
        self.documents.sort_by(|a, b| a.head().path.cmp(&b.head().path));
    }

    /// Changes the body alone, or the title, of a text that stays where it stands.
    fn touch(&mut self) {
        let Some(at) = self.documents.len().checked_sub(1).map(|last| self.random.below(last + 1)) else { return };
        let (name, body) = (self.name(), self.body());
        let only_title = self.chance(3);
        let mut said = format!("touch {}: {name:?}", self.documents[at].head().path);
        let (settings, theme) = (&self.settings, &self.theme);
        let head = |old: &throughline::model::document::Head, said: &mut String| {
            let mut head = old.clone();
            if only_title {
                name.clone_into(&mut head.title);
                head.names.title = throughline::slug::slug(name).into();
            } else {
                *said += &body;
                let page = source("pages/x.md", &format!("---\ntitle: x\n---\n{body}"));
                let parsed = parse::document(&page, settings, theme).value.expect("a page");
                head.body = Arc::clone(&parsed.head().body);
            }
            head
        };
        match &mut self.documents[at] {
            Document::Reflection(old) => {
                let head = head(&old.head, &mut said);
                *old = Arc::new(throughline::model::document::Reflection { head, ..(**old).clone() });
            }
            Document::Page(old) | Document::Home(old) => {
                *old = Arc::new(throughline::model::document::Page { head: head(&old.head, &mut said) });
            }
            Document::Inquiry(old) => {
                let head = head(&old.head, &mut said);
                *old = Arc::new(throughline::model::document::Inquiry { head, ..(**old).clone() });
            }
        }
        writeln!(self.said, "{said}").expect("memory");
    }

    fn edit(&mut self) {
        match self.random.below(12) {
            0..=2 => self.write(),
            3 => {
                let path = PATHS[self.random.below(PATHS.len())];
                writeln!(self.said, "remove {path}").expect("memory");
                self.documents.retain(|document| *document.head().path != *path);
            }
            4 => {
                let file = FILES[self.random.below(FILES.len())];
                writeln!(self.said, "add or remove {file}").expect("memory");
                let there: BTreeSet<Arc<str>> = self.files.drain(..).collect();
                let now = FILES.iter().filter(|path| there.contains(**path) != (**path == file));
                self.files = now.map(|&path| path.into()).collect();
            }
            _ => (0..=self.random.below(2)).for_each(|_| self.touch()),
        }
    }

    fn linked(&self, drafts: bool, memory: &mut link::Memory) -> String {
        let (settings, held) = (&self.settings, BTreeSet::new());
        let (documents, files) = (&self.documents, &self.files);
        let linked =
            link::link(Material { documents, files, settings, drafts, held: &held, held_documents: &[] }, memory);
        format!("{linked:?}")
    }
}

fn source(path: &str, text: &str) -> SourceFile {
    let bytes = Some(text.as_bytes().to_vec());
    SourceFile { path: path.into(), disk: PathBuf::from(path), role: Role::Markdown, bytes, stamp: None }
}

fn run(seed: u64) {
    let mut author = Author::new(seed);
    let mut memories: [link::Memory; 2] = Default::default();
    for _ in 0..6 {
        author.write();
    }
    for _ in 0..STEPS {
        author.edit();
        for drafts in [false, true] {
            let again = author.linked(drafts, &mut memories[usize::from(drafts)]);
            let anew = author.linked(drafts, &mut link::Memory::default());
            if again != anew {
                let pairs = again.split(", ").zip(anew.split(", ")).enumerate();
                let differ: Vec<_> = pairs.filter(|(_, (a, b))| a != b).take(5).collect();
                panic!("seed {seed}, drafts {drafts}: {differ:#?}\n{}", author.said);
            }
        }
    }
}

#[test]
fn what_is_remembered_without_drafts_is_not_taken_for_them() {
    let mut author = Author::new(0);
    author.put(PATHS[0], "---\naudience: draft\n---\nWords.\n");
    let mut memory = link::Memory::default();
    assert!(!author.linked(false, &mut memory).contains("2024/03-01-talk.html"));
    assert!(author.linked(true, &mut memory).contains("2024/03-01-talk.html"));
}

#[test]
fn linking_again_comes_to_the_same_as_linking_everything() {
    let scripts = std::env::var("SCRIPTS").ok().and_then(|count| count.parse().ok()).unwrap_or(400);
    (0..scripts).into_par_iter().for_each(run);
}
