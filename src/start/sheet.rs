//! A new text: where it goes, what it begins with, and the writing of it.

use std::path::Path;

use chrono::NaiveDate;

use super::kind::Kind;
use super::known::Known;
use super::template::{self, Given, Template};
use super::{Refusal, paper};
use crate::diag::Diagnostic;
use crate::model::address::Address;
use crate::parse::{self, NamedFor};
use crate::slug::slug;

/// What is wanted of a new text.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// The day of a reflection.
    pub day: NaiveDate,
    /// The inquiries of a reflection.
    pub inquiries: Vec<String>,
    /// The stage of its inquiry.
    pub stage: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The name of one of the author's own templates.
    pub template: Option<String>,
}

/// What came of it.
#[derive(Debug)]
pub struct Begun {
    /// The new file, relative to the folder.
    pub path: String,
    /// What the author may have meant otherwise.
    pub remarks: Vec<Diagnostic>,
}

/// Writes the text that is wanted into the portfolio in `folder`, of which so much is known.
///
/// # Errors
/// When such a text is there already, when there is no such template, and when the world is broken. Nothing is written then.
pub fn begin(folder: &Path, wish: &Wish, known: &Known) -> Result<Begun, Refusal> {
    let template = match &wish.template {
        Some(name) => template::named(folder, name)?,
        None => Template::built_in(wish.kind),
    };
    let mut remarks = remarks(wish, known);
    let text = template.filled(&given(wish, known), &mut remarks);
    let path = put_under_a_free_name(folder, wish, known, &text)?;
    Ok(Begun { path, remarks })
}

/// Writes the text under the first of its names that is free; gives where.
fn put_under_a_free_name(folder: &Path, wish: &Wish, known: &Known, text: &str) -> Result<String, Refusal> {
    let mut refused = None;
    for name in names(wish) {
        let path = path(wish, &name)?;
        let there = match known.at(address(wish, &name).as_str()) {
            Some(there) => there.to_string(),
            None if paper::put(folder, &path, text)? => return Ok(path),
            None => path,
        };
        refused.get_or_insert(stands_already(&there));
    }
    Err(refused.expect("every text has a first name").into())
}

/// Where the text goes.
fn path(wish: &Wish, name: &str) -> Result<String, Diagnostic> {
    let (path, meant) = match wish.kind {
        Kind::Reflection => (format!("reflections/{}-{name}.md", wish.day), NamedFor::Reflection),
        Kind::Page => (format!("pages/{name}.md"), NamedFor::Page),
        Kind::Inquiry => (format!("inquiries/{name}.md"), NamedFor::Inquiry),
    };
    if parse::named_for(&path) == meant { Ok(path) } else { Err(means_something_else(&path)) }
}

/// What the file may be called, without its ending, and the last part of its address. A title gives one name. A text that no title names is
/// counted: it is another one than that which stands there already.
fn names(wish: &Wish) -> impl Iterator<Item = String> {
    let nameless = match wish.kind {
        Kind::Reflection => "note",
        Kind::Page => "page",
        Kind::Inquiry => "inquiry",
    };
    let titled = Some(slug(&wish.title)).filter(|slug| !slug.is_empty());
    let is_nameless = titled.is_none();
    let counted = (2..).map_while(move |number| is_nameless.then(|| format!("{nameless}-{number}")));
    [titled.unwrap_or_else(|| nameless.to_owned())].into_iter().chain(counted)
}

fn address(wish: &Wish, name: &str) -> Address {
    match wish.kind {
        Kind::Reflection => Address::reflection(wish.day, name),
        Kind::Page => Address::page(name),
        Kind::Inquiry => Address::inquiry(name),
    }
}

fn means_something_else(path: &str) -> Diagnostic {
    let what = match parse::named_for(path) {
        NamedFor::Reflection => "a name with a day in it makes a reflection",
        _ => "that name stands for something else",
    };
    Diagnostic::error("bad-title", format!("the file would be called {path}, and {what}"))
        .help("give it another title; you may change the line title: in the file afterwards")
}

fn stands_already(path: &str) -> Diagnostic {
    Diagnostic::error("stands-already", format!("{path} is there already, and was left as it is"))
        .help("go on writing there, or give the new one another title or day")
}

/// What the lines at the top of the text are to say.
fn given(wish: &Wish, known: &Known) -> Given {
    let own_name = |given: &String| known.inquiry(given).map_or_else(|| given.clone(), |known| known.name.clone());
    Given {
        title: wish.title.clone(),
        date: wish.day.to_string(),
        inquiries: wish.inquiries.iter().map(own_name).collect(),
        stage: wish.stage.clone(),
        tags: wish.tags.clone(),
    }
}

/// What is new and nearly something that is in use.
fn remarks(wish: &Wish, known: &Known) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    for given in wish.inquiries.iter().filter(|given| known.inquiry(given).is_none()) {
        remarks.extend(known.near_inquiry(given).map(|near| new_and_near("inquiry", given, near)));
    }
    if let Some(given) = &wish.stage {
        let mut inquiries = wish.inquiries.iter().filter_map(|given| known.inquiry(given));
        remarks
            .extend(inquiries.find_map(|inquiry| inquiry.near_stage(given)).map(|n| new_and_near("stage", given, n)));
    }
    for given in &wish.tags {
        remarks.extend(known.near_tag(given).map(|near| new_and_near("tag", given, near)));
    }
    remarks
}

fn new_and_near(what: &str, given: &str, near: &str) -> Diagnostic {
    Diagnostic::note("new-word", format!("the {what} {given:?} is new in this portfolio"))
        .help(format!("did you mean {near:?}? then change it in the new file"))
}
