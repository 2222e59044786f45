//! What must hold of any build, seen from outside: real folders, the real program.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

mod folders;
#[path = "../benches/portfolio/generate.rs"]
#[allow(dead_code, reason = "only some shapes are of use here")]
mod generate;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use folders::{Tree, copy, tree};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
    command.env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

fn build(folder: &Path) -> String {
    let output = program().arg("build").arg(folder).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the program speaks UTF-8")
}

fn example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(Path::new("example-portfolio"), &folder.path().join("example-portfolio"));
    folder
}

/// The names of the files in which two trees differ.
fn difference(a: &Tree, b: &Tree) -> Vec<PathBuf> {
    let names: BTreeSet<_> = a.keys().chain(b.keys()).collect();
    names.into_iter().filter(|name| a.get(*name) != b.get(*name)).cloned().collect()
}

#[test]
fn two_builds_are_the_same_bytes_wherever_and_however_they_run() {
    let first = example();
    build(&first.path().join("example-portfolio"));
    let expected = tree(&first.path().join("example-portfolio/_site"));
    assert!(expected.len() > 100);
    for (zone, locale, threads) in [("Pacific/Auckland", "mi_NZ.UTF-8", "1"), ("America/Los_Angeles", "C", "8")] {
        let folder = example();
        let mut command = program();
        command.env("TZ", zone).env("LANG", locale).env("LC_ALL", locale).env("RAYON_NUM_THREADS", threads);
        let status = command.current_dir(folder.path().join("example-portfolio")).args(["build", "--quiet"]).status();
        assert!(status.expect("the program runs").success());
        let site = tree(&folder.path().join("example-portfolio/_site"));
        assert_eq!(difference(&expected, &site), Vec::<PathBuf>::new(), "{zone} {locale} {threads}");
    }
}

#[test]
fn a_second_build_writes_nothing() {
    let folder = example();
    let folder = folder.path().join("example-portfolio");
    build(&folder);
    let before = tree(&folder.join("_site"));
    let times = |tree: &Tree| -> Vec<_> {
        let time = |name: &PathBuf| fs::metadata(folder.join("_site").join(name)).and_then(|m| m.modified()).ok();
        tree.keys().map(time).collect()
    };
    let written = times(&before);
    let said = build(&folder);
    assert!(said.contains(", 0 written, "), "{said}");
    assert_eq!(times(&tree(&folder.join("_site"))), written);
}

#[test]
fn a_second_build_remembers_nothing_anew_though_something_is_to_be_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("2026-03-11-a.md"), "Words.\n").expect("written");
    fs::write(folder.path().join("2026-03-12-b.md"), "---\nsumary: x\n---\nWords.\n").expect("written");
    // Until then a file is too young for its times to prove anything.
    std::thread::sleep(std::time::Duration::from_millis(2_300));
    let cache = folder.path().join(".throughline/texts-000");
    let built = || {
        build(folder.path());
        fs::metadata(&cache).and_then(|metadata| metadata.modified()).expect("there is a cache")
    };
    let first = built();
    assert_eq!(built(), first);
}

#[test]
fn a_template_that_fails_on_one_page_leaves_no_trace_of_the_others() {
    let folder = example();
    let folder = folder.path().join("example-portfolio");
    let failing =
        "{% extends \"base.html\" %}{% block main %}{% if tags | length > 2 %}{{ nothing }}{% endif %}{% endblock %}";
    let build_failing = || {
        fs::create_dir_all(folder.join("theme")).expect("a folder can be made");
        fs::write(folder.join("theme/reflection.html"), failing).expect("a file can be written");
        let output = program().arg("build").arg(&folder).output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains("nothing"), "{said}");
        fs::remove_dir_all(folder.join("theme")).expect("the theme can be removed");
    };
    build_failing();
    assert!(!folder.join("_site").exists());
    build(&folder);
    let before = tree(&folder.join("_site"));
    build_failing();
    assert_eq!(difference(&before, &tree(&folder.join("_site"))), Vec::<PathBuf>::new());
    assert!(fs::read_dir(folder.join("_site")).expect("the site is readable").all(|entry| {
        let name = entry.expect("an entry is readable").file_name();
        name == ".throughline-manifest" || !name.to_string_lossy().starts_with(".throughline-")
    }));
}

