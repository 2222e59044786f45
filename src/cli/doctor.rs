//! `throughline doctor`: whether all is as publishing needs it.
//!
//! In: the arguments. Out: an answer a line, and below each "no" what mends it.

use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::human::{counted, visible};
use super::screen::Screen;
use super::telling::Telling;
use crate::doctor::{self, Answer, Finding};

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder of the portfolio
    #[arg(default_value = ".", hide_default_value = true)]
    folder: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  throughline doctor                      look at the portfolio in this folder

Each line begins with yes, with no, or with -- where there is nothing to mend. Below a no stands what mends it.
Nothing is changed, and no host is asked.

The exit code is 0 when all is well, 1 when there is a no, 2 when the command was used wrongly, 3 when the disk is
full or closed.";

/// Looks, and tells what was found.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    let telling = Telling { quiet: false, verbose: false };
    let examined = match doctor::examine(&arguments.folder) {
        Ok(examined) => examined,
        Err(broken) => {
            telling.broken(&broken, screen);
            return Exit::Broken;
        }
    };
    telling.diagnostics(&examined.diagnostics, screen);
    let Some(findings) = examined.value else { return Exit::Mistakes };
    screen.say(&findings.iter().map(line).collect::<String>());
    match findings.iter().filter(|finding| finding.answer == Answer::No).count() {
        0 => {
            screen.say("all is well here; whether the host lets you in shows when you publish\n");
            Exit::Clean
        }
        count => {
            screen.say(&format!("{} to mend\n", counted(count, "thing")));
            Exit::Mistakes
        }
    }
}

fn line(finding: &Finding) -> String {
    let answer = match finding.answer {
        Answer::Yes => "yes",
        Answer::No => "no",
        Answer::Remark => "--",
    };
    let lines = finding.sentence.lines().chain(finding.remedy.iter().flat_map(|remedy| remedy.lines()));
    let first_of_remedy = finding.sentence.lines().count();
    let shown = lines.enumerate().map(|(number, line)| match number {
        0 => format!("{answer:<4} {}\n", visible(line)),
        _ if number == first_of_remedy => format!("     help: {}\n", visible(line)),
        _ if number > first_of_remedy => format!("           {}\n", visible(line)),
        _ => format!("     {}\n", visible(line)),
    });
    shown.collect()
}
