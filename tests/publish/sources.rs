//! Publishing where a workflow builds on the host: what is committed and sent, and that everything beside it stays as it is.

use crate::stage::{REMOTE, Stage, WORKFLOW, untouched, workflow};

const NEXT: &str = "GitHub builds the site now: https://github.com/me/portfolio/actions shows how far it is
in a minute or two it stands at https://me.github.io/portfolio/
exit code 0
";

const NOTHING: &str =
    "nothing to publish: the branch \"main\" of https://github.com/me/portfolio has all of it already\nexit code 0\n";

/// The files of the last commit of a branch of the host.
fn sent(stage: &Stage) -> String {
    stage.git("host/me/portfolio.git", &["ls-tree", "-r", "--name-only", "main"])
}

/// A stage on which all has been published once.
fn published() -> Stage {
    let stage = Stage::with_workflow();
    stage.said(&["publish"]);
    assert_eq!(stage.git("p", &["rev-parse", "HEAD"]), stage.on_host("main"));
    stage
}

fn refused(stage: &Stage, message: &str) {
    let said = stage.said(&["publish"]);
    assert_eq!(said, format!("error: {message}\n\n1 error\nnothing was published\nexit code 1\n"));
}

#[test]
fn the_first_time_the_sources_are_sent_and_the_clicks_are_told() {
    let stage = Stage::with_workflow();
    let said = stage.said(&["publish"]);
    let first = "committed \"Publish: Talk, and 4 more changed\" (5 files new), and sent it to the branch \"main\" of https://github.com/me/portfolio

the first time, GitHub must be told to show it:
  1. open https://github.com/me/portfolio/settings/pages and choose \"GitHub Actions\" under \"Source\"
  2. open https://github.com/me/portfolio/actions, the newest line, and press \"Re-run all jobs\" if it is red
(with a free account it shows only repositories that everyone may see)

";
    assert_eq!(said, format!("{first}{NEXT}"));
    assert_eq!(
        sent(&stage),
        ".github/workflows/publish.yml\n.gitignore\nportfolio.yaml\nreflections/2026-03-11-shifts.md\nreflections/2026-03-12-talk.md"
    );
    assert_eq!(stage.git("p", &["status", "--porcelain", "--branch"]), "## main...origin/main");
    assert_eq!(stage.said(&["publish"]), NOTHING);
}

#[test]
fn what_is_new_is_named_and_nothing_else_is_sent() {
    let stage = published();
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n\nWe heard.\n");
    stage.git("p", &["add", "reflections/2026-03-13-walls.md"]);
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n\nWe heard all.\n");
    stage.delete("p/reflections/2026-03-12-talk.md");
    assert_eq!(
        stage.said(&["publish", "--dry-run"]),
        "your files would be committed as \"Publish: Thin walls, and 1 more changed\" and sent to the branch \"main\" of https://github.com/me/portfolio
  new      reflections/2026-03-13-walls.md
  gone     reflections/2026-03-12-talk.md
nothing was sent: this is a dry run
exit code 0
"
    );
    let first = "committed \"Publish: Thin walls, and 1 more changed\" (1 file new, 1 gone), and sent it to the branch \"main\" of https://github.com/me/portfolio\n";
    assert_eq!(stage.said(&["publish"]), format!("{first}{NEXT}"));
    assert_eq!(stage.git("p", &["status", "--porcelain", "--branch"]), "## main...origin/main");
    assert_eq!(
        stage.git("host/me/portfolio.git", &["show", "main:reflections/2026-03-13-walls.md"]),
        "# Thin walls\n\nWe heard all."
    );
    assert!(!sent(&stage).contains("2026-03-12-talk.md"));
}

#[test]
fn a_dry_run_changes_nothing() {
    let stage = published();
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n");
    stage.git("p", &["add", "reflections/2026-03-13-walls.md"]);
    let before = (untouched(&stage), stage.on_host("main"));
    stage.said(&["publish", "--dry-run"]);
    assert_eq!((untouched(&stage), stage.on_host("main")), before);
}

#[test]
fn what_is_only_for_the_author_is_never_committed() {
    let stage = Stage::with_workflow();
    stage.delete("p/.gitignore");
    stage.put("p/private/names.txt", "Ana\n");
    stage.put("p/_site/index.html", "old\n");
    stage.git("p", &["add", "--force", "private"]);
    let said = stage.said(&["publish"]);
    let note = "note: \"_site/\" is left out: the host makes its own
  = help: write _site/ into the file .gitignore, so that git leaves it out too
";
    assert!(said.contains(note) && said.contains("exit code 0\n"), "{said}");
    assert!(!sent(&stage).contains("names") && !sent(&stage).contains("_site"), "{}", sent(&stage));
    assert_eq!(stage.git("p", &["status", "--porcelain"]), "A  private/names.txt\n?? _site/");
    stage.git("p", &["reset", "-q"]);
    let said = stage.said(&["publish"]);
    let note = "note: \"private/\" is left out: it is only for you
  = help: write private/ into the file .gitignore, so that git leaves it out too
";
    assert!(said.contains(note) && said.contains("nothing to publish"), "{said}");
}

