//! Everything that the doctor can say, in its exact words.

use crate::stage::{REMOTE, Stage, WORKFLOW, workflow};

/// What is said of a stage where all is well, in the order of the questions.
const WELL: [&str; 10] = [
    "yes  git is here: version N\n",
    "yes  the portfolio is in a git repository\n",
    "yes  git knows your name and your e-mail address\n",
    "yes  the portfolio goes to git@github.com:me/portfolio.git, which git calls origin\n",
    "yes  GitHub shows sites, this one at https://me.github.io/portfolio/\n",
    "yes  base_url is where the site stands: https://me.github.io/portfolio/\n",
    "yes  the workflow is there and current: .github/workflows/publish.yml\n",
    "yes  nothing that is only for you is in git\n",
    "yes  no draft is in git\n",
    "yes  the whole history is here\n",
];

/// What the doctor says, with the version of git as `N`.
fn said(stage: &Stage) -> String {
    said_of(stage, ".")
}

fn said_of(stage: &Stage, folder: &str) -> String {
    let version = stage.git(".", &["version"]);
    let version = version.split(' ').nth(2).expect("git tells its version");
    stage.said(&["doctor", folder]).replace(version, "N")
}

/// Checks what is said where the answers at these places are others.
fn differs(stage: &Stage, answers: &[(usize, &str)]) {
    let mut expected = WELL.map(str::to_owned);
    for (at, answer) in answers {
        expected[*at] = format!("{answer}\n");
    }
    let all = expected.concat();
    let end = match all.lines().filter(|line| line.starts_with("no ")).count() {
        0 => "all is well here; whether the host lets you in shows when you publish\nexit code 0\n".to_owned(),
        1 => "1 thing to mend\nexit code 1\n".to_owned(),
        count => format!("{count} things to mend\nexit code 1\n"),
    };
    assert_eq!(said(stage), format!("{all}{end}"));
}

#[test]
fn where_all_is_well_every_answer_is_yes() {
    differs(&Stage::with_workflow(), &[]);
}

#[test]
fn without_git_there_is_one_no() {
    let stage = Stage::with_workflow();
    assert_eq!(
        stage.said_with(&["doctor"], &[("PATH", &stage.at("empty"))]),
        "no   there is no git on this machine
     help: install it from https://git-scm.com/downloads
--   the rest can be told once git is here
1 thing to mend
exit code 1
"
    );
}

#[test]
fn without_a_repository_there_is_one_no() {
    let stage = Stage::with_workflow();
    std::fs::remove_dir_all(stage.at("p/.git")).expect("the repository can be removed");
    assert_eq!(
        said(&stage),
        "yes  git is here: version N
no   the portfolio is in no git repository
     help: git init
--   the rest can be told once there is a repository
1 thing to mend
exit code 1
"
    );
}

#[test]
fn without_a_portfolio_there_is_nothing_to_look_at() {
    let stage = Stage::new();
    assert_eq!(
        said_of(&stage, "../q"),
        "error: there is no folder \"../q\"\n  = help: did you mean \"../p\"?\n\n1 error\nexit code 1\n"
    );
}

#[test]
fn a_repository_that_git_does_not_open_is_told_in_gits_words() {
    let stage = Stage::with_workflow();
    stage.put("p/.git/config", "[core\n");
    let said = said(&stage);
    let beginning =
        "yes  git is here: version N\nno   git could not look into the folder. It says:\n     fatal: bad config";
    assert!(said.starts_with(beginning), "{said}");
    assert!(said.contains("\n     help: show what git says to someone who knows it\n"), "{said}");
}

#[test]
fn who_commits_must_be_known() {
    let stage = Stage::with_workflow();
    let name = "git config --global user.name \"Your Name\"";
    let email = "git config --global user.email \"you@example.org\"";
    let seen = "\n           whoever can see the repository sees both; on GitHub an address that hides yours is in https://github.com/settings/emails";
    stage.git("p", &["config", "--global", "--unset", "user.name"]);
    differs(&stage, &[(2, &format!("no   git does not know your name\n     help: {name}{seen}"))]);
    stage.git("p", &["config", "--global", "--unset", "user.email"]);
    let neither = "no   git knows neither your name nor your e-mail address";
    differs(&stage, &[(2, &format!("{neither}\n     help: {name}\n           {email}{seen}"))]);
    stage.git("p", &["config", "--global", "user.name", "Ruth"]);
    differs(&stage, &[(2, &format!("no   git does not know your e-mail address\n     help: {email}{seen}"))]);
}

