//! Publishing the built site: what arrives on the host, what is refused, and that nothing else is touched.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::folders::{Tree, tree};
use crate::stage::{REMOTE, Stage, untouched};

const NOTHING: &str = "nothing to publish: the branch \"gh-pages\" of https://github.com/me/portfolio has all of it already\nexit code 0\n";

/// The built site of `p`, as a build writes it.
fn built(stage: &Stage) -> Tree {
    stage.said(&["build", "--quiet", "--out", "../built"]);
    let mut site = tree(&stage.at("built"));
    site.remove(Path::new(".throughline-manifest"));
    site
}

#[test]
fn the_first_time_the_site_is_sent_and_the_clicks_are_told() {
    let stage = Stage::new();
    let before = untouched(&stage);
    assert_eq!(
        stage.said(&["publish"]),
        "published to the branch \"gh-pages\" of https://github.com/me/portfolio: 14 files new

the first time, GitHub must be told to show it:
  1. open https://github.com/me/portfolio/settings/pages and choose gh-pages under \"Branch\"
  2. press \"Save\"
(with a free account it shows only repositories that everyone may see)

in a minute or two it stands at https://me.github.io/portfolio/
exit code 0
"
    );
    assert_eq!(untouched(&stage), before);
    assert!(!stage.at("p/_site").exists());
    let published = tree(&stage.checked_out("gh-pages"));
    assert_eq!(published, built(&stage));
    crawl(&published, "/portfolio/");
}

/// Every relative reference of every page leads to a file, when the site stands below `base`.
fn crawl(site: &Tree, base: &str) {
    let mut followed = 0;
    for (page, bytes) in site.iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "html")) {
        let html = String::from_utf8_lossy(bytes);
        let values = ["href=\"", "src=\""].iter().flat_map(|name| html.split(name).skip(1));
        for reference in values.filter_map(|rest| rest.split('"').next()) {
            let is_outside = reference.contains("://") || reference.starts_with("mailto:");
            let path = reference.split(['#', '?']).next().unwrap_or_default();
            if is_outside || path.is_empty() {
                continue;
            }
            let target = resolved(base, page, path);
            assert!(leads(site, &target), "{}: {reference}", page.display());
            followed += 1;
        }
    }
    assert!(followed > 50, "{followed}");
}

fn resolved(base: &str, page: &Path, path: &str) -> PathBuf {
    let path = percent_decode_str(path).decode_utf8().expect("an address is text").into_owned();
    let mut place = Path::new(base).join(page.parent().expect("a page lies in the site"));
    for part in Path::new(&path).components() {
        match part {
            std::path::Component::ParentDir => assert!(place.pop(), "{path} leaves the host"),
            part => place.push(part),
        }
    }
    place.strip_prefix(base).expect("it stays below the base").to_owned()
}

fn leads(site: &Tree, target: &Path) -> bool {
    site.contains_key(target) || site.contains_key(&target.join("index.html"))
}

#[test]
fn a_second_time_only_what_differs_is_sent_and_nothing_when_nothing_does() {
    let stage = Stage::new();
    stage.said(&["publish"]);
    let first = stage.on_host("gh-pages");
    assert_eq!(stage.said(&["publish"]), NOTHING);
    assert_eq!(stage.on_host("gh-pages"), first);
    stage.put("p/reflections/2026-03-11-shifts.md", "---\ntitle: Reading shifts\ntags: talk\n---\nWe read on.\n");
    let said = stage.said(&["publish"]);
    assert_eq!(
        said,
        "published to the branch \"gh-pages\" of https://github.com/me/portfolio: 7 files changed
in a minute or two it stands at https://me.github.io/portfolio/
exit code 0
"
    );
    assert_eq!(stage.on_host("gh-pages^"), first);
    let changed = stage.git("host/me/portfolio.git", &["diff", "--name-only", "gh-pages^", "gh-pages"]);
    assert!(changed.contains("2026/03-11-shifts.html") && !changed.contains("about"), "{changed}");
    assert_eq!(tree(&stage.checked_out("gh-pages")), built(&stage));
}