#[test]
fn a_private_file_in_a_commit_that_was_not_sent_is_not_sent() {
    let stage = published();
    stage.put("p/.gitignore", "_site/\n.throughline/\nPrivate/\nprivate/\n");
    stage.put("p/Private/names.txt", "Ana\n");
    stage.git("p", &["add", "--force", "Private"]);
    stage.git("p", &["commit", "-q", "-m", "Names"]);
    let sent_last = stage.on_host("main");
    let message = format!(
        "\"Private/names.txt\" is in a commit, and would be sent to the host with it
  = help: take back the commits that were not sent with git reset --soft {sent_last}, which changes no file, and publish again"
    );
    refused(&stage, &message);
    stage.git("p", &["rm", "-q", "-r", "--cached", "Private"]);
    stage.git("p", &["commit", "-q", "-m", "No names"]);
    refused(&stage, &message);
    stage.git("p", &["reset", "-q", "--soft", &sent_last]);
    assert_eq!(stage.on_host("main"), sent_last);
    let said = stage.said(&["publish"]);
    assert!(said.ends_with("exit code 0\n") && !sent(&stage).contains("names"), "{said}");
}

#[test]
fn a_private_file_before_anything_was_sent_is_not_sent() {
    let stage = Stage::with_workflow();
    stage.put("p/private/names.txt", "Ana\n");
    stage.git("p", &["add", "--force", "private"]);
    stage.git("p", &["commit", "-q", "-m", "Names"]);
    refused(
        &stage,
        "\"private/names.txt\" is in a commit, and would be sent to the host with it
  = help: take back the commits that were not sent with git update-ref -d HEAD, which changes no file, and publish again",
    );
    stage.git("p", &["update-ref", "-d", "HEAD"]);
    assert!(stage.said(&["publish"]).ends_with("exit code 0\n"));
    assert!(!sent(&stage).contains("names"));
}

#[test]
fn a_private_file_that_the_host_has_already_is_told() {
    let stage = published();
    stage.put("p/private/names.txt", "Ana\n");
    stage.git("p", &["add", "--force", "private"]);
    stage.git("p", &["commit", "-q", "-m", "Names"]);
    stage.git("p", &["push", "-q"]);
    refused(
        &stage,
        "git keeps \"private/names.txt\", which is only for you, and the host has it already
  = help: take it out with git rm -r --cached \"private\" and git commit. Earlier commits still hold it on the host: if no stranger may read it, delete the repository there and begin a new one",
    );
    stage.git("p", &["rm", "-q", "-r", "--cached", "private"]);
    stage.git("p", &["commit", "-q", "-m", "No names"]);
    assert!(stage.said(&["publish"]).starts_with("sent what you had committed to the branch \"main\""));
}

#[test]
fn when_someone_else_has_pushed_the_commit_stays_here_and_the_one_command_is_told() {
    let stage = published();
    stage.git(".", &["clone", "-q", "host/me/portfolio.git", "other"]);
    stage.put("other/note.txt", "x\n");
    stage.git("other", &["add", "--all"]);
    stage.git("other", &["commit", "-q", "-m", "By someone else"]);
    stage.git("other", &["push", "-q"]);
    let theirs = stage.on_host("main");
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n");
    refused(
        &stage,
        "someone else, or you on another machine, has sent something to the branch \"main\" of git@github.com:me/portfolio.git that is not here yet
  = help: fetch it with git pull --rebase, and publish again: all that you changed is committed on this machine",
    );
    assert_eq!(stage.on_host("main"), theirs);
    assert_eq!(stage.git("p", &["log", "-1", "--format=%s"]), "Publish: Thin walls");
    assert_eq!(stage.git("p", &["status", "--porcelain"]), "");
    stage.git("p", &["pull", "-q", "--rebase"]);
    let first = "sent what you had committed to the branch \"main\" of https://github.com/me/portfolio\n";
    assert_eq!(stage.said(&["publish"]), format!("{first}{NEXT}"));
    assert_eq!(stage.on_host("main^"), theirs);
}

#[test]
fn what_someone_else_has_sent_and_is_here_already_is_no_work() {
    let stage = published();
    stage.git("p", &["commit", "-q", "--allow-empty", "-m", "By hand"]);
    stage.git("p", &["push", "-q"]);
    stage.git("p", &["reset", "-q", "--hard", "HEAD^"]);
    assert_eq!(stage.said(&["publish"]), NOTHING);
}

