//! `throughline init`: the files of a new portfolio, in a new folder or beside what is there.
//!
//! In: the arguments, and the answers of whoever sits at the terminal. Out: what was made, what was kept, and what to do next.

use std::path::PathBuf;

use clap::Args;

use super::questions::{self, Questions};
use super::screen::Screen;
use super::{Exit, day, refusal, summary};
use crate::diag::Diagnostic;
use crate::start::{self, Answers, Ground, Program, Started};

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder of the portfolio; it is made if it is not there
    #[arg(default_value = ".", hide_default_value = true)]
    folder: PathBuf,

    /// What the portfolio is called
    #[arg(long, value_parser = questions::words)]
    title: Option<String>,

    /// Your name
    #[arg(long, value_name = "NAME", value_parser = questions::words)]
    author: Option<String>,

    /// The address that the site will be published at, if you know it
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,

    /// The language that you write in, as a code: en, mi, fr
    #[arg(long, value_name = "CODE", value_parser = language)]
    language: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  throughline init my-portfolio           make a folder with a small portfolio in it
  throughline init                        make this folder one; texts that are here become part of it
  throughline init --author \"Ruth Merrin\" --language en-NZ

No file that is there already is changed. At a terminal you are asked for what no option says.";

/// The program that is running, which the workflow is to install.
const PROGRAM: Program<'static> =
    Program { version: env!("CARGO_PKG_VERSION"), repository: env!("CARGO_PKG_REPOSITORY") };

/// Begins a portfolio.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    let ground = match Ground::look(&arguments.folder) {
        Ok(ground) => ground,
        Err(refused) => return refusal::show(&refused, screen),
    };
    let answers = answers(arguments, &ground, &mut Questions::standard(), screen);
    let started = start::portfolio(&ground, &answers, day::today(), PROGRAM);
    tell(arguments, &ground, &started, screen);
    match &started.broken {
        Some(broken) => refusal::show_broken(broken, screen),
        None => {
            screen.say(&next(&ground));
            Exit::Clean
        }
    }
}

/// What was said by options, else at the terminal, else nothing special.
fn answers(arguments: &Arguments, ground: &Ground, questions: &mut Questions<'_>, screen: &mut Screen<'_>) -> Answers {
    let is_asked = questions.are_asked() && ground.settings.is_none();
    if is_asked {
        screen
            .report("At most four questions. Enter takes what stands in brackets; all of it can be changed later.\n\n");
    }
    let mut ask = |given: &Option<String>, key: &'static str, question: &str, ready: &str| {
        if given.is_some() || !is_asked {
            return given.clone();
        }
        questions.ask(&format!("{question} [{ready}]: "), |answer| start::mistake_in(key, answer), screen)
    };
    let title = ground.title();
    let answers = Answers {
        author: ask(&arguments.author, "author", "Your name, to stand under what you write", "none"),
        title: ask(&arguments.title, "title", "What the portfolio is called", &title).unwrap_or(title),
        base_url: ask(&arguments.base_url, "base_url", "Its address on the web, if you know it", "not known yet"),
        language: ask(&arguments.language, "language", "The language that you write in (en, mi, fr, ...)", "en")
            .unwrap_or_else(|| "en".to_owned()),
    };
    if is_asked {
        screen.report("\n");
    }
    answers
}

/// What became of each file, and what the author should know of it.
fn tell(arguments: &Arguments, ground: &Ground, started: &Started, screen: &mut Screen<'_>) {
    for file in &started.files {
        let path = summary::typed(&ground.folder.join(&file.path));
        screen.say(&match file.made {
            true => format!("made {path}\n"),
            false => format!("kept {path}, which was there already\n"),
        });
    }
    for found in remarks(arguments, ground, started) {
        screen.report("\n");
        screen.report(found.trim_end());
        screen.report("\n");
    }
}

