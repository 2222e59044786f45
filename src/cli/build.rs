//! `throughline build`: one build, and what came of it.
//!
//! In: the arguments. Out: diagnostics on the error stream, the summary on the other, or both as JSON lines.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

use clap::Args;

use super::options::{Destination, Format, Portfolio, Reporting};
use super::progress::Bar;
use super::screen::Screen;
use super::{Exit, day, human, json, summary};
use crate::diag::{Broken, Diagnostic, Severity};
use crate::pipeline::{self, Report, Request};

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    destination: Destination,

    /// Build drafts too: publish such a site to nobody
    #[arg(long)]
    drafts: bool,

    /// The address that the site is published at, for feeds and search engines
    #[arg(long, value_name = "URL", value_parser = web_address)]
    base_url: Option<String>,

    /// Build the rest when some files have errors
    #[arg(long)]
    keep_going: bool,

    #[command(flatten)]
    reporting: Reporting,

    #[command(flatten)]
    portfolio: Portfolio,
}

const EXAMPLES: &str = "\
Examples:
  throughline build                       build the portfolio in this folder into _site
  throughline build example-portfolio     build another one
  throughline build --strict              stop at warnings too, as before a publication
  throughline build --keep-going          hold back the files with errors and build the others
  throughline build --format json         one JSON object a line, for editors

The exit code is 0 when the site was built, 1 when there are errors in your files (nothing is written then,
without --keep-going), 2 when the command was used wrongly, 3 when the disk is full or closed.";

/// Builds, reports, and tells how it ended.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    let begun = Instant::now();
    let bar = Bar::new(screen.is_live() && !arguments.portfolio.quiet && arguments.reporting.format == Format::Human);
    let built = pipeline::build(&request(arguments), &bar);
    bar.clear();
    match built {
        Ok(report) => show(arguments, &report, begun.elapsed(), screen),
        Err(broken) => show_broken(arguments.reporting.format, &broken, screen),
    }
}

fn request(arguments: &Arguments) -> Request {
    Request {
        folder: arguments.portfolio.folder.clone(),
        out: arguments.destination.out.clone(),
        drafts: arguments.drafts,
        base_url: arguments.base_url.clone(),
        keep_going: arguments.keep_going,
        strict: arguments.reporting.strict,
        today: day::today(),
    }
}

fn show(arguments: &Arguments, report: &Report, took: Duration, screen: &mut Screen<'_>) -> Exit {
    match arguments.reporting.format {
        Format::Human => show_to_people(arguments, report, took, screen),
        Format::Json => screen.say(&json::report(report, took, arguments.portfolio.quiet)),
    }
    match report.diagnostics.iter().any(|d| d.severity == Severity::Error) {
        true => Exit::Mistakes,
        false => Exit::Clean,
    }
}

fn show_to_people(arguments: &Arguments, report: &Report, took: Duration, screen: &mut Screen<'_>) {
    let shown: Vec<&Diagnostic> =
        report.diagnostics.iter().filter(|d| !arguments.portfolio.quiet || d.severity != Severity::Note).collect();
    let look = human::Look { colour: screen.has_colour(), fold: !arguments.portfolio.verbose };
    screen.report(&human::diagnostics(&shown, look));
    if let Some(tally) = human::tally(&shown) {
        screen.report(&format!("{tally}\n"));
    }
    if let Some(fate) = fate(report, arguments.keep_going) {
        screen.report(&format!("{fate}\n"));
    }
    if arguments.portfolio.verbose {
        screen.report(&summary::steps(&report.steps));
    }
    if let Some(site) = report.site.as_ref().filter(|_| !arguments.portfolio.quiet) {
        screen.say(&summary::sentence(site, took));
    }
}

/// What the errors kept from being written; `None` if and only if there are none.
fn fate(report: &Report, keep_going: bool) -> Option<String> {
    let errors = || report.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    errors().next()?;
    let files: BTreeSet<&str> = errors().filter_map(|d| d.path.as_deref()).collect();
    if report.site.is_some() {
        return Some(format!("held back until the errors above are mended: {}", human::list(&files)));
    }
    let needed: BTreeSet<&str> = files.into_iter().filter(|path| !pipeline::can_be_held_back(path)).collect();
    Some(match keep_going && !needed.is_empty() {
        true => format!("nothing was written: --keep-going can leave out a text, but not {}", human::list(&needed)),
        false => "nothing was written: mend the errors above and build again".to_owned(),
    })
}

/// Tells that the world is broken.
pub(super) fn show_broken(format: Format, broken: &Broken, screen: &mut Screen<'_>) -> Exit {
    let why = plain_cause(&broken.cause);
    match format {
        Format::Human => {
            let message = format!("cannot {} {}: {why}", broken.act, broken.path);
            let look = human::Look { colour: screen.has_colour(), fold: false };
            let diagnostic = Diagnostic { help: remedy(&broken.cause), ..Diagnostic::error("broken", message) };
            screen.report(&human::diagnostics(&[&diagnostic], look));
        }
        Format::Json => screen.say(&json::broken(broken, &why)),
    }
    Exit::Broken
}

/// The causes that a teacher's machine may give, in words; any other as the system says it.
pub(super) fn plain_cause(cause: &io::Error) -> String {
    match cause.kind() {
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::QuotaExceeded => "your share of the disk is full".to_owned(),
        ErrorKind::PermissionDenied => "you have no permission".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        _ => cause.to_string(),
    }
}

/// What to do about such a cause, where that is known.
fn remedy(cause: &io::Error) -> Option<String> {
    let remedy = match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room on the disk and build again: every file that stands is whole"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "ask whoever looks after the machine for permission, or build into a folder of your own with --out"
        }
        _ => return None,
    };
    Some(remedy.to_owned())
}

/// Takes what can be the address of a site: a scheme that browsers follow, and a host.
fn web_address(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') && !rest.contains(char::is_whitespace) => {
            Ok(text.to_owned())
        }
        _ => Err("an address begins with https:// or http://, as https://me.github.io/portfolio/ does".to_owned()),
    }
}

#[cfg(test)]
mod tests;