#[test]
fn when_the_host_refuses_the_commit_stays_here() {
    let stage = published();
    stage.hook("host/me/portfolio.git/hooks/pre-receive", "echo 'GH013: Repository rule violations' >&2; exit 1");
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n");
    refused(
        &stage,
        "git could not send anything to git@github.com:me/portfolio.git. It says:
       remote: GH013: Repository rule violations
       error: failed to push some refs to 'github.com:me/portfolio.git'
       [remote rejected] (pre-receive hook declined)
  = help: the rules of the host keep this branch from being changed: look into the repository's settings there, under \"Branches\" or \"Rules\"
          your changes are committed on this machine, and are sent when you publish again",
    );
    stage.delete("host/me/portfolio.git/hooks/pre-receive");
    assert!(stage.said(&["publish"]).starts_with("sent what you had committed"));
    assert_eq!(stage.said(&["publish"]), NOTHING);
}

/// A repository with a portfolio in a folder of it, and something beside that.
fn beside() -> Stage {
    let stage = Stage::with_workflow();
    std::fs::create_dir(stage.at("p/mine")).expect("a folder can be made");
    for name in ["portfolio.yaml", "reflections"] {
        std::fs::rename(stage.at(&format!("p/{name}")), stage.at(&format!("p/mine/{name}"))).expect("moved");
    }
    stage.put("p/thesis.txt", "One.\n");
    stage.git("p", &["add", "thesis.txt", ".github", ".gitignore"]);
    stage.git("p", &["commit", "-q", "-m", "Thesis"]);
    stage
}

#[test]
fn what_lies_outside_the_folder_is_left_as_it_is() {
    let stage = beside();
    stage.put("p/thesis.txt", "One, two.\n");
    stage.put("p/other.txt", "x\n");
    let said = stage.said(&["publish", "mine"]);
    assert!(said.starts_with("committed \"Publish: Talk, and 2 more changed\" (3 files new)"), "{said}");
    assert_eq!(stage.git("p", &["status", "--porcelain"]), " M thesis.txt\n?? other.txt");
    assert_eq!(stage.git("host/me/portfolio.git", &["show", "main:thesis.txt"]), "One.");
}

#[test]
fn what_waits_outside_the_folder_for_a_commit_of_its_own_stops_it() {
    let stage = beside();
    stage.put("p/thesis.txt", "One, two.\n");
    stage.put("p/other.txt", "x\n");
    stage.git("p", &["add", "thesis.txt", "other.txt"]);
    let before = untouched(&stage);
    assert_eq!(
        stage.said(&["publish", "mine"]),
        "error: files outside the portfolio wait for a commit of their own: \"other.txt\" and 1 more
  = help: commit them first with git commit, or let them wait no longer with git restore --staged, and publish again

1 error
nothing was published
exit code 1
"
    );
    assert_eq!(untouched(&stage), before);
    assert_eq!(stage.git("host/me/portfolio.git", &["for-each-ref"]), "");
}

#[test]
fn what_git_has_begun_and_not_ended_stops_it() {
    let stage = published();
    stage.git("p", &["checkout", "-q", "-b", "other"]);
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n");
    stage.said(&["publish", "--quiet"]);
    stage.git("p", &["checkout", "-q", "main"]);
    stage.put("p/reflections/2026-03-14-doors.md", "# Doors\n");
    stage.said(&["publish"]);
    stage.git("p", &["merge", "-q", "--no-commit", "other"]);
    refused(
        &stage,
        "git merge was begun here and has not ended
  = help: end it with git merge --continue, or take it back with git merge --abort, and publish again",
    );
    stage.git("p", &["merge", "--abort"]);
    assert!(!stage.try_git("p", &["rebase", "-q", "--exec", "false", "HEAD^"]).status.success());
    refused(
        &stage,
        "git rebase was begun here and has not ended
  = help: end it with git rebase --continue, or take it back with git rebase --abort, and publish again",
    );
    stage.git("p", &["rebase", "--abort"]);
    stage.git("p", &["checkout", "-q", "--detach"]);
    refused(
        &stage,
        "an old version is checked out, and no branch: nothing can be added to that
  = help: go back to your branch, such as git switch main, and publish again",
    );
}

#[test]
fn a_branch_that_the_host_does_not_build_from_is_told() {
    let stage = published();
    stage.git("p", &["checkout", "-q", "-b", "other"]);
    let warned = |help: &str| {
        let said = stage.said(&["publish"]);
        let message = "warning: the host does not build the site from the branch \"other\", to which this is sent
 --> .github/workflows/publish.yml
  = help: ";
        assert!(said.contains(&format!("{message}{help}\n")), "{said}");
    };
    warned("go to the branch that the workflow names with git switch, or write this one into its list of branches");
    stage.put(
        WORKFLOW,
        "on: push\njobs: {build: {if: github.ref_name == github.event.repository.default_branch, run: throughline build}}\n",
    );
    warned("go to the branch \"main\" with git switch, or make this one the default branch in the host's settings");
    stage.git("p", &["checkout", "-q", "main"]);
    stage.git("p", &["merge", "-q", "other"]);
    assert!(!stage.said(&["publish"]).contains("warning"));
}

