//! Messages about what no folder of files can hold: links, locked files, names that are no text, folders that are not there, disks that refuse.
//!
//! The real program is run and its exact words are compared. `tests/cases.rs` does the same for all that files alone can show.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests touch real folders")]

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// What `nobody` is called by number. No file of a test belongs to it.
const NOBODY: &str = "65534";

/// A folder with a portfolio of one reflection.
fn portfolio() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(&folder, "portfolio/portfolio.yaml", "title: Room 6\nbase_url: https://me.example/\n");
    put(&folder, "portfolio/reflections/2026-03-11-talk.md", "We read.\n");
    folder
}

fn put(folder: &TempDir, path: &str, text: &str) {
    let at = folder.path().join(path);
    fs::create_dir_all(at.parent().expect("a file lies in a folder")).expect("the folder can be made");
    fs::write(at, text).expect("the file can be written");
}

fn link(folder: &TempDir, to: &str, path: &str) {
    symlink(to, folder.path().join(path)).expect("the link can be made");
}

/// What the program, told `words` in `folder`, says on both streams, and its exit code.
fn said(folder: &TempDir, words: &[&str]) -> String {
    said_by(Command::new(env!("CARGO_BIN_EXE_throughline")), folder.path(), words)
}

fn said_by(mut program: Command, folder: &Path, words: &[&str]) -> String {
    let output = program.args(words).current_dir(folder).env("NO_COLOR", "1").output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program speaks UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    format!("{}{}exit code {code}\n", text(&output.stdout), text(&output.stderr))
}

/// The same, said to someone who may read everything in `folder` but what has no rights for others, and may write nothing.
///
/// Rights do not bind the superuser, so when that runs the tests the program runs as `nobody`, from a place that `nobody` can reach.
fn said_to_a_guest(folder: &TempDir, words: &[&str]) -> String {
    let is_superuser = fs::read("/proc/self/status").is_ok_and(|status| {
        String::from_utf8_lossy(&status).lines().any(|line| line.split_whitespace().take(3).eq(["Uid:", "0", "0"]))
    });
    if !is_superuser {
        return said(folder, words);
    }
    let program = folder.path().join("throughline");
    fs::copy(env!("CARGO_BIN_EXE_throughline"), &program).expect("the program can be copied");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("rights can be given");
    let mut guest = Command::new("setpriv");
    guest.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]).arg(&program);
    said_by(guest, folder.path(), words)
}

fn set_rights(folder: &TempDir, path: &str, mode: u32) {
    fs::set_permissions(folder.path().join(path), Permissions::from_mode(mode)).expect("rights can be set");
}

#[test]
fn a_folder_that_is_not_there() {
    let folder = portfolio();
    assert_eq!(
        said(&folder, &["build", "portfolo"]),
        "error: there is no folder \"portfolo\"
  = help: did you mean \"portfolio\"?

1 error
nothing was written: mend the errors above and build again
exit code 1
"
    );
    assert_eq!(
        said(&folder, &["build", "reflections-of-mine", "--out", "."]),
        "error: there is no folder \"reflections-of-mine\"
  = help: give the folder that holds your reflections, or run the command inside it without a name

1 error
nothing was written: mend the errors above and build again
exit code 1
"
    );
    assert_eq!(
        said(&folder, &["build", "portfolio/portfolio.yaml"]),
        "error: \"portfolio/portfolio.yaml\" is a file, not a folder
  = help: give the folder of your portfolio, perhaps \"portfolio\"

1 error
nothing was written: mend the errors above and build again
exit code 1
"
    );
}

#[test]
fn links_that_are_not_followed() {
    let folder = portfolio();
    put(&folder, "private/diary.md", "Mine.\n");
    link(&folder, "../../private/diary.md", "portfolio/reflections/diary.md");
    link(&folder, "../../private", "portfolio/reflections/papers");
    link(&folder, "..", "portfolio/reflections/all");
    link(&folder, "round.md", "portfolio/reflections/round.md");
    link(&folder, "gone.md", "portfolio/reflections/old.md");
    assert_eq!(
        said(&folder, &["build", "portfolio"]),
        "error: this symbolic link leads back to itself
 --> reflections/all
  = help: delete the link

error: this symbolic link leads out of the portfolio
 --> reflections/diary.md
  = help: put a copy of the file in its place: a portfolio must hold all that it shows

warning: this symbolic link leads to a file that is not there; it is passed over
 --> reflections/old.md
  = help: delete the link, or put back what it leads to

error: this symbolic link leads out of the portfolio
 --> reflections/papers
  = help: put a copy of the file in its place: a portfolio must hold all that it shows

error: this symbolic link leads back to itself
 --> reflections/round.md
  = help: delete the link

4 errors, 1 warning
nothing was written: mend the errors above and build again
exit code 1
"
    );
}

