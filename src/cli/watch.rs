//! `throughline watch`: builds, and builds again whenever something in the folder changes.

use std::time::Instant;

use clap::Args;

use super::options::{Destination, Portfolio};
use super::progress::Bar;
use super::screen::Screen;
use super::telling::Telling;
use super::{Exit, day, listening};
use crate::diag;
use crate::pipeline::{Request, Silent, Workshop};
use crate::watch::{Doorbell, Knock};

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    destination: Destination,

    /// Build drafts too: publish such a site to nobody
    #[arg(long)]
    drafts: bool,

    /// Look at the folder again and again instead of waiting to be told of changes
    #[arg(long)]
    poll: bool,

    #[command(flatten)]
    portfolio: Portfolio,
}

const EXAMPLES: &str = "\
Examples:
  throughline watch                       build the portfolio in this folder at every save
  throughline watch --poll                the same on a network drive that tells of no changes

While there are errors the last good site stays as it is.";

/// Builds at every knock until Ctrl-C.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    let telling = arguments.portfolio.telling();
    let request = Request {
        folder: arguments.portfolio.folder.clone(),
        out: arguments.destination.out.clone(),
        drafts: arguments.drafts,
        today: day::today(),
        ..Request::default()
    };
    match listening::listen(&request.folder, &request.out(), arguments.poll) {
        Ok(doorbell) => {
            listening::tell(doorbell.listening(), &request.folder, screen);
            keep_building(Workshop::new(request), doorbell, telling, screen);
            Exit::Clean
        }
        Err(broken) => {
            telling.broken(&broken, screen);
            Exit::Broken
        }
    }
}

fn keep_building(mut workshop: Workshop, mut doorbell: Doorbell, telling: Telling, screen: &mut Screen<'_>) {
    let bar = Bar::new(screen.is_live() && !telling.quiet);
    let begun = Instant::now();
    let first = workshop.build(&bar);
    bar.clear();
    match first {
        Ok(Some(report)) => {
            telling.diagnostics(&diag::together(&report.diagnostics, workshop.private_in(&report.changed)), screen);
            telling.first(&report, begun.elapsed(), screen);
        }
        Ok(None) => {}
        Err(broken) => telling.broken(&broken, screen),
    }
    while let Some(knock) = doorbell.wait() {
        rebuild(&mut workshop, knock, telling, screen);
    }
}

fn rebuild(workshop: &mut Workshop, knock: Knock, telling: Telling, screen: &mut Screen<'_>) {
    if knock.lost {
        workshop.trust_nothing();
    }
    workshop.on(day::today());
    match workshop.build(&Silent) {
        Ok(Some(report)) => {
            telling
                .again()
                .diagnostics(&diag::together(&report.diagnostics, workshop.private_in(&report.changed)), screen);
            if let Some(site) = &report.site {
                telling.rebuild(&report.changed, site, &report.steps, knock.first.elapsed(), screen);
            }
        }
        Ok(None) => {}
        Err(broken) => telling.broken(&broken, screen),
    }
}
