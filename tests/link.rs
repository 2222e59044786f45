//! What links lead to in folders that no fixture can hold on every file system: names that differ in case or in how they spell an accent.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use throughline::diag::Diagnosed;
use throughline::link::{self, Material};
use throughline::model::address::Address;
use throughline::model::portfolio::{Destination, Portfolio};
use throughline::model::settings::Settings;
use throughline::model::source::{Role, SourceFile};
use throughline::parse;

fn markdown(path: &str, text: &str) -> SourceFile {
    SourceFile {
        path: path.into(),
        disk: PathBuf::from(path),
        role: Role::Markdown,
        bytes: Some(text.as_bytes().to_vec()),
        stamp: None,
    }
}

fn linked(settings: &Settings, texts: &[(&str, &str)], attachments: &[&str]) -> Diagnosed<Arc<Portfolio>> {
    let theme = parse::theme(&[]).value;
    let read = |(path, text): &(&str, &str)| parse::document(&markdown(path, text), settings, &theme).value;
    let documents: Vec<_> = texts.iter().filter_map(read).collect();
    let files: Vec<Arc<str>> = attachments.iter().map(|&path| path.into()).collect();
    let held = BTreeSet::new();
    link::link(
        Material { documents: &documents, files: &files, settings, drafts: false, held: &held, held_documents: &[] },
        &mut link::Memory::default(),
    )
}

fn settings(text: &str) -> Settings {
    let file = SourceFile { role: Role::Settings, ..markdown("portfolio.yaml", text) };
    parse::settings(Some(&file), "test").value
}

/// What the links of the page `pages/links.md` lead to: addresses and files, and what is said.
fn leads(settings: &Settings, text: &str, others: &[(&str, &str)], attachments: &[&str]) -> (Vec<String>, Vec<String>) {
    let texts: Vec<_> = others.iter().copied().chain([("pages/links.md", text)]).collect();
    let Diagnosed { value: portfolio, diagnostics } = linked(settings, &texts, attachments);
    let page = portfolio.pages.iter().find(|page| &*page.document.head.path == "pages/links.md").expect("it is there");
    let inside = |address: &Address, fragment: &Option<String>| {
        format!("{address}{}", fragment.as_ref().map(|f| format!("#{f}")).unwrap_or_default())
    };
    let destination = |destination: &Destination| match destination {
        Destination::Document { id, fragment } => inside(portfolio.address(*id), fragment),
        Destination::Page { address, fragment } => inside(address, fragment),
        Destination::Attachment(file, rest) => format!("{file}{rest}"),
        Destination::Outside(url) => url.clone(),
        Destination::Archived(gone) => format!("{} (copy: {})", gone.address, gone.copy),
        Destination::Nowhere(words) => format!("nowhere: {words}"),
    };
    let said = diagnostics.iter().filter(|d| d.code != "no-base-url").map(|d| d.message.clone()).collect();
    (page.destinations.iter().map(destination).collect(), said)
}

#[test]
fn names_that_differ_in_case_only_are_told_apart_where_the_link_does() {
    let others =
        [("pages/Talk.md", "---\nslug: upper\n---\nUpper."), ("pages/talk.md", "---\nslug: lower\n---\nLower.")];
    let text = "[a](Talk.md) [b](talk.md) ![c](Pic.png) ![d](pic.png) ![[Pic.png]] ![[pic.png]]";
    let (leads, said) = leads(&settings(""), text, &others, &["pages/Pic.png", "pages/pic.png"]);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(
        leads,
        ["/upper.html", "/lower.html", "pages/Pic.png", "pages/pic.png", "pages/Pic.png", "pages/pic.png"]
    );
}

#[test]
fn an_accent_may_be_spelt_in_one_character_or_in_two() {
    // As macOS writes file names, and as keyboards write text.
    let (two, one) = ("ko\u{304}rero", "k\u{14d}rero");
    let page = format!("pages/{two}.md");
    let picture = format!("pages/{two}.png");
    for written in [one, two] {
        let text = format!("[a]({written}.md) ![b]({written}.png) ![[{written}.png]]");
        let (leads, said) = leads(&settings(""), &text, &[(&page, "Words.")], &[&picture]);
        assert_eq!(said, Vec::<String>::new(), "{text}");
        assert_eq!(leads, ["/korero.html", &picture, &picture], "{text}");
    }
}

