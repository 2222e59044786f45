//! When nothing has changed since the last build of an earlier process, that is seen without parsing or linking; and whatever has changed, of the folder
//! or of the site, is not overlooked.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

mod folders;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use folders::{copy, tree};
use rayon::prelude::*;
use throughline::pipeline::{self, Report, Request, Silent};

/// What happens to a portfolio, or to what is asked for, between two builds.
type Change = (&'static str, fn(&mut Request));

/// A text and a page to which nothing leads.
const TEXT: &str = "reflections/2019-02-11-alone.md";
const PAGE: &str = "pages/alone.md";

fn build(request: &Request) -> Report {
    pipeline::build(request, &Silent).expect("the disk is whole")
}

/// Whether a build saw at once that it had nothing to do.
fn is_settled(report: &Report) -> bool {
    report.steps.iter().map(|step| step.name).eq(["read", "look"])
}

/// Writes other bytes of the same length, and sets the time back to what it was.
fn forge(path: &Path) {
    let time = fs::metadata(path).and_then(|metadata| metadata.modified()).expect("it has a time");
    let mut bytes = fs::read(path).expect("it is readable");
    let last = bytes.iter().rposition(u8::is_ascii_lowercase).expect("it has letters");
    bytes[last] = if bytes[last] == b'x' { b'y' } else { b'x' };
    fs::write(path, bytes).expect("it can be written");
    File::options().write(true).open(path).and_then(|file| file.set_modified(time)).expect("its time can be set");
}

fn put(request: &Request, path: &str, text: &str) {
    let path = request.folder.join(path);
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder can be made");
    fs::write(path, text).expect("it can be written");
}

/// The one picture that the example uses.
fn picture(request: &Request) -> PathBuf {
    let mut files = tree(&request.folder).into_keys().filter(|path| !path.starts_with("_site"));
    let found = files.find(|path| path.extension().is_some_and(|ending| ending == "svg" || ending == "png"));
    request.folder.join(found.expect("the example has a picture"))
}

const CHANGES: [Change; 23] = [
    ("a text says something else", |request| put(request, TEXT, "---\ntitle: Other\n---\nOther words.\n")),
    ("a text is forged", |request| forge(&request.folder.join(TEXT))),
    ("a text is touched", |request| {
        let file = File::options().write(true).open(request.folder.join(TEXT)).expect("it can be opened");
        file.set_modified(SystemTime::now()).expect("its time can be set");
    }),
    ("a text is gone", |request| fs::remove_file(request.folder.join(TEXT)).expect("it is there")),
    ("a text is new", |request| put(request, "reflections/2026-11-01-new.md", "New.\n")),
    ("a text has another name", |request| {
        let at = |path: &str| request.folder.join(path);
        fs::rename(at(PAGE), at("pages/other.md")).expect("it is there");
    }),
    ("the settings", |request| put(request, "portfolio.yaml", "title: Other\nbase_url: https://other.example/\n")),
    ("a template", |request| put(request, "theme/page.html", "<!doctype html><title>t</title>{{ body | safe }}")),
    ("a style sheet", |request| put(request, "theme/style.css", "body { color: red }")),
    ("a domain", |request| put(request, "CNAME", "other.example\n")),
    ("a picture", |request| forge(&picture(request))),
    ("a file that nothing uses", |request| put(request, "reflections/other.png", "a picture")),
    ("a page is forged", |request| forge(&request.folder.join("_site/timeline.html"))),
    ("a page is gone", |request| fs::remove_file(request.folder.join("_site/timeline.html")).expect("it is there")),
    ("the manifest is gone", |request| {
        fs::remove_file(request.folder.join("_site/.throughline-manifest")).expect("it is there")
    }),
    ("a killed build left a page waiting", |request| put(request, "_site/.throughline-abcdefgh.tmp/0", "a page")),
    ("another portfolio had a part of its site there", |request| {
        let other = request.folder.join("other");
        put(request, "other/portfolio.yaml", "title: Other\n");
        put(request, "other/reflections/2001-01-01-other.md", "Other.\n");
        build(&Request { folder: other.clone(), out: Some(request.out()), ..Request::default() });
        fs::remove_dir_all(other).expect("it is there");
    }),
    ("the caches are gone", |request| fs::remove_dir_all(request.folder.join(".throughline")).expect("they are there")),
    ("the record is damaged", |request| forge(&request.folder.join(".throughline/settled"))),
    ("a consent", |request| {
        put(
            request,
            "consent.yaml",
            "- picture: reflections/2023/2023-03-21-running-records.svg\n  until: 2001-12-31\n",
        )
    }),
    ("a consent that has no end", |request| {
        put(request, "consent.yaml", "- picture: reflections/2023/2023-03-21-running-records.svg\n")
    }),
    ("drafts", |request| request.drafts = true),
    ("another address", |request| request.base_url = Some("https://other.example/p/".to_owned())),
];

#[test]
fn nothing_is_overlooked_and_nothing_done_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let portfolios: Vec<_> = (0..CHANGES.len()).map(|number| folder.path().join(number.to_string())).collect();
    for portfolio in &portfolios {
        copy(Path::new("example-portfolio"), portfolio);
        for path in [TEXT, PAGE] {
            fs::write(portfolio.join(path), "Words.\n").expect("it can be written");
        }
    }
    // Until then a file is too young for its times to prove anything.
    std::thread::sleep(Duration::from_millis(2_300));
    portfolios.into_par_iter().zip(CHANGES).for_each(|(folder, (what, change))| {
        let mut request = Request { folder, ..Request::default() };
        let first = build(&request).site.expect("the example has no mistakes");
        let second = build(&request);
        assert!(is_settled(&second), "{what}: {:?}", second.steps);
        let site = second.site.expect("it is as it was");
        assert_eq!((site.pages, site.reflections), (first.pages, first.reflections), "{what}");
        assert_eq!((site.written, site.unchanged, site.rendered), (0, first.pages, 0), "{what}");
        change(&mut request);
        let third = build(&request);
        assert!(!is_settled(&third), "{what}");
        let clean = tempfile::tempdir().expect("a folder");
        copy(&request.folder, clean.path());
        let built = build(&Request { folder: clean.path().to_owned(), ..request.clone() });
        assert!(built.site.is_some(), "{what}: {:?}", built.diagnostics);
        let (kept, clean) = (tree(&request.folder.join("_site")), tree(&clean.path().join("_site")));
        // A page that stood there before the manifest did is nobody's.
        let names = kept.keys().chain(clean.keys()).filter(|name| **name != *Path::new(".throughline-manifest"));
        let differ: Vec<_> = names.filter(|name| kept.get(*name) != clean.get(*name)).collect();
        assert!(differ.is_empty(), "{what}: {differ:?}");
    });
}

