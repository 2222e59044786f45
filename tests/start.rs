//! `init` and `new`, as a newcomer meets them: the real program, real folders, and exactly what it says.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

mod folders;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use folders::{Tree, tree};
use tempfile::TempDir;

/// The program in `folder`, without anybody at a terminal.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("VISUAL").env_remove("EDITOR").stdin(Stdio::null());
    command
}

/// What it says, standard output first, and its exit code. The day of today is written as TODAY.
fn say(folder: &Path, arguments: &[&str]) -> String {
    spoken(program(folder).args(arguments))
}

fn spoken(command: &mut Command) -> String {
    let output = command.output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program speaks UTF-8");
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let code = output.status.code().expect("it ends by itself");
    format!("{}exit code {code}\n", said.replace(&today(), "TODAY"))
}

fn today() -> String {
    chrono::Local::now().date_naive().to_string()
}

/// The messages of a build that must succeed.
fn build(folder: &Path) -> String {
    let output = program(folder).arg("build").output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn put(folder: &Path, path: &str, text: &str) {
    let at = folder.join(path);
    fs::create_dir_all(at.parent().expect("it lies in a folder")).expect("a folder can be made");
    fs::write(at, text).expect("a file can be written");
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).expect(path)
}

fn names(tree: &Tree) -> Vec<String> {
    tree.keys().map(|path| path.to_string_lossy().replace(&today(), "TODAY")).collect()
}

/// What the program says where it does not know its own repository.
const ORIGIN: &str = "
This program does not know where it comes from. Before GitHub can publish for you, write the address of its
repository behind THROUGHLINE_REPOSITORY in .github/workflows/publish.yml.
";

fn origin() -> &'static str {
    if env!("CARGO_PKG_REPOSITORY").is_empty() { ORIGIN } else { "" }
}

const NO_ADDRESS: &str = "note: without a base_url there are no feeds, no sitemap and no previews of shared links
  = help: once you know where the site will be published, add a line such as `base_url: https://me.github.io/portfolio/` to portfolio.yaml

";

#[test]
fn a_new_portfolio_builds_at_once() {
    let folder = folder();
    let made = "made my work/portfolio.yaml";
    let said = say(folder.path(), &["init", "my work"]);
    assert!(said.starts_with(&made.replace("my work/portfolio.yaml", "\"my work/portfolio.yaml\"\n")), "{said}");
    let portfolio = folder.path().join("my work");
    assert_eq!(
        names(&tree(&portfolio)),
        [
            ".github/workflows/publish.yml",
            ".gitignore",
            ".vscode/extensions.json",
            ".vscode/settings.json",
            "README.md",
            "inquiries/talk-that-helps.md",
            "pages/about.md",
            "portfolio.yaml",
            "reflections/TODAY-a-first-reflection.md",
        ]
    );
    assert!(read(&portfolio, "portfolio.yaml").contains("\ntitle: My work\n"));
    assert_eq!(build(&portfolio), NO_ADDRESS);
    let page = read(&portfolio, "_site/index.html");
    assert!(page.contains("A first reflection") && page.contains("My work"));
}

#[test]
fn it_says_what_was_made_and_what_comes_next() {
    let folder = folder();
    let said = say(folder.path(), &["init"]);
    let expected = format!(
        "made portfolio.yaml
made reflections/TODAY-a-first-reflection.md
made inquiries/talk-that-helps.md
made pages/about.md
made README.md
made .gitignore
made .github/workflows/publish.yml
made .vscode/settings.json
made .vscode/extensions.json

next:
  throughline serve --open      see it in your browser while you write
  throughline new \"A title\"     begin a reflection
{}exit code 0
",
        origin()
    );
    assert_eq!(said, expected);
}

