//! After any sequence of edits, the site that a workshop keeps up to date equals the site of a clean build, byte for byte; while there are
//! mistakes, the last good site stands. Now and then another process goes on with what the one before it remembered.
//!
//! `SCRIPTS=5000 cargo test --release --test equality` runs more scripts than the 200 that run without it.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

#[path = "../benches/portfolio/generate.rs"]
#[allow(dead_code, reason = "only its random numbers are of use here")]
mod generate;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use generate::Random;
use rayon::prelude::*;
use throughline::pipeline::{self, Report, Request, Silent, Workshop};

const STEPS: usize = 30;
const TITLES: [&str; 5] = ["Reading shifts", "Who waits", "Ngā pātai", "Day 1: \"Phonics\"", "The corridor"];
const TAGS: [&str; 5] = ["[maths]", "[oral language, maths]", "Oral-Language", "[te reo, play]", "[]"];

type Tree = BTreeMap<PathBuf, Vec<u8>>;

fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("an entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(folder).expect("it lies inside").to_owned();
                files.insert(inside, fs::read(&path).expect("a file is readable"));
            }
        }
    }
    files
}

/// A portfolio being edited at random.
struct Author {
    folder: PathBuf,
    random: Random,
    /// Every text, relative to the folder.
    texts: Vec<String>,
    made: usize,
    /// The day of the month.
    today: u32,
    said: Vec<String>,
}

impl Author {
    fn begin(folder: PathBuf, seed: u64) -> Self {
        let random = Random::new(seed);
        let mut author = Self { folder, random, texts: Vec::new(), made: 0, today: 21, said: Vec::new() };
        author.write("portfolio.yaml", "title: Edited\nbase_url: https://example.org/p/\n");
        author.write("inquiries/waiting.md", "---\ntitle: Waiting\nquestion: Who waits?\n---\nSo far.\n");
        author.write("reflections/wall.png", "a picture");
        for _ in 0..4 {
            author.create();
        }
        author
    }

    fn day(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, self.today.min(31)).expect("a day of March")
    }

    fn write(&mut self, path: &str, text: &str) {
        let at = self.folder.join(path);
        fs::create_dir_all(at.parent().expect("it has a folder")).expect("a folder can be made");
        fs::write(at, text).expect("a file can be written");
        self.said.push(format!("write {path}: {text:?}"));
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).expect("a text is readable")
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.random.below(of.len())]
    }

    fn text(&mut self) -> Option<String> {
        let at = self.random.below(self.texts.len());
        self.texts.get(at).cloned()
    }

    fn words(&mut self) -> String {
        let mut words = format!("Words {}.", self.random.below(1000));
        if let Some(other) = self.text().filter(|_| self.random.below(3) > 0) {
            let name = other.rsplit('/').next().unwrap_or(&other).trim_end_matches(".md");
            words += &format!(" I came back to [[{name}]].");
        }
        if self.random.below(4) == 0 {
            words += "\n\n![A wall](/reflections/wall.png)";
        }
        if self.random.below(5) == 0 {
            words += "\n\n```python\nprint(1)\n```";
        }
        words + "\n"
    }

    fn create(&mut self) {
        self.made += 1;
        let (year, month) = (2024 + self.random.below(3), 1 + self.random.below(12));
        let path = format!("reflections/{year}-{month:02}-{:02}-text-{}.md", 1 + self.random.below(28), self.made);
        let (title, tags) = (self.pick(&TITLES), self.pick(&TAGS));
        let inquiry = self.pick(&["waiting", "playing", "[waiting, playing]"]);
        let words = self.words();
        self.write(&path, &format!("---\ntitle: {title}\ntags: {tags}\ninquiry: {inquiry}\n---\n\n{words}"));
        self.texts.push(path);
    }

    /// Puts `line` in place of the front matter's line of the same key, or at its beginning.
    fn set(&mut self, line: &str) {
        let Some(path) = self.text() else { return };
        let key = line.split(':').next().unwrap_or(line);
        let text = self.read(&path);
        let kept: Vec<&str> = text.lines().filter(|old| !old.starts_with(&format!("{key}:"))).collect();
        let text = kept.join("\n").replacen("---\n", &format!("---\n{line}\n"), 1) + "\n";
        self.write(&path, &text);
    }

    fn rename(&mut self, to: impl Fn(&str) -> String) {
        let at = self.random.below(self.texts.len());
        let Some(from) = self.texts.get(at).cloned() else { return };
        let to = to(&from);
        let (old, new) = (self.folder.join(&from), self.folder.join(&to));
        fs::create_dir_all(new.parent().expect("it has a folder")).expect("a folder can be made");
        fs::rename(old, new).expect("a text can be renamed");
        self.said.push(format!("rename {from} to {to}"));
        self.texts[at] = to;
    }

    fn delete(&mut self) {
        if self.texts.len() < 2 {
            return;
        }
        let at = self.random.below(self.texts.len());
        let path = self.texts.remove(at);
        fs::remove_file(self.folder.join(&path)).expect("a text can be deleted");
        self.said.push(format!("delete {path}"));
    }

    fn step(&mut self) {
        let n = self.random.below(1000);
        match self.random.below(23) {
            0 | 1 => self.create(),
            2 | 3 => {
                let Some(path) = self.text() else { return };
                let (text, words) = (self.read(&path), self.words());
                let front = text.rfind("---\n").map_or("", |at| &text[..at + 4]).to_owned();
                self.write(&path, &format!("{front}\n{words}"));
            }
            4 => self.set(&format!("title: Title {n}")),
            5 => self.set(&format!("date: 2025-{:02}-{:02}", 1 + n % 12, 1 + n % 28)),
            6 => {
                let tags = self.pick(&TAGS);
                self.set(&format!("tags: {tags}"));
            }
            7 => self.set(&format!("slug: slug-{n}")),
            8 => self.delete(),
            9 => self.rename(|from| from.replace(".md", &format!("-{}.md", n % 10))),
            10 => self.rename(|from| format!("moved-{}/{}", n % 3, from.rsplit('/').next().unwrap_or(from))),
            11 => self.set("tags: [open"),
            12 => self.mend(),
            13 => {
                let language = self.pick(&["en", "fr", "mi"]);
                self.write(
                    "portfolio.yaml",
                    &format!("title: Edited {n}\nbase_url: https://example.org/p/\nlanguage: {language}\n"),
                );
            }
            14 => {
                let template = self.pick(&[
                    "<p>{{ label }}</p>{% for y in years %}{{ y.year }} {% endfor %}",
                    "{{ label }}",
                    "{{ missing }}",
                ]);
                self.write("theme/tag.html", template);
            }
            15 => self.write("reflections/wall.png", &format!("a picture {}", n % 5)),
            16 => {
                let until = 20 + n % 5;
                self.write("consent.yaml", &format!("- picture: reflections/wall.png\n  until: 2026-03-{until}\n"));
            }
            17 => self.today += 1,
            18 => {
                let stage = self.pick(&["focusing", "Focusing", "teaching", "Corridor"]);
                self.set(&format!("stage: {stage}"));
            }
            19 => self.set(&format!("summary: What came of it, {n}.")),
            20 => {
                let lang = self.pick(&["en", "fr", "mi", "ar"]);
                self.set(&format!("lang: {lang}"));
            }
            21 => {
                let head =
                    self.pick(&["colour: plum", "colour: moss", "state: closed", "audience: unlisted", "lang: mi"]);
                self.write("inquiries/waiting.md", &format!("---\ntitle: Waiting {}\n{head}\n---\nSo far.\n", n % 3));
            }
            _ => {
                let audience = self.pick(&["public", "unlisted", "draft"]);
                self.set(&format!("audience: {audience}"));
            }
        }
    }

    /// Mends everything that may be broken.
    fn mend(&mut self) {
        for path in self.texts.clone() {
            let text = self.read(&path);
            let mended = text.replace("tags: [open", "tags: [mended]").replace("audience: draft", "audience: public");
            if mended != text {
                self.write(&path, &mended);
            }
        }
        if self.folder.join("theme/tag.html").exists() {
            self.write("theme/tag.html", "{{ label }}");
        }
        for path in self.texts.clone() {
            let text = self.read(&path);
            let kept: Vec<&str> = text.lines().filter(|line| !line.contains("[[")).collect();
            self.write(&path, &(kept.join("\n") + "\n"));
        }
    }
}

