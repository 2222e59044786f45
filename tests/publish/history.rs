//! What `check --history` says of a repository whose earlier versions show what its files do not.

use crate::stage::Stage;

/// What is said of the history: all but what is said of the files as they are now.
fn said(stage: &Stage, words: &[&str]) -> String {
    let all = stage.said(&[&["check", "--history", "--quiet"], words].concat());
    all.lines().filter(|line| !line.starts_with("looked through")).map(|line| format!("{line}\n")).collect()
}

/// Commits everything, ignored or not, on the day that is given.
fn commit(stage: &Stage, day: &str) {
    stage.git("p", &["add", "-A", "-f", "."]);
    let date = format!("--date={day}T12:00:00Z");
    stage.git("p", &["commit", "-q", "-m", "More", &date]);
}

/// Figures that differ from run to run, blotted out.
fn blotted(said: &str) -> String {
    let mut blotted = String::new();
    for line in said.lines() {
        let line = match line.split_once(" since ") {
            Some((before, _)) => format!("{before} since DAY, commit ID"),
            None => line.to_owned(),
        };
        blotted.push_str(&line);
        blotted.push('\n');
    }
    blotted
}

const SEEN: &str = "note: whoever can see a repository can see its whole history: what was taken out of a file is still there
  = help: before the repository is public, begin a new one with the files as they are now; of one that is public already, make it private \
          first, then ask somebody who knows git (git filter-repo)

";

#[test]
fn what_was_taken_out_still_stands_in_the_history() {
    let stage = Stage::new();
    stage.put("p/private/names.txt", "Aroha Ngata\nTom\n");
    stage.put("p/reflections/2026-03-18-the-eel.md", "# The eel\n\nAroha saw it first, then Tom.\n");
    stage.put("p/reflections/2026-03-19-gone.md", "# Gone\n\nTom again.\n");
    commit(&stage, "2026-03-18");
    stage.put("p/reflections/2026-03-18-the-eel.md", "# The eel\n\nA. saw it first, then Tom.\n");
    stage.delete("p/reflections/2026-03-19-gone.md");
    stage.git("p", &["rm", "-q", "--cached", "private/names.txt"]);
    let said = blotted(&said(&stage, &[]));
    let parts = [
        "error: this file is only for you, and stands in the history since DAY, commit ID\n --> private/names.txt\n",
        "error: \"Aroha\", a name on your class list, stands in the history of this file since DAY, commit ID\n --> reflections/2026-03-18-the-eel.md\n",
        "error: \"Tom\", a name on your class list, stands in the history of this file since DAY, commit ID\n --> reflections/2026-03-19-gone.md\n",
    ];
    for part in parts {
        assert_eq!(said.matches(part).count(), 1, "{part}\n{said}");
    }
    // Where a file shows a name now, that is told of the file.
    assert!(
        said.contains("\"Tom\" is a name on your class list\n --> reflections/2026-03-18-the-eel.md:3:23"),
        "{said}"
    );
    assert_eq!(said.matches("in the history").count(), 3, "{said}");
}

#[test]
fn the_history_is_said_to_be_seen_where_something_stands_in_it() {
    let stage = Stage::new();
    stage.put("p/private/names.txt", "Aroha\n");
    stage.put(
        "p/reflections/2026-03-18-the-eel.md",
        "---\ntitle: The eel\nsummary: Wet.\ninquiry: water\n---\nAroha saw it.\n",
    );
    commit(&stage, "2026-03-18");
    stage.put("p/private/agreed.txt", "reflections/2026-03-18-the-eel.md: Aroha\n");
    stage.git("p", &["rm", "-q", "--cached", "private/names.txt"]);
    stage.git("p", &["commit", "-q", "-m", "Less"]);
    let told = stage.said(&["check", "--history"]);
    assert!(told.contains(SEEN) && told.contains("private/names.txt") && !told.contains("\"Aroha\""), "{told}");
}

#[test]
fn a_clean_history_and_none_at_all() {
    let stage = Stage::new();
    stage.put("p/private/names.txt", "Aroha\n");
    stage.put("p/.gitignore", "private/\n_site/\n.throughline/\n");
    stage.git("p", &["add", "."]);
    stage.git("p", &["commit", "-q", "-m", "All"]);
    assert_eq!(said(&stage, &[]), "exit code 0\n");
    stage.git(".", &["clone", "-q", "--depth", "1", &format!("file://{}", stage.at("p").display()), "short"]);
    stage.put("short/private/names.txt", "Aroha\n");
    let shallow = "warning: only the latest part of the history is on this machine, and only that was looked through\n  = help: git fetch --unshallow; in a workflow, write fetch-depth: 0 below the step actions/checkout\n";
    let told = said(&stage, &["../short"]);
    assert!(told.contains(shallow), "{told}");
    let note = "note: only the latest part of the history is on this machine: no day of a text comes from it, since days stand in your files, but \
                neither it nor --history can tell what stood in them before\n";
    let told = stage.said(&["check", "../short"]);
    assert_eq!(told.matches(note).count(), 1, "{told}");
    assert!(!stage.said(&["check"]).contains("history"), "a whole clone is not told");
    stage.put("bare/reflections/2026-03-11-x.md", "Words.\n");
    let told = said(&stage, &["../bare"]);
    assert!(told.contains("error: this folder is not in a git repository\n"), "{told}");
}