#[test]
fn a_second_time_changes_nothing() {
    let folder = folder();
    say(folder.path(), &["init"]);
    fs::remove_file(folder.path().join("pages/about.md")).expect("removed");
    put(folder.path(), "portfolio.yaml", "title: Mine\n");
    let before = tree(folder.path());
    let said = say(folder.path(), &["init", "--title", "Other", "--language", "mi"]);
    assert_eq!(
        said,
        "kept portfolio.yaml, which was there already
kept .gitignore, which was there already
kept .github/workflows/publish.yml, which was there already
kept .vscode/settings.json, which was there already
kept .vscode/extensions.json, which was there already

next:
  throughline serve --open      see it in your browser while you write
  throughline new \"A title\"     begin a reflection

The texts in this folder are the portfolio now, so no example was put among them.

portfolio.yaml was left as it is: write title, language there yourself.
exit code 0
"
    );
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn what_is_answered_by_options_stands_on_the_pages() {
    let folder = folder();
    let author = "O'Brien: \"A\" # b";
    let said = say(
        folder.path(),
        &[
            "init",
            "--author",
            author,
            "--title",
            "{{title}} & [x]",
            "--base-url",
            "https://me.github.io/p",
            "--language",
            "en-NZ",
        ],
    );
    assert!(said.ends_with("exit code 0\n"), "{said}");
    assert_eq!(build(folder.path()), "");
    let feed = read(folder.path(), "_site/feed.json");
    let feed: serde_json::Value = serde_json::from_str(&feed).expect("the feed is JSON");
    assert_eq!((&feed["title"], &feed["authors"][0]["name"]), (&"{{title}} & [x]".into(), &author.into()));
    assert_eq!(feed["home_page_url"], "https://me.github.io/p/");
    assert!(read(folder.path(), "README.md").starts_with("# {{title}} & [x]\n"));
}

#[test]
fn the_examples_say_that_they_are_english() {
    let folder = folder();
    say(folder.path(), &["init", "--language", "mi"]);
    assert_eq!(build(folder.path()), NO_ADDRESS);
    for path in ["inquiries/talk-that-helps.md".to_owned(), format!("reflections/{}-a-first-reflection.md", today())] {
        assert!(read(folder.path(), &path).contains("\nlang: en\n"), "{path}");
    }
}

#[test]
fn an_answer_that_cannot_be_right_is_refused_before_anything_is_made() {
    let folder = folder();
    for (arguments, told) in [
        (["--base-url", "me.github.io"], "base_url should be an address that begins with http:// or https://"),
        (["--language", "english!"], "language should be the code of a language"),
        (["--title", "  "], "there are no words in it"),
    ] {
        let said = say(folder.path(), &[&["init", "new"], &arguments[..]].concat());
        assert!(said.contains(told) && said.ends_with("exit code 2\n"), "{said}");
    }
    assert!(tree(folder.path()).is_empty());
}

#[test]
fn a_folder_that_is_a_file_is_told() {
    let folder = folder();
    put(folder.path(), "notes.txt", "mine");
    assert_eq!(
        say(folder.path(), &["init", "notes.txt"]),
        "error: \"notes.txt\" is a file, not a folder\n  \
         = help: give a folder, or the name of one that is to be made\n\nexit code 1\n"
    );
    assert_eq!(
        say(folder.path(), &["init", "notes.txt/mine"]),
        "error: cannot make the folder notes.txt/mine: a file stands where the folder belongs\n\nexit code 3\n"
    );
    assert_eq!(read(folder.path(), "notes.txt"), "mine");
}

#[test]
fn what_could_be_made_is_told_also_when_something_is_in_the_way() {
    let folder = folder();
    put(folder.path(), "inquiries", "a file");
    let said = say(folder.path(), &["init"]);
    assert_eq!(
        said,
        "made portfolio.yaml\nmade reflections/TODAY-a-first-reflection.md\n\
         error: cannot make the folder ./inquiries: a file stands where the folder belongs\n\nexit code 3\n"
    );
}

#[test]
fn an_ignore_file_is_left_alone_and_what_it_lacks_is_told() {
    let folder = folder();
    put(folder.path(), ".gitignore", "/_site\n.DS_Store\n");
    put(folder.path(), "portfolio.yml", "title: Mine\n");
    let said = say(folder.path(), &["init"]);
    let lacks = "\nAdd to .gitignore, so that git leaves them alone:\n  .throughline/\n  private/\n";
    assert!(said.contains(lacks), "{said}");
    assert!(said.starts_with("kept portfolio.yml, which was there already\n"), "{said}");
    assert_eq!(read(folder.path(), ".gitignore"), "/_site\n.DS_Store\n");
    assert!(!folder.path().join("portfolio.yaml").exists());
}

#[test]
fn the_workflow_is_left_out_where_the_host_would_not_look_for_it() {
    let folder = folder();
    fs::create_dir(folder.path().join(".git")).expect("made");
    let said = say(folder.path(), &["init", "inside"]);
    assert!(said.contains("\nThis folder lies in the git repository "), "{said}");
    assert!(!said.contains("publish.yml"), "{said}");
    assert!(!folder.path().join("inside/.github").exists());
    say(folder.path(), &["init"]);
    assert!(folder.path().join(".github/workflows/publish.yml").exists());
}

/// Begins a portfolio around the files that another program left, and gives the files of its site. No source may change.
fn begun_around(sources: &[(&str, &str)]) -> Vec<String> {
    let folder = folder();
    for (path, text) in sources {
        put(folder.path(), path, text);
    }
    let before = tree(folder.path());
    let said = say(folder.path(), &["init"]);
    assert!(said.contains("so no example was put among them"), "{said}");
    let after = tree(folder.path());
    let new: Vec<&PathBuf> = after.keys().filter(|path| !before.contains_key(*path)).collect();
    let settings = [
        ".github/workflows/publish.yml",
        ".gitignore",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        "portfolio.yaml",
    ];
    assert_eq!(new, settings.map(Path::new));
    assert_eq!(build(folder.path()), NO_ADDRESS);
    let rest: Tree = tree(folder.path()).into_iter().filter(|(path, _)| before.contains_key(path)).collect();
    assert_eq!(rest, before);
    names(&tree(&folder.path().join("_site")))
}

fn has_all(site: &[String], pages: &[&str]) {
    for page in pages {
        assert!(site.iter().any(|path| path == page), "{page} is not in {site:#?}");
    }
    let texts = site.iter().filter(|path| path.starts_with("20") && !path.ends_with("index.html"));
    assert_eq!(texts.count(), pages.iter().filter(|page| page.starts_with("20")).count(), "{site:#?}");
}

#[test]
fn a_folder_of_jekyll_posts_becomes_a_portfolio() {
    let welcome = "---
layout: post
title:  \"Welcome to Jekyll!\"
date:   2026-03-11 08:30:00 +1300
categories: jekyll update
---
You’ll find this post in your `_posts` directory. See [the other]({% post_url 2026-03-12-my-draft %}).

{% highlight ruby %}
def print_hi(name)
{% endhighlight %}
";
    let other = "---\nlayout: post\ntitle: My draft\ntags: [one, two]\n---\nHello **world**, {{ site.title }}.\n<!--more-->\nMore.\n";
    let posts = [("2026-03-11-welcome-to-jekyll.markdown", welcome), ("2026-03-12-my-draft.md", other)];
    let pages = ["2026/03-11-welcome-to-jekyll.html", "2026/03-12-my-draft.html"];
    has_all(&begun_around(&posts), &pages);
    let below: Vec<(String, &str)> = posts.iter().map(|(path, text)| (format!("_posts/{path}"), *text)).collect();
    let below: Vec<(&str, &str)> = below.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let site = [
        ("_config.yml", "title: Mine\n"),
        ("_layouts/default.html", "{{ content }}"),
        ("about.md", "---\nlayout: page\ntitle: About\npermalink: /about/\n---\nMe.\n"),
    ];
    has_all(&begun_around(&[&site[..], &below].concat()), &[pages[0], pages[1], "about.html"]);
}

#[test]
fn a_content_folder_of_hugo_becomes_a_portfolio() {
    let site = begun_around(&[
        ("_index.md", "---\ntitle: Home\n---\nWelcome.\n"),
        ("posts/_index.md", "---\ntitle: Posts\n---\n"),
        (
            "posts/first.md",
            "+++\ntitle = 'First'\ndate = 2026-03-11T09:19:42-07:00\ndraft = false\ntags = ['red', 'blue']\n+++\n\nWords, and {{< ref \"second\" >}}.\n",
        ),
        (
            "posts/second/index.md",
            "---\ntitle: Second\ndate: 2026-03-12T00:00:00Z\nlastmod: 2026-03-13\ncategories:\n  - talk\n---\nA [picture](shoes.svg).\n\n![Shoes](shoes.svg)\n",
        ),
        ("posts/second/shoes.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"),
        ("about.md", "---\ntitle: About\ntype: page\n---\nMe.\n"),
    ]);
    has_all(&site, &["2026/03-11-first.html", "2026/03-12-second.html", "about.html", "index.html"]);
}

#[test]
fn an_obsidian_vault_becomes_a_portfolio() {
    let site = begun_around(&[
        (".obsidian/app.json", "{}\n"),
        (
            "Daily notes/2026-03-11.md",
            "Talked with [[Jo Bloggs|Jo]] about #reading.\n\n- [ ] ring back\n\n![[Pasted image 20260311.png]]\n",
        ),
        (
            "Daily notes/2026-03-12.md",
            "---\ntags:\n  - reading\naliases:\n  - The second day\ncssclasses: []\n---\nSee [[2026-03-11]] and [[Reading#Why]]. %%not for others%%\n",
        ),
        ("Notes/Reading.md", "# Reading\n\n## Why\n\n> [!note]\n> Because.\n\n==Marked== and [[Jo Bloggs]].\n"),
        ("Notes/Jo Bloggs.md", "A colleague. ^block\n"),
        ("Pasted image 20260311.png", "\u{89}PNG"),
        ("Canvas.canvas", "{}"),
    ]);
    has_all(&site, &["2026/03-11-note.html", "2026/03-12-note.html", "notes/reading.html", "notes/jo-bloggs.html"]);
}

/// The workflow of a new portfolio, read.
fn workflow(folder: &Path) -> serde_yaml::Value {
    say(folder, &["init"]);
    serde_yaml::from_str(&read(folder, ".github/workflows/publish.yml")).expect("the workflow is YAML")
}

/// What a step of a job runs.
fn script<'w>(workflow: &'w serde_yaml::Value, step: &str) -> &'w str {
    let steps = workflow["jobs"]["build"]["steps"].as_sequence().expect("it has steps");
    let step = steps.iter().find(|it| it["name"].as_str() == Some(step)).expect(step);
    step["run"].as_str().expect("it runs something")
}

