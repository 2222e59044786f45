//! A template's failure in the author's terms: which file, which line, what it asked for.

use tera::{Error, ErrorKind, ReportError};

use crate::diag::{Diagnostic, Place, nearest};
use crate::model::address::Address;
use crate::model::theme::Theme;

/// A failure told.
pub(super) struct Trouble {
    /// The template it happened in.
    pub template: Option<String>,
    /// What to say.
    pub diagnostic: Diagnostic,
}

/// Tells a failure; `rendering` is the template and the page that were being rendered, if any.
pub(super) fn describe(error: &Error, theme: &Theme, rendering: Option<(&str, &Address)>) -> Trouble {
    match error.kind() {
        ErrorKind::SyntaxError(report) => reported(report, theme, "template-syntax", rendering),
        ErrorKind::RenderingError(report) => reported(report, theme, "template-failed", rendering),
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("this template extends `{parent}`, which does not exist");
            let diagnostic = placed(Diagnostic::error("template-failed", message), theme, current);
            Trouble { template: Some(current.clone()), diagnostic }
        }
        other => {
            let name = rendering.map(|(name, _)| name.to_owned());
            let diagnostic = Diagnostic::error("template-failed", tidy(&other.to_string()));
            let diagnostic = placed(diagnostic, theme, name.as_deref().unwrap_or(""));
            Trouble { template: name, diagnostic: with_help(diagnostic, rendering) }
        }
    }
}

fn reported(report: &ReportError, theme: &Theme, code: &'static str, rendering: Option<(&str, &Address)>) -> Trouble {
    let span = report.span();
    let text = theme.templates.get(report.filename()).map_or("", |file| file.text.as_str());
    let place = match text.get(span.range.clone()) {
        Some(_) if span.range.end > 0 => Place::of(text, span.range.start, span.range.end),
        _ => Place { line: u32::try_from(span.start_line).unwrap_or(0), column: 1, width: 1 },
    };
    let (message, help) = match missing_field(report.message()) {
        Some((message, help)) => (message, Some(help)),
        None => (tidy(report.message()), None),
    };
    let diagnostic = placed(Diagnostic::error(code, message).at(place), theme, report.filename());
    let diagnostic = match help {
        Some(help) => diagnostic.help(help),
        None => with_help(diagnostic, rendering),
    };
    Trouble { template: Some(report.filename().to_owned()), diagnostic }
}

/// Tera's "Field `x` is not defined. Available fields: a, b" (or "Variable ..."), told shortly: the nearest field, else all of them.
fn missing_field(message: &str) -> Option<(String, String)> {
    let (start, fields) = message.split_once("Available ")?;
    let name = start.split('`').nth(1)?;
    let fields: Vec<&str> =
        fields.split_once(": ")?.1.split(", ").map(|field| field.trim().trim_matches(['`', '.'])).collect();
    let help = match nearest(name, fields.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", fields.join(", ")),
    };
    Some((format!("there is no `{name}` here"), help))
}

/// The diagnostic in the author's own template; one in a built-in template names it in the message, since there is no file to open.
fn placed(diagnostic: Diagnostic, theme: &Theme, name: &str) -> Diagnostic {
    match theme.templates.get(name).and_then(|file| file.path.as_ref()) {
        Some(path) => diagnostic.in_file(path),
        None => {
            let message =
                format!("{} (in the built-in template `{name}`, line {})", diagnostic.message, diagnostic.place.line);
            Diagnostic { message, place: Place::default(), ..diagnostic }
        }
    }
}

fn with_help(diagnostic: Diagnostic, rendering: Option<(&str, &Address)>) -> Diagnostic {
    match rendering {
        Some((name, address)) => diagnostic.help(format!(
            "this came up while making {address}; a template gets the fields that the built-in `{name}` uses, and no others"
        )),
        None => diagnostic,
    }
}

/// A message in this program's manner: lower case at the beginning, no full stop.
fn tidy(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut chars = message.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}
