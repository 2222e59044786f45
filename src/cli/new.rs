//! `throughline new`: a text to begin with, in its place and with its day.
//!
//! In: the arguments, and which inquiry whoever sits at the terminal chooses. Out: the file, opened if that was asked for, and what the author
//! meant to come back to.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::questions::{self, Questions};
use super::screen::Screen;
use super::{Exit, day, editor, human, refusal, summary};
use crate::diag::{Diagnostic, Severity};
use crate::parse;
use crate::pipeline::{Draft, Request, Silent, Workshop};
use crate::start::{self, Known, Promise, Refusal, Wish};

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The title; its words need no quotation marks
    #[arg(required = true, value_parser = questions::words)]
    title: Vec<String>,

    /// The folder of the portfolio, if it is not this one
    #[arg(long = "in", value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    /// An inquiry that it belongs to; may be given again
    #[arg(long, value_name = "INQUIRY", value_parser = questions::words)]
    inquiry: Vec<String>,

    /// The stage of its inquiry
    #[arg(long, value_parser = questions::words)]
    stage: Option<String>,

    /// A tag; may be given again, and several may stand with commas between them
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_parser = questions::words)]
    tag: Vec<String>,

    /// The day that it is of, if that is not today
    #[arg(long, value_name = "DAY", value_parser = day)]
    date: Option<NaiveDate>,

    /// What it is
    #[arg(long, value_enum, default_value_t = Kind::Reflection)]
    kind: Kind,

    /// Begin with templates/NAME.md of the portfolio
    #[arg(long, value_name = "NAME", value_parser = questions::words)]
    template: Option<String>,

    /// Open it in your editor: what VISUAL or EDITOR names
    #[arg(long)]
    edit: bool,
}

const EXAMPLES: &str = "\
Examples:
  throughline new Reading shifts                           a reflection of today
  throughline new Reading shifts --inquiry talk --edit     in an inquiry, opened in your editor
  throughline new The fence --date 2026-03-11              of another day
  throughline new How we plan --kind page                  a page without a date
  throughline new \"Who's asking?\" --template observation   begun with templates/observation.md

A title with marks such as ' ? ! or & stands between quotation marks.
In a template, {{title}}, {{date}}, {{inquiry}}, {{stage}} and {{tags}} are filled in.
No file that is there already is changed.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A dated text
    Reflection,
    /// A text without a date, such as one about you
    Page,
    /// The question behind an inquiry
    Inquiry,
}

/// How many promises are listed.
const LISTED: usize = 5;

/// Begins a text.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    if let Some(option) = arguments.out_of_place() {
        let kind = if arguments.kind == Kind::Page { "a page" } else { "an inquiry" };
        screen.report(&format!("error: {option} is for reflections, and {kind} has none\n"));
        return Exit::Misused;
    }
    if let Some(folder) = arguments.folder_among_words() {
        let folder = summary::typed(Path::new(folder));
        screen.report(&format!("error: {folder} is the folder of a portfolio: write --in {folder} if you mean that\n"));
        return Exit::Misused;
    }
    match begin(arguments, &mut Questions::standard(), screen) {
        Ok(path) if arguments.edit => editor::open(&arguments.folder.join(path), screen),
        Ok(_) => Exit::Clean,
        Err(refused) => refusal::show(&refused, screen),
    }
}

impl Arguments {
    /// The title, its words put together.
    fn title(&self) -> String {
        self.title.join(" ")
    }

    /// A folder with settings behind the title: other commands take theirs there.
    fn folder_among_words(&self) -> Option<&str> {
        let (last, others) = self.title.split_last()?;
        let is_portfolio = !others.is_empty() && Path::new(last).join("portfolio.yaml").exists();
        is_portfolio.then_some(last)
    }

    /// An option that says something which only a reflection has.
    fn out_of_place(&self) -> Option<&'static str> {
        let given = [
            ("--inquiry", !self.inquiry.is_empty()),
            ("--stage", self.stage.is_some()),
            ("--tag", !self.tag.is_empty()),
            ("--date", self.date.is_some()),
        ];
        let first = given.iter().find(|(_, is_given)| *is_given);
        first.filter(|_| self.kind != Kind::Reflection).map(|(option, _)| *option)
    }
}

/// Writes the text; gives its path in the folder.
fn begin(arguments: &Arguments, questions: &mut Questions<'_>, screen: &mut Screen<'_>) -> Result<String, Refusal> {
    let known = known(arguments, screen)?;
    let begun = start::begin(&arguments.folder, &wish(arguments, &known, questions, screen), &known)?;
    for remark in &begun.remarks {
        refusal::remark(remark, screen);
    }
    screen.say(&format!("made {}\n", summary::typed(&arguments.folder.join(&begun.path))));
    if arguments.kind == Kind::Reflection {
        screen.say(&promised(&known.promises));
    }
    Ok(begun.path)
}

/// What the portfolio has already. What is wrong with its files keeps nobody from writing: it is told in a line.
fn known(arguments: &Arguments, screen: &mut Screen<'_>) -> Result<Known, Refusal> {
    let folder = arguments.folder.clone();
    let request = Request { folder, keep_going: true, today: day::today(), ..Request::default() };
    let (mut desk, _) = Workshop::new(request).apart();
    let draft = match desk.draft(&Silent) {
        Ok(draft) => draft.expect("a first draft has everything to say"),
        Err(broken) => {
            screen.report(&format!("note: what the portfolio has already is not known: {broken}\n"));
            return Ok(Known::default());
        }
    };
    let Draft { diagnostics, shown, .. } = draft;
    let errors: Vec<Diagnostic> = diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect();
    let no_folder = errors.iter().find(|found| matches!(found.code, "no-folder" | "not-a-folder" | "not-here"));
    if let Some(mistake) = no_folder {
        return Err(mistake.clone().into());
    }
    if let Some(said) = passed_over(&errors, shown.is_some()) {
        screen.report(&format!("note: {said}: throughline build tells what is wrong\n"));
    }
    Ok(shown.map(|edition| Known::of(edition.portfolio())).unwrap_or_default())
}