#[test]
fn what_is_withdrawn_is_gone_from_the_tip() {
    let stage = Stage::new();
    stage.put("p/reflections/2026-03-13-secret.md", "# Withdrawn words\n\nSee [[2026-03-12-talk]].\n");
    stage.said(&["publish"]);
    assert!(stage.checked_out("gh-pages").join("2026/03-13-secret.html").exists());
    stage.delete("p/reflections/2026-03-13-secret.md");
    assert!(stage.said(&["publish"]).contains(", 1 gone\n"));
    let published = tree(&stage.checked_out("gh-pages"));
    assert!(!published.contains_key(Path::new("2026/03-13-secret.html")));
    let tells = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("Withdrawn words");
    assert!(!published.values().any(tells));
    assert_eq!(published, built(&stage));
}

#[test]
fn the_bytes_that_are_sent_are_those_of_the_build_whatever_the_settings_of_git_are() {
    let stage = Stage::new();
    stage.git("p", &["config", "core.autocrlf", "true"]);
    stage.git("p", &["config", "filter.shout.clean", "tr a-z A-Z"]);
    stage.put("p/.git/info/attributes", "* text=auto eol=crlf filter=shout\n");
    stage.put("p/.gitignore", "*\n");
    stage.put("p/_site/strange.html", "from an old program\n");
    stage.put("p/reflections/2026-03-13-ngā-kōrero.md", "---\naliases: \"/old/a b.html\"\n---\nWords.\n");
    stage.put("p/reflections/2026-03-14-draft.md", "---\naudience: draft\n---\nNot yet.\n");
    stage.put("p/private/names.txt", "Ana\n");
    stage.said(&["publish"]);
    let published = stage.git("host/me/portfolio.git", &["ls-tree", "-r", "-z", "--name-only", "gh-pages"]);
    let published: BTreeSet<&str> = published.split('\0').filter(|path| !path.is_empty()).collect();
    let site = built(&stage);
    let expected: BTreeSet<&str> = site.keys().map(|path| path.to_str().expect("text")).collect();
    assert_eq!(published, expected);
    assert!(published.contains("old/a b.html") && !published.iter().any(|path| path.contains("draft")));
    for (path, bytes) in &site {
        let kept = stage.try_git("host/me/portfolio.git", &["show", &format!("gh-pages:{}", path.display())]).stdout;
        assert_eq!(&kept, bytes, "{}", path.display());
    }
}

#[test]
fn a_dry_run_shows_what_would_go_and_changes_nothing() {
    let stage = Stage::new();
    stage.said(&["publish"]);
    stage.put("p/reflections/2026-03-12-talk.md", "# Talk\n\nOf nothing.\n");
    stage.put("p/pages/about.md", "# About\n");
    stage.delete("p/reflections/2026-03-11-shifts.md");
    let before = (untouched(&stage), stage.on_host("gh-pages"), stage.git("p", &["for-each-ref"]));
    assert_eq!(
        stage.said(&["publish", "--dry-run"]),
        "the site would be sent to the branch \"gh-pages\" of https://github.com/me/portfolio
  new      about.html
  changed  2026/03-12-talk.html
  changed  2026/index.html
  changed  404.html
  changed  feed.json
  changed  feed.xml
  changed  index.html
  changed  sitemap.xml
  changed  timeline.html
  gone     2026/03-11-shifts.html
  gone     tags/index.html
  gone     tags/talk.html
nothing was sent: this is a dry run
exit code 0
"
    );
    assert_eq!((untouched(&stage), stage.on_host("gh-pages"), stage.git("p", &["for-each-ref"])), before);
    stage.said(&["publish"]);
    assert_eq!(stage.said(&["publish", "--dry-run"]), NOTHING);
}

#[test]
fn a_dry_run_before_the_first_time_names_a_few_files_or_all() {
    let stage = Stage::new();
    let few = stage.said(&["publish", "--dry-run"]);
    assert!(
        few.contains("  new      ... and 4 more: --verbose names all\nnothing was sent: this is a dry run\n"),
        "{few}"
    );
    assert_eq!(stage.said(&["publish", "--dry-run", "--verbose"]).matches("  new      ").count(), 14);
    assert_eq!(stage.git("host/me/portfolio.git", &["for-each-ref"]), "");
}