#[test]
fn there_must_be_one_place_to_send_it_to() {
    let stage = Stage::with_workflow();
    let host = "--   whether the site can be shown there can be told once there is a place";
    let base_url = "--   whether base_url is right cannot be told: it is not known where the site stands";
    stage.git("p", &["remote", "rename", "origin", "a"]);
    stage.git("p", &["remote", "add", "b", "../b"]);
    let several = "no   git knows several places to send the portfolio to, and none is called origin: a, b
     help: git remote rename a origin";
    differs(&stage, &[(3, several), (4, host), (5, base_url)]);
    stage.git("p", &["remote", "remove", "a"]);
    stage.git("p", &["remote", "remove", "b"]);
    let none = "no   git knows no place on the web to send the portfolio to
     help: git remote add origin ADDRESS, with the address of an empty repository that you make at https://github.com/new";
    differs(&stage, &[(3, none), (4, host), (5, base_url)]);
}

#[test]
fn the_place_must_show_sites() {
    let stage = Stage::with_workflow();
    stage.git("p", &["remote", "set-url", "origin", "https://me:secret@git.school.example/me/portfolio.git"]);
    let remote = "yes  the portfolio goes to https://git.school.example/me/portfolio.git, which git calls origin";
    let host = "--   whether that place shows sites is not known here, since it is not on GitHub, GitLab or Codeberg: ask whoever runs it";
    let base_url = "--   whether base_url is right cannot be told: it is not known where the site stands";
    differs(&stage, &[(3, remote), (4, host), (5, base_url)]);
}

#[test]
fn a_folder_that_the_portfolio_goes_to_must_be_there() {
    let stage = Stage::with_workflow();
    let host = "--   whether that place shows sites is not known here, since it is not on GitHub, GitLab or Codeberg: ask whoever runs it";
    let base_url = "--   whether base_url is right cannot be told: it is not known where the site stands";
    for url in ["../backup.git", "file:///not/there.git"] {
        stage.git("p", &["remote", "set-url", "origin", url]);
        let gone = format!(
            "no   the portfolio goes to the folder {url}, which is not there
     help: git remote set-url origin ADDRESS, with the address of a repository that is there"
        );
        differs(&stage, &[(3, &gone), (4, host), (5, base_url)]);
    }
    stage.git("p", &["remote", "set-url", "origin", "../host/me/portfolio.git"]);
    let there = "yes  the portfolio goes to ../host/me/portfolio.git, which git calls origin";
    differs(&stage, &[(3, there), (4, host), (5, base_url)]);
}

#[test]
fn a_workflow_that_is_not_used_yet_is_nothing_to_mend() {
    let stage = Stage::with_workflow();
    stage.put(WORKFLOW, &format!("{}  THROUGHLINE_REPOSITORY: \"\"\n", workflow(env!("CARGO_PKG_VERSION"))));
    differs(
        &stage,
        &[(
            6,
            "--   publish builds the site here and sends that, so there is nothing to do; the workflow .github/workflows/publish.yml waits until it is told where throughline comes from",
        )],
    );
}

#[test]
fn base_url_must_be_where_the_site_stands() {
    let stage = Stage::with_workflow();
    let set = |address: &str| stage.put("p/portfolio.yaml", &format!("title: Room 6\nbase_url: {address}\n"));
    set("https://me.github.io/");
    differs(
        &stage,
        &[(
            5,
            "no   base_url is https://me.github.io/, but the site stands at https://me.github.io/portfolio/
     help: write into portfolio.yaml: base_url: https://me.github.io/portfolio/",
        )],
    );
    set("https://ruth.example/");
    differs(
        &stage,
        &[(
            5,
            "--   base_url is on a domain of your own, ruth.example: it must stand in https://github.com/me/portfolio/settings/pages under \"Custom domain\" too",
        )],
    );
    stage.put("p/CNAME", "ruth.example\n");
    differs(&stage, &[(5, "yes  base_url is where the site stands: https://ruth.example/")]);
    set("https://me.github.io/portfolio/");
    differs(
        &stage,
        &[(
            5,
            "no   base_url is https://me.github.io/portfolio/, but the site stands at https://ruth.example/
     help: write into portfolio.yaml: base_url: https://ruth.example/",
        )],
    );
    stage.put("p/portfolio.yaml", "title: Room 6\n");
    differs(&stage, &[(5, "yes  base_url is not set, and publish takes https://ruth.example/")]);
    stage.delete("p/CNAME");
    differs(&stage, &[(5, "yes  base_url is not set, and publish takes https://me.github.io/portfolio/")]);
}

#[test]
fn a_user_site_stands_at_the_root_of_its_host() {
    let stage = Stage::with_workflow();
    stage.git("p", &["remote", "set-url", "origin", "git@github.com:me/me.github.io.git"]);
    stage.put("p/portfolio.yaml", "base_url: https://me.github.io\n");
    differs(
        &stage,
        &[
            (3, "yes  the portfolio goes to git@github.com:me/me.github.io.git, which git calls origin"),
            (4, "yes  GitHub shows sites, this one at https://me.github.io/"),
            (5, "yes  base_url is where the site stands: https://me.github.io/"),
        ],
    );
    stage.git("p", &["remote", "set-url", "origin", REMOTE]);
}