#[test]
fn a_link_that_repeats() {
    let folder = portfolio();
    link(&folder, "2026-03-11-talk.md", "portfolio/reflections/again.md");
    assert_eq!(said(&folder, &["build", "portfolio", "--quiet"]), "exit code 0\n");
    let all = said(&folder, &["build", "portfolio", "--strict"]);
    let (_, note) = all.split_once("open portfolio/_site/index.html\n").expect("the site was built");
    assert_eq!(
        note,
        "note: this symbolic link leads to \"reflections/2026-03-11-talk.md\", which is read there; it does not become a second page
 --> reflections/again.md

exit code 0
"
    );
}

#[test]
fn files_and_folders_that_are_locked() {
    let folder = portfolio();
    put(&folder, "portfolio/reflections/2026-03-12-door.md", "Mine.\n");
    put(&folder, "portfolio/reflections/closed/2026-03-13-x.md", "Mine.\n");
    set_rights(&folder, "portfolio/reflections/2026-03-12-door.md", 0);
    set_rights(&folder, "portfolio/reflections/closed", 0);
    let said = said_to_a_guest(&folder, &["build", "portfolio"]);
    set_rights(&folder, "portfolio/reflections/closed", 0o700);
    assert_eq!(
        said,
        "error: this file cannot be read: you have no permission to read it
 --> reflections/2026-03-12-door.md
  = help: give yourself permission to read it, or move it out of the folder

error: this folder cannot be opened
 --> reflections/closed
  = help: give yourself permission to open it, or move it out of the portfolio

2 errors
nothing was written: mend the errors above and build again
exit code 1
"
    );
}

#[test]
fn what_is_no_text_of_a_common_size() {
    let folder = portfolio();
    let large = fs::File::create(folder.path().join("portfolio/reflections/2026-03-12-large.md")).expect("made");
    large.set_len(8 * 1024 * 1024 + 1).expect("a file can be long");
    let long = format!("---\ntitle: {}\n---\n", "long ".repeat(14_000));
    put(&folder, "portfolio/reflections/2026-03-13-long.md", &long);
    let keys: String = (0..600).map(|i| format!("key{i}: x\n")).collect();
    put(&folder, "portfolio/reflections/2026-03-14-many.md", &format!("---\n{keys}---\n"));
    let _socket = UnixListener::bind(folder.path().join("portfolio/reflections/odd.md")).expect("made");
    assert_eq!(
        said(&folder, &["build", "portfolio"]),
        "error: this file is too large: a text may have at most 8 megabytes
 --> reflections/2026-03-12-large.md
  = help: divide it into several files, or keep pictures in files of their own and not inside the text

error: the front matter is longer than 64 kilobytes
 --> reflections/2026-03-13-long.md:2:1
  |
2 | title: long long long long long long long long long long long long long l...
  | ^
  |
  = help: move the text below the line that ends the front matter

error: the front matter has more than 500 keys
   --> reflections/2026-03-14-many.md:502:1
    |
502 | key500: x
    | ^^^^^^
    |
    = help: close the front matter with --- above the text

warning: this is not an ordinary file; it is passed over
 --> reflections/odd.md

3 errors, 1 warning
nothing was written: mend the errors above and build again
exit code 1
"
    );
}

#[test]
fn names_that_are_no_text() {
    let folder = portfolio();
    let name = OsStr::from_bytes(b"caf\xe9.md");
    // Not every disk takes such a name.
    if fs::write(folder.path().join("portfolio/reflections").join(name), "Mine.\n").is_err() {
        return;
    }
    assert_eq!(
        said(&folder, &["build", "portfolio"]),
        "error: the name of this file or folder cannot be read as text
 --> reflections/caf\u{fffd}.md
  = help: give it another name; the odd places are shown as \u{fffd}

1 error
nothing was written: mend the errors above and build again
exit code 1
"
    );
}