fn run_as_the_host_does(folder: &Path, script: &str, environment: &[(&str, &str)]) -> (bool, String) {
    let own = Path::new(env!("CARGO_BIN_EXE_throughline")).parent().expect("it lies in a folder");
    let path = format!("{}:{}", own.display(), std::env::var("PATH").expect("there is a path"));
    let output = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(folder)
        .env("PATH", path)
        .envs(environment.iter().copied())
        .output()
        .expect("bash runs");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn the_workflow_makes_the_site_that_a_build_makes() {
    let (here, there) = (folder(), folder());
    let workflow = workflow(here.path());
    folders::copy(here.path(), there.path());
    let address = "https://me.github.io/portfolio";
    let (is_done, said) =
        run_as_the_host_does(here.path(), script(&workflow, "Build the portfolio"), &[("BASE_URL", address)]);
    assert!(is_done, "{said}");
    assert!(say(there.path(), &["build", "--quiet", "--base-url", address]).ends_with("exit code 0\n"));
    let (here, there) = (tree(&here.path().join("_site")), tree(&there.path().join("_site")));
    assert!(here.contains_key(Path::new("feed.xml")));
    assert_eq!(names(&here), names(&there));
    assert!(here == there, "two trees differ");
}

#[test]
fn the_workflow_asks_for_no_more_than_it_needs() {
    let folder = folder();
    let workflow = workflow(folder.path());
    let permissions = |of: &serde_yaml::Value| serde_json::to_string(&of["permissions"]).expect("they can be shown");
    let jobs = &workflow["jobs"];
    assert_eq!(permissions(&workflow), "{}");
    assert_eq!(permissions(&jobs["build"]), r#"{"contents":"read","pages":"read"}"#);
    assert_eq!(permissions(&jobs["deploy"]), r#"{"pages":"write","id-token":"write"}"#);
    let checkout = &jobs["build"]["steps"][0]["with"];
    assert_eq!((checkout["fetch-depth"].as_u64(), checkout["persist-credentials"].as_bool()), (Some(0), Some(false)));
    assert_eq!(workflow["env"]["THROUGHLINE_VERSION"].as_str(), Some(env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_workflow_that_does_not_know_the_program_says_what_to_do() {
    let folder = folder();
    let workflow = workflow(folder.path());
    let environment = [("THROUGHLINE_REPOSITORY", ""), ("THROUGHLINE_VERSION", "0.1.0")];
    let (is_done, said) = run_as_the_host_does(folder.path(), script(&workflow, "Build throughline"), &environment);
    assert!(!is_done);
    assert_eq!(
        said,
        "::error::write where throughline comes from behind THROUGHLINE_REPOSITORY in .github/workflows/publish.yml\n"
    );
}