#[test]
fn the_workflow_must_be_current() {
    let stage = Stage::with_workflow();
    let current = env!("CARGO_PKG_VERSION");
    stage.put(WORKFLOW, &workflow("0.0.9"));
    let older = format!(
        "no   the workflow .github/workflows/publish.yml takes throughline 0.0.9, and this is {current}
     help: write into it: THROUGHLINE_VERSION: \"{current}\""
    );
    differs(&stage, &[(6, &older)]);
    stage.put(WORKFLOW, &workflow("99.0.0"));
    let newer = format!(
        "no   the workflow .github/workflows/publish.yml takes throughline 99.0.0, and this is only {current}
     help: install throughline 99.0.0 on this machine too"
    );
    differs(&stage, &[(6, &newer)]);
    stage.put(WORKFLOW, "on: push\njobs: {build: {steps: [{run: throughline build}]}}\n");
    differs(
        &stage,
        &[(
            6,
            "--   the workflow .github/workflows/publish.yml is there; by which version it builds cannot be told, without a line THROUGHLINE_VERSION",
        )],
    );
    stage.delete(WORKFLOW);
    differs(&stage, &[(6, "--   there is no workflow: publish builds the site here, and sends that")]);
}

#[test]
fn the_workflow_must_be_where_the_host_looks() {
    let stage = Stage::with_workflow();
    std::fs::create_dir(stage.at("p/mine")).expect("a folder can be made");
    for name in ["portfolio.yaml", "reflections", ".github"] {
        std::fs::rename(stage.at(&format!("p/{name}")), stage.at(&format!("p/mine/{name}"))).expect("moved");
    }
    let expected = |workflow: &str| {
        let mut all = WELL.map(str::to_owned);
        all[1] = "yes  the portfolio is in a git repository, STAGE/p\n".to_owned();
        all[6] = format!("no   {workflow}\n");
        format!("{}1 thing to mend\nexit code 1\n", all.concat())
    };
    let below = "the host does not look for the workflow where it is: mine/.github/workflows/publish.yml
     help: move its folder .github into the topmost folder of the repository";
    assert_eq!(said_of(&stage, "mine"), expected(below));
    std::fs::rename(stage.at("p/mine/.github"), stage.at("p/.github")).expect("moved");
    let not_kept = "git does not keep the workflow .github/workflows/publish.yml
     help: git add -f .github/workflows/publish.yml, in the topmost folder";
    assert_eq!(said_of(&stage, "mine"), expected(not_kept));
}

#[test]
fn nothing_private_may_be_in_git() {
    let stage = Stage::with_workflow();
    for path in ["private/names.txt", "_site/a.html", "_site/b.html", "_site/c.html"] {
        stage.put(&format!("p/{path}"), "x\n");
        stage.git("p", &["add", "--force", path]);
    }
    differs(
        &stage,
        &[(
            7,
            "no   git keeps what is only for you: _site/a.html, _site/b.html, _site/c.html and 1 more
     help: git rm -r --cached private _site (the files stay; earlier commits still hold them)",
        )],
    );
}

#[test]
fn drafts_in_git_are_told() {
    let stage = Stage::with_workflow();
    stage.put("p/reflections/2026-03-13-a.md", "---\naudience: draft\n---\nNot yet.\n");
    differs(&stage, &[]);
    stage.git("p", &["add", "reflections"]);
    differs(
        &stage,
        &[(8, "--   a draft is in git, and whoever can see the repository can read it: reflections/2026-03-13-a.md")],
    );
    stage.put("p/reflections/2026-03-14-b.md", "---\naudience: draft\n---\nNot yet.\n");
    stage.git("p", &["add", "reflections"]);
    differs(
        &stage,
        &[(
            8,
            "--   2 drafts are in git, and whoever can see the repository can read them: reflections/2026-03-13-a.md, reflections/2026-03-14-b.md",
        )],
    );
}

#[test]
fn the_whole_history_must_be_here() {
    let stage = Stage::with_workflow();
    stage.said(&["publish"]);
    stage.git("p", &["commit", "-q", "--allow-empty", "-m", "Another"]);
    stage.git("p", &["push", "-q"]);
    std::fs::rename(stage.at("p"), stage.at("whole")).expect("moved");
    stage.git(".", &["clone", "-q", "--depth", "1", REMOTE, "p"]);
    differs(&stage, &[(9, "no   only the newest part of the history is here\n     help: git fetch --unshallow")]);
}
