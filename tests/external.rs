//! `check --external`, through a proxy that plays the whole web: what it says, what it keeps, and what it leaves alone.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use web::Web;

mod web;

/// What the record opens with.
const OPENING: &str = "\
# Kept by throughline check --external: outside addresses that were not found, the day of the first time,
# and the day on which they still were not. Keep this file in git. A line goes when its address answers again.
";

const RECORD: &str = "links-not-found.txt";

/// A portfolio of one reflection with these words.
fn portfolio(words: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "portfolio.yaml", "title: A portfolio\nbase_url: https://me.example/portfolio/\n");
    put(folder.path(), "private/names.txt", "Aroha Ngata\n");
    put(folder.path(), "reflections/2026-03-11-a.md", &format!("---\nsummary: One.\ninquiry: water\n---\n{words}\n"));
    folder
}

fn put(folder: &Path, path: &str, text: &str) {
    let at = folder.join(path);
    fs::create_dir_all(at.parent().expect("a file lies in a folder")).expect("a folder can be made");
    fs::write(at, text).expect("a file can be written");
}

fn record(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join(RECORD)).ok()
}

/// Runs it where `proxy` is the way to every host.
fn run(folder: &Path, proxy: &str, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
    for name in ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "http_proxy", "NO_PROXY", "no_proxy"] {
        command.env_remove(name);
    }
    command.args(["check", "--external", "."]).args(args).env("HTTP_PROXY", proxy).env("NO_COLOR", "1");
    command.current_dir(folder).output().expect("the program runs")
}

/// What is said: standard output without its first line, then standard error, then the exit code. Days of now are blotted out.
fn said(folder: &Path, web: &Web, args: &[&str]) -> String {
    let output = run(folder, &web.at(""), args);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    let out = out.split_once('\n').map_or("", |(_, rest)| rest);
    without_now(&format!("{out}{err}exit code {}\n", output.status.code().expect("it ends by itself")))
}

/// Days that are not of the past: `DAY`.
fn without_now(text: &str) -> String {
    let mut blotted = text.to_owned();
    let now = chrono::Utc::now().date_naive();
    for ahead in -1..=3 {
        blotted = blotted.replace(&(now + chrono::TimeDelta::days(ahead)).to_string(), "DAY");
    }
    blotted
}

#[test]
fn all_that_can_be_said_of_a_link() {
    let web = Web::new();
    let folder = portfolio(
        "[Gone](http://gone.example/404?q=1#part), [not found](http://lost.example/404),\n\
         [there](http://there.example/200), <http://moved.example/moved>, [away](http://away.example/moved-away),\n\
         [for now](http://now.example/for-now), [closed](http://closed.example/403), [mine](http://localhost:8000/).",
    );
    put(folder.path(), RECORD, &format!("{OPENING}http://gone.example/404?q=1 2026-03-11\n"));
    let expected = fs::read_to_string("tests/fixtures/external.txt").unwrap_or_default();
    let actual = said(folder.path(), &web, &[]);
    if std::env::var_os("BLESS").is_some() {
        fs::write("tests/fixtures/external.txt", &actual).expect("it can be written");
    } else {
        assert_eq!(actual, expected);
    }
    let kept = record(folder.path()).map(|kept| without_now(&kept));
    let lines = "http://gone.example/404?q=1 2026-03-11 DAY\nhttp://lost.example/404 DAY\n";
    assert_eq!(kept, Some(format!("{OPENING}{lines}")));
    assert_eq!(web.most_at_once(), 1);
    assert!(!web.requests().iter().any(|asked| asked.contains("localhost") || asked.contains('#')));
}