#[test]
fn a_workflow_that_is_not_in_git_stops_it() {
    let stage = Stage::with_workflow();
    stage.put("p/.gitignore", ".github/\nprivate/\n");
    refused(
        &stage,
        "git does not keep the workflow \".github/workflows/publish.yml\", so the host cannot run it
  = help: type git add -f .github/workflows/publish.yml and git commit -m \"Add the workflow\", and publish again",
    );
}

#[test]
fn on_a_failure_index_and_branch_are_as_before() {
    let stage = published();
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n");
    stage.put("p/.git/index.lock", "");
    let before = (untouched(&stage), stage.on_host("main"));
    let said = stage.said(&["publish"]);
    let help = "  = help: another git is at work in this folder: wait until it has ended, and try again\n";
    assert!(said.contains(help) && said.ends_with("nothing was published\nexit code 1\n"), "{said}");
    assert_eq!((untouched(&stage), stage.on_host("main")), before);
    stage.delete("p/.git/index.lock");
    assert!(stage.said(&["publish"]).starts_with("committed \"Publish: Thin walls\" (1 file new)"));
}

#[test]
fn errors_in_the_files_stop_it_before_anything_is_committed() {
    let stage = published();
    stage.put("p/reflections/2026-03-13-walls.md", "After [[nothing-like-it]].\n");
    let before = (untouched(&stage), stage.on_host("main"));
    let said = stage.said(&["publish"]);
    assert!(said.ends_with("nothing was published: mend the errors above and publish again\nexit code 1\n"), "{said}");
    assert_eq!((untouched(&stage), stage.on_host("main")), before);
}

#[test]
fn a_workflow_counts_only_where_the_host_runs_it_and_no_branch_is_named() {
    let stage = Stage::with_workflow();
    let said = stage.said(&["publish", "--branch", "gh-pages"]);
    assert!(said.starts_with("published to the branch \"gh-pages\""), "{said}");
    stage.git("p", &["remote", "set-url", "origin", "git@codeberg.org:me/portfolio.git"]);
    let said = stage.said(&["publish"]);
    assert!(said.starts_with("published to the branch \"pages\""), "{said}");
    stage.git("p", &["remote", "set-url", "origin", REMOTE]);
    stage.put(WORKFLOW, &workflow("0").replace("THROUGHLINE_VERSION", "# THROUGHLINE_VERSION"));
    assert!(stage.said(&["publish"]).contains("has all of it already"));
}

#[test]
fn a_branch_goes_to_the_one_that_it_follows() {
    let stage = Stage::with_workflow();
    stage.git("p", &["commit", "-q", "--allow-empty", "-m", "By hand"]);
    stage.git("p", &["push", "-q", "--set-upstream", "origin", "main:trunk"]);
    let said = stage.said(&["publish"]);
    assert!(said.contains("sent it to the branch \"trunk\" of https://github.com/me/portfolio\n"), "{said}");
    assert_eq!(stage.on_host("trunk"), stage.git("p", &["rev-parse", "HEAD"]));
    assert_eq!(stage.git("p", &["config", "branch.main.merge"]), "refs/heads/trunk");
}

#[test]
fn a_branch_that_follows_one_goes_on_following_it() {
    let stage = published();
    stage.git("host/me", &["init", "-q", "--bare", "two.git"]);
    stage.git("p", &["remote", "add", "two", "git@github.com:me/two.git"]);
    let said = stage.said(&["publish", "--remote", "two"]);
    assert!(said.contains("of https://github.com/me/two\n"), "{said}");
    assert_eq!(stage.git("host/me/two.git", &["rev-parse", "main"]), stage.git("p", &["rev-parse", "HEAD"]));
    assert_eq!(stage.git("p", &["config", "branch.main.remote"]), "origin");
}

#[test]
fn a_private_folder_is_not_sent_wherever_it_lies() {
    let stage = published();
    stage.put("p/.gitignore", "");
    stage.put("p/reflections/Private/notes.md", "# Notes on a child\n");
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n");
    let said = stage.said(&["publish"]);
    assert!(
        said.starts_with("committed") && !sent(&stage).to_lowercase().contains("private"),
        "{said}{}",
        sent(&stage)
    );
}

#[test]
fn a_private_file_that_came_in_with_a_merge_is_not_sent() {
    let stage = published();
    for (branch, file) in [("side", "a"), ("main", "b")] {
        if branch == "side" {
            stage.git("p", &["checkout", "-q", "-b", branch]);
        } else {
            stage.git("p", &["checkout", "-q", branch]);
        }
        stage.put(&format!("p/pages/{file}.md"), "Words.\n");
        stage.git("p", &["add", "pages"]);
        stage.git("p", &["commit", "-q", "-m", file]);
    }
    stage.git("p", &["merge", "-q", "--no-commit", "--no-ff", "side"]);
    stage.git("p", &["add", "-f", "private/names.txt"]);
    stage.git("p", &["commit", "-q", "-m", "Merge"]);
    stage.git("p", &["rm", "-q", "--cached", "private/names.txt"]);
    stage.git("p", &["commit", "-q", "-m", "No names"]);
    let said = stage.said(&["publish"]);
    assert!(said.starts_with("error: \"private/names.txt\" is in a commit, and would be sent"), "{said}");
}

