//! The map of the code, held against the code: floors, and which room is the only user of which crate.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor. A module uses lower floors only; the rooms of floor 3 never import one another.
const FLOORS: [(&str, u8); 25] = [
    ("diag", 0),
    ("slug", 0),
    ("digest", 0),
    ("hosting", 1),
    ("markdown", 1),
    ("pictures", 1),
    ("model", 2),
    ("read", 3),
    ("parse", 3),
    ("link", 3),
    ("layout", 3),
    ("render", 3),
    ("schema", 3),
    ("write", 3),
    ("git", 3),
    ("outside", 3),
    ("check", 3),
    ("pipeline", 4),
    ("watch", 5),
    ("serve", 5),
    ("why", 5),
    ("start", 5),
    ("publish", 5),
    ("doctor", 5),
    ("cli", 6),
];

/// Crates with one door: where each may be named.
const DOORS: [(&str, &[&str]); 32] = [
    ("blake3", &["src/digest.rs"]),
    ("twox_hash", &["src/digest.rs"]),
    ("ahash", &["src/check/", "src/link/", "src/pipeline/", "src/write/"]),
    ("mimalloc", &["src/main.rs"]),
    ("pulldown_cmark", &["src/markdown/"]),
    ("html5gum", &["src/markdown/"]),
    ("syntect", &["src/markdown/highlight.rs"]),
    ("serde_yaml", &["src/parse/yaml.rs"]),
    ("toml", &["src/parse/toml.rs"]),
    ("rust_embed", &["src/parse/theme.rs"]),
    ("walkdir", &["src/read/"]),
    ("tera", &["src/render/"]),
    ("atom_syndication", &["src/layout/feed.rs"]),
    ("schemars", &["src/schema/"]),
    ("tempfile", &["src/write/"]),
    ("ureq", &["src/outside/"]),
    ("notify", &["src/watch/"]),
    ("axum", &["src/serve/"]),
    ("headers", &["src/serve/"]),
    ("http_range_header", &["src/serve/"]),
    ("hyper", &["src/serve/"]),
    ("hyper_util", &["src/serve/"]),
    ("mime_guess", &["src/serve/"]),
    ("tokio", &["src/serve/"]),
    ("tokio_util", &["src/serve/"]),
    ("futures_util", &["src/serve/"]),
    ("clap", &["src/cli/"]),
    ("clap_mangen", &["src/cli/"]),
    ("ctrlc", &["src/cli/"]),
    ("open", &["src/cli/"]),
    ("annotate_snippets", &["src/cli/"]),
    ("indicatif", &["src/cli/"]),
];

fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    files.sort();
    let text = |path: &PathBuf| fs::read_to_string(path).expect("a source file is readable");
    files.iter().map(|path| (path.to_string_lossy().replace('\\', "/"), text(path))).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn room(path: &str) -> &str {
    let inside = path.trim_start_matches("src/");
    inside.split(['/', '.']).next().unwrap_or(inside)
}

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

/// The rooms that a text names by `crate::room`, outside comments, also within braces.
fn used_rooms(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut rooms = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = list.split('}').next().unwrap_or(list);
                rooms.extend(list.split(',').map(|item| name(item.trim())));
            }
            None => rooms.push(name(rest)),
        }
    }
    rooms
}

#[test]
fn a_module_uses_lower_floors_only() {
    let mut breaches = Vec::new();
    for (path, text) in sources() {
        let own = room(&path);
        let Some(own_floor) = floor(own) else {
            assert!(["lib", "main"].contains(&own), "{path} is in no room of the map");
            continue;
        };
        for used in used_rooms(&text).iter().filter(|used| *used != own) {
            match floor(used) {
                Some(floor) if floor < own_floor || (floor == own_floor && own_floor < 2) => {}
                Some(_) => breaches.push(format!("{path} uses {used}")),
                None => {}
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

/// The code of a file without comments and without its tests.
fn code(path: &str, text: &str) -> String {
    if path.ends_with("/tests.rs") {
        return String::new();
    }
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Whether a code names a crate: `use name`, or `name::` where no module of that name was brought in by `use super::`.
fn names(code: &str, name: &str) -> bool {
    let own = code.lines().any(|line| line.starts_with("use super::") && line.contains(name));
    let starts = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
    let path = format!("{name}::");
    !own && code.match_indices(&path).any(|(at, _)| starts(at))
}

#[test]
fn one_outside_crate_has_one_door() {
    let mut breaches = Vec::new();
    for (path, text) in sources() {
        let code = code(&path, &text);
        for (name, doors) in DOORS {
            if names(&code, name) && !doors.iter().any(|door| path.starts_with(door)) {
                breaches.push(format!("{path} uses {name}"));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn git_is_run_by_one_room() {
    let runs = |(path, text): &(String, String)| code(path, text).contains("Command::new(\"git\")");
    let runners: Vec<String> = sources().into_iter().filter(runs).map(|(path, _)| path).collect();
    assert_eq!(runners, ["src/git/run.rs"]);
}

#[test]
fn each_door_is_used() {
    let files = sources();
    for (name, doors) in DOORS {
        let used = files
            .iter()
            .any(|(path, text)| doors.iter().any(|door| path.starts_with(door)) && names(&code(path, text), name));
        assert!(used, "nothing behind {doors:?} uses {name}: the map is old");
    }
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let silent: Vec<String> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(p, _)| p).collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn no_room_is_a_drawer() {
    let drawers = ["utils", "util", "common", "helpers", "manager"];
    let found: Vec<String> = sources()
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| drawers.contains(&room(path)) || drawers.iter().any(|d| path.contains(&format!("/{d}.rs"))))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_map_names_only_what_is_there() {
    let text = fs::read_to_string("src/lib.rs").expect("the map is readable");
    let map: String = text.lines().take_while(|line| line.starts_with("//!")).collect::<Vec<_>>().join("\n");
    let named = map.split('`').skip(1).step_by(2).filter(|name| !name.contains(['<', ' ', ':', '(']));
    let files: Vec<&str> = named.filter(|name| name.contains('/')).collect();
    assert!(files.len() > 10, "{files:?}");
    let is_there = |name: &str| Path::new(name).exists() || Path::new("src").join(name).exists();
    let missing: Vec<&str> = files.into_iter().filter(|name| !is_there(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
