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
throughline publish makes the site on this machine and sends it to the web; nothing more is needed.
";

fn origin() -> &'static str {
    if env!("CARGO_PKG_REPOSITORY").is_empty() { ORIGIN } else { "" }
}

const NO_ADDRESS: &str = "note: the site does not know its address: until then there are no feeds to subscribe to, no list for search engines and no previews of shared links
  = help: once you know where it will be published, add a line such as `base_url: https://me.github.io/portfolio/` to portfolio.yaml

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
            ".throughline/.gitignore",
            ".throughline/schemas/front-matter.json",
            ".throughline/schemas/inquiry.json",
            ".throughline/schemas/portfolio.json",
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
  throughline doctor            what is needed to put it on the web
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
  throughline doctor            what is needed to put it on the web

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
        (["--base-url", "me.github.io"], "this should be an address that begins with http:// or https://"),
        (["--language", "english!"], "this should be the code of a language"),
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
    assert!(!read(folder.path(), "inside/README.md").contains("GitHub"));
    let refused = say(folder.path(), &["init"]);
    assert!(refused.starts_with("error: this folder is not the portfolio, which is in \"inside\"\n"), "{refused}");
    fs::remove_dir_all(folder.path().join("inside")).expect("removed");
    say(folder.path(), &["init"]);
    assert!(folder.path().join(".github/workflows/publish.yml").exists());
}

/// Begins a portfolio around the files that another program left, and gives the files of its site. No source may change, and nothing is told but
/// these `warnings`.
fn begun_around(sources: &[(&str, &str)], warnings: &[&str]) -> Vec<String> {
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
        ".throughline/.gitignore",
        ".throughline/schemas/front-matter.json",
        ".throughline/schemas/inquiry.json",
        ".throughline/schemas/portfolio.json",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        "portfolio.yaml",
    ];
    assert_eq!(new, settings.map(Path::new));
    let said = build(folder.path());
    assert!(said.starts_with(NO_ADDRESS), "{said}");
    let told = said.lines().filter(|line| line.starts_with("error: ") || line.starts_with("warning: "));
    assert_eq!(told.collect::<Vec<_>>(), warnings);
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
    let seen = [
        "warning: readers see {% highlight ruby %} as it stands: only Jekyll or Hugo puts something in its place",
        "warning: readers see {{ site.title }} as it stands: only Jekyll or Hugo puts something in its place",
    ];
    has_all(&begun_around(&posts, &seen), &pages);
    let below: Vec<(String, &str)> = posts.iter().map(|(path, text)| (format!("_posts/{path}"), *text)).collect();
    let below: Vec<(&str, &str)> = below.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let site = [
        ("_config.yml", "title: Mine\n"),
        ("_layouts/default.html", "{{ content }}"),
        ("about.md", "---\nlayout: page\ntitle: About\npermalink: /about/\n---\nMe.\n"),
    ];
    has_all(&begun_around(&[&site[..], &below].concat(), &seen), &[pages[0], pages[1], "about.html"]);
}

#[test]
fn a_content_folder_of_hugo_becomes_a_portfolio() {
    let seen =
        ["warning: readers see {{< ref \"second\" >}} as it stands: only Jekyll or Hugo puts something in its place"];
    let files = [
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
    ];
    has_all(
        &begun_around(&files, &seen),
        &["2026/03-11-first.html", "2026/03-12-second.html", "about.html", "index.html"],
    );
}