#[test]
fn an_absolute_address_below_the_base_is_the_sites_own_in_any_scheme_and_case_of_host() {
    let settings = settings("base_url: https://me.github.io/portfolio/");
    let text = "[a](http://me.github.io/portfolio/other.html) [b](HTTPS://ME.github.io/portfolio/other.html#x)
[c](//me.github.io/portfolio/) [d](https://me.github.io/portfolios/) [e](https://me.github.io/Portfolio/other.html)\n";
    let (leads, said) = leads(&settings, text, &[("pages/other.md", "Words.\n\n## X\n")], &[]);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(
        leads,
        ["/other.html", "/other.html#x", "/index.html", "https://me.github.io/portfolios/", "/other.html"]
    );
}

#[test]
fn what_obsidian_writes_leads_where_it_leads_there() {
    let others = [("Daily/note.md", "---\naliases: [A first try]\n---\n# A note\n\nWords ^block\n")];
    let (leads, said) = leads(&settings(""), "[[A first try]] [[note#^block]]", &others, &[]);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(leads, ["/daily/note.html", "/daily/note.html"]);
}

#[test]
fn what_hugo_writes_leads_where_it_leads_there() {
    let others =
        [("posts/one/index.md", "One."), ("posts/two.md", "[a](../one/) [b](../../about/)"), ("about.md", "Me.")];
    let (_, said) = leads(&settings(""), "[a]({{< ref \"two.md\" >}}) [b]({{< relref \"one\" >}})", &others, &[]);
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn a_footnote_may_be_linked_to() {
    let (leads, said) =
        leads(&settings(""), "Words[^a] and [see](#fn:1), [back](#fnref:1).\n\n[^a]: A note.\n", &[], &[]);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(leads, ["/links.html#fn:1", "/links.html#fnref:1"]);
}

#[test]
fn returning_to_an_unlisted_reflection_is_warned_of_however_it_is_named() {
    for name in ["2026-01-01-quiet", "2026-01-01-quiet.md", "reflections/2026-01-01-quiet.md"] {
        let later = format!("---\nrevisits: {name}\n---\nLater.");
        let texts = [
            ("reflections/2026-01-01-quiet.md", "---\naudience: unlisted\n---\nQuiet."),
            ("reflections/2026-02-01-later.md", later.as_str()),
        ];
        let linked = linked(&Settings::default(), &texts, &[]);
        let codes: Vec<_> = linked.diagnostics.iter().map(|d| d.code).filter(|code| *code != "no-base-url").collect();
        assert_eq!(codes, ["link-to-unlisted"], "{name}");
    }
}

#[test]
fn a_name_borne_by_thousands_is_told_in_a_few_words() {
    let texts: Vec<(String, String)> =
        (0..300).map(|i| (format!("2026-01-01-r{i}.md"), "---\ntitle: Same\n---\n[[same]]".to_owned())).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let linked = linked(&Settings::default(), &texts, &[]);
    let longest = linked.diagnostics.iter().map(|d| d.message.len()).max();
    assert!(longest < Some(200), "{longest:?}");
}

#[test]
fn an_embed_shows_the_picture_beside_its_text_before_one_of_the_same_name_elsewhere() {
    let files = ["2026-01-01-other/photo.png", "pages/photo.png", "pages/sub/photo.png"];
    let (leads, said) = leads(&settings(""), "![[photo.png]] ![[sub/photo.png]] ![[Photo.png]]", &[], &files);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(leads, ["pages/photo.png", "pages/sub/photo.png", "pages/photo.png"]);
}

#[test]
fn a_link_out_of_the_folder_is_told_as_that() {
    let (_, said) = leads(&settings(""), "[a](../../secret.md) ![b](../../secret.png)", &[], &[]);
    assert_eq!(
        said,
        ["../../secret.md", "../../secret.png"].map(|a| format!("`{a}` leads out of the folder of the portfolio"))
    );
}

#[test]
fn the_heading_that_became_the_title_may_be_linked_to() {
    let others = [("pages/note.md", "# A long talk\n\nWords.\n")];
    let (leads, said) =
        leads(&settings(""), "# Links\n\n[[note#A long talk]] [a](note.md#a-long-talk) [b](#links)", &others, &[]);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(leads, ["/note.html", "/note.html", "/links.html"]);
}

#[test]
fn a_page_that_wants_a_fixed_address_is_told_so_once() {
    let texts = [("404.md", "---\npermalink: /404.html\n---\nNot here.")];
    let linked = linked(&Settings::default(), &texts, &[]);
    assert_eq!(linked.diagnostics.iter().filter(|d| d.code == "same-address").count(), 1);
}
