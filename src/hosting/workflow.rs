//! What the text of a workflow says, as far as publishing must know it. Pure, and by lines: whoever may write YAML in any way may
//! write a workflow so too, and nothing here decides more than what is told to the author.

use std::cmp::Ordering;

/// The name by which a workflow pins the program.
const PIN: &str = "THROUGHLINE_VERSION";

/// The name by which it says where the program comes from.
const SOURCE: &str = "THROUGHLINE_REPOSITORY";

/// How a workflow's pinned version stands to another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Age {
    /// Both pin the same one.
    Current,
    /// It pins this older one.
    Older(String),
    /// It pins this newer one.
    Newer(String),
    /// It pins none.
    Unpinned,
}

/// Whether a workflow runs this program: some line names it, comments aside.
fn is_ours(text: &str) -> bool {
    text.lines().any(|line| without_comment(line).to_ascii_lowercase().contains("throughline"))
}

/// Of these workflows, each with its path, the one by which this program publishes: it speaks of pages, or is the first that runs the program.
#[must_use]
pub fn ours(workflows: Vec<(String, String)>) -> Option<(String, String)> {
    let mut ours: Vec<(String, String)> = workflows.into_iter().filter(|(_, text)| is_ours(text)).collect();
    let publishing = ours.iter().position(|(_, text)| text.contains("pages")).unwrap_or(0);
    (publishing < ours.len()).then(|| ours.swap_remove(publishing))
}

