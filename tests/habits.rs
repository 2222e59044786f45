//! The habits of real editors, against the running program: each kind of save, twice, and each shows on the disk and in the preview.
//!
//! The same for `serve`, for `serve --poll` and for `watch`. What is told and how quickly Ctrl-C ends it is looked at on the way.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests save as editors do, and fail when they cannot"
)]

#[path = "habits/program.rs"]
mod program;

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, SystemTime};

use program::{Mode, Program};
use tempfile::TempDir;

/// The text that is saved most often, and where it stands.
const FIRST: &str = "reflections/2026-03-11-first.md";
const FIRST_PAGE: &str = "2026/03-11-first.html";
/// Another, whose page shows who links to it.
const SECOND: &str = "reflections/2026-03-12-second.md";
const SECOND_PAGE: &str = "2026/03-12-second.html";

/// A picture in black, in red and in blue.
const PICTURES: [&[u8]; 3] = [
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc```\0\0\0\x04\0\x01\xf6\x178U\0\0\0\0IEND\xaeB`\x82",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc``\xf8\x0f\0\x01\x03\x01\0\x08\x89\xc2\xec\0\0\0\0IEND\xaeB`\x82",
];

/// How many files come at once.
const MANY: usize = 5_000;

/// How soon the program must have ended when it has nothing to write.
const AT_ONCE: Duration = Duration::from_secs(2);

#[test]
fn every_save_shows_while_serving() {
    every_save_shows(Mode::Serve);
}

#[test]
fn every_save_shows_while_serving_and_polling() {
    every_save_shows(Mode::ServePolling);
}

#[test]
fn every_save_shows_while_watching() {
    every_save_shows(Mode::Watch);
}

#[test]
fn a_name_of_a_child_is_told_while_writing_and_keeps_nothing_back() {
    for mode in [Mode::Watch, Mode::Serve] {
        let folder = portfolio();
        put(folder.path(), "private/names.txt", "Aroha Ngata\n");
        let program = Program::start(folder, mode);
        put(program.root(), FIRST, &text("First", "Today Aroha read."));
        program.shows(FIRST_PAGE, "Today Aroha read.");
        let warning = "warning: \"Aroha\" is a name on your class list\n";
        program.until("the name is told", || program.said().matches(warning).count() == 1);
        put(program.root(), SECOND, &text("Second", "Words."));
        program.shows(SECOND_PAGE, "Words.");
        assert_eq!(program.said().matches(warning).count(), 1, "{}", program.said());
    }
}

#[test]
fn an_address_is_told_while_writing_also_without_a_class_list() {
    for mode in [Mode::Watch, Mode::Serve] {
        let program = Program::start(portfolio(), mode);
        put(program.root(), FIRST, &text("First", "Write to aroha@school.nz today."));
        program.shows(FIRST_PAGE, "aroha@school.nz");
        let warning = "warning: \"aroha@school.nz\" is an e-mail address\n";
        program.until("the address is told", || program.said().matches(warning).count() == 1);
    }
}

/// Each habit twice, then all that must hold of the site when it is quiet again, then Ctrl-C.
fn every_save_shows(mode: Mode) {
    let mut program = Program::start(portfolio(), mode);
    for n in 1..=2 {
        for (name, save) in SAVES {
            let words = format!("Saved by {name}, {n}.");
            save(program.root(), &text("First", &words));
            program.shows(FIRST_PAGE, &words);
        }
        for habit in HABITS {
            habit(&program, n);
        }
    }
    program.is_whole();
    many_files_and_an_edit_during_the_build(&program);
    program.is_whole();
    ends_at_once(&mut program);
}

fn portfolio() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    put(root, "portfolio.yaml", "title: As it was\nbase_url: https://me.example/\n");
    put(root, ".gitignore", "_site/\n.throughline/\n");
    put(root, FIRST, &text("First", "As it was."));
    put(root, SECOND, &text("Second", "As it was."));
    put(root, "inquiries/talk.md", "---\ntitle: Talk\nquestion: As it was?\n---\n");
    put(root, "pages/about.md", "# About\n");
    put(root, "reflections/2026-04-01-pictured/index.md", "# Pictured\n\n![A mat](mat.png)\n");
    fs::write(root.join("reflections/2026-04-01-pictured/mat.png"), PICTURES[0]).unwrap();
    git(root, &["init", "-q", "-b", "main"]);
    folder
}