#[test]
fn a_folder_in_which_a_text_changed_is_read_once() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(Path::new("example-portfolio"), folder.path());
    fs::write(folder.path().join(TEXT), "Words.\n").expect("it can be written");
    std::thread::sleep(Duration::from_millis(2_300));
    let request = Request { folder: folder.path().to_owned(), ..Request::default() };
    build(&request);
    put(&request, TEXT, "Other words.\n");
    let report = build(&request);
    let steps: Vec<&str> = report.steps.iter().map(|step| step.name).collect();
    assert_eq!(steps, ["read", "recall", "parse", "link", "use files", "render", "write", "keep"]);
    assert!(report.site.expect("the example has no mistakes").written > 0);
}

#[test]
fn what_is_to_be_told_is_told_again() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("2026-03-12-b.md"), "---\nsumary: x\n---\nWords.\n").expect("written");
    std::thread::sleep(Duration::from_millis(2_300));
    let request = Request { folder: folder.path().to_owned(), ..Request::default() };
    let told = |report: Report| report.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>();
    let first = told(build(&request));
    assert!(first.contains(&"unknown-key"), "{first:?}");
    assert_eq!(told(build(&request)), first);
}

#[test]
fn a_portfolio_under_another_name_has_another_title() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("one")).expect("made");
    fs::write(at("one/2026-03-12-b.md"), "Words.\n").expect("written");
    fs::write(at("one/portfolio.yaml"), "base_url: https://a.example/\n").expect("written");
    std::thread::sleep(Duration::from_millis(2_300));
    let request = |name: &str| Request { folder: at(name), out: Some(at("site")), ..Request::default() };
    build(&request("one"));
    assert!(is_settled(&build(&request("one"))));
    fs::rename(at("one"), at("two")).expect("renamed");
    build(&request("two"));
    let home = fs::read_to_string(at("site/index.html")).expect("a home page");
    assert!(home.contains("<title>Two"), "{home}");
}

#[test]
fn nothing_is_settled_beyond_the_last_day_of_a_consent() {
    let folder = tempfile::tempdir().expect("a folder");
    let day = |text: &str| text.parse().expect("a day");
    let on = |today: &str| Request { folder: folder.path().to_owned(), today: day(today), ..Request::default() };
    let first = on("2026-03-30");
    put(&first, "portfolio.yaml", "base_url: https://a.example/\n");
    put(&first, "2026-03-12-b.md", "![A pond](pond.svg)\n");
    put(&first, "pond.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    put(&first, "consent.yaml", "- picture: pond.svg\n  until: 2026-04-05\n- picture: pond.svg\n  until: 2026-04-02\n");
    std::thread::sleep(Duration::from_millis(2_300));
    build(&first);
    let is_shown = || tree(&folder.path().join("_site")).keys().any(|path| path.to_string_lossy().contains("pond"));
    for today in ["2026-03-30", "2026-04-01", "2026-04-02", "2026-03-01"] {
        assert!(is_settled(&build(&on(today))), "{today}");
        assert!(is_shown(), "{today}");
    }
    for _ in 0..2 {
        let ended = build(&on("2026-04-03"));
        assert!(!is_settled(&ended));
        assert_eq!(ended.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["consent-ended"]);
        assert!(!is_shown());
    }
    let earlier = build(&on("2026-04-02"));
    assert!(!is_settled(&earlier) && is_shown(), "a site is built again as it was");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_folder_of_the_site_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("2026-03-12-b.md"), "Words.\n").expect("written");
    fs::write(folder.path().join("portfolio.yaml"), "base_url: https://a.example/\n").expect("written");
    std::thread::sleep(Duration::from_millis(2_300));
    let request = Request { folder: folder.path().to_owned(), ..Request::default() };
    build(&request);
    assert!(is_settled(&build(&request)));
    let (year, elsewhere) = (folder.path().join("_site/2026"), tempfile::tempdir().expect("a folder"));
    fs::rename(&year, elsewhere.path().join("2026")).expect("moved");
    std::os::unix::fs::symlink(elsewhere.path().join("2026"), &year).expect("linked");
    let report = build(&request);
    assert!(report.site.is_none() && report.diagnostics.iter().any(|found| found.message.contains("not made by")));
}