#[test]
fn what_came_before_a_private_file_need_not_be_taken_back() {
    let stage = Stage::with_workflow();
    stage.git("p", &["add", "."]);
    stage.git("p", &["commit", "-q", "-m", "First"]);
    let first = stage.git("p", &["rev-parse", "HEAD"]);
    stage.git("p", &["add", "-f", "private/names.txt"]);
    stage.git("p", &["commit", "-q", "-m", "Names"]);
    let said = stage.said(&["publish"]);
    assert!(said.contains(&format!("git reset --soft {first},")), "{said}");
}

#[test]
fn what_stands_on_another_branch_of_the_host_is_not_called_unsent() {
    let stage = published();
    stage.git("p", &["add", "-f", "private/names.txt"]);
    stage.git("p", &["commit", "-q", "-m", "Names"]);
    stage.git("p", &["rm", "-q", "--cached", "private/names.txt"]);
    stage.git("p", &["commit", "-q", "-m", "No names"]);
    stage.git("p", &["push", "-q", "origin", "main"]);
    stage.git("p", &["switch", "-q", "-c", "work"]);
    let said = stage.said(&["publish"]);
    assert!(!said.contains("take back the commits"), "{said}");
}

#[test]
fn drafts_that_go_with_the_files_are_told() {
    let stage = published();
    stage.put("p/reflections/2026-03-20-not-yet.md", "---\naudience: draft\n---\nNot yet.\n");
    let said = stage.said(&["publish"]);
    let note = "note: drafts go with your files, and whoever can see the repository can read them: reflections/2026-03-20-not-yet.md\n";
    assert!(said.contains(note), "{said}");
}

#[test]
fn files_that_nobody_means_to_publish_stay_here_and_are_told() {
    let stage = published();
    for name in
        [".env", "keys/id_rsa", "a.pem", "reflections/.talk.md.swp", "#talk.md#", ".DS_Store", "reflections/.DS_Store"]
    {
        stage.put(&format!("p/{name}"), "secret\n");
    }
    stage.put("p/.obsidian/app.json", "{}\n");
    stage.git("p", &["add", "a.pem"]);
    let said = stage.said(&["publish"]);
    let left = |what: &str, why: &str, line: &str| {
        let note = format!(
            "note: {what} left out: {why}\n  = help: write {line} into the file .gitignore, so that git leaves it out too\n"
        );
        assert!(said.contains(&note), "{note}{said}");
    };
    let (secret, leftover) =
        ("programs keep passwords and keys in files of that name", "a program or the system left it behind");
    left("\".env\" is", secret, ".env");
    left("\"keys/id_rsa\" is", secret, "id_rsa");
    left("\"reflections/.talk.md.swp\" is", leftover, "*.swp");
    left("\"#talk.md#\" is", leftover, "\\#*#");
    left("\".DS_Store\" and 1 more are", leftover, ".DS_Store");
    let waits = "note: \"a.pem\" is left out: programs keep passwords and keys in files of that name
  = help: it waits for a commit: take it back with git rm --cached \"a.pem\", and write *.pem into the file .gitignore\n";
    assert!(said.contains(waits), "{said}");
    let sent = sent(&stage);
    assert!(sent.contains(".obsidian/app.json"), "{sent}");
    for name in [".env", "id_rsa", ".pem", ".swp", ".DS_Store"] {
        assert!(!sent.contains(name), "{sent}");
    }
    assert_eq!(stage.git("p", &["diff", "--cached", "--name-only"]), "a.pem");
}

#[test]
fn a_secret_that_git_keeps_is_told_and_can_be_taken_out() {
    let stage = published();
    stage.put("p/.env", "PASSWORD=1\n");
    stage.put("p/talk.md~", "Talk\n");
    stage.git("p", &["add", ".env", "talk.md~"]);
    stage.git("p", &["commit", "-q", "-m", "By hand"]);
    stage.git("p", &["push", "-q"]);
    stage.put("p/.env", "PASSWORD=2\n");
    let said = stage.said(&["publish"]);
    let warning = "warning: git keeps \".env\", and whoever can see the repository can read it: programs keep passwords and keys in files of that name
  = help: take it out with git rm --cached \".env\", write .env into the file .gitignore, and publish again. What was sent before stays in the history: change every password and key that stands in it
";
    let note = "note: git keeps \"talk.md~\", and whoever can see the repository can read it: a program or the system left it behind
  = help: take it out with git rm --cached \"talk.md~\", write *~ into the file .gitignore, and publish again
";
    assert!(said.contains(warning) && said.contains(note), "{said}");
    assert_eq!(stage.git("host/me/portfolio.git", &["show", "main:.env"]), "PASSWORD=1");
    stage.git("p", &["rm", "-q", "--cached", ".env", "talk.md~"]);
    let said = stage.said(&["publish"]);
    assert!(said.contains("note: \".env\" is left out") && said.contains("(2 files gone)"), "{said}");
    assert!(!sent(&stage).contains(".env"), "{}", sent(&stage));
    assert_eq!(stage.said(&["publish", "--quiet"]), "exit code 0\n");
}