/// What errors keep from being known; `None` if nothing. A portfolio without a text has none to tell of.
fn passed_over(errors: &[Diagnostic], is_known: bool) -> Option<String> {
    let errors: Vec<&Diagnostic> = errors.iter().filter(|found| found.code != "no-markdown").collect();
    let files: std::collections::BTreeSet<&str> = errors.iter().filter_map(|found| found.path.as_deref()).collect();
    match (errors.len(), is_known) {
        (0, _) => None,
        (_, true) => Some(format!("{} with mistakes could not be looked at", human::counted(files.len(), "file"))),
        (_, false) => Some("mistakes keep the portfolio from being looked at, so no inquiry can be offered".to_owned()),
    }
}

fn wish(arguments: &Arguments, known: &Known, questions: &mut Questions<'_>, screen: &mut Screen<'_>) -> Wish {
    let chosen = match arguments.inquiry.as_slice() {
        [] if arguments.kind == Kind::Reflection => choose(known, questions, screen),
        given => given.to_vec(),
    };
    Wish {
        title: arguments.title(),
        kind: match arguments.kind {
            Kind::Reflection => start::Kind::Reflection,
            Kind::Page => start::Kind::Page,
            Kind::Inquiry => start::Kind::Inquiry,
        },
        day: arguments.date.unwrap_or_else(day::today),
        inquiries: chosen,
        stage: arguments.stage.clone(),
        tags: arguments.tag.clone(),
        template: arguments.template.clone(),
    }
}

/// The inquiries that whoever sits at the terminal chooses.
fn choose(known: &Known, questions: &mut Questions<'_>, screen: &mut Screen<'_>) -> Vec<String> {
    if known.inquiries.is_empty() || !questions.are_asked() {
        return Vec::new();
    }
    screen.report("Inquiries in use:\n");
    for (at, inquiry) in known.inquiries.iter().enumerate() {
        screen.report(&format!("  {:>2}  {}\n", at + 1, human::visible(&inquiry.title)));
    }
    let question = "Which does it belong to? A number, several with commas, words of your own to begin a new one, or Enter for none: ";
    // Who types the same again means it.
    let doubted = RefCell::new(String::new());
    let wrong = |answer: &str| {
        let mistake = numbered(answer, known).err().or_else(|| doubt(answer, known))?;
        let is_meant = mistake.severity != Severity::Error && doubted.replace(answer.to_owned()) == answer;
        (!is_meant).then_some(mistake)
    };
    let answer = questions.ask(question, wrong, screen).unwrap_or_default();
    numbered(&answer, known).unwrap_or_default()
}

/// The inquiries that numbers and names stand for; a name that is not known begins a new one.
fn numbered(answer: &str, known: &Known) -> Result<Vec<String>, Diagnostic> {
    let one = |part: &str| match (part.parse::<usize>(), known.inquiry(part)) {
        (Ok(number), _) => match number.checked_sub(1).and_then(|at| known.inquiries.get(at)) {
            Some(inquiry) => Ok(inquiry.name.clone()),
            None => Err(Diagnostic::error("no-inquiry", format!("no inquiry has the number {number}"))
                .help("give the number that stands before its name above")),
        },
        (_, Some(inquiry)) => Ok(inquiry.name.clone()),
        (_, None) => Ok(part.to_owned()),
    };
    parts(answer).map(one).collect()
}

fn parts(answer: &str) -> impl Iterator<Item = &str> {
    answer.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// What is asked back where a name is new and nearly one that is in use.
fn doubt(answer: &str, known: &Known) -> Option<Diagnostic> {
    let is_new = |part: &&str| part.parse::<usize>().is_err() && known.inquiry(part).is_none();
    parts(answer).filter(is_new).find_map(|part| {
        let near = known.near_inquiry(part)?;
        let found = Diagnostic::warning("near-inquiry", format!("no inquiry is called {part:?} yet"));
        Some(found.help(format!("did you mean {near:?}? then give its number; the same again begins a new one")))
    })
}

/// What the author means to come back to, the earliest first; empty when there is nothing.
fn promised(promises: &[Promise]) -> String {
    if promises.is_empty() {
        return String::new();
    }
    let line = |promise: &Promise| {
        let (title, path) = (human::visible(&promise.title), human::visible(&promise.path));
        format!("  {:<10}  {title} ({path})\n", promise.when.to_string())
    };
    let lines: String = promises.iter().take(LISTED).map(line).collect();
    let more = match promises.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!("  and {more} more\n"),
    };
    format!(
        "\nyou meant to come back to:\n{lines}{more}(a reflection that says revisits: and the name of the file takes it off this list)\n"
    )
}

/// A day, read as in front matter.
fn day(text: &str) -> Result<NaiveDate, String> {
    let read = parse::day_given(text);
    read.value.ok_or_else(|| {
        let told = read.diagnostics.into_iter().next().expect("what is no day is told");
        told.help.map_or(told.message.clone(), |help| format!("{}: {help}", told.message))
    })
}

#[cfg(test)]
mod tests;
