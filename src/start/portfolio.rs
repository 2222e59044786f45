//! The files of a new portfolio: which there are, what stands in them, and the writing of those that are not there yet.

use chrono::NaiveDate;

use super::fill::fill;
use super::ground::Ground;
use super::paper;
use super::schemas::describe;
use super::settings::{self, Answers};
use crate::diag::Broken;

/// The program that the workflow installs.
#[derive(Clone, Copy, Debug)]
pub struct Program<'p> {
    /// Its version, as its tags bear it after `v`.
    pub version: &'p str,
    /// The address of its git repository; empty if it does not know it.
    pub repository: &'p str,
}

/// What became of the files of a new portfolio.
#[derive(Debug, Default)]
pub struct Started {
    /// Each of them, in order.
    pub files: Vec<StartedFile>,
    /// What the `.gitignore` that stood there does not keep out of git.
    pub unignored: Vec<&'static str>,
    /// What kept the others from being written.
    pub broken: Option<Broken>,
}

/// A file of a new portfolio.
#[derive(Debug, PartialEq, Eq)]
pub struct StartedFile {
    /// Relative to the folder.
    pub path: String,
    /// Whether it was made; otherwise something of its name stood there, and still does.
    pub made: bool,
}

const IGNORED: &str = include_str!("files/gitignore");

/// Where the workflow lies: nowhere else does the host look for it.
pub const WORKFLOW: &str = ".github/workflows/publish.yml";

/// What the README says where there is a workflow.
const PUBLISHING: &str = "
Each push to GitHub publishes the site, by `.github/workflows/publish.yml`. GitHub must be told once: Settings, Pages, Source: GitHub Actions.
";

/// What the README says where there is none, or one that cannot do its work yet.
const SENDING: &str = "
`throughline publish` puts the site on the web.
";

/// Makes what is not there yet of the files of a portfolio.
#[must_use]
pub fn portfolio(ground: &Ground, answers: &Answers, today: NaiveDate, program: Program<'_>) -> Started {
    let mut started = Started::default();
    if let Some(settings) = &ground.settings {
        started.files.push(StartedFile { path: settings.to_string(), made: false });
    }
    for (path, text) in files(ground, answers, today, program) {
        match paper::put(&ground.folder, &path, &text) {
            Ok(made) => started.files.push(StartedFile { path, made }),
            Err(broken) => {
                started.broken = Some(broken);
                break;
            }
        }
    }
    if started.broken.is_none() {
        started.broken = describe(&ground.folder).err();
    }
    // Told also when something later is in the way: it is what keeps names of children out of git.
    if started.files.iter().any(|file| file.path == ".gitignore") {
        let ignore = std::fs::read_to_string(ground.folder.join(".gitignore")).unwrap_or_default();
        started.unignored = unignored(&ignore);
    }
    started
}

/// The files that belong there, and their texts.
fn files(ground: &Ground, answers: &Answers, today: NaiveDate, program: Program<'_>) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut add = |path: &str, text: String| files.push((path.to_owned(), text));
    if ground.settings.is_none() {
        add("portfolio.yaml", settings::text(answers));
    }
    if !ground.has_texts {
        let is_built_there = ground.repository.is_none() && !program.repository.is_empty();
        let example = |text: &str| fill(text, |name| example_value(name, answers, is_built_there));
        let reflection = format!("reflections/{today}-a-first-reflection.md");
        add(&reflection, example(include_str!("files/reflection.md")));
        add("inquiries/talk-that-helps.md", example(include_str!("files/inquiry.md")));
        add("pages/about.md", example(include_str!("files/about.md")));
        add("README.md", example(include_str!("files/README.md")));
    }
    add(".gitignore", IGNORED.to_owned());
    if ground.repository.is_none() {
        add(WORKFLOW, workflow(program));
    }
    add(".vscode/settings.json", include_str!("files/settings.json").to_owned());
    add(".vscode/extensions.json", include_str!("files/extensions.json").to_owned());
    files
}

/// The examples are written in English, and say so in a portfolio of another language.
fn example_value(name: &str, answers: &Answers, is_built_there: bool) -> Option<String> {
    let is_english = answers.language.split(['-', '_']).next().is_some_and(|lang| lang.eq_ignore_ascii_case("en"));
    match name {
        "title" => Some(answers.title.clone()),
        "lang" if is_english => Some(String::new()),
        "lang" => Some("\nlang: en".to_owned()),
        "publishing" => Some(if is_built_there { PUBLISHING.to_owned() } else { SENDING.to_owned() }),
        _ => None,
    }
}

fn workflow(program: Program<'_>) -> String {
    fill(include_str!("files/publish.yml"), |name| match name {
        "version" => Some(program.version.to_owned()),
        "repository" => Some(program.repository.to_owned()),
        _ => None,
    })
}

/// The folders of ours that a `.gitignore` does not name, with or without slashes.
fn unignored(text: &str) -> Vec<&'static str> {
    let named: Vec<&str> = text.lines().map(|line| line.trim().trim_matches('/')).collect();
    let ours = IGNORED.lines().filter(|line| !line.starts_with('#'));
    ours.filter(|line| !named.contains(&line.trim_matches('/'))).collect()
}

#[cfg(test)]
mod tests {
    use super::{IGNORED, Program, unignored, workflow};

    #[test]
    fn what_is_not_kept_out_of_git_is_known() {
        assert_eq!(unignored(IGNORED), [""; 0]);
        assert_eq!(unignored(""), ["_site/", ".throughline/", "private/"]);
        assert_eq!(unignored("node_modules\n/_site\n  private\n#.throughline/\n"), [".throughline/"]);
    }

    #[test]
    fn the_workflow_names_the_program_and_keeps_the_hosts_own_braces() {
        let text = workflow(Program { version: "1.2.3", repository: "https://example.org/throughline" });
        assert!(text.contains("THROUGHLINE_VERSION: \"1.2.3\"\n"), "{text}");
        assert!(text.contains("THROUGHLINE_REPOSITORY: \"https://example.org/throughline\"\n"), "{text}");
        assert!(text.contains("${{ steps.pages.outputs.base_url }}"), "{text}");
    }

    #[test]
    fn the_editor_is_led_to_every_description() {
        let text = include_str!("files/settings.json");
        let bare: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let settings: serde_json::Value = serde_json::from_str(&bare).expect("it is JSON but for its remarks");
        let schemas = settings["yaml.schemas"].as_object().expect("they are named");
        let named: Vec<&str> = schemas.keys().map(String::as_str).collect();
        let expected = ["front-matter", "inquiry", "portfolio"];
        assert_eq!(named, expected.map(|name| format!("./.throughline/schemas/{name}.json")));
    }

    #[test]
    fn every_action_is_pinned_to_a_commit_and_says_its_version() {
        let text = workflow(Program { version: "1.2.3", repository: "" });
        let uses: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("uses: ")).collect();
        assert_eq!(uses.len(), 6);
        for action in uses {
            let (name, pin) = action.split_once('@').expect("a pin");
            let (commit, version) = pin.split_once(" # v").expect("a version behind it");
            assert!(name.starts_with("actions/"), "{action}");
            assert!(commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()), "{action}");
            assert_eq!(version.split('.').count(), 3, "{action}");
        }
    }
}