#[test]
fn names_are_looked_for_in_every_file_that_is_sent() {
    let stage = published();
    let before = stage.on_host("main");
    for name in
        ["README.md", ".obsidian/workspace", "templates/talk.md", "_drafts/talk.md", "notes.log", "theme/a.html"]
    {
        stage.put(&format!("p/{name}"), "With Wilhelmina, by the fence.\n");
        let said = stage.said(&["publish"]);
        let error = format!("error: \"Wilhelmina\" is a name on your class list\n --> {name}:1:6\n");
        assert!(said.contains(&error) && said.contains("nothing was published"), "{name}\n{said}");
        stage.delete(&format!("p/{name}"));
    }
    assert_eq!(stage.on_host("main"), before);
}

#[test]
fn words_in_other_bytes_are_looked_through_and_no_words_are_not() {
    let stage = published();
    let wide: Vec<u8> = "\u{feff}With Wilhelmina".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, is_found) in
        [(b"M\xe9l and Wilhelmina\n".to_vec(), true), (wide, true), (b"PK\x03\x04\0\0 Wilhelmina".to_vec(), false)]
    {
        std::fs::write(stage.at("p/.notes"), bytes).expect("written");
        let said = stage.said(&["publish", "--dry-run"]);
        assert_eq!(said.contains("\"Wilhelmina\" is a name on your class list"), is_found, "{said}");
    }
    stage.delete("p/.notes");
    stage.put("p/.class/Wilhelmina.dat", "x\n");
    let said = stage.said(&["publish", "--dry-run"]);
    assert!(said.contains("the name of this file or of its folder holds \"Wilhelmina\""), "{said}");
}

#[test]
fn what_is_agreed_for_a_file_that_no_build_reads_holds_there() {
    let stage = published();
    stage.put("p/README.md", "By Wilhelmina.\n");
    stage.put("p/private/agreed.txt", "README.md: Wilhelmina\n");
    assert!(stage.said(&["publish"]).starts_with("committed"));
    let said = stage.said(&["check"]);
    assert!(!said.contains("agreed.txt"), "{said}");
    stage.put("p/private/agreed.txt", "READ.md: Wilhelmina\n");
    assert!(stage.said(&["check"]).contains("agreed.txt"));
}

#[test]
fn what_git_ignores_is_not_looked_through() {
    let stage = published();
    stage.put("p/.gitignore", "_site/\n.throughline/\nprivate/\n.obsidian/\n");
    stage.put("p/.obsidian/workspace", "With Wilhelmina.\n");
    assert!(stage.said(&["publish"]).starts_with("committed"));
}

#[test]
fn a_repository_inside_is_told_whether_git_knows_of_it_or_not() {
    let stage = published();
    stage.put("p/pages/school/plan.md", "# Plan\n");
    stage.git("p/pages/school", &["init", "-q"]);
    let warning = "warning: the folder \"pages/school\" is a git repository of its own, and nothing in it is sent
  = help: if its files belong to the portfolio, move them out of it; if not, move it away, or write pages/school/ into the file .gitignore
";
    let said = stage.said(&["publish"]);
    assert!(said.contains(warning) && !sent(&stage).contains("school"), "{said}");
    stage.git("p/pages/school", &["add", "."]);
    stage.git("p/pages/school", &["commit", "-q", "-m", "Plan"]);
    assert!(stage.said(&["publish"]).contains(warning));
    stage.git("p", &["add", "pages/school"]);
    stage.git("p", &["commit", "-q", "-m", "As a submodule"]);
    let said = stage.said(&["publish"]);
    assert_eq!(said.matches(warning).count(), 1, "{said}");
}

#[test]
fn the_hooks_that_a_commit_passes_over_are_told_where_there_are_any() {
    let stage = published();
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n");
    stage.hook("p/.git/hooks/pre-commit", "exit 1");
    stage.put("p/.git/hooks/commit-msg", "no program\n");
    let told = "publish commits without the hook pre-commit, which you have here: to have that done, type git commit before you publish\n";
    assert_eq!(stage.said(&["publish", "--dry-run"]).matches(told).count(), 1);
    assert!(stage.said(&["publish"]).starts_with(&format!("committed \"Publish: Thin walls\" (1 file new), and sent it to the branch \"main\" of https://github.com/me/portfolio\n{told}")));
    assert_eq!(stage.said(&["publish"]), NOTHING);
    stage.git("p", &["config", "core.hooksPath", "hooks"]);
    stage.hook("p/hooks/pre-commit", "exit 1");
    stage.hook("p/hooks/commit-msg", "exit 1");
    assert!(stage.said(&["publish"]).contains("without the hooks pre-commit and commit-msg, which"));
}