#[test]
fn what_is_agreed_for_a_text_is_agreed_for_the_pages_that_were_made_of_it() {
    let stage = Stage::new();
    stage.put("p/.gitignore", "private/\n_site/\n.throughline/\n");
    stage.put("p/private/names.txt", "Aroha\nTom\n");
    stage.put("p/private/agreed.txt", "reflections/2026-03-18-the-eel.md: Aroha\n");
    stage.put("p/reflections/2026-03-18-the-eel.md", "# The eel\n\nAroha saw it first.\n");
    stage.git("p", &["add", "."]);
    stage.git("p", &["commit", "-q", "-m", "All"]);
    let published = stage.said(&["publish", "--branch", "gh-pages"]);
    assert!(published.starts_with("published"), "{published}");
    assert_eq!(said(&stage, &[]), "exit code 0\n");
}

#[test]
fn names_in_commits_branches_and_tags_are_told_but_not_the_authors_own() {
    let stage = Stage::new();
    stage.put("p/.gitignore", "private/\n_site/\n.throughline/\n");
    stage.put("p/portfolio.yaml", "title: Room 6\nauthor: Tom Low\nbase_url: https://me.github.io/portfolio/\n");
    stage.put("p/private/names.txt", "Aroha Ngata\nTom Hill\nRuth\nMere\n");
    stage.put("p/private/agreed.txt", "portfolio.yaml: Tom\n");
    stage.git("p", &["add", "."]);
    stage.git("p", &["commit", "-q", "-m", "More of Aroha's work"]);
    stage.git("p", &["commit", "-q", "--allow-empty", "-m", "Aroha again", "--author=Tom Low <tom@example.org>"]);
    stage.git("p", &["commit", "-q", "--allow-empty", "-m", "Less", "--author=Mere <mere@example.org>"]);
    stage.git("p", &["branch", "for-aroha"]);
    stage.git("p", &["tag", "-a", "term-1", "-m", "Before Mere left"]);
    let said = said(&stage, &[]);
    let parts = [
        ("error: \"Aroha\", a name on your class list, stands in the message of commit ", ", and of 1 more\n"),
        ("error: \"Mere\", a name on your class list, stands in who made commit ", "\n"),
        ("error: the branch \"for-aroha\" is called by \"aroha\", a name on your class list\n", ""),
        ("error: \"Mere\", a name on your class list, stands in the message of the tag \"term-1\"\n", ""),
    ];
    for (begin, end) in parts {
        let line = said.lines().map(|line| format!("{line}\n")).find(|line| line.starts_with(begin));
        assert!(line.is_some_and(|line| line.ends_with(end)), "{begin}{end}\n{said}");
    }
    // The one who commits is Ruth, and the portfolio is Tom Low's.
    assert!(!said.contains("\"Ruth\"") && !said.contains("\"Tom\"") && !said.contains("\"tom\""), "{said}");
    stage.put("p/private/agreed.txt", "portfolio.yaml: Tom\nAroha\nMere\n");
    assert_eq!(self::said(&stage, &[]), "exit code 0\n");
}

#[test]
fn what_lay_under_an_earlier_name_of_the_folder_is_told() {
    let stage = Stage::new();
    stage.put("school/first/portfolio.yaml", "title: Room 6\n");
    stage.put("school/first/private/names.txt", "Aroha\n");
    stage.put("school/first/reflections/2026-03-11-a.md", "# A\n\nAroha read.\n");
    stage.put("school/budget/private/plan.txt", "Not of this portfolio.\n");
    stage.git("school", &["init", "-q"]);
    stage.git("school", &["add", "."]);
    stage.git("school", &["commit", "-q", "-m", "All"]);
    stage.git("school", &["rm", "-q", "--cached", "first/private/names.txt"]);
    stage.git("school", &["mv", "first/portfolio.yaml", "first/reflections", "."]);
    stage.git("school", &["commit", "-q", "-m", "Up"]);
    std::fs::create_dir(stage.at("school/second")).expect("made");
    stage.git("school", &["mv", "portfolio.yaml", "reflections", "second"]);
    stage.git("school", &["commit", "-q", "-m", "Down"]);
    stage.put("school/second/private/names.txt", "Aroha\n");
    stage.put("school/second/reflections/2026-03-11-a.md", "# A\n\nA. read.\n");
    let said = said(&stage, &["../school/second"]);
    assert!(said.contains("stands in the history since") && said.contains("first/private/names.txt\n"), "{said}");
    assert!(said.contains("--> first/reflections/2026-03-11-a.md\n"), "{said}");
}

#[test]
fn names_of_files_and_words_in_files_of_any_ending_stand_in_the_history() {
    let stage = Stage::new();
    stage.put("p/.gitignore", "private/\n_site/\n.throughline/\n");
    stage.put("p/private/names.txt", "Aroha\nMere\nTom\n");
    stage.put("p/pictures/aroha.gif", "GIF89a\0");
    stage.put("p/roll", "Mere, absent\n");
    // A picture of nothing but a comment (ITU T.81, annex B).
    std::fs::write(stage.at("p/pictures/eel.jpg"), b"\xff\xd8\xff\xfe\0\x0bTom's eel\xff\xd9").expect("written");
    stage.git("p", &["config", "log.showSignature", "true"]);
    commit(&stage, "2026-03-18");
    for path in ["pictures/aroha.gif", "roll", "pictures/eel.jpg"] {
        stage.git("p", &["rm", "-q", path]);
    }
    stage.git("p", &["rm", "-q", "-r", "--cached", "private"]);
    stage.git("p", &["commit", "-q", "-m", "Less"]);
    let said = blotted(&said(&stage, &[]));
    for (name, path) in [("aroha", "pictures/aroha.gif"), ("Mere", "roll"), ("Tom", "pictures/eel.jpg")] {
        let part = format!(
            "error: \"{name}\", a name on your class list, stands in the history of this file since DAY, commit ID\n --> {path}\n"
        );
        assert_eq!(said.matches(&part).count(), 1, "{part}\n{said}");
    }
}
