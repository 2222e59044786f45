//! Every message that parsing gives, with its exact words, place and remedy; and what settings and front matter mean, key by key.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::path::PathBuf;

use throughline::diag::Diagnostic;
use throughline::model::document::{Audience, Document, Reflection};
use throughline::model::settings::{Font, HomeOrder, Settings};
use throughline::model::source::{Role, SourceFile};
use throughline::parse;

fn file(path: &str, role: Role, text: &str) -> SourceFile {
    SourceFile { path: path.into(), disk: PathBuf::new(), role, bytes: Some(text.as_bytes().to_vec()), stamp: None }
}

fn read(path: &str, text: &str) -> (Option<Document>, Vec<Diagnostic>) {
    let theme = parse::theme(&[]).value;
    let read = parse::document(&file(path, Role::Markdown, text), &Settings::default(), &theme);
    (read.value, read.diagnostics)
}

/// `error[code] line:column+width message`, and the remedy behind ` | `.
fn told(found: &Diagnostic) -> String {
    let severity = format!("{:?}", found.severity).to_lowercase();
    let place = format!("{}:{}+{}", found.place.line, found.place.column, found.place.width);
    let help = found.help.as_ref().map(|help| format!(" | {help}")).unwrap_or_default();
    format!("{severity}[{}] {place} {}{help}", found.code, found.message)
}

fn messages(path: &str, text: &str) -> Vec<String> {
    read(path, text).1.iter().map(told).collect()
}

