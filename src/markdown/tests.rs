//! The spec files of the extensions, links and their sentences, and what must hold for any text whatever.
//!
//! A spec file holds examples as the CommonMark specification does: Markdown, `.`, the HTML with every address put in as written, and, if anything is
//! said to the author, `.` and that. A word behind `example` says how it is read: `french`, `german`, `based` (published at
//! `https://me.github.io/portfolio/`). With `REWRITE_SPECS=1` in the environment the files are written anew: read the difference before committing it.
#![expect(clippy::disallowed_methods, reason = "tests read and rewrite their own fixtures")]

use std::collections::HashSet;
use std::fmt::Write;
use std::path::PathBuf;

use proptest::prelude::*;

use super::{Body, Link, LinkKind, Reading, Target, body, fill, words};
use crate::diag::{Diagnosed, Place};

const FENCE: &str = "````````````````````````````````";

fn reading(words: &str) -> Reading {
    let mut reading = Reading::default();
    if words.contains("french") {
        reading.quotes = ["«\u{202f}", "\u{202f}»", "“", "”"].map(str::to_owned);
        reading.spaced_punctuation = true;
        reading.alerts[0] = "Remarque".to_owned();
    }
    if words.contains("german") {
        reading.quotes = ["„", "“", "‚", "‘"].map(str::to_owned);
    }
    if words.contains("based") {
        reading.base_url = Some("https://me.github.io/portfolio/".to_owned());
    }
    reading
}

/// One example as it should stand in its file.
fn example(words: &str, markdown: &str) -> String {
    let made = body(markdown, &reading(words));
    let mut out = format!("{markdown}.\n{}", fill(&made.value, |_| None));
    if !out.ends_with('\n') {
        out.push('\n');
    }
    if let Some(title) = &made.value.title {
        let _ = writeln!(out, ".\ntitle: {title}");
    }
    if !made.diagnostics.is_empty() {
        out.push_str(".\n");
    }
    for found in &made.diagnostics {
        let Place { line, column, width } = found.place;
        let _ = writeln!(out, "{line}:{column}+{width} {}: {}", found.code, found.message);
    }
    out
}

/// The file with every example made anew.
fn made_anew(spec: &str) -> (String, usize) {
    let mut out = String::new();
    let mut count = 0;
    let fence = format!("{FENCE} example");
    let mut parts = spec.split(&fence);
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (words, rest) = part.split_once('\n').unwrap();
        let (old, behind) = rest.split_once(FENCE).unwrap();
        let markdown = old.split_once("\n.\n").map_or_else(|| old.to_owned(), |(markdown, _)| format!("{markdown}\n"));
        let _ = write!(out, "{FENCE} example{words}\n{}{FENCE}{behind}", example(words, &markdown));
        count += 1;
    }
    (out, count)
}

#[test]
fn every_example_of_the_extensions_passes() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/markdown");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut examples = 0;
    for file in files {
        let spec = std::fs::read_to_string(&file).unwrap();
        let (made, count) = made_anew(&spec);
        examples += count;
        if std::env::var_os("REWRITE_SPECS").is_some() {
            std::fs::write(&file, made).unwrap();
        } else {
            assert_eq!(spec, made, "{}", file.display());
        }
    }
    assert!(examples > 100, "only {examples} examples");
}

#[test]
fn every_extension_has_a_spec_file() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(root.join("src/markdown/extensions")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap().replace(".rs", ".md");
        assert!(name == "mod.md" || root.join("tests/fixtures/markdown").join(&name).exists(), "no {name}");
    }
}

fn read(text: &str) -> Body {
    body(text, &Reading::default()).value
}

fn wiki(name: &str, heading: Option<&str>) -> Target {
    Target::Wiki { name: name.to_owned(), heading: heading.map(str::to_owned) }
}

fn address(address: &str) -> Target {
    Target::Address(address.to_owned())
}

fn post(name: &str, fragment: Option<&str>) -> Target {
    Target::PostUrl { name: name.to_owned(), fragment: fragment.map(str::to_owned) }
}

