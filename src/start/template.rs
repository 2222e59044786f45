//! What a new text begins with: a built-in template or one of the author's own, in `templates/`, with its names in double braces filled in.
//!
//! The lines between its `---` lines stay front matter: what is filled in there is written so that it is read as the words it is. A line
//! whose key was given otherwise is left out.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::Refusal;
use super::fill::fill;
use super::kind::Kind;
use crate::diag::{Broken, Diagnostic, nearest};
use crate::parse::{self, yaml_value};
use crate::write;

/// The folder of the author's templates.
const FOLDER: &str = "templates";

/// What a template may ask for.
const NAMES: [&str; 5] = ["title", "date", "inquiry", "stage", "tags"];

/// What is known of a new text.
#[derive(Debug)]
pub(super) struct Given {
    pub title: String,
    pub date: String,
    pub inquiries: Vec<String>,
    pub stage: Option<String>,
    pub tags: Vec<String>,
}

/// A template, taken apart.
#[derive(Debug)]
pub(super) struct Template {
    /// Its file, relative to the folder; `None` for a built-in one.
    path: Option<Arc<str>>,
    front: Vec<String>,
    body: String,
}

impl Template {
    /// The one for texts of a kind.
    pub fn built_in(kind: Kind) -> Self {
        let text = match kind {
            Kind::Reflection => include_str!("files/new-reflection.md"),
            Kind::Page => include_str!("files/new-page.md"),
            Kind::Inquiry => include_str!("files/new-inquiry.md"),
        };
        Self::of(text, None).expect("the built-in templates are whole")
    }

    /// Takes a text apart; `None` if its front matter is none that can be filled in.
    fn of(text: &str, path: Option<Arc<str>>) -> Option<Self> {
        let mut lines = text.lines();
        if text.starts_with("+++") || text.starts_with('{') && !text.starts_with("{{") {
            return None;
        }
        if text.lines().next().is_none_or(|first| first.trim_end() != "---") {
            return Some(Self { path, front: Vec::new(), body: text.to_owned() });
        }
        let front: Vec<String> =
            lines.by_ref().skip(1).take_while(|line| line.trim_end() != "---").map(str::to_owned).collect();
        let is_closed = text.lines().nth(front.len() + 1).is_some();
        let body = lines.map(|line| format!("{line}\n")).collect();
        is_closed.then_some(Self { path, front, body })
    }

    /// The text that a new file begins with. A name that is nearly one that can be filled in is remarked on.
    pub fn filled(&self, given: &Given, remarks: &mut Vec<Diagnostic>) -> String {
        let entries = given.entries();
        let mut front: Vec<String> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        let mut is_left_out = false;
        for line in &self.front {
            // What hangs below a key goes with it.
            if !line.starts_with([' ', '\t', '-']) {
                is_left_out = entries.iter().any(|(key, _)| says(line, key));
            }
            if !is_left_out {
                front.push(filled_entry(line, given));
            }
        }
        remarks.extend(self.slips());
        let body = fill(&self.body, |name| given.words(name));
        format!("---\n{}\n---\n{body}", front.join("\n"))
    }

    /// The names that are nearly some that can be filled in.
    fn slips(&self) -> Vec<Diagnostic> {
        let mut slips = Vec::new();
        fill(&format!("{}\n{}", self.front.join("\n"), self.body), |name| {
            let near = nearest(name, NAMES).filter(|_| !NAMES.contains(&name));
            slips.extend(near.map(|near| (name.to_owned(), near)));
            None
        });
        slips.into_iter().map(|(name, near)| self.slip(&name, near)).collect()
    }

    fn slip(&self, name: &str, near: &str) -> Diagnostic {
        let message = format!("nothing is filled in for {{{{{name}}}}}");
        let told = Diagnostic::warning("unknown-name", message).help(format!("did you mean {{{{{near}}}}}?"));
        self.path.as_ref().map_or(told.clone(), |path| told.in_file(path))
    }
}

/// Whether a line is an entry of a key.
fn says(line: &str, key: &str) -> bool {
    let is_plural = key == "inquiry" && says(line, "inquiries");
    is_plural || line.split_once(':').is_some_and(|(before, _)| before.trim().eq_ignore_ascii_case(key))
}