#[test]
fn an_unlisted_reflection_is_told_by_nothing_in_the_site() {
    let folder = example();
    let folder = folder.path().join("example-portfolio");
    build(&folder);
    let site = tree(&folder.join("_site"));
    let own = Path::new("2024/12-04-for-my-growth-conversation.html");
    assert!(site.contains_key(own), "it is built");
    let tellers: Vec<&PathBuf> = site
        .iter()
        .filter(|(name, bytes)| *name != own && String::from_utf8_lossy(bytes).contains("for-my-growth-conversation"))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(tellers, Vec::<&PathBuf>::new());
    let drafts: Vec<&PathBuf> =
        site.keys().filter(|name| name.to_string_lossy().contains("waking-maths-talk")).collect();
    assert_eq!(drafts, Vec::<&PathBuf>::new());
}

/// What stands between `start` and `end`, wherever it does.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[test]
fn the_sitemap_names_every_page_that_is_for_everyone() {
    let folder = example();
    let folder = folder.path().join("example-portfolio");
    build(&folder);
    let site = tree(&folder.join("_site"));
    let text = |name: &Path| String::from_utf8_lossy(&site[name]).into_owned();
    let sitemap = text(Path::new("sitemap.xml"));
    let told: BTreeSet<&str> = between(&sitemap, "<loc>", "</loc>").into_iter().collect();
    let pages: Vec<String> =
        site.keys().filter(|name| name.extension().is_some_and(|e| e == "html")).map(|name| text(name)).collect();
    let open = pages.iter().filter(|page| !page.contains("<meta name=\"robots\" content=\"noindex\">"));
    let own: BTreeSet<&str> = open.flat_map(|page| between(page, "<link rel=\"canonical\" href=\"", "\"")).collect();
    assert!(own.len() > 50);
    assert_eq!(told, own);
}

#[test]
fn an_unlisted_inquiry_is_told_by_nothing_but_unlisted_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    put("portfolio.yaml", "base_url: https://me.nz/\n");
    put("inquiries/open.md", "---\nled_to: quiet\n---\nOpen.\n");
    put(
        "inquiries/quiet.md",
        "---\ntitle: Secretly\naudience: unlisted\nquestion: Why Secretly?\nled_to: open\n---\nQuiet.\n",
    );
    put("2026-01-01-a.md", "---\ninquiries: [open, quiet]\n---\nFirst.\n");
    put("2026-01-02-b.md", "---\ninquiries: [open, quiet]\n---\nSecond.\n");
    put("2026-01-03-c.md", "---\ninquiry: quiet\naudience: unlisted\n---\nThird.\n");
    build(folder.path());
    let site = tree(&folder.path().join("_site"));
    let tells = |bytes: &[u8]| ["Secretly", "quiet.html"].iter().any(|it| String::from_utf8_lossy(bytes).contains(it));
    let tellers: Vec<&Path> = site.iter().filter(|(_, bytes)| tells(bytes)).map(|(name, _)| name.as_path()).collect();
    assert_eq!(tellers, ["2026/01-03-c.html", "inquiries/quiet.html"].map(Path::new));
}

#[test]
fn a_withdrawn_reflection_is_gone_and_strangers_files_stay() {
    let folder = example();
    let folder = folder.path().join("example-portfolio");
    fs::remove_dir_all(folder.join("reflections")).expect("the reflections can be removed");
    fs::remove_file(folder.join("index.md")).expect("the words can be removed");
    fs::remove_dir_all(folder.join("pages")).expect("the pages can be removed");
    fs::write(folder.join("portfolio.yaml"), "title: Small\n").expect("the settings can be written");
    for name in ["inquiries/maths-talk.md", "inquiries/te-reo-every-day.md", "inquiries/feedback-that-moves.md"] {
        fs::remove_file(folder.join(name)).expect("an inquiry can be removed");
    }
    for name in ["inquiries/reading-shifts.md", "inquiries/talk-before-text.md"] {
        fs::write(folder.join(name), "---\ntitle: An inquiry\n---\nWords.\n").expect("an inquiry can be written");
    }
    fs::write(folder.join("2026-01-02-kept.md"), "Kept.\n").expect("a reflection can be written");
    fs::write(folder.join("2026-01-03-withdrawn.md"), "Withdrawn.\n").expect("a reflection can be written");
    build(&folder);
    fs::write(folder.join("_site/2026/strangers.txt"), "mine").expect("a file can be written");
    assert!(folder.join("_site/2026/01-03-withdrawn.html").exists());
    fs::remove_file(folder.join("2026-01-03-withdrawn.md")).expect("a reflection can be removed");
    build(&folder);
    assert!(folder.join("_site/2026/01-02-kept.html").exists());
    assert!(!folder.join("_site/2026/01-03-withdrawn.html").exists());
    assert_eq!(fs::read_to_string(folder.join("_site/2026/strangers.txt")).expect("it stays"), "mine");
    let told =
        tree(&folder.join("_site")).into_values().filter(|bytes| String::from_utf8_lossy(bytes).contains("withdrawn"));
    assert_eq!(told.count(), 0);
}