fn put(root: &Path, path: &str, text: &str) {
    let disk = root.join(path);
    fs::create_dir_all(disk.parent().unwrap()).unwrap();
    fs::write(disk, text).unwrap();
}

/// A reflection of the inquiry, with a tag of its own, that links to another.
fn text(title: &str, words: &str) -> String {
    let tag = title.replace(' ', "-").to_lowercase();
    format!("---\ntitle: {title}\ntags: only-{tag}\ninquiry: talk\n---\n\n{words} After [[2026-03-12-second]].\n")
}

/// Runs git, with no settings but its own.
fn git(root: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "user.name=Me", "-c", "user.email=me@me.example"]).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A way in which programs save one file: its name, and what it does in the folder with new words for the first text.
type Save = (&'static str, fn(&Path, &str));

const SAVES: &[Save] = &[
    ("a write in place", |root, words| put(root, FIRST, words)),
    ("a new file in place of the old", |root, words| {
        put(root, "reflections/.first.tmp", words);
        fs::rename(root.join("reflections/.first.tmp"), root.join(FIRST)).unwrap();
    }),
    ("vim", |root, words| {
        put(root, "reflections/.2026-03-11-first.md.swp", "swap");
        put(root, "reflections/4913", "");
        fs::remove_file(root.join("reflections/4913")).unwrap();
        fs::rename(root.join(FIRST), root.join(format!("{FIRST}~"))).unwrap();
        put(root, FIRST, words);
        fs::remove_file(root.join("reflections/.2026-03-11-first.md.swp")).unwrap();
    }),
    ("a word processor", |root, words| {
        let (new, old) = (root.join("reflections/~WRD0001.tmp"), root.join("reflections/~WRL0002.tmp"));
        fs::write(&new, words).unwrap();
        fs::rename(root.join(FIRST), &old).unwrap();
        fs::rename(&new, root.join(FIRST)).unwrap();
        fs::remove_file(&old).unwrap();
    }),
    ("a deletion and creation", |root, words| {
        fs::remove_file(root.join(FIRST)).unwrap();
        put(root, FIRST, words);
    }),
    ("a truncation and, later, a write", |root, words| {
        let mut file = OpenOptions::new().write(true).truncate(true).open(root.join(FIRST)).unwrap();
        thread::sleep(Duration::from_millis(30));
        file.write_all(words.as_bytes()).unwrap();
    }),
];

/// What else people do, for the first and the second time.
const HABITS: &[fn(&Program, usize)] = &[
    a_new_folder,
    a_renamed_folder,
    a_renamed_file,
    a_deleted_file,
    another_branch,
    settings,
    a_template,
    the_style_sheet,
    an_inquiry,
    a_picture,
    no_change,
    a_mistake,
];

fn a_new_folder(program: &Program, n: usize) {
    put(program.root(), &format!("new{n}/deep/2026-05-0{n}-fresh-{n}.md"), &text(&format!("Fresh {n}"), "Fresh."));
    program.shows(&format!("2026/05-0{n}-fresh-{n}.html"), "Fresh.");
    is_told_of(program, &format!("Fresh {n}"), &format!("only-fresh-{n}"));
}

/// Every page that tells of a reflection tells of this one.
fn is_told_of(program: &Program, title: &str, tag: &str) {
    let of_the_tag = format!("tags/{tag}.html");
    let lists =
        ["timeline.html", "2026/index.html", "inquiries/talk.html", "inquiries/talk.xml", "feed.xml", "feed.json"];
    for address in lists.into_iter().chain([of_the_tag.as_str(), SECOND_PAGE]) {
        program.shows(address, title);
    }
}

fn a_renamed_folder(program: &Program, n: usize) {
    let (before, after) =
        (format!("reflections/2026-06-0{n}-camp-{n}"), format!("reflections/2026-06-1{n}-outing-{n}"));
    put(program.root(), &format!("{before}/index.md"), &text(&format!("Outing {n}"), "Away."));
    program.shows(&format!("2026/06-0{n}-camp-{n}.html"), "Away.");
    fs::rename(program.at(&before), program.at(&after)).unwrap();
    program.shows(&format!("2026/06-1{n}-outing-{n}.html"), "Away.");
    program.is_gone(&format!("2026/06-0{n}-camp-{n}.html"), &format!("camp-{n}"));
    put(program.root(), &format!("{after}/index.md"), &text(&format!("Outing {n}"), "Back again."));
    program.shows(&format!("2026/06-1{n}-outing-{n}.html"), "Back again.");
}

fn a_renamed_file(program: &Program, n: usize) {
    let (before, after) =
        (format!("reflections/2026-07-0{n}-draught-{n}.md"), format!("reflections/2026-07-1{n}-wind-{n}.md"));
    put(program.root(), &before, &text(&format!("Wind {n}"), "Open windows."));
    program.shows(SECOND_PAGE, &format!("07-0{n}-draught-{n}.html"));
    fs::rename(program.at(&before), program.at(&after)).unwrap();
    program.shows(&format!("2026/07-1{n}-wind-{n}.html"), "Open windows.");
    program.is_gone(&format!("2026/07-0{n}-draught-{n}.html"), &format!("draught-{n}"));
    is_told_of(program, &format!("Wind {n}"), &format!("only-wind-{n}"));
}

fn a_deleted_file(program: &Program, n: usize) {
    let path = format!("reflections/2026-08-0{n}-brief-{n}.md");
    put(program.root(), &path, &text(&format!("Brief {n}"), "Not for long."));
    is_told_of(program, &format!("Brief {n}"), &format!("only-brief-{n}"));
    fs::remove_file(program.at(&path)).unwrap();
    program.is_gone(&format!("2026/08-0{n}-brief-{n}.html"), &format!("Brief {n}"));
    program.is_gone(&format!("tags/only-brief-{n}.html"), &format!("brief-{n}"));
}

/// Goes to another branch, on which one text differs and one is new, and back.
fn another_branch(program: &Program, n: usize) {
    let (root, branch) = (program.root(), format!("branch-{n}"));
    let commit = |words: &str| {
        put(root, FIRST, &text("First", words));
        git(root, &["add", "-A"]);
        git(root, &["commit", "-q", "-m", words]);
    };
    let (on_main, on_branch) = (format!("On main, {n}."), format!("On the branch, {n}."));
    commit(&on_main);
    git(root, &["checkout", "-q", "-b", &branch]);
    put(root, &format!("reflections/2026-09-0{n}-branched-{n}.md"), &text(&format!("Branched {n}"), "Only here."));
    commit(&on_branch);
    program.shows(FIRST_PAGE, &on_branch);
    for _ in 0..2 {
        git(root, &["checkout", "-q", "main"]);
        program.shows(FIRST_PAGE, &on_main);
        program.is_gone(&format!("2026/09-0{n}-branched-{n}.html"), &format!("branched-{n}"));
        git(root, &["checkout", "-q", &branch]);
        program.shows(FIRST_PAGE, &on_branch);
        program.shows(&format!("2026/09-0{n}-branched-{n}.html"), "Only here.");
    }
    git(root, &["checkout", "-q", "main"]);
    program.shows(FIRST_PAGE, &on_main);
}

fn settings(program: &Program, n: usize) {
    put(program.root(), "portfolio.yaml", &format!("title: Portfolio {n}\nbase_url: https://me.example/\n"));
    for address in ["index.html", "timeline.html", FIRST_PAGE, "about.html", "feed.xml", "404.html"] {
        program.shows(address, &format!("Portfolio {n}"));
    }
}

fn a_template(program: &Program, n: usize) {
    let built_in = include_str!("../themes/default/page.html");
    put(program.root(), "theme/page.html", &built_in.replace("</article>", &format!("<p>Template {n}</p></article>")));
    program.shows("about.html", &format!("<p>Template {n}</p>"));
}

fn the_style_sheet(program: &Program, n: usize) {
    let before = named(program, "index.html", "assets/style-");
    let style = format!("body {{ margin: {n}rem }}\n");
    put(program.root(), "theme/style.css", &style);
    program.until("another style sheet", || named(program, "index.html", "assets/style-") != before);
    program.is(&named(program, "index.html", "assets/style-"), style.as_bytes());
    program.is_gone(&before, &before);
}

/// The address that a page names, by its beginning.
fn named(program: &Program, page: &str, beginning: &str) -> String {
    let served = program.served(page).map(|answer| answer.body);
    let html = String::from_utf8(served.or_else(|| program.disk(page)).unwrap()).unwrap();
    let (_, after) = html.split_once(beginning).unwrap();
    format!("{beginning}{}", after.split_once('"').unwrap().0)
}

fn an_inquiry(program: &Program, n: usize) {
    put(program.root(), "inquiries/talk.md", &format!("---\ntitle: Talk {n}\nquestion: Who asks, {n}?\n---\n"));
    program.shows("inquiries/talk.html", &format!("Who asks, {n}?"));
    program.shows("inquiries/index.html", &format!("Talk {n}"));
    program.shows(FIRST_PAGE, &format!("Talk {n}"));
}

fn a_picture(program: &Program, n: usize) {
    let before = named(program, "2026/04-01-pictured.html", "assets/mat-");
    fs::write(program.at("reflections/2026-04-01-pictured/mat.png"), PICTURES[n]).unwrap();
    program.until("another picture", || named(program, "2026/04-01-pictured.html", "assets/mat-") != before);
    program.is(&named(program, "2026/04-01-pictured.html", "assets/mat-"), PICTURES[n]);
    program.is_gone(&before, &before);
}

/// Saves of the same bytes rebuild nothing: only the one that follows them is told of.
fn no_change(program: &Program, n: usize) {
    let same = fs::read_to_string(program.at(FIRST)).unwrap();
    let replace = |path: &str, words: &str| {
        put(program.root(), ".kept/new", words);
        fs::rename(program.at(".kept/new"), program.at(path)).unwrap();
    };
    // What was done before must have been told of, or it would be counted.
    settle(program);
    let before = program.rebuilds();
    replace(FIRST, &same);
    settle(program);
    File::options().append(true).open(program.at(FIRST)).unwrap().set_modified(SystemTime::now()).unwrap();
    settle(program);
    let words = format!("Changed after all, {n}.");
    replace(FIRST, &text("First", &words));
    program.shows(FIRST_PAGE, &words);
    program.until("the line about the rebuild", || program.rebuilds() > before);
    settle(program);
    assert_eq!(program.rebuilds(), before + 1, "{}", program.said());
}

/// Long enough for a knock or a look, were there something to see.
fn settle(_: &Program) {
    thread::sleep(Duration::from_millis(700));
}

/// While front matter is broken the last good page stands, and the mistake is told; mended, the new page shows.
fn a_mistake(program: &Program, n: usize) {
    let words = format!("Good, {n}.");
    put(program.root(), FIRST, &text("First", &words));
    program.shows(FIRST_PAGE, &words);
    let told = || program.said().matches(&format!("{FIRST}:2:")).count();
    let before = told();
    put(program.root(), FIRST, "---\ntitle: [\n---\n\nBroken.\n");
    program.until("the message about the mistake", || told() > before);
    program.shows(FIRST_PAGE, &words);
    put(program.root(), FIRST, &text("First", &format!("Mended, {n}.")));
    program.shows(FIRST_PAGE, &format!("Mended, {n}."));
}

/// Thousands of files at once; two edits while they are being built; and all of them gone again.
fn many_files_and_an_edit_during_the_build(program: &Program) {
    let name = |i: usize| format!("{:02}-{:02}-many-{i}", i / 28 % 12 + 1, i % 28 + 1);
    for i in 0..MANY {
        put(program.root(), &format!("many/2020-{}.md", name(i)), &format!("One of many, {i}."));
    }
    let page = format!("2020/{}.html", name(0));
    let begun = || program.disk(&page).is_some() || program.served(&page).is_some_and(|answer| answer.status == 200);
    program.until("the build of many files", begun);
    put(program.root(), FIRST, &text("First", "Edited during the build."));
    thread::sleep(Duration::from_millis(50));
    put(program.root(), SECOND, &text("Second", "Edited during the next."));
    program.shows(FIRST_PAGE, "Edited during the build.");
    program.shows(SECOND_PAGE, "Edited during the next.");
    for i in [0, MANY / 2, MANY - 1] {
        program.shows(&format!("2020/{}.html", name(i)), &format!("One of many, {i}."));
        program.shows("2020/index.html", &format!("{}.html", name(i)));
    }
    fs::remove_dir_all(program.at("many")).unwrap();
    program.is_gone("2020/index.html", "many-");
}

#[cfg(unix)]
fn ends_at_once(program: &mut Program) {
    let (status, took) = program.interrupt();
    assert_eq!(status.code(), Some(0), "{}", program.said());
    assert!(took < AT_ONCE, "it took {took:?}");
}

#[cfg(not(unix))]
fn ends_at_once(_: &mut Program) {}
