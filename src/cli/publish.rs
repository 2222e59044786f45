//! `throughline publish`: the site, or what it is made from, to the host.
//!
//! In: the arguments. Out: what is found on the way on the error stream; what went where, or would go, on the other.

use std::path::PathBuf;

use clap::Args;

use super::progress::Bar;
use super::screen::Screen;
use super::telling::Telling;
use super::{Exit, day, human, summary};
use crate::git::Changes;
use crate::hosting::{Host, Project};
use crate::publish::{self, Outline, Publication, Request, Stop, Way, counts};

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder of the portfolio
    #[arg(default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    /// Send the built site to the branch NAME, also where a workflow builds on the host
    #[arg(long, value_name = "NAME")]
    branch: Option<String>,

    /// Send it to the remote NAME, when git knows several
    #[arg(long, value_name = "NAME")]
    remote: Option<String>,

    /// Show what would be sent, and send nothing
    #[arg(long)]
    dry_run: bool,

    /// Print errors and warnings only
    #[arg(long, short)]
    quiet: bool,

    /// Print every message in full, and name every file
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
}

const EXAMPLES: &str = "\
Examples:
  throughline publish                     publish the portfolio in this folder
  throughline publish --dry-run           show what would be sent
  throughline publish --branch site       send the built site to a branch called site

Without a workflow that runs throughline the site is built here and sent to the branch gh-pages (pages on Codeberg).
With one, in .github/workflows, your files are committed and sent, and the host builds the site.
Drafts are not in the site. Nothing is sent when nothing has changed, or when there are errors in your files.

The exit code is 0 when all is published, 1 when there is something to mend first, 2 when the command was used
wrongly, 3 when the disk is full or closed.";

/// How many files are named unless all are asked for.
const NAMED: usize = 10;

/// Publishes, and tells how it ended.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    let telling = Telling { quiet: arguments.quiet, verbose: arguments.verbose };
    match publish(arguments, telling, screen) {
        Ok(exit) => exit,
        Err(Stop::Mistakes(found)) => {
            telling.diagnostics(&found, screen);
            screen.report("nothing was published\n");
            Exit::Mistakes
        }
        Err(Stop::Broken(broken)) => {
            telling.broken(&broken, screen);
            screen.report("nothing was published\n");
            Exit::Broken
        }
    }
}

fn publish(arguments: &Arguments, telling: Telling, screen: &mut Screen<'_>) -> Result<Exit, Stop> {
    let mut publication = publish::begin(&Request {
        folder: arguments.folder.clone(),
        today: day::today(),
        remote: arguments.remote.clone(),
        branch: arguments.branch.clone(),
    })?;
    let Some(built) = examine(&mut publication, arguments, telling, screen)? else { return Ok(Exit::Mistakes) };
    let left_out = summary::left_out(built.report.site.as_ref().map_or(0, |site| site.drafts));
    let plan = publication.plan(built)?;
    if arguments.dry_run {
        screen.say(&format!("{}{left_out}", would_go(&plan.outline, arguments.verbose)));
        return Ok(Exit::Clean);
    }
    if screen.is_live() && !arguments.quiet && !plan.outline.is_nothing() {
        screen.report(&format!("sending to {} ...\n", human::visible(&plan.outline.remote.url)));
    }
    let outline = plan.carry_out()?;
    if !arguments.quiet {
        screen.say(&format!("{}{left_out}", went(&outline)));
    }
    Ok(Exit::Clean)
}

/// All that must be in order before anything is published; `None`, and all told, if something is not.
fn examine(
    publication: &mut Publication,
    arguments: &Arguments,
    telling: Telling,
    screen: &mut Screen<'_>,
) -> Result<Option<publish::Built>, Stop> {
    let bar = Bar::new(screen.is_live() && !arguments.quiet);
    let built = publication.build(&bar);
    bar.clear();
    let built = built?;
    let mut found = publication.concerns()?;
    found.extend(publication.remarks());
    found.extend(built.report.diagnostics.iter().cloned());
    let (errors, _) = telling.diagnostics(&found, screen);
    if errors > 0 {
        screen.report("nothing was published: mend the errors above and publish again\n");
        return Ok(None);
    }
    Ok(Some(built))
}

/// What a dry run says.
fn would_go(outline: &Outline, all: bool) -> String {
    if outline.is_nothing() {
        return nothing(outline);
    }
    let what = match &outline.way {
        Way::Site => "the site would be sent".to_owned(),
        Way::Sources { commit: Some(commit), .. } => {
            format!("your files would be committed as \"{}\" and sent", human::visible(commit))
        }
        Way::Sources { commit: None, .. } => "what you have committed would be sent".to_owned(),
    };
    let (place, files) = (place(outline), files(&outline.changes, all));
    format!("{what} to {place}\n{files}{}nothing was sent: this is a dry run\n", hooks(outline))
}

