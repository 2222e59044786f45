//! `throughline man`: the manual, as the pages that `man` shows.

use clap::{Args, CommandFactory};

use super::Exit;
use super::screen::Screen;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The command that the page is about; the whole program without
    command: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  throughline man | man -l -
  throughline man build > throughline-build.1";

/// Prints a page.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    match page(arguments.command.as_deref()) {
        Some(page) => {
            screen.say(&page);
            Exit::Clean
        }
        None => {
            let named = arguments.command.as_deref().unwrap_or_default();
            screen.report(&format!("error: there is no command {named:?}; throughline --help names them all\n"));
            Exit::Mistakes
        }
    }
}

/// The page of a command; `None` if there is no such command.
fn page(named: Option<&str>) -> Option<String> {
    let mut whole = super::Arguments::command().disable_help_subcommand(true);
    whole.build();
    let command = match named {
        None => whole,
        Some(named) => whole.find_subcommand(named)?.clone(),
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).ok()?;
    Some(String::from_utf8_lossy(&page).into_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::page;

    #[test]
    fn every_command_has_a_page_with_its_options() {
        let whole = page(None).expect("the program has a page");
        for command in super::super::Arguments::command().get_subcommands() {
            let name = command.get_name();
            let of_command = page(Some(name)).unwrap_or_else(|| panic!("{name} has no page"));
            assert!(of_command.starts_with(".ie") || of_command.starts_with(".TH"), "{of_command}");
            assert!(of_command.contains(&format!("throughline\\-{name}")), "{name}: {of_command}");
            assert!(whole.contains(&format!("throughline\\-{name}(1)")), "{name}");
            for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
                assert!(of_command.contains(&option.replace('-', "\\-")), "{name} --{option}");
            }
        }
        assert_eq!(page(Some("bild")), None);
    }
}