#[test]
fn an_obsidian_vault_becomes_a_portfolio() {
    let seen = ["warning: readers see the marks of ==Marked== as they stand: only Obsidian highlights with them"];
    let files = [
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
    ];
    has_all(
        &begun_around(&files, &seen),
        &["2026/03-11-note.html", "2026/03-12-note.html", "notes/reading.html", "notes/jo-bloggs.html"],
    );
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
    assert!(
        workflow["on"]["schedule"][0]["cron"].is_string(),
        "a consent that ends is heeded though nothing is pushed"
    );
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

#[test]
fn a_new_reflection_has_its_place_and_its_day() {
    let folder = folder();
    let arguments = [
        "new",
        "Why: \"talk\"?",
        "--date",
        "11 March 2026",
        "--inquiry",
        "Talk",
        "--inquiry",
        "reading-shifts",
        "--stage",
        "focusing",
        "--tag",
        "maths,oral language",
    ];
    assert_eq!(say(folder.path(), &arguments), "made reflections/2026-03-11-why-talk.md\nexit code 0\n");
    let text = read(folder.path(), "reflections/2026-03-11-why-talk.md");
    let front = "---\ntitle: \"Why: \\\"talk\\\"?\"\ninquiries: [Talk, reading-shifts]\nstage: focusing\ntags: [maths, oral language]\n---\n\n<!--";
    assert!(text.starts_with(front), "{text}");
    assert_eq!(build(folder.path()), NO_ADDRESS);
    assert_eq!(say(folder.path(), &["new", "Today"]), "made reflections/TODAY-today.md\nexit code 0\n");
}

#[test]
fn the_questions_of_a_new_text_reach_no_page_and_no_feed() {
    let folder = folder();
    put(folder.path(), "portfolio.yaml", "base_url: https://me.github.io/\n");
    for kind in ["reflection", "page", "inquiry"] {
        say(folder.path(), &["new", "Seen", "--kind", kind]);
    }
    assert_eq!(build(folder.path()), "");
    let site = tree(&folder.path().join("_site"));
    let words = ["Nobody sees", "What happened", "So what", "Now what", "Where does the question", "led_to", "&lt;!--"];
    for (path, bytes) in &site {
        let text = String::from_utf8_lossy(bytes);
        assert!(!words.iter().any(|word| text.contains(word)), "{}", path.display());
    }
    let pages = [
        format!("{}/{}-seen.html", &today()[..4], &today()[5..]),
        "seen.html".to_owned(),
        "inquiries/seen.html".to_owned(),
    ];
    for page in pages {
        assert!(site.contains_key(Path::new(&page)), "{page}");
    }
}

#[test]
fn a_text_that_is_there_is_left_as_it_is() {
    let folder = folder();
    put(folder.path(), "reflections/2026-03-11-talk/index.md", "Mine.\n");
    put(folder.path(), "inquiries/talk.md", "Mine.\n");
    put(folder.path(), "about.md", "Mine.\n");
    let before = tree(folder.path());
    let told = |path: &str| {
        format!(
            "error: {path} is there already, and was left as it is\n  \
             = help: go on writing there, or give the new one another title or day\n\nexit code 1\n"
        )
    };
    let cases: [(&[&str], &str); 3] = [
        (&["new", "Talk", "--date", "2026-03-11"], "reflections/2026-03-11-talk/index.md"),
        (&["new", "Talk", "--kind", "inquiry"], "inquiries/talk.md"),
        (&["new", "About", "--kind", "page"], "about.md"),
    ];
    for (arguments, path) in cases {
        assert_eq!(say(folder.path(), arguments), told(path));
    }
    assert_eq!(tree(folder.path()), before);
    let talk = ["new", "Talk", "--date", "2026-03-12"];
    assert_eq!(say(folder.path(), &talk), "made reflections/2026-03-12-talk.md\nexit code 0\n");
    assert_eq!(say(folder.path(), &talk), told("reflections/2026-03-12-talk.md"));
}

#[test]
fn texts_whose_titles_give_no_name_are_counted() {
    let folder = folder();
    put(folder.path(), "pages/page-2.md", "Mine.\n");
    put(folder.path(), "reflections/2026-03-11-note-3/index.md", "Mine.\n");
    let cases: [(&[&str], &[&str]); 3] = [
        (&["new", "!!!", "--date", "2026-03-11"], &["note", "note-2", "note-4"]),
        (&["new", "?", "--kind", "page"], &["page", "page-3"]),
        (&["new", "?", "--kind", "inquiry"], &["inquiry", "inquiry-2"]),
    ];
    for (arguments, names) in cases {
        let place = if arguments.contains(&"page") {
            "pages/"
        } else if arguments.contains(&"inquiry") {
            "inquiries/"
        } else {
            "reflections/2026-03-11-"
        };
        for name in names {
            assert_eq!(say(folder.path(), arguments), format!("made {place}{name}.md\nexit code 0\n"));
        }
    }
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() {
    let (folder, outside) = (folder(), folder());
    put(folder.path(), "reflections/2026-03-11-talk.md", "Talk.\n");
    put(outside.path(), "secret.md", "Not of this portfolio.\n");
    let before = tree(outside.path());
    let link = |to: &Path, at: &str| std::os::unix::fs::symlink(to, folder.path().join(at)).expect("a link");
    let elsewhere = |name: &str| {
        format!(
            "error: a link leads from this template out of the portfolio\n --> templates/{name}.md\n  \
             = help: put a copy of the file in its place\n\nexit code 1\n"
        )
    };
    fs::create_dir(folder.path().join("templates")).expect("a folder");
    link(&outside.path().join("secret.md"), "templates/secret.md");
    assert_eq!(say(folder.path(), &["new", "A", "--template", "secret"]), elsewhere("secret"));
    fs::remove_file(folder.path().join("templates/secret.md")).expect("removed");
    fs::remove_dir(folder.path().join("templates")).expect("removed");
    link(outside.path(), "templates");
    assert_eq!(say(folder.path(), &["new", "A", "--template", "secret"]), elsewhere("secret"));
    link(outside.path(), ".throughline");
    let said = say(folder.path(), &["schema"]);
    assert!(said.contains("a link on the way leads out of the folder") && said.ends_with("exit code 3\n"), "{said}");
    say(folder.path(), &["build"]);
    say(folder.path(), &["build"]);
    fs::remove_file(folder.path().join(".throughline")).expect("removed");
    fs::create_dir(folder.path().join(".throughline")).expect("a folder");
    link(outside.path(), ".throughline/schemas");
    assert!(say(folder.path(), &["schema"]).ends_with("exit code 3\n"));
    assert_eq!(tree(outside.path()), before);
}

#[test]
fn a_title_that_would_make_something_else_is_told() {
    let folder = folder();
    let cases = [
        ("Plan 2026-03-11", "page", "pages/plan-2026-03-11.md, and a name with a day in it makes a reflection"),
        ("Index", "page", "pages/index.md, and that name stands for something else"),
        ("Index", "inquiry", "inquiries/index.md, and that name stands for something else"),
    ];
    for (title, kind, told) in cases {
        let said = say(folder.path(), &["new", title, "--kind", kind]);
        assert!(said.starts_with(&format!("error: the file would be called {told}\n")), "{said}");
        assert!(said.ends_with("exit code 1\n"), "{said}");
    }
    assert!(tree(folder.path()).is_empty());
}

#[test]
fn what_only_a_reflection_has_is_refused_elsewhere() {
    let folder = folder();
    assert_eq!(
        say(folder.path(), &["new", "About", "--kind", "page", "--tag", "x"]),
        "error: --tag is for reflections, and a page has none\nexit code 2\n"
    );
    assert_eq!(
        say(folder.path(), &["new", "Talk", "--kind", "inquiry", "--date", "2026-03-11"]),
        "error: --date is for reflections, and an inquiry has none\nexit code 2\n"
    );
    let said = say(folder.path(), &["new", "Talk", "--date", "2026-02-30"]);
    assert!(said.contains("\"2026-02-30\" is not a day: February 2026 has 28 days"), "{said}");
    assert!(tree(folder.path()).is_empty());
}

#[test]
fn an_inquiry_that_is_nearly_one_is_told() {
    let folder = folder();
    put(folder.path(), "2026-01-01-a.md", "---\ninquiry: Reading shifts\nstage: focusing\ntags: phonics\n---\nA.\n");
    let near = ["new", "B", "--date", "2026-03-11", "--inquiry", "readng-shifts"];
    assert_eq!(
        say(folder.path(), &near),
        "made reflections/2026-03-11-b.md\nnote: the inquiry \"readng-shifts\" is new in this portfolio\n  \
         = help: did you mean \"Reading shifts\"? then change it in the new file\n\nexit code 0\n"
    );
    let same =
        ["new", "C", "--date", "2026-03-11", "--inquiry", "reading-shifts", "--stage", "focussing", "--tag", "Phonics"];
    assert_eq!(
        say(folder.path(), &same),
        "made reflections/2026-03-11-c.md\nnote: the stage \"focussing\" is new in this portfolio\n  \
         = help: did you mean \"focusing\"? then change it in the new file\n\nexit code 0\n"
    );
    assert!(read(folder.path(), "reflections/2026-03-11-c.md").contains("\ninquiry: Reading shifts\n"));
}

#[test]
fn a_template_of_ones_own_is_filled_in() {
    let folder = folder();
    let none = say(folder.path(), &["new", "Jo", "--template", "observation"]);
    assert_eq!(
        none,
        "error: there is no template \"observation\"\n  \
         = help: a template is a file of your own, such as templates/observation.md; there is none yet\n\nexit code 1\n"
    );
    put(
        folder.path(),
        "templates/observation.md",
        "---\ntags: [observation]\nsummary: {{title}} on {{date}}\n---\n\n## Seen on {{date}}\n\n{{titel}}\n",
    );
    put(folder.path(), "templates/talk.md", "Words.\n");
    put(folder.path(), "templates/toml.md", "+++\n+++\n");
    let said = say(folder.path(), &["new", "Jo: one", "--date", "2026-03-11", "--template", "observation.md"]);
    assert_eq!(
        said,
        "made reflections/2026-03-11-jo-one.md\nwarning: nothing is filled in for {{titel}}\n \
         --> templates/observation.md\n  = help: did you mean {{title}}?\n\nexit code 0\n"
    );
    assert_eq!(
        read(folder.path(), "reflections/2026-03-11-jo-one.md"),
        "---\ntitle: \"Jo: one\"\ntags: [observation]\nsummary: \"Jo: one on 2026-03-11\"\n---\n\n## Seen on 2026-03-11\n\n{{titel}}\n"
    );
    let refused = |name: &str| say(folder.path(), &["new", "No", "--template", name]);
    let near = "error: there is no template \"observatoin\"\n  = help: did you mean \"observation\"? there are: observation, talk, toml\n\nexit code 1\n";
    assert_eq!(refused("observatoin"), near);
    assert_eq!(
        refused("../observation"),
        "error: there is no template \"../observation\"\n  = help: did you mean \"observation\"? there are: observation, talk, toml\n\nexit code 1\n"
    );
    assert_eq!(
        refused("toml"),
        "error: the lines at the top of this template cannot be filled in\n --> templates/toml.md\n  \
         = help: put them between two lines of three hyphens, ---, and write them as key: value\n\nexit code 1\n"
    );
    assert_eq!(tree(&folder.path().join("reflections")).len(), 1);
}

#[test]
fn a_text_can_be_opened_in_ones_editor() {
    let folder = folder();
    let edit = |title: &str, name: &str, command: &str| {
        spoken(program(folder.path()).args(["new", title, "--date", "2026-03-11", "--edit"]).env(name, command))
    };
    put(folder.path(), "my editor.sh", "echo written with $1 >> \"$2\"\n");
    assert_eq!(edit("A", "EDITOR", "sh \"my editor.sh\" -w"), "made reflections/2026-03-11-a.md\nexit code 0\n");
    assert!(read(folder.path(), "reflections/2026-03-11-a.md").ends_with("\nwritten with -w\n"));
    let told = |letter: &str, why: &str| {
        format!(
            "made reflections/2026-03-11-{letter}.md\nerror: {why}\n  \
             = help: open ./reflections/2026-03-11-{letter}.md in any editor for plain text\n\nexit code 3\n"
        )
        .replace("./", "")
    };
    assert_eq!(
        edit("B", "VISUAL", "no-such-editor -w"),
        told("b", "there is no program \"no-such-editor\", which VISUAL names")
    );
    assert_eq!(edit("C", "EDITOR", "false"), told("c", "\"false\", which EDITOR names, ended with an error"));
    assert_eq!(edit("D", "EDITOR", "sh \"x"), told("d", "a quotation mark in EDITOR is never closed: sh \"x"));
    assert_eq!(
        edit("E", "EDITOR", " "),
        "made reflections/2026-03-11-e.md\nerror: no editor is chosen, so the file was not opened\n  \
         = help: open reflections/2026-03-11-e.md in any editor for plain text, or name one for --edit, as in EDITOR=\"code --wait\"\n\nexit code 3\n"
    );
}

#[test]
fn what_was_promised_is_listed_until_it_is_done() {
    let folder = folder();
    put(folder.path(), "portfolio.yaml", "base_url: https://me.github.io/\n");
    put(folder.path(), "2026-01-03-c.md", "---\ntitle: The third\nreturn: 2031\n---\nC.\n");
    put(folder.path(), "2026-01-01-a.md", "---\ntitle: The first\nreturn: 2031-04-05\n---\nA.\n");
    put(folder.path(), "2026-01-02-b.md", "---\ntitle: The second\nreturn: 2029-07\naudience: draft\n---\nB.\n");
    let list = "made reflections/2026-03-11-d.md

you meant to come back to:
  2029-07     The second (2026-01-02-b.md)
  2031        The third (2026-01-03-c.md)
  2031-04-05  The first (2026-01-01-a.md)
(a reflection that says revisits: and the name of the file takes it off this list)
exit code 0
";
    assert_eq!(say(folder.path(), &["new", "D", "--date", "2026-03-11"]), list);
    put(folder.path(), "2026-02-01-e.md", "---\nrevisits: [2026-01-02-b, 2026-01-03-c]\naudience: draft\n---\nE.\n");
    let said = say(folder.path(), &["new", "F", "--date", "2026-03-11"]);
    assert!(said.contains("come back to:\n  2031-04-05  The first (2026-01-01-a.md)\n("), "{said}");
    let built = say(folder.path(), &["build", "--drafts"]);
    assert!(built.ends_with("exit code 0\n"), "{built}");
    for (path, bytes) in tree(&folder.path().join("_site")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("2031") && !text.contains("2029"), "{}", path.display());
    }
}

#[test]
fn mistakes_in_other_files_keep_nobody_from_writing() {
    let folder = folder();
    put(folder.path(), "2026-01-01-a.md", "---\ninquiry: Reading shifts\n---\nA.\n");
    put(folder.path(), "2026-01-02-b.md", "---\ndate: soon\n---\n[[nothing]]\n");
    let near = ["--date", "2026-03-11", "--inquiry", "readng-shifts"];
    let said = say(folder.path(), &[&["new", "B"], &near[..]].concat());
    let note = "note: 1 file with mistakes could not be looked at: throughline build tells what is wrong\n";
    assert!(said.contains(note) && said.contains("did you mean \"Reading shifts\"?"), "{said}");
    put(folder.path(), "portfolio.yaml", "width: wide\n");
    let said = say(folder.path(), &[&["new", "C"], &near[..]].concat());
    assert_eq!(
        said,
        "made reflections/2026-03-11-c.md\nnote: mistakes keep the portfolio from being looked at, so no inquiry can be offered: \
         throughline build tells what is wrong\nexit code 0\n"
    );
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = folder();
    fs::create_dir(folder.path().join("portfolio")).expect("made");
    assert_eq!(
        say(folder.path(), &["new", "A", "--in", "portfolo"]),
        "error: there is no folder \"portfolo\"\n  = help: did you mean \"portfolio\"?\n\nexit code 1\n"
    );
    assert!(tree(folder.path()).is_empty());
    let said = say(folder.path(), &["new", "A", "--in", "portfolio", "--date", "2026-03-11"]);
    assert_eq!(said, "made portfolio/reflections/2026-03-11-a.md\nexit code 0\n");
}

#[test]
fn a_portfolio_in_the_folder_is_not_mistaken_for_the_folder() {
    let folder = folder();
    say(folder.path(), &["init", "my work"]);
    let before = tree(folder.path());
    assert_eq!(
        say(folder.path(), &["new", "A"]),
        "error: this folder is not the portfolio, which is in \"my work\"\n  \
         = help: go there first with cd \"my work\"; if all of this folder is one portfolio, give it a portfolio.yaml of its own\n\nexit code 1\n"
    );
    assert_eq!(tree(folder.path()), before);
    put(folder.path(), "portfolio.yaml", "");
    assert!(say(folder.path(), &["new", "A"]).ends_with("exit code 0\n"));
}
