//! Marks that another program would have taken out of the text, and that readers would see here: the tags of Jekyll and Hugo, Obsidian's `==words==`,
//! its boxes, and a note to oneself that has no end.
//!
//! They stay as they are: what they stood for is not known. The author is told of the first of each kind in each text, and of every note to oneself:
//! what readers see of that was meant for nobody.

use std::ops::Range;

use super::Extension;
use super::comments;
use crate::diag::Diagnostic;
use crate::markdown::bytes;
use crate::markdown::masks::{Masks, Meaning};
use crate::markdown::run::Run;
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension { improve: Some(improve), ..Extension::NOTHING };

/// What is known of the text under way.
#[derive(Default)]
pub struct State {
    /// The kinds of which one has been told, by their codes.
    told: Vec<&'static str>,
}

/// Finds the first mark of its kind.
type Find = fn(&str) -> Option<Range<usize>>;

/// Makes what is told of one, as written.
type Tell = fn(&str) -> Diagnostic;

/// The kinds but for tags, which may be covered.
const KINDS: [(Find, Tell); 3] = [(highlight, of_highlight), (callout, of_callout), (comment, of_comment)];

fn improve(walk: &mut Walk<'_>, run: &mut Run) {
    if bytes::position_of(run.text.as_bytes(), &[b'{', b'=', b'[', b'%', DEL]).is_none()
        || walk.state.raw_html.in_code()
    {
        return;
    }
    let tag = covered(walk.masks, &run.text).into_iter().chain(tag(&run.text)).min_by_key(|range| range.start);
    let others = KINDS.iter().filter_map(|(find, tell)| Some((find(&run.text)?, *tell)));
    for (range, tell) in tag.map(|range| (range, of_tag as Tell)).into_iter().chain(others) {
        let written = walk.masks.written(&run.text[range.clone()]).into_owned();
        let found = tell(&written);
        let told = &mut walk.state.leftovers.told;
        if found.code == WITHOUT_END || !told.contains(&found.code) {
            told.push(found.code);
            let start = run.source(range.start);
            walk.say(found, &(start..start + range.len()));
        }
    }
}

/// The code of what is told of a note to oneself.
const WITHOUT_END: &str = "comment-without-end";

/// The byte that covered stretches begin with.
const DEL: u8 = 0x7f;

/// A tag that means something in addresses, and stands among words.
fn covered(masks: &Masks, text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some((start, end, mask)) = masks.first(&text[from..]) {
        if matches!(mask.meaning, Meaning::PostUrl(_) | Meaning::Address(_)) {
            return Some(from + start..from + end);
        }
        from += end;
    }
    None
}

/// `{% x %}`, `{{ x }}`, `{{< x >}}`. One whose inside is taken for HTML ends with its opening.
fn tag(text: &str) -> Option<Range<usize>> {
    let between = |opening: &str, closing: &str| {
        let at = text.find(opening)?;
        let inner = &text[at + opening.len()..];
        match inner.find(closing) {
            Some(len) => Some(at..at + opening.len() + len + closing.len()),
            None => inner.is_empty().then_some(at..text.len()),
        }
    };
    let found = [between("{%", "%}"), between("{{", "}}")];
    found.into_iter().flatten().min_by_key(|range| range.start)
}

/// `==words==`.
fn highlight(text: &str) -> Option<Range<usize>> {
    let opens = |at: usize| {
        let inner = &text[at + 2..];
        let len = inner.find("==")?;
        let words = &inner[..len];
        let is_tight = !words.is_empty() && words.trim() == words && !words.contains('=');
        let is_apart = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '=');
        (is_tight && is_apart && !inner[len + 2..].starts_with('=')).then_some(at..at + len + 4)
    };
    text.match_indices("==").find_map(|(at, _)| opens(at))
}

/// `[!kind]` where words begin; those that stand alone on their line are alerts, if their kind is known.
fn callout(text: &str) -> Option<Range<usize>> {
    let (kind, _) = text.strip_prefix("[!")?.split_once(']')?;
    let is_kind = !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '|'));
    is_kind.then_some(0.."[!]".len() + kind.len())
}

/// `%%` without an end.
fn comment(text: &str) -> Option<Range<usize>> {
    let at = text.match_indices("%%").map(|(at, _)| at).find(|&at| !comments::is_per_cent(text, at))?;
    Some(at..at + 2)
}

fn of_tag(written: &str) -> Diagnostic {
    let message = format!("readers see {written} as it stands: only Jekyll or Hugo puts something in its place");
    Diagnostic::warning("leftover-tag", message).help("take it out, or write here what it stood for")
}

fn of_highlight(written: &str) -> Diagnostic {
    let message = format!("readers see the marks of {written} as they stand: only Obsidian highlights with them");
    Diagnostic::warning("leftover-highlight", message)
        .help(format!("write **{}** to let these words stand out", written.trim_matches('=')))
}

fn of_callout(written: &str) -> Diagnostic {
    let message = format!("readers see {written} as it stands: only Obsidian makes a box of it");
    Diagnostic::warning("leftover-box", message)
        .help("a box begins with > [!NOTE] alone on its line; TIP, IMPORTANT, WARNING and CAUTION will do too")
}

fn of_comment(_: &str) -> Diagnostic {
    Diagnostic::error(WITHOUT_END, "a note to yourself begins with these marks and has no end, so readers would see it")
        .help("write %% behind it too; what stands between %% and %% no reader sees. Marks that are meant to be seen stand as `%%`")
}