fn reflection(text: &str) -> Reflection {
    match read("2026-03-11-x.md", text) {
        (Some(Document::Reflection(reflection)), found) if found.is_empty() => reflection.as_ref().clone(),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn each_mistake_in_front_matter_has_its_words() {
    let cases = [
        (
            "---\ntitle: [a]\n---\n",
            "error[wrong-type] 2:8+3 title should be words, not a list | take the brackets or dashes away, or put the whole in quotes",
        ),
        (
            "---\ntags: {a: 1, b: 2}\n---\n",
            "error[wrong-type] 2:7+12 tags should be words or a list of words, not a table",
        ),
        (
            "---\ntags: [a, [b, c]]\n---\n",
            "error[wrong-type] 2:7+11 tags should be words or a list of words, not a list",
        ),
        (
            "---\naudience: secret\n---\n",
            "error[bad-value] 2:11+6 audience should be public, unlisted or draft, not \"secret\"",
        ),
        (
            "---\naudience: unlistd\n---\n",
            "error[bad-value] 2:11+7 audience should be public, unlisted or draft, not \"unlistd\" | did you mean \"unlisted\"?",
        ),
        ("---\ndraft: maybe\n---\n", "error[bad-value] 2:8+5 draft should be true or false, not \"maybe\""),
        ("---\ntgas: a\n---\n", "warning[unknown-key] 2:1+4 unknown key \"tgas\" | did you mean \"tags\"?"),
        (
            "---\naudiance: draft\n---\n",
            "error[unknown-key] 2:1+8 unknown key \"audiance\" | did you mean \"audience\"?",
        ),
        (
            "---\npublish: false\n---\n",
            "error[unknown-key] 2:1+7 unknown key \"publish\" | did you mean \"published\"?",
        ),
        (
            "—-\naudience: draft\n—-\n",
            "error[front-matter-mark] 1:1+2 the line above the front matter is not three hyphens | write --- there, and again below the last key",
        ),
        (
            "\ntitle: x\naudience: draft\n---\n",
            "error[front-matter-mark] 2:1+8 the front matter has no --- line above it | put a line with only --- at the top of the file",
        ),
        ("---\ntags: [\"!!\"]\n---\n", "warning[empty-term] 2:9+2 \"!!\" has no letter or digit and is left out"),
        (
            "---\nupdated: soon\n---\n",
            "error[bad-date] 2:10+4 \"soon\" is not a date | write it as year-month-day, such as 2026-03-11",
        ),
        (
            "---\nslug: \"!!\"\n---\n",
            "error[bad-value] 2:8+2 \"!!\" has no letter or digit to make an address of | write a few words, such as reading-shifts",
        ),
        (
            "---\ncover: https://x.nz/a.jpg\n---\n",
            "warning[cover-elsewhere] 2:8+18 a cover on another site is not shown | put the picture beside the text and write its name",
        ),
        (
            "---\naliases: /?p=1\n---\n",
            "warning[alias-ignored] 2:10+5 no page can be put at \"/?p=1\": what follows ? or # never reaches a site of plain files | take it out",
        ),
        (
            "---\nparams: {a: 1, a: 2}\n---\n",
            "error[duplicate-key] 2:9+1 this table holds \"a\" twice | take one of them out",
        ),
        ("---\nparams: {a: 1\n---\n", "error[never-closed] 2:9+1 this table is never closed | put } at its end"),
        (
            "---\ntitle: 'a\n---\n",
            "error[never-closed] 2:8+1 this quotation mark is never closed | put ' at the end of the words it opens",
        ),
        (
            "---\n- a\ntitle: x\n---\n",
            "error[stray-line] 2:1+3 this line of the front matter has no key | write it as key: value, or close the front matter with --- above it",
        ),
        (
            "---\ntags:\n  - a\n   b: c\n---\n",
            "error[unreadable-value] 4:5+1 the value of \"tags\" cannot be read from here on | put words in quotes, put a list in [ ], and \
             indent what belongs together by the same number of spaces",
        ),
        (
            "---\ntags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n---\n",
            "error[too-deep] 2:1+4 lists inside lists go deeper than 32 here | write one list, with commas between its items",
        ),
        (
            "---\ntitle: Café\ntitle: x\n---\n",
            "warning[duplicate-key] 2:1+5 \"title\" stands here and on line 3, and only the last counts | take one of them out",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(messages("2026-03-11-x.md", text), [expected], "{text}");
    }
}

#[test]
fn every_mistake_is_told_in_one_go() {
    let text = "---\ntitle: \"open\ntags: [a\naudience: x\ndate: 2026-02-30\n---\n";
    let codes: Vec<_> = read("x.md", text).1.iter().map(|found| (found.code, found.place.line)).collect();
    assert_eq!(codes, [("never-closed", 2), ("never-closed", 3), ("impossible-date", 5), ("bad-value", 4)]);
}

#[test]
fn front_matter_is_told_from_prose() {
    let cases = [
        ("---\ntitle: x\n---\ntext", "x"),
        ("---\nfoo: x\n---\ntext", "X"),
        ("---\n\nNote: we read.\n\n---\n\n# Heading", "X"),
        ("---\nWe read: a lot.\n---\n", "X"),
        ("---\nNote: we read on.\n", "X"),
        (" \n---\ntitle: late\n---\n", "late"),
        ("---\n# a comment\ntitle: x\n---\n", "x"),
        ("---\n  title: indented\n  tags:\n    - a\n---\n", "indented"),
        ("Title: my day\n---\n", "X"),
        ("---\ntitle: [Draft] My plan\n---\n", "[Draft] My plan"),
        ("---\ntitle: 'it's fine'\n---\n", "it’s fine"),
        ("---\ntitle: \"she said \"no\" to it\"\n---\n", "she said “no” to it"),
        ("---\ntitle: \"Why?\" asked \"Me\"\n---\n", "“Why?” asked “Me”"),
        ("{\"title\": \"x\"} # y", "x"),
        ("{ \"what\" she said", "X"),
        ("{: .no_toc }\n", "X"),
    ];
    for (text, title) in cases {
        let (document, found) = read("x.md", text);
        assert_eq!(found, [], "{text}");
        assert_eq!(document.map(|document| document.head().title.clone()).as_deref(), Some(title), "{text}");
    }
}

#[test]
fn keys_of_other_programs_are_understood() {
    let found = reflection(
        "---\ndescription: One.\nlastmod: 2026-03-12\ncategories: [Reading, reading, Maths]\ncategory: Art\ntags: [READING]\nredirect_from: /a\nalias: b\nsubtitle: s\n---\n",
    );
    assert_eq!(found.head.summary.as_deref(), Some("One."));
    assert_eq!(found.head.updated.map(|day| day.to_string()).as_deref(), Some("2026-03-12"));
    assert_eq!(found.tags.iter().map(|tag| tag.label.as_str()).collect::<Vec<_>>(), ["READING", "Maths", "Art"]);
    assert_eq!(found.head.aliases.iter().map(|alias| alias.path.as_str()).collect::<Vec<_>>(), ["b.html", "a.html"]);
    assert_eq!(found.head.extra.keys().collect::<Vec<_>>(), ["subtitle"]);
}

#[test]
fn a_question_is_one_inquiry() {
    let labels = |text: &str| reflection(text).inquiries.iter().map(|term| term.label.clone()).collect::<Vec<_>>();
    assert_eq!(labels("---\ninquiry: How do we, as a class, read?\n---\n"), ["How do we, as a class, read?"]);
    assert_eq!(labels("---\ninquiry: \"reading\", \"maths\"\n---\n"), ["reading", "maths"]);
}

#[test]
fn zolas_taxonomies_are_tags() {
    let found = reflection("+++\n[taxonomies]\ntags = [\"reading\"]\n[extra]\nx = 1\n+++\n");
    assert_eq!(found.tags[0].slug, "reading");
    assert_eq!(found.head.extra["extra"], serde_json::json!({ "x": 1 }));
}

#[test]
fn the_strictest_audience_counts() {
    let cases = [
        ("audience: unlisted", Audience::Unlisted),
        ("audience: public\ndraft: true", Audience::Draft),
        ("audience: unlisted\npublished: no", Audience::Draft),
        ("published: 2026-03-11", Audience::Public),
        ("status: Draft", Audience::Draft),
        ("visibility: private", Audience::Draft),
        ("private: true", Audience::Draft),
        ("status: published\npublish: true", Audience::Public),
        ("draft: false", Audience::Public),
    ];
    for (keys, audience) in cases {
        assert_eq!(reflection(&format!("---\n{keys}\n---\n")).head.audience, audience, "{keys}");
    }
}

#[test]
fn references_and_terms_keep_their_names_and_places() {
    let found = reflection(
        "---\nrevisits:\n  - 2026-01-01-a\n  - [[b|words]]\n  - Day 1: Phonics\nstage: Trying  out\ncover: a.jpg\ncover_alt: A tree\n---\n",
    );
    let names: Vec<_> = found.revisits.iter().map(|r| (r.name.as_str(), r.place.line, r.place.column)).collect();
    assert_eq!(names, [("2026-01-01-a", 3, 5), ("b", 4, 7), ("Day 1: Phonics", 5, 5)]);
    assert_eq!(found.stage.as_deref(), Some("Trying out"));
    assert_eq!((found.cover.map(|cover| cover.name).as_deref(), found.cover_alt.as_str()), (Some("a.jpg"), "A tree"));
}

#[test]
fn extra_keys_keep_their_types() {
    let found = reflection("---\nweight: 3\nok: true\nversion: '1.10'\nparams: {a: [1, ~]}\n---\n");
    let extra = serde_json::to_value(&found.head.extra).expect("it is JSON");
    assert_eq!(extra, serde_json::json!({"weight": 3, "ok": true, "version": "1.10", "params": {"a": [1, null]}}));
}

#[test]
fn the_language_is_only_kept_where_it_is_not_the_sites() {
    assert_eq!(reflection("---\nlang: EN\n---\n").head.lang, None);
    assert_eq!(reflection("---\nlang: en_nz\n---\n").head.lang.as_deref(), Some("en-NZ"));
    assert_eq!(reflection("---\nlang: zh-hant-TW\n---\n").head.lang.as_deref(), Some("zh-Hant-TW"));
}

fn settings(text: &str) -> (Settings, Vec<String>) {
    let read = parse::settings(Some(&file("portfolio.yaml", Role::Settings, text)), "my-portfolio");
    assert!(read.diagnostics.iter().all(|found| found.path.as_deref() == Some("portfolio.yaml")));
    (read.value, read.diagnostics.iter().map(told).collect())
}

#[test]
fn settings_are_all_optional() {
    let read = parse::settings(None, "my-portfolio");
    assert_eq!((read.value.title.as_str(), read.value.language.as_str()), ("My portfolio", "en"));
    assert_eq!(read.diagnostics, []);
    assert_eq!(settings("# nothing yet\n").1, [""; 0]);
    assert_eq!(parse::settings(None, "").value.title, "Portfolio");
}

#[test]
fn settings_say_what_they_say() {
    let (found, told) = settings(
        "---\ntitle: Ngā kōrero\nauthor: Me\nbase_url: https://Me.github.io/portfolio\nlanguage: mi\ndescription: Words\naccent: \"#2A6\"\nfont: sans\n\
         width: 72\nhome: inquiries\nmenu: [about.md, school]\ndate_keys: created, released\nmine: 1\n---\n",
    );
    assert_eq!(told, [""; 0]);
    assert_eq!(
        (found.title.as_str(), found.author.as_deref(), found.language.as_str()),
        ("Ngā kōrero", Some("Me"), "mi")
    );
    assert_eq!(found.base_url.as_deref(), Some("https://me.github.io/portfolio/"));
    assert_eq!((found.base_url_place.line, found.base_url_place.column), (4, 11));
    assert_eq!((found.look.accent.as_deref(), found.look.width), (Some("#22aa66"), Some(72)));
    assert_eq!((found.look.font, found.home), (Font::Sans, HomeOrder::Inquiries));
    let menu = found.menu.expect("there is a menu");
    assert_eq!(menu.iter().map(|page| page.name.as_str()).collect::<Vec<_>>(), ["about.md", "school"]);
    assert_eq!(found.date_keys, ["created", "released"]);
    assert_eq!(found.extra["mine"], 1);
    assert!(settings("menu: []\n").0.menu.is_some_and(|menu| menu.is_empty()));
    assert!(settings("menu:\n").0.menu.is_none());
}

#[test]
fn a_colour_without_quotation_marks_is_meant() {
    assert_eq!(settings("accent: #2a6f6b\n").0.look.accent.as_deref(), Some("#2a6f6b"));
    assert_eq!(settings("accent: 2a6f6b\n").0.look.accent.as_deref(), Some("#2a6f6b"));
}

#[test]
fn each_mistake_in_the_settings_has_its_words() {
    let address = "base_url should be an address that begins with http:// or https://, not";
    let cases = [
        ("base_url: me.github.io", format!("error[bad-value] 1:11+12 {address} \"me.github.io\" | write https:// before it: https://me.github.io")),
        (
            "base_url: ftp://x.nz",
            format!("error[bad-value] 1:11+10 {address} \"ftp://x.nz\" | write the address of the site, such as https://me.github.io/portfolio/"),
        ),
        (
            "base_url: https://x.nz/?a",
            format!("error[bad-value] 1:11+15 {address} \"https://x.nz/?a\" | write the address of the site, such as https://me.github.io/portfolio/"),
        ),
        (
            "accent: teal",
            "error[bad-value] 1:9+4 accent should be a colour of six hexadecimal digits, not \"teal\" | write it in quotes, such as accent: \
             \"#2a6f6b\", since # alone begins a comment"
                .to_owned(),
        ),
        ("font: comic", "error[bad-value] 1:7+5 font should be serif or sans, not \"comic\"".to_owned()),
        ("width: 120", "error[bad-value] 1:8+3 width should be a number of characters from 45 to 90, not \"120\"".to_owned()),
        ("home: lates", "error[bad-value] 1:7+5 home should be latest or inquiries, not \"lates\" | did you mean \"latest\"?".to_owned()),
        (
            "language: English",
            "error[bad-value] 1:11+7 language should be the code of a language, not \"English\" | write two or three letters: en for English, \
             mi for te reo Māori, fr for French"
                .to_owned(),
        ),
        ("titel: x", "warning[unknown-key] 1:1+5 unknown key \"titel\" | did you mean \"title\"?".to_owned()),
        ("menu: {a: b, c: d}", "error[wrong-type] 1:7+12 menu should be words or a list of words, not a table".to_owned()),
    ];
    for (text, expected) in cases {
        assert_eq!(settings(text).1, [expected], "{text}");
    }
}