/// A line of front matter with its names filled in: words as one value, unless they stand in a list.
fn filled_entry(line: &str, given: &Given) -> String {
    if !line.contains("{{") {
        return line.to_owned();
    }
    let in_list = |text: &str| fill(text, |name| given.words(name).map(|words| yaml_value(&words)));
    match line.split_once(':') {
        Some((key, value)) if !line.trim_start().starts_with(['-', '#']) && !value.trim_start().starts_with('[') => {
            let value = value.trim();
            let bare = ['"', '\''].iter().find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark));
            let words = fill(bare.unwrap_or(value), |name| given.words(name));
            if words.is_empty() { format!("{key}:") } else { format!("{key}: {}", yaml_value(&words)) }
        }
        _ => in_list(line),
    }
}

impl Given {
    /// The lines of front matter that say it.
    fn entries(&self) -> Vec<(&'static str, String)> {
        let mut entries = vec![("title", yaml_value(&self.title))];
        match self.inquiries.as_slice() {
            [] => {}
            [one] => entries.push(("inquiry", yaml_value(one))),
            several => entries.push(("inquiries", list(several))),
        }
        entries.extend(self.stage.as_ref().map(|stage| ("stage", yaml_value(stage))));
        if !self.tags.is_empty() {
            entries.push(("tags", list(&self.tags)));
        }
        entries
    }

    /// What a name stands for in plain words.
    fn words(&self, name: &str) -> Option<String> {
        Some(match name {
            "title" => self.title.clone(),
            "date" => self.date.clone(),
            "inquiry" => self.inquiries.join(", "),
            "stage" => self.stage.clone().unwrap_or_default(),
            "tags" => self.tags.join(", "),
            _ => return None,
        })
    }
}

fn list(words: &[String]) -> String {
    format!("[{}]", words.iter().map(|word| yaml_value(word)).collect::<Vec<_>>().join(", "))
}

/// The author's template of a name, with or without its ending.
pub(super) fn named(folder: &Path, name: &str) -> Result<Template, Refusal> {
    let wanted = name.strip_suffix(".md").unwrap_or(name);
    let names = names(folder)?;
    if !names.iter().any(|there| there == wanted) {
        return Err(no_template(name, &names).into());
    }
    let path: Arc<str> = format!("{FOLDER}/{wanted}.md").into();
    let disk = folder.join(&*path);
    if write::leads_out(folder, &disk) {
        return Err(elsewhere(&path).into());
    }
    let read = std::fs::read(&disk);
    let bytes = read.map_err(|cause| Broken { act: "read", path: disk.display().to_string(), cause })?;
    let text = parse::text(&bytes).map_err(|found| found.in_file(&path))?;
    Template::of(&text, Some(Arc::clone(&path))).ok_or_else(|| unusable(&path).into())
}

/// The names of the author's templates, in order.
fn names(folder: &Path) -> Result<Vec<String>, Broken> {
    let at = folder.join(FOLDER);
    let entries = match std::fs::read_dir(&at) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        Err(cause) => return Err(Broken { act: "read the folder", path: at.display().to_string(), cause }),
    };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".md").map(str::to_owned)).collect();
    names.sort();
    Ok(names)
}

fn no_template(name: &str, names: &[String]) -> Diagnostic {
    let told = Diagnostic::error("no-template", format!("there is no template {name:?}"));
    match (nearest(name, names.iter().map(String::as_str)), names) {
        (_, []) => {
            told.help(format!("a template is a file of your own, such as {FOLDER}/observation.md; there is none yet"))
        }
        (Some(near), _) => told.help(format!("did you mean {near:?}? there are: {}", names.join(", "))),
        (None, _) => told.help(format!("there are: {}", names.join(", "))),
    }
}

fn elsewhere(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("link-out-of-folder", "a link leads from this template out of the portfolio")
        .in_file(path)
        .help("put a copy of the file in its place")
}

fn unusable(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("bad-template", "the lines at the top of this template cannot be filled in")
        .in_file(path)
        .help("put them between two lines of three hyphens, ---, and write them as key: value")
}

#[cfg(test)]
mod tests;
