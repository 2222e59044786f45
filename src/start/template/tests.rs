//! Templates filled in.

use super::{Diagnostic, Given, Template};

fn given() -> Given {
    Given {
        title: "Why: \"talk\"?".to_owned(),
        date: "2026-03-11".to_owned(),
        inquiries: vec!["reading-shifts".to_owned()],
        stage: None,
        tags: Vec::new(),
    }
}

fn filled(text: &str, given: &Given) -> (String, Vec<Diagnostic>) {
    let mut remarks = Vec::new();
    let template = Template::of(text, Some("templates/x.md".into())).expect("it can be filled in");
    (template.filled(given, &mut remarks), remarks)
}

#[test]
fn words_are_values_in_front_matter_and_words_below() {
    let (text, remarks) = filled(
        "---\ntitle: {{title}}\nsummary: '{{ title }} on {{date}}'\nnote: [{{title}}, x]\nstage: {{stage}}\n# {{date}}\n---\n\n# {{title}}\n{{x}}\n",
        &given(),
    );
    assert_eq!(
        text,
        "---\ntitle: \"Why: \\\"talk\\\"?\"\ninquiry: reading-shifts\nsummary: \"Why: \\\"talk\\\"? on 2026-03-11\"\n\
         note: [\"Why: \\\"talk\\\"?\", x]\nstage:\n# \"2026-03-11\"\n---\n\n# Why: \"talk\"?\n{{x}}\n"
    );
    assert_eq!(remarks, []);
}

#[test]
fn what_is_given_stands_for_what_the_template_says() {
    let text = "---\ntags:\n  - old\n- older\nInquiries: [a, b]\naudience: draft\n---\nWords.\n";
    let (text, _) = filled(text, &Given { tags: vec!["a, b".to_owned(), "c".to_owned()], ..given() });
    assert_eq!(
        text,
        "---\ntitle: \"Why: \\\"talk\\\"?\"\ninquiry: reading-shifts\ntags: [\"a, b\", c]\naudience: draft\n---\nWords.\n"
    );
}

#[test]
fn a_template_need_not_have_front_matter() {
    let (text, _) = filled("On {{date}}.\r\n", &Given { inquiries: Vec::new(), ..given() });
    assert_eq!(text, "---\ntitle: \"Why: \\\"talk\\\"?\"\n---\nOn 2026-03-11.\r\n");
}

#[test]
fn a_slip_is_told_and_left() {
    let (text, remarks) = filled("{{titel}} {{ page.title }}\n", &given());
    assert!(text.ends_with("{{titel}} {{ page.title }}\n"), "{text}");
    let told: Vec<_> = remarks.iter().map(|r| (r.message.as_str(), r.help.as_deref(), r.path.as_deref())).collect();
    let slip = ("nothing is filled in for {{titel}}", Some("did you mean {{title}}?"), Some("templates/x.md"));
    assert_eq!(told, [slip]);
}

#[test]
fn front_matter_that_cannot_be_filled_in_is_known() {
    for text in ["+++\ntitle = 1\n+++\n", "{\"title\": 1}\n", "---\ntitle: x\n\nnever closed\n"] {
        assert!(Template::of(text, None).is_none(), "{text}");
    }
}