/// The version that a workflow pins; `None` if it pins none.
#[must_use]
pub fn version(text: &str) -> Option<&str> {
    let mut values = values(text, PIN).map(|value| value.trim_start_matches('v'));
    values.find(|value| value.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a workflow can install the program: not while it leaves open where that comes from.
#[must_use]
pub fn is_ready(text: &str) -> bool {
    values(text, SOURCE).all(|value| !value.is_empty())
}

/// What is said of a name, wherever it is.
fn values<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    text.lines().filter_map(move |line| {
        let (_, after) = without_comment(line).split_once(name)?;
        let value = after.trim_start().strip_prefix([':', '='])?;
        Some(value.trim().trim_matches(['"', '\'']))
    })
}

/// How the workflow that was `found` stands to `ours`, which pins a version.
#[must_use]
pub fn compare(found: &str, ours: &str) -> Age {
    let (Some(found), Some(ours)) = (version(found), version(ours)) else { return Age::Unpinned };
    match numbers(found).cmp(&numbers(ours)) {
        Ordering::Equal => Age::Current,
        Ordering::Less => Age::Older(found.to_owned()),
        Ordering::Greater => Age::Newer(found.to_owned()),
    }
}

/// The line by which a workflow of this very program pins it.
#[must_use]
pub fn pin() -> String {
    format!("{PIN}: \"{}\"", env!("CARGO_PKG_VERSION"))
}

/// Whether a push to `branch` starts the workflow, as far as its lines tell: it names no branches, or this one, or some by a pattern.
#[must_use]
pub fn heeds(text: &str, branch: &str) -> bool {
    let mut lines = text.lines().map(|line| without_comment(line).trim());
    let Some(inline) = lines.find_map(|line| line.strip_prefix("branches:")) else { return true };
    let listed = lines.map_while(|line| line.strip_prefix("- "));
    let names = inline.trim().trim_matches(['[', ']']).split(',').chain(listed);
    let mut names = names.map(|name| name.trim().trim_matches(['"', '\'']));
    names.any(|name| name == branch || name.contains(['*', '$']))
}

/// Whether the workflow builds from the main branch of the host alone, whatever that is called.
#[must_use]
pub fn wants_main_branch(text: &str) -> bool {
    text.lines().any(|line| without_comment(line).contains("default_branch"))
}

fn without_comment(line: &str) -> &str {
    match line.trim_start().starts_with('#') {
        true => "",
        false => line.split(" #").next().unwrap_or(line),
    }
}

fn numbers(version: &str) -> Vec<u64> {
    version.split(|c: char| !c.is_ascii_digit()).map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Age, compare, heeds, is_ours, is_ready, ours, pin, version, wants_main_branch};

    #[test]
    fn a_workflow_that_runs_the_program_is_known_by_its_lines() {
        assert!(is_ours("steps:\n  - run: throughline build\n"));
        assert!(is_ours("env:\n  THROUGHLINE_VERSION: 0.1.0\n"));
        assert!(!is_ours("# not throughline\nsteps:\n  - run: hugo # or throughline\n"));
    }

    #[test]
    fn the_workflow_that_publishes_goes_before_one_that_checks() {
        let workflow = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let [other, check, publish] = [
            workflow("a.yml", "run: hugo # pages"),
            workflow("check.yml", "run: throughline check"),
            workflow("publish.yml", "run: throughline build\nuses: actions/deploy-pages"),
        ];
        assert_eq!(ours(vec![other.clone(), check.clone(), publish.clone()]), Some(publish));
        assert_eq!(ours(vec![other.clone(), check.clone()]), Some(check));
        assert_eq!(ours(vec![other]), None);
    }

    #[test]
    fn a_workflow_is_ready_once_it_knows_where_the_program_comes_from() {
        assert!(is_ready("run: throughline build"), "it has a way of its own");
        assert!(is_ready("  THROUGHLINE_REPOSITORY: \"https://example.org/throughline\" # ours\n"));
        assert!(is_ready("if [ -z \"$THROUGHLINE_REPOSITORY\" ]; then"));
        for open in ["THROUGHLINE_REPOSITORY: \"\"\n", "  THROUGHLINE_REPOSITORY:\n", "THROUGHLINE_REPOSITORY=''"] {
            assert!(!is_ready(open), "{open}");
        }
    }

    #[test]
    fn the_pinned_version_is_read_however_it_is_quoted() {
        for text in [
            "A: b\n  THROUGHLINE_VERSION: 0.1.0\n",
            "THROUGHLINE_VERSION: \"v0.1.0\" # ours",
            "THROUGHLINE_VERSION='0.1.0'",
        ] {
            assert_eq!(version(text), Some("0.1.0"), "{text}");
        }
        assert_eq!(version("run: echo ${{ env.THROUGHLINE_VERSION }}\n# THROUGHLINE_VERSION: 9\n"), None);
        assert_eq!(version(&pin()), Some(env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        let ours = "THROUGHLINE_VERSION: 0.10.0";
        let cases = [
            ("THROUGHLINE_VERSION: 0.10.0", Age::Current),
            ("THROUGHLINE_VERSION: 0.9.2", Age::Older("0.9.2".to_owned())),
            ("THROUGHLINE_VERSION: 1.0.0", Age::Newer("1.0.0".to_owned())),
            ("run: throughline", Age::Unpinned),
        ];
        for (found, expected) in cases {
            assert_eq!(compare(found, ours), expected, "{found}");
        }
    }

    #[test]
    fn a_workflow_may_want_the_main_branch() {
        assert!(wants_main_branch("if: github.ref_name == github.event.repository.default_branch\n"));
        assert!(!wants_main_branch("on: push # not default_branch\n"));
    }

    #[test]
    fn the_branches_that_start_it_are_read_in_both_forms() {
        let cases = [
            ("on: push\n", true),
            ("on:\n  push:\n    branches: [main, \"trunk\"]\n", true),
            ("on:\n  push:\n    branches: [master]\n", false),
            ("on:\n  push:\n    branches:\n      - main\n  workflow_dispatch:\n", true),
            ("on:\n  push:\n    branches:\n      - master\n    # main\n", false),
            ("on:\n  push:\n    branches: ['**']\n", true),
        ];
        for (text, expected) in cases {
            assert_eq!(heeds(text, "main"), expected, "{text}");
        }
    }
}