fn request(folder: &Path, out: PathBuf, today: NaiveDate) -> Request {
    Request { folder: folder.to_owned(), out: Some(out), today, ..Request::default() }
}

/// A build that remembers nothing, and leaves what is remembered as it was.
fn clean_build(folder: &Path, out: &Path, aside: &Path, today: NaiveDate) -> Report {
    let caches = folder.join(".throughline");
    fs::rename(&caches, aside).ok();
    let report = pipeline::build(&request(folder, out.to_owned(), today), &Silent).expect("the disk is whole");
    fs::remove_dir_all(&caches).ok();
    fs::rename(aside, &caches).ok();
    report
}

/// Runs one script; gives in how many steps a site came out.
fn run(seed: u64) -> usize {
    // In memory where the system has a folder for that: the scripts write and delete hundreds of thousands of files.
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder");
    let folder = place.path().join("portfolio");
    let mut author = Author::begin(folder.clone(), seed);
    let warm = place.path().join("warm");
    let mut workshop = Workshop::new(request(&folder, warm.clone(), author.day()));
    let mut good = Tree::new();
    let mut sites = 0;
    for step in 0..STEPS {
        workshop.on(author.day());
        let told = workshop.build(&Silent).expect("the disk is whole");
        let out = place.path().join(format!("clean-{step}"));
        let clean = clean_build(&folder, &out, &place.path().join("aside"), author.day());
        if clean.site.is_some() {
            good = tree(&out);
            sites += 1;
        }
        if let Some(told) = told {
            assert_eq!(told.site.is_some(), clean.site.is_some(), "seed {seed}, step {step}: {:#?}", author.said);
            assert_eq!(told.diagnostics, clean.diagnostics, "seed {seed}, step {step}: {:#?}", author.said);
        }
        let kept = tree(&warm);
        let differing: Vec<_> =
            good.keys().chain(kept.keys()).filter(|name| good.get(*name) != kept.get(*name)).collect();
        assert!(differing.is_empty(), "seed {seed}, step {step}, {differing:?}: {:#?}", author.said);
        fs::remove_dir_all(&out).ok();
        author.step();
        if author.random.below(4) == 0 {
            // Another process, which knows what this one left behind.
            workshop = Workshop::new(request(&folder, warm.clone(), author.day()));
        }
    }
    sites
}

#[test]
fn a_site_kept_up_to_date_equals_a_clean_build() {
    let scripts = std::env::var("SCRIPTS").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    let sites: usize = (1..=scripts).into_par_iter().map(run).sum();
    // Many steps break something on purpose; enough must come out well for the comparison to mean something.
    let steps = usize::try_from(scripts).expect("a small number") * STEPS;
    assert!(sites * 3 > steps, "only {sites} of {steps} steps gave a site");
}