#[test]
fn without_base_url_the_address_is_the_one_that_the_remote_implies() {
    let stage = Stage::new();
    stage.put("p/portfolio.yaml", "title: Room 6\n");
    let said = stage.said(&["publish"]);
    let note =
        "note: no base_url is set: https://me.github.io/portfolio/ is taken, where the host shows this repository
  = help: to have it in every build, write into portfolio.yaml: base_url: https://me.github.io/portfolio/
";
    assert!(said.contains(note), "{said}");
    let feed = std::fs::read_to_string(stage.checked_out("gh-pages").join("feed.xml")).expect("a feed");
    assert!(feed.contains("https://me.github.io/portfolio/2026/03-12-talk.html"), "{feed}");
}

#[test]
fn a_base_url_that_is_elsewhere_is_told_with_its_place() {
    let stage = Stage::new();
    stage.put("p/portfolio.yaml", "title: Room 6\nbase_url: https://me.github.io/\n");
    let warning =
        "warning: the host shows this repository at https://me.github.io/portfolio/, and base_url says something else
 --> portfolio.yaml:2:11
  |
2 | base_url: https://me.github.io/
  |           ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write base_url: https://me.github.io/portfolio/
";
    let said = stage.said(&["publish"]);
    assert!(said.contains(warning) && said.ends_with("exit code 0\n"), "{said}");
}

#[test]
fn a_domain_of_which_the_host_knows_nothing_is_told_with_its_place() {
    let stage = Stage::new();
    stage.put("p/portfolio.yaml", "title: Room 6\nbase_url: https://ruth.example/\n");
    let warning = "warning: base_url is on a domain of your own, ruth.example, of which the host has not been told
 --> portfolio.yaml:2:11
  |
2 | base_url: https://ruth.example/
  |           ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a file CNAME into the folder, with the one line ruth.example
";
    let said = stage.said(&["publish"]);
    assert!(said.contains(warning) && said.ends_with("exit code 0\n"), "{said}");
    stage.put("p/CNAME", "ruth.example\n");
    assert!(!stage.said(&["publish"]).contains("warning"));
}

/// Does something to the branch as another machine would: a clone, a change, a push.
fn by_someone_else(stage: &Stage, branch: &str, path: &str, text: &str) {
    let name = format!("other-{}", path.replace('/', "-"));
    stage.git(".", &["clone", "-q", "--branch", branch, "host/me/portfolio.git", &name]);
    stage.put(&format!("{name}/{path}"), text);
    stage.git(&name, &["add", "--all"]);
    stage.git(&name, &["commit", "-q", "-m", "By someone else"]);
    stage.git(&name, &["push", "-q"]);
}

#[test]
fn a_domain_that_the_host_keeps_on_the_branch_stays_there() {
    let stage = Stage::new();
    stage.put("p/portfolio.yaml", "title: Room 6\n");
    stage.said(&["publish"]);
    by_someone_else(&stage, "gh-pages", "CNAME", "ruth.example\n");
    let by_the_host = stage.on_host("gh-pages");
    let said = stage.said(&["publish"]);
    assert!(said.contains("no base_url is set: https://ruth.example/ is taken"), "{said}");
    assert!(said.contains("in a minute or two it stands at https://ruth.example/\n"), "{said}");
    assert_eq!(stage.on_host("gh-pages^"), by_the_host);
    let published = stage.checked_out("gh-pages");
    assert_eq!(std::fs::read_to_string(published.join("CNAME")).expect("it is kept"), "ruth.example\n");
    stage.put("p/CNAME", "other.example\n");
    stage.said(&["publish"]);
    let published = stage.checked_out("gh-pages");
    assert_eq!(std::fs::read_to_string(published.join("CNAME")).expect("it is the author's"), "other.example\n");
}