#[test]
fn a_secret_in_a_commit_that_was_not_sent_is_not_sent() {
    let stage = published();
    let sent_last = stage.on_host("main");
    stage.put("p/keys/School.PEM", "KEY\n");
    stage.git("p", &["add", "keys"]);
    stage.git("p", &["commit", "-q", "-m", "By hand"]);
    let message = format!(
        "\"keys/School.PEM\" is in a commit, and would be sent to the host with it: programs keep passwords and keys in files of that name
  = help: take back the commits that were not sent with git reset --soft {sent_last}, which changes no file, and publish again, which leaves the file out; if there is nothing secret in it, send it yourself with git push"
    );
    let refused = |stage: &Stage| {
        let said = stage.said(&["publish"]);
        assert!(said.contains(&format!("error: {message}\n\n1 error")), "{said}");
    };
    refused(&stage);
    stage.git("p", &["rm", "-q", "--cached", "keys/School.PEM"]);
    stage.git("p", &["commit", "-q", "-m", "No key"]);
    refused(&stage);
    stage.git("p", &["reset", "-q", "--soft", &sent_last]);
    let said = stage.said(&["publish"]);
    assert!(said.contains("nothing to publish") && !sent(&stage).contains("PEM"), "{said}");
}

#[test]
fn a_secret_that_is_deleted_goes_from_the_host_too() {
    let stage = published();
    stage.put("p/.env", "PASSWORD=1\n");
    stage.git("p", &["add", ".env"]);
    stage.git("p", &["commit", "-q", "-m", "By hand"]);
    stage.git("p", &["push", "-q"]);
    stage.delete("p/.env");
    let said = stage.said(&["publish"]);
    assert!(said.contains("(1 file gone)") && !said.contains("git keeps"), "{said}");
    assert!(!sent(&stage).contains(".env"), "{}", sent(&stage));
}

#[test]
fn what_was_not_looked_for_is_told_each_time() {
    let stage = published();
    stage.put("p/private/names.txt", "# nobody yet\n");
    stage.put("p/private/Class list 2026.xlsx", "PK");
    for word in ["--dry-run", "--verbose", "--verbose"] {
        stage.put("p/README.md", &format!("{word}\n"));
        let said = stage.said(&["publish", word]);
        assert!(said.contains("names of children were not looked for: the class list is empty\n"), "{said}");
        assert!(said.contains("this looks like a class list, and is not read\n"), "{said}");
        assert!(said.ends_with("exit code 0\n"), "{said}");
    }
}

#[test]
fn what_is_too_large_to_be_looked_through_is_not_sent_unless_the_author_has_seen_it() {
    let stage = published();
    stage.put("p/data/all.csv", &"Wilhelmina,2,3\n".repeat(600_000));
    let before = stage.on_host("main");
    let told = "error: this file has more than 8 megabytes and was not looked through
 --> data/all.csv
  = help: divide it into smaller files, or move it out of the folder; if you have looked through it yourself, add this line to private/agreed.txt:
          data/all.csv: seen
";
    let said = stage.said(&["publish"]);
    assert!(said.contains(told) && said.contains("nothing was published"), "{said}");
    assert_eq!(stage.on_host("main"), before);
    stage.put("p/private/agreed.txt", "data/all.csv: seen\n");
    let said = stage.said(&["publish"]);
    assert!(said.starts_with("committed") && !said.contains("megabytes"), "{said}");
    assert!(!stage.said(&["check"]).contains("megabytes"));
}

#[test]
fn an_address_in_a_published_text_is_told() {
    let stage = published();
    stage.put("p/reflections/2026-03-13-mail.md", "Write to ruth@kura.school.nz.\n");
    stage.put("p/README.md", "Write to me@kura.school.nz.\n");
    let said = stage.said(&["publish"]);
    assert!(said.contains("warning: \"ruth@kura.school.nz\" is an e-mail address\n"), "{said}");
    assert!(!said.contains("me@kura.school.nz") && said.contains("committed"), "{said}");
}

#[test]
fn what_cannot_be_looked_through_is_named_when_it_goes_for_the_first_time() {
    let stage = published();
    for path in ["a.bin", "film.mp4", "list.xlsx", "plan.pdf", "eel.heic"] {
        stage.put(&format!("p/data/{path}"), "\0\0");
    }
    let said = stage.said(&["publish"]);
    let told = "warning: these files go with the others, and cannot be looked through for names: \"data/list.xlsx\", \"data/plan.pdf\", \"data/eel.heic\" and 2 more\n";
    assert!(said.contains(told) && said.contains("committed"), "{said}");
    stage.put("p/README.md", "More.\n");
    let said = stage.said(&["publish"]);
    assert!(!said.contains("looked through") && said.contains("committed"), "{said}");
}