#[test]
fn links_name_what_was_written_and_where() {
    let cases = [
        ("[a](other.md#x)", address("other.md#x"), (1, 1, 15)),
        ("é [a](b%20c.md) d", address("b%20c.md"), (1, 3, 13)),
        ("[a](<b c.md>)", address("b c.md"), (1, 1, 13)),
        ("[a](x?a=1&amp;b=2)", address("x?a=1&b=2"), (1, 1, 18)),
        ("\n\n[a][b]\n\n[b]: /c", address("/c"), (3, 1, 6)),
        ("<https://example.org>", address("https://example.org"), (1, 1, 21)),
        ("see https://example.org.", address("https://example.org"), (1, 5, 19)),
        ("(www.example.org)", address("http://www.example.org"), (1, 2, 15)),
        ("[[x]]", wiki("x", None), (1, 1, 5)),
        ("é [[Ngā kōrero|words]]", wiki("Ngā kōrero", None), (1, 3, 20)),
        ("[[x#A heading]]", wiki("x", Some("A heading")), (1, 1, 15)),
        ("[[#A heading]]", wiki("", Some("A heading")), (1, 1, 14)),
        ("[[x#A#B|c]]", wiki("x", Some("B")), (1, 1, 11)),
        ("| a |\n|---|\n| é [[x\\|y]] |", wiki("x", None), (3, 5, 8)),
        ("[a]({% post_url 2020-01-02-x %}#y)", post("2020-01-02-x", Some("y")), (1, 1, 34)),
        ("[a]({{ site.baseurl }}{% post_url 2020-01-02-x %})", post("2020-01-02-x", None), (1, 1, 50)),
        ("[a][b]\n\n[b]: {% post_url x %}", post("x", None), (1, 1, 6)),
        ("[a]({% link _posts/x.md %})", address("/_posts/x.md"), (1, 1, 27)),
        ("[a]({{ site.url }}{{ site.baseurl }}/b/)", address("/b/"), (1, 1, 40)),
        ("[a]({{ \"b/c\" | relative_url }}#d)", address("/b/c#d"), (1, 1, 33)),
        ("[a]({{ '/b' | prepend: site.baseurl | prepend: site.url }})", address("/b"), (1, 1, 59)),
        ("[a]({{< relref \"b.md\" >}})", address("b.md"), (1, 1, 26)),
        ("x <a href='b&amp;c'>y</a>", address("b&c"), (1, 6, 14)),
        ("<div>\n é <a\n  href=\"b\">", address("b"), (3, 3, 8)),
        ("> <div>\n> <a href=b>", address("b"), (2, 6, 6)),
        ("<a href=\"{% post_url x %}#y\">", post("x", Some("y")), (1, 4, 25)),
        ("<a href=\"{{ \"/x\" | relative_url }}\">", address("/x"), (1, 4, 32)),
    ];
    for (text, target, (line, column, width)) in cases {
        let links = read(text).links;
        let found: Vec<_> = links.iter().map(|link| (&link.target, link.kind, link.place)).collect();
        assert_eq!(found, [(&target, LinkKind::Follow, Place { line, column, width })], "{text}");
    }
}

#[test]
fn pictures_and_players_are_shown() {
    let cases = [
        ("![a](b.png)", address("b.png")),
        ("![[b.PNG|a]]", wiki("b.PNG", None)),
        ("![[talk.mp3]]", wiki("talk.mp3", None)),
        ("<img src=b.png>", address("b.png")),
        ("<video poster='b.png'></video>", address("b.png")),
        ("<object data='b.pdf'></object>", address("b.pdf")),
        ("<source srcset='b.png 2x'>", address("b.png")),
    ];
    for (text, target) in cases {
        let links = read(text).links;
        assert_eq!(
            links.iter().map(|link| (&link.target, link.kind)).collect::<Vec<_>>(),
            [(&target, LinkKind::Show)],
            "{text}"
        );
    }
}

#[test]
fn no_address_is_looked_for_in_code_or_where_it_is_escaped() {
    for text in [
        "`[[x]]`",
        "    [[x]]",
        "```\n[[x]] {% post_url x %}\n```",
        "\\[[x]]",
        "a `b [[` c `]]`",
        "[[ -f x ]]",
        "[[]]",
        "[[#]]",
    ] {
        assert_eq!(read(text).links, [], "{text}");
    }
    assert_eq!(fill(&read("x `y[[1]]`"), |_| None), "<p>x <code>y[[1]]</code></p>\n");
    assert_eq!(read("[[1]](b)").links[0].target, address("b"));
}

fn sentences(text: &str) -> Vec<String> {
    read(text).links.into_iter().map(|link: Link| link.sentence).collect()
}

#[test]
fn a_link_has_the_sentence_around_it() {
    assert_eq!(sentences("First. See *the* [[x|other]]\none `here`! Last."), ["See the other one here!"]);
    assert_eq!(sentences("- one [a](b)\n- two [c](d). Three."), ["one a", "two c."]);
    assert_eq!(sentences("# A [b](c)\n\n| d [e](f). G |\n|---|\n| h [i](j) |"), ["A b", "d e.", "h i"]);
    assert_eq!(sentences("![no](words.png)"), [""]);
    let long = sentences(&format!("{} [x](y) {}", "word ".repeat(200), "word ".repeat(200))).remove(0);
    assert!(
        long.starts_with("…") && long.ends_with('…') && long.contains(" x ") && long.chars().count() <= 302,
        "{long}"
    );
}

#[test]
fn words_are_counted_as_a_reader_reads_them() {
    let cases = [
        ("One two, three.", 3),
        ("un*believ*able `code here` more", 2),
        ("<b>bold</b> <i>words</i>\n\n<div class=\"x\">three more words</div>\n\n```\ncode\n```", 5),
        ("<script>var x = 1;</script>\n\nword", 1),
        ("[[x|two words]] and https://example.org", 5),
    ];
    for (text, words) in cases {
        assert_eq!(read(text).words, words, "{text}");
    }
    assert!(read("今日は良い天気です").words > 3);
}