#[test]
fn what_someone_else_put_on_the_branch_stays_in_its_history() {
    let stage = Stage::new();
    stage.said(&["publish"]);
    by_someone_else(&stage, "gh-pages", "strange.html", "x");
    let theirs = stage.on_host("gh-pages");
    let refs = stage.git("p", &["for-each-ref"]);
    assert!(stage.said(&["publish", "--dry-run"]).contains("  gone     strange.html\n"));
    assert_eq!(stage.git("p", &["for-each-ref"]), refs);
    let said = stage.said(&["publish"]);
    assert!(said.contains(": 1 file gone\n"), "{said}");
    assert_eq!(stage.on_host("gh-pages^"), theirs);
    assert_eq!(tree(&stage.checked_out("gh-pages")), built(&stage));
}

#[test]
fn when_someone_else_publishes_meanwhile_it_is_done_again_on_top_of_theirs() {
    let stage = Stage::new();
    stage.said(&["publish"]);
    meanwhile(&stage, "once");
    stage.put("p/reflections/2026-03-12-talk.md", "# Talk\n\nOf nothing.\n");
    let said = stage.said(&["publish"]);
    assert!(said.starts_with("published to the branch") && said.ends_with("exit code 0\n"), "{said}");
    assert_eq!(stage.git("host/me/portfolio.git", &["log", "-1", "--format=%s", "gh-pages^"]), "Meanwhile");
    assert_eq!(tree(&stage.checked_out("gh-pages")), built(&stage));
}

#[test]
fn when_someone_else_publishes_again_and_again_it_is_told() {
    let stage = Stage::new();
    stage.said(&["publish"]);
    meanwhile(&stage, "always");
    stage.put("p/reflections/2026-03-12-talk.md", "# Talk\n\nOf nothing.\n");
    let said = stage.said(&["publish"]);
    let beginning =
        "error: someone else changed the branch \"gh-pages\" while the site was being sent, twice. Git says:\n";
    let end = "
  = help: nothing was sent: publish again when nobody else is publishing

1 error
nothing was published
exit code 1
";
    assert!(said.starts_with(beginning) && said.ends_with(end), "{said}");
    assert_eq!(stage.git("host/me/portfolio.git", &["log", "-1", "--format=%s", "gh-pages"]), "Meanwhile");
}

/// A hook that changes the branch on the host between the look at it and the sending: `once`, or `always`.
fn meanwhile(stage: &Stage, how_often: &str) {
    let stop = if how_often == "once" { "chmod -x \"$OLDPWD/.git/hooks/pre-push\"" } else { "" };
    let bare = stage.at("host/me/portfolio.git");
    let script = format!(
        "cd '{}' && unset GIT_DIR\nnew=$(git commit-tree -p gh-pages -m Meanwhile 'gh-pages^{{tree}}')\n\
         git update-ref refs/heads/gh-pages $new\n{stop}",
        bare.display()
    );
    stage.hook("p/.git/hooks/pre-push", &script);
}

#[test]
fn a_branch_that_we_did_not_make_is_refused() {
    let stage = Stage::new();
    stage.git("p", &["commit", "-q", "--allow-empty", "-m", "By hand"]);
    stage.git("p", &["push", "-q", "origin", "main:gh-pages"]);
    let theirs = stage.on_host("gh-pages");
    assert_eq!(
        stage.said(&["publish"]),
        "error: the branch \"gh-pages\" is there already, and was not made by throughline
  = help: publish to another branch, such as --branch site; or, if nothing on it is needed any more, delete it at https://github.com/me/portfolio/branches and publish again

1 error
nothing was published
exit code 1
"
    );
    assert_eq!(stage.on_host("gh-pages"), theirs);
    assert!(stage.said(&["publish", "--branch", "site"]).contains("choose site under \"Branch\""));
    assert_eq!(tree(&stage.checked_out("site")), built(&stage));
}

