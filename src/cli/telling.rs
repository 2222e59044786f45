//! What commands that go on and on say: each rebuild in one line, each mistake as `build` tells it.

use std::sync::Arc;
use std::time::Duration;

use super::human;
use super::screen::Screen;
use super::summary;
use crate::diag::{Broken, Diagnostic, Severity};
use crate::pipeline::{Report, Step, Summary};

/// How much is said.
#[derive(Clone, Copy, Debug)]
pub(super) struct Telling {
    /// Errors and warnings only.
    pub quiet: bool,
    /// Every message in full, and how long each step took.
    pub verbose: bool,
}

impl Telling {
    /// For what is found again and again: remarks are told once, by the first build.
    pub(super) fn again(self) -> Self {
        Self { quiet: true, ..self }
    }

    /// Tells what was found; gives the number of errors, and all of it as plain text.
    pub(super) fn diagnostics(self, found: &[Diagnostic], screen: &mut Screen<'_>) -> (usize, String) {
        let shown: Vec<&Diagnostic> = found.iter().filter(|d| !self.quiet || d.severity != Severity::Note).collect();
        let look = human::Look { colour: screen.has_colour(), fold: !self.verbose };
        screen.report(&human::diagnostics(&shown, look));
        if let Some(tally) = human::tally(&shown) {
            screen.report(&format!("{tally}\n"));
        }
        let errors: Vec<&Diagnostic> = found.iter().filter(|d| d.severity == Severity::Error).collect();
        let plain = human::diagnostics(&errors, human::Look { colour: false, fold: true });
        (errors.len(), plain)
    }

    /// Tells one rebuild in one line, and its steps when asked.
    pub(super) fn rebuild(
        self,
        changed: &[Arc<str>],
        site: &Summary,
        steps: &[Step],
        took: Duration,
        screen: &mut Screen<'_>,
    ) {
        if !self.quiet {
            screen.say(&format!("{}\n", line(changed, site, took)));
        }
        self.steps(steps, screen);
    }

    /// Tells how long each step took, when asked.
    pub(super) fn steps(self, steps: &[Step], screen: &mut Screen<'_>) {
        if self.verbose {
            screen.report(&summary::steps(steps));
        }
    }

    /// Tells a build of which everything may be new.
    pub(super) fn first(self, report: &Report, took: Duration, screen: &mut Screen<'_>) {
        self.steps(&report.steps, screen);
        if let Some(site) = report.site.as_ref().filter(|_| !self.quiet) {
            screen.say(&summary::sentence(site, took));
        }
    }

    /// Tells that the world is broken; the program goes on, since that may be mended too.
    pub(super) fn broken(self, broken: &Broken, screen: &mut Screen<'_>) {
        screen.report(&format!("error: {broken}\n"));
    }
}

/// `2026-03-11-talk.md: 3 of 214 pages rendered, 3 written, in 0.02 s`
fn line(changed: &[Arc<str>], site: &Summary, took: Duration) -> String {
    let name = |path: &Arc<str>| human::visible(path.rsplit('/').next().unwrap_or(path));
    let what = match changed {
        [] => "theme, settings or pictures".to_owned(),
        [one] => name(one),
        [first, rest @ ..] => format!("{} and {} more", name(first), rest.len()),
    };
    let deleted = match site.deleted {
        0 => String::new(),
        n => format!(", {n} deleted"),
    };
    format!(
        "{what}: {} of {} rendered, {} written{deleted}, in {:.2} s",
        site.rendered,
        human::counted(site.pages, "page"),
        site.written,
        took.as_secs_f64()
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::{Summary, line};

    #[test]
    fn a_rebuild_is_told_in_one_line() {
        let site = Summary {
            out: "_site".into(),
            pages: 214,
            reflections: 38,
            rendered: 3,
            written: 2,
            unchanged: 212,
            deleted: 0,
            drafts: 0,
        };
        let took = Duration::from_millis(23);
        let path = |path: &str| Arc::<str>::from(path);
        let one = line(&[path("reflections/2026-03-11-talk.md")], &site, took);
        assert_eq!(one, "2026-03-11-talk.md: 3 of 214 pages rendered, 2 written, in 0.02 s");
        let gone = Summary { deleted: 4, ..site };
        let two = line(&[path("a.md"), path("b.md")], &gone, took);
        assert_eq!(two, "a.md and 1 more: 3 of 214 pages rendered, 2 written, 4 deleted, in 0.02 s");
        assert!(line(&[], &gone, took).starts_with("theme, settings or pictures: "));
    }
}
