//! What stands on a page where the text shows a file that may not be shown: the words of a picture, and nothing of any other tag.
//!
//! The tags of a body are written by `markdown`: their attributes stand in double quotes, in which neither `<` nor `>` stands for itself.

use std::ops::Range;

use super::Site;
use crate::markdown::{AttributeName, Body, SlotForm};
use crate::model::portfolio::Destination;

/// Elements that are nothing but their tag, and nothing without their file.
const NOTHING_WITHOUT: [&str; 5] = ["img", "source", "embed", "track", "input"];

/// A tag that is left out.
pub(super) struct LeftOut<'p> {
    /// The bytes of the body's HTML that it takes.
    pub range: Range<usize>,
    /// Its words, as HTML; empty for none.
    pub words: &'p str,
}

/// The tags of a body that are left out, in their order. A tag with words between it and its end stays, without its address: those of a link are
/// plain then.
pub(super) fn tags<'p>(site: &Site<'p>, body: &'p Body, destinations: &'p [Destination]) -> Vec<LeftOut<'p>> {
    let is_shown = |form| !matches!(form, SlotForm::Title | SlotForm::Attribute(AttributeName::Poster));
    let is_missing = |link: u32| match &destinations[link as usize] {
        Destination::Attachment(path, _) => site.attachment(path).is_none(),
        _ => false,
    };
    let slots = body.slots.iter().filter(|slot| is_shown(slot.form) && is_missing(slot.link));
    let mut tags: Vec<LeftOut<'p>> = slots.filter_map(|slot| tag(&body.html, slot.at as usize)).collect();
    // A picture may have an address for each of its sizes.
    tags.dedup_by(|next, tag| next.range == tag.range);
    tags
}

/// The tag around a byte of a body's HTML, if that is left out.
fn tag(html: &str, at: usize) -> Option<LeftOut<'_>> {
    let start = html[..at].rfind('<')?;
    let end = at + html[at..].find('>')? + 1;
    let tag = &html[start..end];
    let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    if !NOTHING_WITHOUT.contains(&name) {
        return None;
    }
    let words = tag.split_once(" alt=\"").and_then(|(_, rest)| rest.split_once('"'));
    let words = words.map_or("", |(words, _)| words).trim();
    Some(LeftOut { range: start..end, words: if name == "img" { words } else { "" } })
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn a_tag_is_left_out_with_all_that_it_says_but_its_words() {
        let cases = [
            (
                "<p>A <img| alt=\"An eel\" loading=\"lazy\"> b",
                Some(("<img alt=\"An eel\" loading=\"lazy\">", "An eel")),
            ),
            (
                "<img alt=\"a &lt; b &quot;c&quot;\"| width=\"3\">",
                Some(("<img alt=\"a &lt; b &quot;c&quot;\" width=\"3\">", "a &lt; b &quot;c&quot;")),
            ),
            ("<img|><img alt=\"Another\">", Some(("<img>", ""))),
            ("<img| alt=\" \">", Some(("<img alt=\" \">", ""))),
            ("<picture><source srcset=\"| 2x\"><img alt=\"A\">", Some(("<source srcset=\" 2x\">", ""))),
            ("<a|>An <em>eel</em></a>", None),
            ("<video| controls>", None),
        ];
        for (html, expected) in cases {
            let (before, after) = html.split_once('|').expect("a case has a slot");
            let html = format!("{before}{after}");
            let found = tag(&html, before.len()).map(|it| (html[it.range].to_owned(), it.words.to_owned()));
            let expected = expected.map(|(tag, words): (&str, &str)| (tag.to_owned(), words.to_owned()));
            assert_eq!(found, expected, "{html}");
        }
    }
}