#[test]
fn a_branch_that_cannot_be_one_for_the_site_is_refused() {
    let stage = Stage::new();
    let refused = |words: &[&str], message: &str| {
        let said = stage.said(words);
        assert_eq!(said, format!("error: {message}\n\n1 error\nnothing was published\nexit code 1\n"), "{words:?}");
    };
    refused(
        &["publish", "--branch", "main"],
        "the branch \"main\" holds what you write: the built site cannot stand there too
  = help: leave --branch out, or name another one",
    );
    refused(
        &["publish", "--branch=a..b"],
        "\"a..b\" cannot be the name of a branch
  = help: use letters, digits and hyphens, such as --branch gh-pages",
    );
    for name in ["HEAD", "+site", "-site", "@{-1}", "refs/heads/", "refs/tags/site", ""] {
        let option = format!("--branch={name}");
        let message = format!(
            "\"{name}\" cannot be the name of a branch
  = help: use letters, digits and hyphens, such as --branch gh-pages"
        );
        refused(&["publish", &option], &message);
    }
    refused(
        &["publish", "--branch", "refs/heads/site"],
        "\"refs/heads/site\" cannot be the name of a branch
  = help: give the name alone: --branch site",
    );
    refused(
        &["publish", "--remote", "orgin"],
        "git knows no remote \"orgin\"
  = help: did you mean origin?",
    );
    stage.git("p", &["remote", "rename", "origin", "a"]);
    stage.git("p", &["remote", "add", "b", "../b"]);
    refused(
        &["publish"],
        "there are several remotes, and none is called origin: a, b
  = help: say which one: --remote a",
    );
    assert!(stage.said(&["publish", "--remote", "a"]).ends_with("exit code 0\n"));
}