fn remarks(arguments: &Arguments, ground: &Ground, started: &Started) -> Vec<String> {
    let mut remarks = Vec::new();
    let made = |path: &str| started.files.iter().any(|file| file.made && file.path == path);
    if ground.has_texts {
        remarks.push("The texts in this folder are the portfolio now, so no example was put among them.".to_owned());
    }
    if let (Some(settings), Some(unused)) = (&ground.settings, unused(arguments)) {
        remarks.push(format!("{settings} was left as it is: write {unused} there yourself."));
    }
    if !started.unignored.is_empty() {
        let lines = started.unignored.join("\n  ");
        remarks.push(format!("Add to .gitignore, so that git leaves them alone:\n  {lines}"));
    }
    if let Some(repository) = &ground.repository {
        let repository = summary::typed(repository);
        remarks.push(format!(
            "This folder lies in the git repository {repository}. The file that publishes a portfolio from GitHub works only at the top of a\n\
             repository, so it was left out."
        ));
    }
    if made(start::WORKFLOW) && PROGRAM.repository.is_empty() {
        remarks.push(
            "throughline publish makes the site on this machine and sends it to the web; nothing more is needed."
                .to_owned(),
        );
    }
    remarks
}

/// The settings that options said though they are settled already.
fn unused(arguments: &Arguments) -> Option<String> {
    let given = [
        ("title", &arguments.title),
        ("author", &arguments.author),
        ("base_url", &arguments.base_url),
        ("language", &arguments.language),
    ];
    let given: Vec<&str> = given.iter().filter(|(_, value)| value.is_some()).map(|(key, _)| *key).collect();
    (!given.is_empty()).then(|| given.join(", "))
}

/// What to do next, in lines to be typed.
fn next(ground: &Ground) -> String {
    let folder = summary::typed(&ground.folder);
    let go = if folder.is_empty() || folder == "." { String::new() } else { format!("  cd {folder}\n") };
    format!(
        "\nnext:\n{go}  throughline serve --open      see it in your browser while you write\n  \
         throughline new \"A title\"     begin a reflection\n  throughline doctor            what is needed to put it on the web\n"
    )
}

fn base_url(text: &str) -> Result<String, String> {
    right("base_url", text)
}

fn language(text: &str) -> Result<String, String> {
    right("language", text)
}

/// An answer that its key takes.
fn right(key: &str, text: &str) -> Result<String, String> {
    let answer = questions::words(text)?;
    match start::mistake_in(key, &answer) {
        None => Ok(answer),
        Some(Diagnostic { message, help: None, .. }) => Err(message),
        Some(Diagnostic { message, help: Some(help), .. }) => Err(format!("{message}: {help}")),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::Parser;

    use super::{Answers, Arguments, Ground, Questions, Screen, answers};

    #[derive(Debug, Parser)]
    struct Init {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn asked(options: &[&str], typed: &str, folder: &Path) -> (Answers, String) {
        let arguments = Init::parse_from([&["init"], options].concat()).arguments;
        let ground = Ground::look(folder).expect("a folder");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut questions = Questions::answered(typed.as_bytes());
        let answers = answers(&arguments, &ground, &mut questions, &mut Screen::to(&mut out, &mut err));
        (answers, String::from_utf8(err).expect("text"))
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn four_questions_are_asked_each_with_an_answer_that_enter_takes() {
        let folder = tempfile::tempdir().expect("a folder");
        let (answers, said) = asked(&[], "\n\n\n\n", &folder.path().join("my-work"));
        let expected = Answers { title: "My work".to_owned(), author: None, base_url: None, language: "en".to_owned() };
        assert_eq!(answers, expected);
        assert_eq!(
            said,
            "At most four questions. Enter takes what stands in brackets; all of it can be changed later.\n\n\
             Your name, to stand under what you write [none]: What the portfolio is called [My work]: \
             Its address on the web, if you know it [not known yet]: The language that you write in (en, mi, fr, ...) [en]: \n"
        );
    }

    #[test]
    fn an_option_is_an_answer_and_a_wrong_answer_is_asked_for_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let typed = "Ruth\nme.github.io\nhttps://me.github.io\nmi\n";
        let (answers, said) = asked(&["--title", "After"], typed, folder.path());
        let (author, base_url) = (some("Ruth"), some("https://me.github.io"));
        assert_eq!(answers, Answers { title: "After".to_owned(), author, base_url, language: "mi".to_owned() });
        let told = "error: this should be an address that begins with http:// or https://, not \"me.github.io\"\n  \
                    = help: write https:// before it: https://me.github.io\n";
        assert!(said.contains(told) && !said.contains("called"), "{said}");
    }

    #[test]
    fn nothing_is_asked_where_the_settings_are_there_already() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("portfolio.yaml"), "title: Mine\n").expect("written");
        let (answers, said) = asked(&[], "Ruth\n", folder.path());
        assert_eq!((answers.author, said.as_str()), (None, ""));
    }
}