#[test]
fn a_picture_whose_consent_has_ended_is_not_sent_with_the_sources() {
    let stage = published();
    let consent = |until: &str| {
        let entry = |name: &str, until: &str| format!("- picture: pictures/{name}.svg\n  until: {until}\n");
        stage.put("p/consent.yaml", &format!("{}{}", entry("old", until), entry("new", "2020-12-01")));
    };
    consent("2999-12-01");
    for name in ["old", "new"] {
        stage.put(&format!("p/pictures/{name}.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    }
    stage.git("p", &["add", "pictures/new.svg"]);
    let said = stage.said(&["publish"]);
    assert!(sent(&stage).contains("pictures/old.svg") && !sent(&stage).contains("pictures/new.svg"), "{said}");
    stage.git("p", &["reset", "-q"]);
    consent("2020-12-01");
    let said = stage.said(&["publish"]);
    let left = "note: \"pictures/new.svg\" is left out: consent for it ended on 2020-12-01\n";
    let kept = "warning: git keeps \"pictures/old.svg\", for which consent ended on 2020-12-01: whoever can see the repository can see it\n";
    assert!(said.contains(left) && said.contains(kept), "{said}");
    stage.delete("p/pictures/old.svg");
    stage.said(&["publish"]);
    assert!(!sent(&stage).contains("pictures/"), "{}", sent(&stage));
}

#[test]
fn a_name_in_a_commit_that_was_not_sent_is_not_sent() {
    let stage = published();
    let sent_last = stage.on_host("main");
    let commit = |text: &str, message: &str| {
        stage.put("p/reflections/2026-03-12-talk.md", text);
        stage.git("p", &["commit", "-q", "-a", "-m", message]);
    };
    commit("# Talk\n\nWilhelmina spoke.\n", "More");
    commit("# Talk\n\nW. spoke.\n", "Less");
    stage.git("p", &["config", "log.showSignature", "true"]);
    let said = stage.said(&["publish"]);
    let name = "error: \"Wilhelmina\", a name on your class list, stands in the history of this file since ";
    let help =
        format!("take back the commits that were not sent with git reset --soft {sent_last}, which changes no file");
    assert!(said.contains(name) && said.contains(&help) && said.contains("nothing was published"), "{said}");
    assert_eq!(stage.on_host("main"), sent_last);
    stage.git("p", &["reset", "-q", "--soft", &sent_last]);
    stage.git("p", &["commit", "-q", "-m", "For Wilhelmina"]);
    let said = stage.said(&["publish"]);
    assert!(said.contains("stands in the message of commit ") && said.contains("nothing was published"), "{said}");
    stage.git("p", &["commit", "-q", "--amend", "-m", "For W."]);
    assert!(stage.said(&["publish"]).starts_with("sent what you had committed"));
}

#[test]
fn a_link_is_looked_at_and_what_it_leads_to_is_not() {
    let stage = published();
    std::os::unix::fs::symlink("nowhere/Wilhelmina/plan", stage.at("p/plan")).expect("a link can be made");
    let said = stage.said(&["publish"]);
    let told = "error: this link leads to a path that holds \"Wilhelmina\", a name on your class list\n --> plan\n";
    assert!(said.contains(told) && said.contains("nothing was published"), "{said}");
    stage.delete("p/plan");
    std::os::unix::fs::symlink("nowhere", stage.at("p/Wilhelmina")).expect("a link can be made");
    let said = stage.said(&["publish"]);
    assert!(said.contains("the name of this file or of its folder holds \"Wilhelmina\""), "{said}");
}

#[test]
fn a_key_in_a_file_of_any_name_is_not_sent() {
    let stage = published();
    stage.put("p/.obsidian/sync", &format!("token={}{}\n", "ghp_", "a1".repeat(18)));
    let said = stage.said(&["publish"]);
    let told =
        "error: \"ghp_\" is the beginning of a key that opens an account or a machine\n --> .obsidian/sync:1:7\n";
    assert!(said.contains(told) && said.contains("nothing was published"), "{said}");
    stage.put("p/private/agreed.txt", ".obsidian/sync: ghp_\n");
    assert!(stage.said(&["publish"]).starts_with("committed"));
}

#[test]
fn where_consent_ends_and_nothing_is_sent_the_host_must_build_again() {
    let stage = published();
    stage.put("p/pictures/eel.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    stage.put("p/reflections/2026-03-18-the-eel.md", "# The eel\n\n![An eel](../pictures/eel.svg)\n");
    stage.put("p/consent.yaml", "- picture: pictures/eel.svg\n  until: 2020-12-01\n");
    stage.git("p", &["add", "."]);
    stage.git("p", &["commit", "-q", "-m", "By hand"]);
    stage.git("p", &["push", "-q"]);
    let said = stage.said(&["publish"]);
    let run = "the site on the host may still show a picture whose consent has ended: open https://github.com/me/portfolio/actions, \
               choose the workflow on the left, and press \"Run workflow\"\n";
    assert!(said.contains("nothing to publish") && said.contains(run), "{said}");
}