/// Kills a build at 200 moments, each time on the way from one version of a portfolio to the other: every file that stands is one of the two versions',
/// whole; and the next build gives the tree of a clean one.
#[test]
fn a_killed_build_leaves_every_file_whole_and_the_next_one_completes() {
    let folder = tempfile::tempdir().expect("a folder");
    let versions = [folder.path().join("a"), folder.path().join("b")];
    let mut clean = Vec::new();
    for (seed, version) in versions.iter().enumerate() {
        generate::portfolio(version, 60, seed as u64 + 1, generate::Shape::Surveyed);
        build(version);
        clean.push(tree(&version.join("_site")));
        fs::remove_dir_all(version.join("_site")).expect("the site can be removed");
    }
    let out = folder.path().join("site");
    let mut random = generate::Random::new(11);
    let mut cut_short = 0;
    for round in 0..200 {
        let to = round % 2;
        let mut child = program()
            .args(["build", "--quiet", "--out"])
            .arg(&out)
            .arg(&versions[to])
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_micros(random.below(60_000) as u64));
        child.kill().expect("it can be killed");
        cut_short += usize::from(!child.wait().expect("it ends").success());
        if out.exists() {
            whole(&tree(&out), &clean);
        }
        if round % 10 == 9 {
            let status = program().args(["build", "--quiet", "--out"]).arg(&out).arg(&versions[to]).status();
            assert!(status.expect("the program runs").success());
            assert_eq!(difference(&tree(&out), &clean[to]), Vec::<PathBuf>::new(), "after round {round}");
        }
    }
    assert!(cut_short >= 50, "only {cut_short} of 200 builds were cut short");
}

fn whole(found: &Tree, clean: &[Tree]) {
    for (name, bytes) in found {
        let ours = name.to_string_lossy().contains(".throughline-");
        let known = clean.iter().any(|tree| tree.get(name) == Some(bytes));
        assert!(ours || known, "{} is neither version's", name.display());
    }
}

#[test]
fn a_tag_or_inquiry_with_very_many_reflections_has_a_page_for_each_year() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("portfolio.yaml"), "base_url: https://a.example/\n").expect("written");
    let write = |number: u32| {
        let (year, day) = (2024 + number / 150, number % 150);
        let name = format!("{year}-{:02}-{:02}-r{number}.md", 1 + day / 28, 1 + day % 28);
        fs::write(folder.path().join(name), format!("---\ntags: maths\ninquiry: counting\n---\nWords {number}.\n"))
            .expect("written");
    };
    let page = |name: &str| fs::read_to_string(folder.path().join("_site").join(name)).ok();
    let listed = |page: &str| between(page, "/r", ".html").len() + between(page, "-r", ".html").len();
    (0..200).for_each(write);
    build(folder.path());
    assert_eq!(page("tags/maths.html").map(|page| listed(&page)), Some(200));
    assert_eq!(page("inquiries/counting.html").map(|page| listed(&page)), Some(200));
    assert_eq!((page("tags/maths/2024.html"), page("inquiries/counting/2024.html")), (None, None));
    write(200);
    build(folder.path());
    let pages = ["tags/maths.html", "tags/maths/2024.html", "tags/maths/2025.html"].map(|name| page(name).expect(name));
    assert_eq!(pages.each_ref().map(|page| listed(page)), [51, 150, 51]);
    assert!(pages[0].contains("201 reflections") && pages[1].contains("150 reflections"));
    assert!(pages[0].contains("href=\"maths/2024.html\"") && pages[1].contains("href=\"../maths.html\""));
    assert!(pages[1].contains("href=\"2025.html\"") && pages[1].contains("<h1>maths, 2024</h1>"));
    let pages = ["inquiries/counting.html", "inquiries/counting/2024.html", "inquiries/counting/2025.html"];
    let pages = pages.map(|name| page(name).expect(name));
    assert_eq!(pages.each_ref().map(|page| listed(page)), [51, 150, 51]);
    assert!(pages[0].contains("201 reflections") && pages[1].contains("150 reflections"));
    assert!(pages[0].contains("href=\"counting/2024.html\"") && pages[1].contains("href=\"../counting.html\""));
    let sitemap = page("sitemap.xml").expect("a sitemap");
    for name in ["tags/maths", "inquiries/counting"] {
        assert!(sitemap.contains(&format!("<loc>https://a.example/{name}/2024.html</loc>")), "{sitemap}");
    }
    fs::create_dir_all(folder.path().join("pages/tags/maths")).expect("a folder");
    fs::write(folder.path().join("pages/links.md"), "[a](/tags/maths/2024.html) [b](/inquiries/counting/2024.html)\n")
        .expect("written");
    fs::write(folder.path().join("2025-12-31-broken.md"), "---\ntags: maths\ninquiry: counting\n---\n[[nothing]]\n")
        .expect("written");
    fs::remove_file(folder.path().join("2024-01-01-r0.md")).expect("removed");
    let output = program().args(["build", "--keep-going"]).arg(folder.path()).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        said.matches("error: ").count(),
        1,
        "only the broken link is told, not those to pages that go with it: {said}"
    );
    fs::remove_file(folder.path().join("2025-12-31-broken.md")).expect("removed");
    fs::remove_file(folder.path().join("pages/links.md")).expect("removed");
    write(0);
    fs::write(folder.path().join("pages/tags/maths/2024.md"), "Mine.\n").expect("written");
    let output = program().arg("build").arg(folder.path()).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let clash = "this file and the page of the tag `maths` in the year 2024 both want the address";
    assert!(!output.status.success() && said.contains(clash), "{said}");
}

