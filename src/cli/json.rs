//! The report for editors: one JSON object a line. The order of the fields is part of the format, and so is every name.
//!
//! A diagnostic: `kind` ("diagnostic"), `severity` ("error", "warning", "note"), `code`, `message`, `path`, `line`,
//! `column`, `width`, `source`, `help`. What is missing is `null`; lines and columns count from 1, columns and widths in
//! characters. The last object: `kind` ("summary"), `errors`, `warnings`, `notes`, `seconds`, `site`, which is `null` when
//! nothing was written and else holds `out`, `pages`, `reflections`, `written`, `unchanged`, `deleted`.
//! The first object, of `check --external`: `kind` ("outside"), `addresses`, `hosts`, `alive`, `gone`, `waiting`, `unclear`, `offline`.
//! A build that broke off gives one object: `kind` ("broken"), `act`, `path`, `cause`.

use std::time::Duration;

use serde::Serialize;

use crate::diag::{Broken, Diagnostic, Severity};
use crate::pipeline::{Outside, Report, Summary};

#[derive(Serialize)]
struct DiagnosticLine<'a> {
    kind: &'static str,
    severity: Severity,
    code: &'a str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    width: Option<u32>,
    source: Option<&'a str>,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct SummaryLine {
    kind: &'static str,
    errors: usize,
    warnings: usize,
    notes: usize,
    seconds: f64,
    site: Option<Site>,
}

#[derive(Serialize)]
struct Site {
    out: String,
    pages: usize,
    reflections: usize,
    written: usize,
    unchanged: usize,
    deleted: usize,
}

#[derive(Serialize)]
struct OutsideLine {
    kind: &'static str,
    addresses: usize,
    hosts: usize,
    alive: usize,
    gone: usize,
    waiting: usize,
    unclear: usize,
    offline: bool,
}

#[derive(Serialize)]
struct BrokenLine<'a> {
    kind: &'static str,
    act: &'a str,
    path: &'a str,
    cause: &'a str,
}

/// The lines of a report; with `quiet` errors and warnings alone.
pub(super) fn report(report: &Report, took: Duration, quiet: bool) -> String {
    let shown = report.diagnostics.iter().filter(|d| !quiet || d.severity != Severity::Note);
    let mut text: String = shown.map(|d| line(&diagnostic(d))).collect();
    if !quiet {
        text.push_str(&line(&summary(report, took)));
    }
    text
}

/// The line on links that lead elsewhere.
pub(super) fn outside(outside: &Outside) -> String {
    let Outside { addresses, hosts, alive, gone, waiting, unclear, is_offline: offline, .. } = *outside;
    line(&OutsideLine { kind: "outside", addresses, hosts, alive, gone, waiting, unclear, offline })
}

/// The line of a build that broke off.
pub(super) fn broken(broken: &Broken, cause: &str) -> String {
    line(&BrokenLine { kind: "broken", act: broken.act, path: &broken.path, cause })
}

fn line(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string(value).expect("these types hold nothing that JSON cannot");
    text.push('\n');
    text
}

fn diagnostic(d: &Diagnostic) -> DiagnosticLine<'_> {
    let placed = d.place.line > 0;
    DiagnosticLine {
        kind: "diagnostic",
        severity: d.severity,
        code: d.code,
        message: &d.message,
        path: d.path.as_deref(),
        line: placed.then_some(d.place.line),
        column: placed.then_some(d.place.column.max(1)),
        width: placed.then_some(d.place.width.max(1)),
        source: placed.then_some(&d.source_line),
        help: d.help.as_deref(),
    }
}

fn summary(report: &Report, took: Duration) -> SummaryLine {
    let count = |severity| report.diagnostics.iter().filter(|d| d.severity == severity).count();
    SummaryLine {
        kind: "summary",
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        seconds: (took.as_secs_f64() * 1000.0).round() / 1000.0,
        site: report.site.as_ref().map(site),
    }
}

fn site(site: &Summary) -> Site {
    Site {
        out: site.out.display().to_string(),
        pages: site.pages,
        reflections: site.reflections,
        written: site.written,
        unchanged: site.unchanged,
        deleted: site.deleted,
    }
}
