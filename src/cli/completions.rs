//! `throughline completions SHELL`: a script for the shell.
//!
//! In: the shell's name. Out: the script, on the output stream.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Exit;
use super::screen::Screen;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The shell that is to complete
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  throughline completions bash > ~/.local/share/bash-completion/completions/throughline
  throughline completions zsh > ~/.zfunc/_throughline
  throughline completions fish > ~/.config/fish/completions/throughline.fish";

/// Prints the script.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    // Into memory first: the generator panics where its output is closed.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "throughline", &mut script);
    screen.say(&String::from_utf8_lossy(&script));
    Exit::Clean
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;
    use clap_complete::Shell;

    use super::{Arguments, Screen, run};

    #[test]
    fn every_shell_gets_a_script_that_knows_the_commands() {
        for shell in Shell::value_variants() {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            run(&Arguments { shell: *shell }, &mut Screen::to(&mut out, &mut err));
            let script = String::from_utf8(out).expect("text");
            assert!(script.contains("keep-going") && err.is_empty(), "{shell}");
        }
    }
}