#[test]
fn builds_of_one_portfolio_at_once_take_turns() {
    let folder = tempfile::tempdir().expect("a folder");
    generate::portfolio(folder.path(), 60, 5, generate::Shape::Surveyed);
    build(folder.path());
    let clean = tree(&folder.path().join("_site"));
    for round in 0..5 {
        fs::remove_dir_all(folder.path().join("_site")).expect("the site can be removed");
        let build = || program().args(["build", "--quiet"]).arg(folder.path()).stderr(Stdio::piped()).spawn();
        let builds: Vec<_> = (0..4).map(|_| build().expect("the program starts")).collect();
        for build in builds {
            let ended = build.wait_with_output().expect("it ends");
            assert!(ended.status.success(), "round {round}: {}", String::from_utf8_lossy(&ended.stderr));
        }
        assert_eq!(difference(&tree(&folder.path().join("_site")), &clean), Vec::<PathBuf>::new(), "round {round}");
    }
}

#[test]
fn builds_of_several_portfolios_into_one_new_folder_take_turns() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("sites/all");
    let portfolio = |name: &str| {
        let at = folder.path().join(name);
        fs::create_dir_all(&at).expect("a folder can be made");
        fs::write(at.join(format!("2026-03-11-{name}.md")), "Words.\n").expect("a file can be written");
        at
    };
    let portfolios = ["a", "b", "c", "d"].map(portfolio);
    for round in 0..5 {
        let build = |at: &PathBuf| {
            let mut command = program();
            command.args(["build", "--quiet"]).arg(at).arg("--out").arg(&out).stderr(Stdio::piped());
            command.spawn().expect("the program starts")
        };
        let builds: Vec<_> = portfolios.iter().map(build).collect();
        for build in builds {
            let ended = build.wait_with_output().expect("it ends");
            assert!(ended.status.success(), "round {round}: {}", String::from_utf8_lossy(&ended.stderr));
        }
        let reflections = fs::read_dir(out.join("2026")).expect("the folder can be listed");
        let reflections = reflections.filter(|entry| entry.as_ref().is_ok_and(|it| it.file_name() != "index.html"));
        assert_eq!(reflections.count(), 1, "round {round}: the last site stands alone");
        fs::remove_dir_all(folder.path().join("sites")).expect("the sites can be removed");
    }
    fs::write(portfolios[0].join("broken.md"), "[[nothing]]\n").expect("a file can be written");
    let output = program().arg("build").arg(&portfolios[0]).arg("--out").arg(&out).output().expect("the program runs");
    assert!(!output.status.success() && !folder.path().join("sites").exists(), "a build with errors leaves no folder");
}

#[test]
fn a_build_into_the_portfolio_itself_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("2026-03-11-a.md"), "Words.\n").expect("a file can be written");
    let output = program().arg("build").arg(folder.path()).arg("--out").arg(folder.path()).output();
    assert!(!output.expect("the program runs").status.success());
}