fn nothing(outline: &Outline) -> String {
    format!("nothing to publish: {} has all of it already\n{}", place(outline), rebuild(outline))
}

/// What the host built before a consent ended, it builds without the picture when it is told to.
fn rebuild(outline: &Outline) -> String {
    match (&outline.way, &outline.project) {
        (Way::Sources { .. }, Some(project)) if outline.has_ended_consents => format!(
            "the site on the host may still show a picture whose consent has ended: open {}/actions, choose the workflow on the left, \
             and press \"Run workflow\"\n",
            project.page()
        ),
        _ => String::new(),
    }
}

fn place(outline: &Outline) -> String {
    let whole = outline.project.as_ref().map_or_else(|| outline.remote.url.clone(), Project::page);
    format!("the branch \"{}\" of {}", human::visible(&outline.branch), human::visible(&whole))
}

/// The files that differ, a line each.
fn files(changes: &Changes, all: bool) -> String {
    let kinds = [("new", &changes.new), ("changed", &changes.changed), ("gone", &changes.gone)];
    kinds.iter().map(|(what, paths)| of_kind(what, paths, all)).collect()
}

fn of_kind(what: &str, paths: &[String], all: bool) -> String {
    let named = if all { paths.len() } else { NAMED };
    let mut text: String =
        paths.iter().take(named).map(|path| format!("  {what:<8} {}\n", human::visible(path))).collect();
    if paths.len() > named {
        text.push_str(&format!("  {what:<8} ... and {} more: --verbose names all\n", paths.len() - named));
    }
    text
}

/// What is said when all is done: what went where, and what happens next.
fn went(outline: &Outline) -> String {
    if outline.is_nothing() {
        return nothing(outline);
    }
    let what = match &outline.way {
        Way::Site => format!("published to {}: {}\n", place(outline), counts(&outline.changes)),
        Way::Sources { commit: Some(commit), .. } => {
            let counts = counts(&outline.changes);
            format!("committed \"{}\" ({counts}), and sent it to {}\n", human::visible(commit), place(outline))
        }
        Way::Sources { commit: None, .. } => format!("sent what you had committed to {}\n", place(outline)),
    };
    format!("{what}{}{}{}", hooks(outline), first_time(outline), next(outline))
}

/// Which of the author's own programs a commit passes over.
fn hooks(outline: &Outline) -> String {
    let named = match outline.hooks.as_slice() {
        [] => return String::new(),
        [hook] => format!("the hook {hook}"),
        hooks => format!("the hooks {}", hooks.join(" and ")),
    };
    format!(
        "publish commits without {named}, which you have here: to have that done, type git commit before you publish\n"
    )
}

/// What to do once, so that the host shows it.
fn first_time(outline: &Outline) -> String {
    if !outline.is_first {
        return String::new();
    }
    let Some(project) = &outline.project else {
        return "the help of that host says how it is shown as a website\n".to_owned();
    };
    match project.host {
        Host::GitHub => github(project, outline),
        host => format!(
            "\nthe first time, {} must be told to show it: {} says how, and the settings are at\n  {}\n",
            host.name(),
            host.manual(),
            project.settings()
        ),
    }
}

fn github(project: &Project, outline: &Outline) -> String {
    let settings = project.settings();
    let clicks = match outline.way {
        Way::Site => format!(
            "  1. open {settings} and choose {} under \"Branch\"\n  2. press \"Save\"\n",
            human::visible(&outline.branch)
        ),
        Way::Sources { .. } => format!(
            "  1. open {settings} and choose \"GitHub Actions\" under \"Source\"\n  \
             2. open {}/actions, the newest line, and press \"Re-run all jobs\" if it is red\n",
            project.page()
        ),
    };
    format!(
        "\nthe first time, GitHub must be told to show it:\n{clicks}\
         (with a free account it shows only repositories that everyone may see)\n\n"
    )
}

/// What the host does now.
fn next(outline: &Outline) -> String {
    let builds = match (&outline.way, &outline.project) {
        (Way::Site, _) => String::new(),
        (Way::Sources { .. }, Some(project)) => {
            format!("{} builds the site now: {}/actions shows how far it is\n", project.host.name(), project.page())
        }
        (Way::Sources { .. }, None) => "the host builds the site now\n".to_owned(),
    };
    match &outline.address {
        Some(address) => format!("{builds}in a minute or two it stands at {}\n", human::visible(address)),
        None => builds,
    }
}