#[test]
fn an_output_folder_that_may_not_be_written() {
    let folder = portfolio();
    set_rights(&folder, "portfolio", 0o555);
    let said = said_to_a_guest(&folder, &["build", "portfolio"]);
    set_rights(&folder, "portfolio", 0o755);
    assert_eq!(
        said,
        "error: cannot make the folder portfolio/_site: you have no permission
  = help: ask whoever looks after the machine for permission, or build into a folder of your own with --out

exit code 3
"
    );
}

#[test]
fn an_output_folder_that_may_not_be_written_for_an_editor() {
    let folder = portfolio();
    set_rights(&folder, "portfolio", 0o555);
    let said = said_to_a_guest(&folder, &["build", "portfolio", "--format", "json"]);
    set_rights(&folder, "portfolio", 0o755);
    assert_eq!(
        said,
        "{\"kind\":\"broken\",\"act\":\"make the folder\",\"path\":\"portfolio/_site\",\"cause\":\"you have no permission\"}
exit code 3
"
    );
}

#[test]
fn words_that_the_program_does_not_know() {
    let folder = portfolio();
    let cases = [
        (
            &["build", "--quite"][..],
            "error: unexpected argument '--quite' found\n\n  tip: a similar argument exists: '--quiet'\n\nUsage: throughline build --quiet [FOLDER]",
        ),
        (
            &["biuld"],
            "error: unrecognized subcommand 'biuld'\n\n  tip: a similar subcommand exists: 'build'\n\nUsage: throughline <COMMAND>",
        ),
        (
            &["build", "--base-url", "me.example"],
            "error: invalid value 'me.example' for '--base-url <URL>': an address begins with https:// or http://, as \
             https://me.github.io/portfolio/ does",
        ),
        (
            &["build", "--format", "xml"],
            "error: invalid value 'xml' for '--format <FORMAT>'\n  [possible values: human, json]",
        ),
        (
            &["build", "--quiet", "--verbose"],
            "error: the argument '--quiet' cannot be used with '--verbose'\n\nUsage: throughline build --quiet [FOLDER]",
        ),
        (
            &["build", "one", "two"],
            "error: unexpected argument 'two' found\n\nUsage: throughline build [OPTIONS] [FOLDER]",
        ),
    ];
    for (words, expected) in cases {
        let expected = format!("{expected}\n\nFor more information, try '--help'.\nexit code 2\n");
        assert_eq!(said(&folder, words), expected, "{words:?}");
    }
}

#[test]
fn what_is_held_back_is_nowhere_in_the_site() {
    let folder = portfolio();
    let secret = "the words of a child";
    let held = [
        "---\ntitle: \"Private\naudience: draft\n---\n",
        "---\ndraft: tru\n---\n",
        "---\naudience: draft\n\n",
        "---\naudience: [draft]\n---\n",
        "---\ntags: [a\naudience: draft\n---\n",
        "---\n\taudience: draft\n---\n",
        "+++\naudience = \"draft\n+++\n",
        "{\n\"audience\": \"draft\",\n}\n",
        "---\naudience:draft\n---\n",
        "---\naudience draft\n---\n",
        "---\naudiance: draft\n---\n",
        "--\naudience: draft\n---\n",
        "—\naudience: draft\n—\n",
        "---yaml\naudience: draft\n---\n",
        "audience: draft\n---\n",
        "---\n{audience: draft\n---\n",
        "---\n- audience: draft\n---\n",
        "---\nstatus: draft\n---\n",
        "---\nvisibility: private\n---\n",
        "---\nprivate: true\n---\n",
        "---\npublish: false\n---\n",
    ];
    for (i, front_matter) in held.iter().enumerate() {
        let text = format!("{front_matter}# {secret}\n\n{secret}\n");
        put(&folder, &format!("portfolio/reflections/2026-04-{:02}-held-{i}.md", i + 1), &text);
        put(&folder, &format!("portfolio/pages/held-{i}.md"), &text);
    }
    let said = said(&folder, &["build", "portfolio", "--keep-going"]);
    assert!(said.ends_with("exit code 1\n"), "{said}");
    let mut folders = vec![folder.path().join("portfolio/_site")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the site is readable") {
            let path = entry.expect("the site is readable").path();
            assert!(!path.to_string_lossy().contains("held"), "{path:?}");
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).expect("the site is readable");
            assert!(!String::from_utf8_lossy(&bytes).contains(secret), "{path:?}");
            read += 1;
        }
    }
    assert!(read > 5);
}