#[test]
fn what_is_missing_is_told_in_plain_words() {
    let stage = Stage::new();
    let refused = |said: String, message: &str| {
        assert_eq!(said, format!("error: {message}\n\n1 error\nnothing was published\nexit code 1\n"));
    };
    let no_git = "there is no git on this machine, and publishing needs it
  = help: install git from https://git-scm.com/downloads, open a new terminal window and try again";
    refused(stage.said_with(&["publish"], &[("PATH", &stage.at("empty"))]), no_git);
    stage.git("p", &["config", "--global", "--unset", "user.name"]);
    stage.git("p", &["config", "--global", "--unset", "user.email"]);
    refused(
        stage.said(&["publish"]),
        "git does not know who you are, and writes a name and an e-mail address into all that it keeps
  = help: type, with your own words between the quotation marks:
          git config --global user.name \"Your Name\"
          git config --global user.email \"you@example.org\"
          whoever can see the repository sees both; on GitHub an address that hides yours is in https://github.com/settings/emails",
    );
    stage.git("p", &["remote", "remove", "origin"]);
    refused(
        stage.said(&["publish"]),
        "git knows no place on the web to send this to: the repository has no remote
  = help: make an empty repository on your host (on GitHub: https://github.com/new), copy its address, and type git remote add origin ADDRESS",
    );
    std::fs::remove_dir_all(stage.at("p/.git")).expect("the repository can be removed");
    refused(
        stage.said(&["publish"]),
        "this folder is not in a git repository
  = help: make it one with git init, or give the folder of your portfolio: throughline publish FOLDER",
    );
    refused(
        stage.said(&["publish", "../q"]),
        "there is no folder \"../q\"
  = help: did you mean \"../p\"?",
    );
}

#[test]
fn what_the_host_says_is_told_with_what_to_do() {
    let stage = Stage::new();
    stage.git("p", &["remote", "set-url", "origin", "https://me:secret@127.0.0.1:9/me/portfolio.git"]);
    let said = stage.said(&["publish"]);
    let offline = "error: git could not ask https://127.0.0.1:9/me/portfolio.git what it has. It says:\n";
    assert!(said.starts_with(offline) && !said.contains("secret"), "{said}");
    assert!(
        said.contains("  = help: look whether this machine is connected to the internet, and try again\n"),
        "{said}"
    );
    stage.git("p", &["remote", "set-url", "origin", REMOTE]);
    let large = "echo 'File a.mov is 101.00 MB; this exceeds GitHub'\"'\"'s file size limit of 100.00 MB' >&2; exit 1";
    stage.hook("host/me/portfolio.git/hooks/pre-receive", large);
    assert_eq!(
        stage.said(&["publish"]),
        "error: git could not send anything to git@github.com:me/portfolio.git. It says:
       remote: File a.mov is 101.00 MB; this exceeds GitHub's file size limit of 100.00 MB
       error: failed to push some refs to 'github.com:me/portfolio.git'
       [remote rejected] (pre-receive hook declined)
  = help: make the files that are named above smaller, or take them out of the portfolio: hosts take no file over 100 megabytes

1 error
nothing was published
exit code 1
"
    );
    assert_eq!(stage.git("host/me/portfolio.git", &["for-each-ref"]), "");
}

#[test]
fn errors_in_the_files_stop_it_before_anything_is_sent() {
    let stage = Stage::new();
    stage.put("p/reflections/2026-03-12-talk.md", "# Talk\n\nAfter [[2026-03-11-shfts]].\n");
    let said = stage.said(&["publish"]);
    assert!(said.starts_with("error: ") && said.contains(" --> reflections/2026-03-12-talk.md:3:"), "{said}");
    assert!(said.ends_with("1 error\nnothing was published: mend the errors above and publish again\nexit code 1\n"));
    assert_eq!(stage.git("host/me/portfolio.git", &["for-each-ref"]), "");
}

#[test]
fn a_dirty_folder_an_old_version_and_waiting_files_are_left_as_they_are() {
    let stage = Stage::new();
    stage.git("p", &["add", "portfolio.yaml"]);
    stage.git("p", &["commit", "-q", "-m", "One"]);
    stage.git("p", &["checkout", "-q", "--detach"]);
    stage.git("p", &["add", "reflections/2026-03-11-shifts.md"]);
    stage.put("p/portfolio.yaml", "title: Room 7\nbase_url: https://me.github.io/portfolio/\n");
    let before = untouched(&stage);
    let said = stage.said(&["publish", "--quiet"]);
    assert_eq!(said, "exit code 0\n");
    assert_eq!(untouched(&stage), before);
    assert_eq!(tree(&stage.checked_out("gh-pages")), built(&stage));
}

#[test]
fn two_versions_of_a_file_are_not_published() {
    let stage = Stage::new();
    let talk = "reflections/2026-03-12-talk.md";
    stage.git("p", &["add", "--all"]);
    stage.git("p", &["commit", "-q", "-m", "One"]);
    stage.git("p", &["checkout", "-q", "-b", "other"]);
    stage.put(&format!("p/{talk}"), "# Talk\n\nThis.\n");
    stage.git("p", &["commit", "-q", "-a", "-m", "This"]);
    stage.git("p", &["checkout", "-q", "main"]);
    stage.put(&format!("p/{talk}"), "# Talk\n\nThat.\n");
    stage.git("p", &["commit", "-q", "-a", "-m", "That"]);
    assert!(!stage.try_git("p", &["merge", "other"]).status.success());
    assert_eq!(
        stage.said(&["publish"]),
        "error: two versions of this file have met, and nobody has chosen between them yet
 --> reflections/2026-03-12-talk.md
  = help: open it, keep what is right, and type git add \"reflections/2026-03-12-talk.md\"

1 error
nothing was published
exit code 1
"
    );
}

#[test]
fn a_portfolio_in_a_folder_of_its_repository_is_the_root_of_the_site() {
    let stage = Stage::new();
    std::fs::create_dir(stage.at("p/mine")).expect("a folder can be made");
    for name in ["portfolio.yaml", "reflections"] {
        std::fs::rename(stage.at(&format!("p/{name}")), stage.at(&format!("p/mine/{name}"))).expect("moved");
    }
    assert!(stage.said(&["publish", "mine"]).ends_with("exit code 0\n"));
    let published = stage.checked_out("gh-pages");
    assert!(published.join("index.html").exists() && published.join("2026/03-12-talk.html").exists());
}

#[test]
fn a_git_that_starts_the_program_does_not_lead_it_astray() {
    let stage = Stage::new();
    stage.git(".", &["init", "-q", "elsewhere"]);
    let (elsewhere, index) = (stage.at("elsewhere/.git"), stage.at("elsewhere/index"));
    let said = stage.said_with(&["publish"], &[("GIT_DIR", &elsewhere), ("GIT_INDEX_FILE", &index)]);
    assert!(said.starts_with("published to the branch"), "{said}");
    assert!(!index.exists());
}

#[test]
fn a_host_that_is_not_known_is_sent_to_all_the_same() {
    let stage = Stage::new();
    stage.git("p", &["remote", "set-url", "origin", "git@git.school.example:me/portfolio.git"]);
    assert_eq!(
        stage.said(&["publish"]),
        "published to the branch \"gh-pages\" of git@git.school.example:me/portfolio.git: 14 files new
the help of that host says how it is shown as a website
in a minute or two it stands at https://me.github.io/portfolio/
exit code 0
"
    );
}

#[test]
fn hosts_that_are_not_github_are_named_with_their_manuals() {
    let stage = Stage::new();
    for (remote, branch, words) in [
        (
            "git@gitlab.com:me/portfolio.git",
            "gh-pages",
            "GitLab must be told to show it: https://docs.gitlab.com/user/project/pages/ says how",
        ),
        (
            "git@codeberg.org:me/portfolio.git",
            "pages",
            "Codeberg must be told to show it: https://docs.codeberg.org/codeberg-pages/ says how",
        ),
    ] {
        stage.git("p", &["remote", "set-url", "origin", remote]);
        let said = stage.said(&["publish"]);
        assert!(said.contains(words), "{said}");
        assert!(!stage.on_host(branch).is_empty());
        stage.git("host/me/portfolio.git", &["update-ref", "-d", &format!("refs/heads/{branch}")]);
    }
}

#[test]
fn a_name_on_the_class_list_keeps_everything_back_until_it_is_agreed_to() {
    let stage = Stage::new();
    stage.put("p/private/names.txt", "Aroha Ngata\n");
    stage.put("p/reflections/2026-03-18-the-eel.md", "---\ntitle: The eel\n---\nAroha saw it first.\n");
    let told = "error: \"Aroha\" is a name on your class list
 --> reflections/2026-03-18-the-eel.md:4:1
  |
4 | Aroha saw it first.
  | ^^^^^
  |
  = help: write another name or an initial; if the family has agreed, add this line to private/agreed.txt:
          reflections/2026-03-18-the-eel.md: Aroha

1 error
nothing was published: mend the errors above and publish again
exit code 1
";
    assert_eq!(stage.said(&["publish"]), told);
    assert_eq!(stage.said(&["publish", "--dry-run"]), told);
    assert_eq!(stage.git("host/me/portfolio.git", &["branch"]), "");
    stage.put("p/private/agreed.txt", "reflections/2026-03-18-the-eel.md: Aroha\n");
    let said = stage.said(&["publish"]);
    assert!(said.starts_with("published to the branch \"gh-pages\""), "{said}");
}

#[test]
fn a_picture_whose_consent_has_ended_is_not_published() {
    let stage = Stage::new();
    stage.put("p/reflections/eel.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    stage.put("p/reflections/2026-03-18-the-eel.md", "---\ntitle: The eel\n---\n![An eel](eel.svg)\n");
    stage.put("p/consent.yaml", "- picture: reflections/eel.svg\n  until: 2999-12-01\n");
    stage.said(&["publish"]);
    let published = || stage.git("host/me/portfolio.git", &["ls-tree", "-r", "--name-only", "gh-pages"]);
    assert!(published().contains("eel-"), "{}", published());
    stage.put("p/consent.yaml", "- picture: reflections/eel.svg\n  until: 2020-12-01\n  for: the school's website\n");
    let said = stage.said(&["publish"]);
    let note = "note: consent for \"reflections/eel.svg\" ended on 2020-12-01 (for the school's website): the picture is left out of the site\n --> consent.yaml:1:12\n";
    assert!(said.contains(note) && said.contains("published to the branch \"gh-pages\""), "{said}");
    assert!(published().contains("the-eel.html") && !published().contains("assets/eel"), "{}", published());
    assert!(!stage.git("host/me/portfolio.git", &["show", "gh-pages:2026/03-18-the-eel.html"]).contains("eel-"));
}

#[test]
fn the_first_time_it_is_told_that_no_names_were_looked_for() {
    let stage = Stage::new();
    stage.delete("p/private/names.txt");
    let note = "note: names of children were not looked for: there is no class list\n";
    assert!(stage.said(&["publish"]).contains(note));
    stage.put("p/reflections/2026-03-18-more.md", "More.\n");
    assert!(!stage.said(&["publish"]).contains(note), "it is told once");
}

#[test]
fn a_folder_above_the_portfolio_is_not_published() {
    let stage = Stage::new();
    stage.git(".", &["init", "-q"]);
    stage.git(".", &["remote", "add", "origin", REMOTE]);
    let told = "error: this folder is not the portfolio, which is in \"p\"
  = help: go there first with cd \"p\"; if all of this folder is one portfolio, give it a portfolio.yaml of its own

1 error
nothing was published
exit code 1
";
    assert_eq!(stage.said(&["publish", ".."]), told);
    assert!(stage.said(&["build", ".."]).contains("error: this folder is not the portfolio"));
    assert!(!stage.at("_site").exists());
}

#[test]
fn a_folder_of_the_portfolio_is_not_published_by_itself() {
    let stage = Stage::new();
    let told = "error: this folder is a part of the portfolio \"STAGE/p\"
  = help: go there first with cd \"STAGE/p\"; if this folder is a portfolio by itself, give it a portfolio.yaml of its own

1 error
nothing was published
exit code 1
";
    assert_eq!(stage.said(&["publish", "reflections"]), told);
    for command in [["build", "reflections"], ["check", "reflections"]] {
        assert!(stage.said(&command).contains("error: this folder is a part of the portfolio"), "{command:?}");
    }
    assert!(!stage.at("p/reflections/_site").exists());
}

#[test]
fn what_a_hook_leaves_running_is_not_waited_for() {
    let stage = Stage::new();
    let (done, waited) = (stage.at("done"), stage.at("waited"));
    let script = format!(
        "echo looking >&2\n(i=0; while [ $i -lt 600 ]; do [ -e '{}' ] && exit; sleep 0.1; i=$((i+1)); done; touch '{}') &",
        done.display(),
        waited.display()
    );
    stage.hook("p/.git/hooks/pre-push", &script);
    let said = stage.said(&["publish"]);
    assert!(said.starts_with("published to the branch \"gh-pages\"") && !waited.exists(), "{said}");
    stage.put("p/reflections/2026-03-13-walls.md", "# Thin walls\n");
    stage.hook("p/.git/hooks/pre-push", &format!("{script}\necho 'these are the words' >&2; exit 1"));
    let said = stage.said(&["publish"]);
    assert!(said.contains("looking\n       these are the words\n") && !waited.exists(), "{said}");
    stage.put("done", "");
}

#[test]
fn no_secret_in_the_address_of_a_remote_is_shown() {
    let stage = Stage::new();
    let addresses = [
        "https://me:secret@127.0.0.1:9/me/portfolio.git",
        "https://secret@127.0.0.1:9/me/portfolio.git?private_token=secret",
        "https://127.0.0.1:9/me/portfolio.git?private_token=secret#secret",
        "https://127.0.0.1:9/me/portfolio.git#secret",
    ];
    for address in addresses {
        stage.git("p", &["remote", "set-url", "origin", address]);
        for words in [["publish", "--dry-run"], ["doctor", "."]] {
            let said = stage.said(&words);
            assert!(said.contains("127.0.0.1:9/me/portfolio.git") && !said.contains("secret"), "{said}");
        }
    }
    let said = stage.said(&["publish", "--remote", addresses[0]]);
    assert!(said.contains("git knows no remote") && !said.contains("secret"), "{said}");
}