#[test]
fn the_lead_is_the_first_paragraph() {
    assert_eq!(
        read("# Title\n\n> Nested.\n\n- item\n\nThe *first* `one`,\nhere.\n\nSecond.").lead,
        "The first one, here."
    );
    assert_eq!(read("> Only\n> quoted.").lead, "Only quoted.");
    assert_eq!(read("# Title\n\n![](x.png)").lead, "");
    let lead = read(&"word ".repeat(100)).lead;
    assert!(lead.ends_with("word…") && lead.chars().count() <= 281, "{lead}");
}

#[test]
fn ids_of_raw_html_are_anchors() {
    let body = read("<p id=\"a\">x</p>\n\n<a name=\"b\"></a>\n\n<i id=a>y</i>\n\n# A\n\n# B");
    assert_eq!(body.anchors, ["a", "b"]);
    assert_eq!(body.headings.iter().map(|heading| heading.id.as_str()).collect::<Vec<_>>(), ["a-2", "b-2"]);
}

#[test]
fn code_in_a_known_language_is_highlighted() {
    assert!(read("```python\nx = 'y'\n```").has_code);
    assert!(!read("```nothing-known\nx\n```\n\n    y\n\n```text\nz\n```").has_code);
    assert!(!read(&format!("```python\n{}```", "x = 1\n".repeat(40_000))).has_code);
}

/// Texts in which much is going on.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("[[x|y]]".to_owned()),
        "[#*_>`~|!\\[\\]()<>{}%:;\"'.\\\\ \n-]{1,6}",
        "[a-zé学\u{301} \n]{1,8}",
        Just("![a](https://b.c/d.png \"t\")".to_owned()),
        Just("<a href=\"x\" id=y>".to_owned()),
        Just("<video src=http://a.b>".to_owned()),
        Just("<img srcset='a 1x, b 2x'>".to_owned()),
        Just("</a>\n\n<div>\n<!-- ".to_owned()),
        Just("[^1]\n\n[^1]: x\n\n".to_owned()),
        Just("\n\n# A\n\n## B {#c}\n\n".to_owned()),
        Just("\n| a | b |\n|---|:-:|\n| ".to_owned()),
        Just("{% post_url x %}".to_owned()),
        Just("[a]({{ site.url }}/b)".to_owned()),
        Just("\n```python\nx = \"".to_owned()),
        Just("\n> [!NOTE]\n> - [x] ".to_owned()),
        Just(" www.a.bc/d\"e\" f@g.hi ".to_owned()),
        Just("\u{7f}0\u{7f}\0".to_owned()),
        ".{0,6}",
    ];
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat().replace('\r', ""))
}

fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

proptest! {
    #[test]
    fn any_text_gives_a_sound_body(text in texts(), words in "(french|german|based){0,2}") {
        let Diagnosed { value: body, diagnostics } = body(&text, &reading(&words));
        let mut before = 0;
        for slot in &body.slots {
            prop_assert!(slot.at >= before && body.html.is_char_boundary(slot.at as usize));
            prop_assert!((slot.link as usize) < body.links.len());
            before = slot.at;
        }
        let lines: Vec<_> = text.split('\n').collect();
        for place in body.links.iter().map(|link| link.place).chain(diagnostics.iter().map(|found| found.place)) {
            let line = lines.get(place.line as usize - 1).expect("a line of the text");
            prop_assert!((place.column + place.width) as usize <= line.chars().count() + 2, "{place:?} {line:?}");
        }
        let filled = fill(&body, |_| None);
        let ids = ids(&filled);
        prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{}", filled);
        prop_assert!(!body.html.contains('\u{7f}'), "{}", &*body.html);
        prop_assert!(body.headings.iter().filter(|heading| heading.level == 1).count() == 0);
    }

    #[test]
    fn bodies_are_equal_if_and_only_if_their_hashes_are(one in texts(), two in texts()) {
        let (one, two) = (read(&one), read(&two));
        prop_assert_eq!(one == two, one.hash == two.hash);
    }

    #[test]
    fn commonmark_never_fails(text in texts()) {
        let _ = super::commonmark(&text);
    }
}

#[test]
fn a_title_is_set_as_its_language_sets_words() {
    let french = Reading {
        quotes: ["«\u{202f}", "\u{202f}»", "‘", "’"].map(str::to_owned),
        spaced_punctuation: true,
        ..Reading::default()
    };
    let english = Reading::default();
    let cases = [
        (&english, "Who is in the \"we\"", "Who is in the “we”"),
        (&english, "It's 3 < 4 & *not* _so_ -- yet...", "It’s 3 < 4 & *not* _so_ – yet…"),
        (&english, "1. Day 1: Phonics!", "1. Day 1: Phonics!"),
        (&english, "# a [b](c) `d` <e> &amp; \\ |", "# a [b](c) `d` <e> &amp; \\ |"),
        (&english, "- 'tis \"1.\"", "- ’tis “1.”"),
        (&french, "Pourquoi \"lire\" ?", "Pourquoi «\u{202f}lire\u{202f}»\u{202f}?"),
        (&english, "", ""),
    ];
    for (reading, written, set) in cases {
        assert_eq!(words(written, reading), set, "{written}");
    }
}