#[test]
fn what_is_not_clear_is_named_when_that_is_asked_for() {
    let web = Web::new();
    let folder = portfolio(&link("http://a.example/403"));
    let brief = "1 outside address at 1 host: 1 gave no clear answer (--verbose names them)\nexit code 0\n";
    assert_eq!(said(folder.path(), &web, &[]), brief);
    let full = said(folder.path(), &web, &["--verbose"]);
    let expected = "\
note: it is not clear whether this link still leads somewhere: its host answered with 403, which does not say whether it is there
 --> reflections/2026-03-11-a.md:5:1
  |
5 | [A page](http://a.example/403).
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: nothing need be done; open the link yourself if you want to know
";
    assert!(full.contains(expected), "{full}");
}

/// The words of a text with one link.
fn link(to: &str) -> String {
    format!("[A page]({to}).")
}

#[test]
fn the_days_between_are_waited_for_and_an_answer_forgives() {
    let web = Web::new();
    let folder = portfolio(&link("http://lost.example/404"));
    let first = run(folder.path(), &web.at(""), &[]);
    let out = String::from_utf8(first.stdout).expect("the program speaks UTF-8");
    let looked = "looked through 2 files for the names of 1 child, found nothing that must be mended before you share it, wrote links-not-found.txt, in ";
    assert!(out.starts_with(looked), "{out}");
    let once =
        "1 outside address at 1 host: 1 was not found, which counts if it is still so on DAY or later\nexit code 0\n";
    assert_eq!(said(folder.path(), &web, &[]), once);
    let kept = record(folder.path());
    assert_eq!(kept.as_deref().map(without_now), Some(format!("{OPENING}http://lost.example/404 DAY\n")));
    assert_eq!(said(folder.path(), &web, &[]), once, "the same day tells nothing new");
    assert_eq!(record(folder.path()), kept);
    put(folder.path(), RECORD, &format!("{OPENING}http://lost.example/404 2026-03-11 2026-03-14\n"));
    let text = "---\nsummary: One.\ninquiry: water\n---\n[A page](http://lost.example/200).\n";
    put(folder.path(), "reflections/2026-03-11-a.md", text);
    assert_eq!(said(folder.path(), &web, &[]), "1 outside address at 1 host: 1 answers\nexit code 0\n");
    assert_eq!(record(folder.path()).as_deref(), Some(OPENING), "no text holds the other any more");
}

#[test]
fn a_line_goes_when_its_address_answers_and_stays_when_nothing_is_clear() {
    let web = Web::new();
    let folder = portfolio("<http://a.example/200> <http://b.example/403>");
    let line = "http://b.example/403 2026-03-11 2026-03-14\n";
    put(folder.path(), RECORD, &format!("{OPENING}http://a.example/200 2026-03-11\n{line}"));
    let said = said(folder.path(), &web, &["--quiet"]);
    assert!(said.contains("it was not found on 2026-03-11, and still not on 2026-03-14"), "{said}");
    assert_eq!(record(folder.path()), Some(format!("{OPENING}{line}")));
}

#[test]
fn what_answers_is_asked_once_however_often_it_is_linked_and_not_again_at_once() {
    let web = Web::new();
    let folder = portfolio("<http://a.example/200> <http://a.example/200#part> <http://a.example/moved>");
    put(folder.path(), "pages/about.md", "# About\n\n[There](http://a.example/200)\n");
    put(folder.path(), "pages/draft.md", "---\ndraft: true\n---\n[Secret](http://draft.example/200)\n");
    put(folder.path(), "pages/for-few.md", "---\naudience: unlisted\n---\n[There](http://few.example/200)\n");
    let first = said(folder.path(), &web, &[]);
    assert!(first.starts_with("3 outside addresses at 2 hosts: 3 answer\n"), "{first}");
    let asked = ["HEAD a.example/200", "HEAD a.example/200", "HEAD a.example/moved", "HEAD few.example/200"];
    assert_eq!(web.requests(), asked);
    assert_eq!(said(folder.path(), &web, &[]), first);
    assert_eq!(web.requests().len(), asked.len(), "nobody was asked again");
    assert!(!folder.path().join(RECORD).exists(), "there is nothing to keep");
    assert!(folder.path().join(".throughline/.gitignore").exists());
}

#[test]
fn archived_addresses_are_not_asked_for() {
    let web = Web::new();
    let gone = "http://gone.example/404";
    let text = format!("---\narchived:\n  \"{gone}\": https://web.archive.org/web/2026/{gone}\n---\n{}\n", link(gone));
    let folder = portfolio(&link("http://a.example/200"));
    put(folder.path(), "pages/about.md", &text);
    put(folder.path(), RECORD, &format!("{OPENING}{gone} 2026-03-11 2026-03-14\n"));
    assert_eq!(said(folder.path(), &web, &[]), "1 outside address at 1 host: 1 answers\nexit code 0\n");
    assert_eq!(record(folder.path()).as_deref(), Some(OPENING));
    assert_eq!(web.requests(), ["HEAD a.example/200"]);
}

#[test]
fn offline_nothing_is_kept() {
    let folder = portfolio("<http://a.example/404> <http://b.example/200>");
    let kept = format!("{OPENING}http://a.example/404 2026-03-11\nhttp://other.example/ 2026-03-11\n");
    put(folder.path(), RECORD, &kept);
    let output = run(folder.path(), "http://127.0.0.1:1", &[]);
    let out = String::from_utf8(output.stdout).expect("the program speaks UTF-8");
    let expected = "2 outside addresses at 2 hosts: none could be reached, so nothing was kept (is this machine on the internet?)\n";
    assert!(out.ends_with(expected), "{out}");
    assert_eq!((output.stderr.as_slice(), output.status.code()), (&b""[..], Some(0)));
    assert_eq!(record(folder.path()), Some(kept));
}

#[test]
fn a_file_that_is_not_ours_or_broken_stays_and_nobody_is_asked() {
    let web = Web::new();
    let folder = portfolio(&link("http://a.example/404"));
    let mine = "My links\nhttps://a.nz/\n";
    put(folder.path(), RECORD, mine);
    let expected = "\
no address of another site was asked for
error: links-not-found.txt is not the file that throughline keeps, so nothing was asked, and it stays as it is
 --> links-not-found.txt
  = help: give your file another name, and check again

1 error
not ready to be shared: mend the errors above
exit code 1
";
    assert_eq!(said(folder.path(), &web, &[]), expected);
    assert_eq!(record(folder.path()).as_deref(), Some(mine));
    let merged = format!("{OPENING}<<<<<<< HEAD\nhttp://a.example/404 2026-03-11\n");
    put(folder.path(), RECORD, &merged);
    let expected = "\
no address of another site was asked for
error: this line is no address with a day or two, so nothing was asked
 --> links-not-found.txt:3:1
  |
3 | <<<<<<< HEAD
  | ^^^^^^^^^^^^
  |
  = help: take the line out; if git has put two versions together here, keep the lines that begin with http

1 error
not ready to be shared: mend the errors above
exit code 1
";
    assert_eq!(said(folder.path(), &web, &[]), expected);
    assert_eq!((record(folder.path()), web.requests().len()), (Some(merged), 0));
}

#[test]
fn a_record_is_kept_whole_while_a_text_cannot_be_read() {
    let web = Web::new();
    let folder = portfolio(&link("http://a.example/404"));
    put(folder.path(), "pages/b.md", "---\ntitle: [\n---\n[Gone](http://b.example/404)\n");
    let line = "http://c.example/404 2026-03-11\n";
    put(folder.path(), RECORD, &format!("{OPENING}{line}"));
    said(folder.path(), &web, &[]);
    assert!(record(folder.path()).is_some_and(|kept| kept.ends_with(line)));
}

#[test]
fn the_record_is_not_published() {
    let folder = portfolio("[Ours](../links-not-found.txt)");
    put(folder.path(), RECORD, OPENING);
    let build =
        Command::new(env!("CARGO_BIN_EXE_throughline")).args(["build", "."]).current_dir(folder.path()).output();
    assert_eq!(build.expect("the program runs").status.code(), Some(1), "a link to it leads nowhere");
    put(folder.path(), "reflections/2026-03-11-a.md", "Words.\n");
    let build =
        Command::new(env!("CARGO_BIN_EXE_throughline")).args(["build", "."]).current_dir(folder.path()).output();
    assert_eq!(build.expect("the program runs").status.code(), Some(0));
    assert!(folder.path().join("_site/index.html").exists() && !folder.path().join("_site").join(RECORD).exists());
}

#[test]
fn editors_are_told_in_json_and_strict_is_strict() {
    let web = Web::new();
    let folder = portfolio("<http://a.example/404> <http://b.example/403> <http://c.example/busy>");
    put(folder.path(), RECORD, &format!("{OPENING}http://a.example/404 2026-03-11\n"));
    let output = run(folder.path(), &web.at(""), &["--format", "json", "--strict"]);
    let out = String::from_utf8(output.stdout).expect("the program speaks UTF-8");
    let line = "{\"kind\":\"outside\",\"addresses\":3,\"hosts\":3,\"alive\":0,\"gone\":1,\"waiting\":0,\"unclear\":2,\"offline\":false}";
    assert!(out.lines().any(|said| said == line), "{out}");
    assert_eq!(out.matches("\"severity\":\"error\",\"code\":\"link-gone\"").count(), 1, "{out}");
    assert_eq!(out.matches("\"severity\":\"note\",\"code\":\"link-unclear\"").count(), 2, "{out}");
    assert!(out.lines().last().is_some_and(|last| last.starts_with("{\"kind\":\"summary\"")), "{out}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn without_being_asked_to_nobody_is_asked() {
    let web = Web::new();
    let folder = portfolio(&link("http://a.example/404"));
    for command in ["check", "build"] {
        let run = Command::new(env!("CARGO_BIN_EXE_throughline"))
            .args([command, "."])
            .env("HTTP_PROXY", web.at(""))
            .current_dir(folder.path())
            .output();
        assert_eq!(run.expect("the program runs").status.code(), Some(0));
    }
    assert_eq!(web.requests().len(), 0);
    assert!(!folder.path().join(RECORD).exists());
}
