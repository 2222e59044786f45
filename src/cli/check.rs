//! `throughline check`: what a build would say, and what else there is to mend before a portfolio is shared.
//!
//! In: the arguments. Out: diagnostics as `build` shows them. Nothing is written, but what `--external` keeps of addresses that were not found.

use std::time::{Duration, Instant};

use clap::Args;

use super::build::show_broken;
use super::options::{Format, Portfolio, Reporting};
use super::progress::Bar;
use super::screen::Screen;
use super::{Exit, day, human, json, outside, summary};
use crate::check::UNCLEAR;
use crate::diag::{Broken, Diagnostic, Severity, together};
use crate::model::outside::RECORD;
use crate::outside::Manners;
use crate::pipeline::{self, Inspection, Outside, Report, Request};

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Look through the history that git keeps too, for names of children and for files of private/
    #[arg(long)]
    history: bool,

    /// Ask other sites whether what you link to is still there, and note in links-not-found.txt what was not found
    #[arg(long)]
    external: bool,

    #[command(flatten)]
    reporting: Reporting,

    #[command(flatten)]
    portfolio: Portfolio,
}

const EXAMPLES: &str = "\
Examples:
  throughline check                       look through the portfolio in this folder
  throughline check example-portfolio     look through another one
  throughline check --strict              stop at warnings too
  throughline check --history             look through earlier versions too: a public repository shows them
  throughline check --external            ask other sites whether your links still lead somewhere

Names of children are looked for when private/names.txt lists them, one child a line. What may stand where goes into
private/agreed.txt. The folder private/ is never published; keep it out of git too.

With --external each address is asked for, slowly, and no site learns more than that somebody asks. A link is told as gone
when it was not found twice, at least two days apart: so check again after some days, and keep links-not-found.txt in git.

No other file of yours is written. The exit code is 0 when there are no errors, 1 when there are, 2 when the command was
used wrongly, 3 when a folder or the class list cannot be read.";

/// Looks through the portfolio, reports, and tells how it ended.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    let begun = Instant::now();
    let bar = Bar::new(screen.is_live() && !arguments.portfolio.quiet && arguments.reporting.format == Format::Human);
    let request = Request {
        folder: arguments.portfolio.folder.clone(),
        strict: arguments.reporting.strict,
        today: day::today(),
        ..Request::default()
    };
    let inspected = inspect(arguments, &request, &bar);
    bar.clear();
    match inspected {
        Ok((inspection, outside)) => show(arguments, (inspection, outside), begun.elapsed(), screen),
        Err(broken) => show_broken(arguments.reporting.format, &broken, screen),
    }
}

/// What was found in the folder, and elsewhere when that was asked for.
type Found = (Inspection, Option<Outside>);

fn inspect(arguments: &Arguments, request: &Request, bar: &Bar) -> Result<Found, Broken> {
    let mut inspection = pipeline::inspect(request, bar)?;
    let survey = inspection.survey.as_ref();
    inspection.diagnostics.extend(match survey.filter(|_| arguments.history) {
        Some(survey) => pipeline::history(&arguments.portfolio.folder, survey)?,
        None => Vec::from_iter(pipeline::depth(&arguments.portfolio.folder)),
    });
    let Some(survey) = survey.filter(|_| arguments.external) else { return Ok((inspection, None)) };
    let (looked_at, today) = ((&*request.folder, request.strict), day::today());
    let mut outside = pipeline::outside(looked_at, survey, today, Manners::default(), bar)?;
    // What says nothing is for those who want to know all of it.
    outside.diagnostics.retain(|found| {
        arguments.portfolio.verbose || arguments.reporting.format == Format::Json || found.code != UNCLEAR
    });
    inspection.diagnostics = together(&inspection.diagnostics, std::mem::take(&mut outside.diagnostics)).into_owned();
    Ok((inspection, Some(outside)))
}

fn show(arguments: &Arguments, (inspection, outside): Found, took: Duration, screen: &mut Screen<'_>) -> Exit {
    let has_errors = inspection.diagnostics.iter().any(|d| d.severity == Severity::Error);
    match arguments.reporting.format {
        Format::Human => {
            show_to_people(arguments, (&inspection, outside.as_ref()), took, screen);
            if let Some(outside) = outside.filter(|_| !arguments.portfolio.quiet) {
                screen.say(&outside::sentence(&outside));
            }
        }
        Format::Json => {
            if let Some(outside) = outside.filter(|_| !arguments.portfolio.quiet) {
                screen.say(&json::outside(&outside));
            }
            let Inspection { diagnostics, steps, .. } = inspection;
            let report = Report { diagnostics, site: None, changed: Vec::new(), steps };
            screen.say(&json::report(&report, took, arguments.portfolio.quiet));
        }
    }
    if has_errors { Exit::Mistakes } else { Exit::Clean }
}

fn show_to_people(
    arguments: &Arguments,
    (inspection, outside): (&Inspection, Option<&Outside>),
    took: Duration,
    screen: &mut Screen<'_>,
) {
    let is_shown = |d: &&Diagnostic| !arguments.portfolio.quiet || d.severity != Severity::Note;
    let shown: Vec<&Diagnostic> = inspection.diagnostics.iter().filter(is_shown).collect();
    let look = human::Look { colour: screen.has_colour(), fold: !arguments.portfolio.verbose };
    screen.report(&human::diagnostics(&shown, look));
    if let Some(tally) = human::tally(&shown) {
        screen.report(&format!("{tally}\n"));
    }
    if shown.iter().any(|d| d.severity == Severity::Error) {
        screen.report("not ready to be shared: mend the errors above\n");
    }
    if arguments.portfolio.verbose {
        screen.report(&summary::steps(&inspection.steps));
    }
    if !arguments.portfolio.quiet {
        screen.say(&sentence(inspection, outside, took));
    }
}

/// The sentence on what was looked at.
fn sentence(inspection: &Inspection, outside: Option<&Outside>, took: Duration) -> String {
    let files = human::counted(inspection.files, "file");
    let names = match inspection.children {
        0 => String::new(),
        1 => " for the names of 1 child".to_owned(),
        n => format!(" for the names of {n} children"),
    };
    let wrote = outside.filter(|outside| outside.has_kept).map(|_| format!(", wrote {RECORD}")).unwrap_or_default();
    // Without a class list that would be comfort that nobody has earned.
    let is_ready =
        inspection.children > 0 && inspection.diagnostics.iter().all(|found| found.severity != Severity::Error);
    let ready = if is_ready { ", found nothing that must be mended before you share it" } else { "" };
    format!("looked through {files}{names}{ready}{wrote}, in {:.2} s\n", took.as_secs_f64())
}
