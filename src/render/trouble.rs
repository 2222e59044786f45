//! A template's failure in the author's terms: which file, which line, what it asked for.
//!
//! In: Tera's error. Out: one or more diagnostics, each in the template that it is about. The words are those of [`words`].

use tera::{Error, ErrorKind, ReportError};

use super::words::{self, Told};
use crate::diag::{Diagnostic, Place};
use crate::model::address::Address;
use crate::model::theme::Theme;

/// A failure told.
pub(super) struct Trouble {
    /// The template it happened in.
    pub template: Option<String>,
    /// Whether the template cannot be read by itself, whatever the others hold.
    pub is_syntax: bool,
    /// What to say.
    pub diagnostic: Diagnostic,
}

/// Tells why the templates cannot be read: at least one reason.
pub(super) fn unreadable(error: &Error, theme: &Theme) -> Vec<Trouble> {
    let one = match error.kind() {
        ErrorKind::SyntaxError(report) => syntax(report, theme),
        ErrorKind::MissingParent { current, parent } => missing_parent(current, parent, theme),
        ErrorKind::CircularExtend { tpl, .. } => {
            in_template(tpl, theme, "this template extends itself, or one that extends it")
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            in_template(tpl, theme, "this template includes itself, or one that includes it")
        }
        other => return listed(&other.to_string(), theme),
    };
    vec![one]
}

/// Tells why a page could not be made by the template `name`.
pub(super) fn failed(error: &Error, theme: &Theme, name: &str, address: &Address) -> Diagnostic {
    let told = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            let place = place(report, theme);
            let told = words::plain(report.message(), &marked(report, theme), theme);
            return told_in(told, place, report.filename(), theme, Some((name, address)));
        }
        other => Told { message: words::tidy(&other.to_string()), help: None },
    };
    told_in(told, Place::default(), name, theme, Some((name, address)))
}

fn syntax(report: &ReportError, theme: &Theme) -> Trouble {
    let told = words::plain(report.message(), &marked(report, theme), theme);
    let diagnostic = told_in(told, place(report, theme), report.filename(), theme, None);
    let diagnostic = Diagnostic { code: "template-syntax", ..diagnostic };
    Trouble { template: Some(report.filename().to_owned()), is_syntax: true, diagnostic }
}

fn missing_parent(current: &str, parent: &str, theme: &Theme) -> Trouble {
    let text = text(theme, current);
    let place = text.find(parent).map_or(Place::default(), |at| Place::of(text, at, at + parent.len()));
    let diagnostic = told_in(words::missing_template(parent, theme), place, current, theme, None);
    Trouble { template: Some(current.to_owned()), is_syntax: false, diagnostic }
}

fn in_template(name: &str, theme: &Theme, message: &str) -> Trouble {
    let told = Told { message: message.to_owned(), help: None };
    let diagnostic = told_in(told, Place::default(), name, theme, None);
    Trouble { template: Some(name.to_owned()), is_syntax: false, diagnostic }
}

/// What Tera tells of several templates at once, as a text made for a terminal: reports with an empty line between them.
fn listed(text: &str, theme: &Theme) -> Vec<Trouble> {
    let reports: Vec<Trouble> = text.split("\n\n").filter_map(|report| from_terminal(report, theme)).collect();
    if !reports.is_empty() {
        return reports;
    }
    let told = Told { message: words::tidy(text), help: None };
    vec![Trouble { template: None, is_syntax: false, diagnostic: told_in(told, Place::default(), "", theme, None) }]
}

/// Reads `error: MESSAGE`, `--> FILE:LINE:COLUMN`, the source line, and the marks under it. `None` for text of another form.
fn from_terminal(report: &str, theme: &Theme) -> Option<Trouble> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line, name) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?, place.next()?);
    let marks = lines.last().map_or(0, |line| line.matches('^').count());
    let place = Place { line, column, width: u32::try_from(marks).unwrap_or(1) };
    let diagnostic = told_in(words::plain(message, "", theme), place, name, theme, None);
    Some(Trouble { template: Some(name.to_owned()), is_syntax: false, diagnostic })
}

fn text<'t>(theme: &'t Theme, name: &str) -> &'t str {
    theme.templates.get(name).map_or("", |file| file.text.as_str())
}

fn place(report: &ReportError, theme: &Theme) -> Place {
    let span = report.span();
    let text = text(theme, report.filename());
    match text.get(span.range.clone()) {
        Some(_) if span.range.end > 0 => Place::of(text, span.range.start, span.range.end),
        _ => Place { line: u32::try_from(span.start_line).unwrap_or(0), column: 1, width: 1 },
    }
}

fn marked(report: &ReportError, theme: &Theme) -> String {
    text(theme, report.filename()).get(report.span().range.clone()).unwrap_or_default().to_owned()
}

/// The diagnostic in the author's own template; one in a built-in template names it in the message, since there is no file to open.
fn told_in(told: Told, place: Place, name: &str, theme: &Theme, rendering: Option<(&str, &Address)>) -> Diagnostic {
    let file = theme.templates.get(name).and_then(|file| file.path.as_ref());
    let diagnostic = match file {
        Some(path) => Diagnostic::error("template-failed", told.message).in_file(path).at(place),
        None if name.is_empty() => Diagnostic::error("template-failed", told.message),
        None => {
            let message = format!("{} (in the built-in template `{name}`, line {})", told.message, place.line);
            Diagnostic::error("template-failed", message)
        }
    };
    match told.help.or_else(|| rendering.map(|(name, address)| came_up(name, address))) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn came_up(name: &str, address: &Address) -> String {
    format!("this came up while making {address}; the built-in `{name}` shows how its fields are used")
}
