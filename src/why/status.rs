//! Every text of the folder on one page, for the preview: what is wrong first, then drafts, then what is unlisted, then all others.

use std::fmt::Write;

use rayon::prelude::*;

use super::text::explain;
use super::{Answer, State};
use crate::model::address::Address;
use crate::model::source::Role;
use crate::pipeline::Survey;

/// The page, in HTML, for a server that shows the site at the path of its `base_url`.
#[must_use]
pub fn page(survey: &Survey) -> String {
    let base_path = survey.base_path();
    let texts = survey.files().iter().filter(|file| file.role == Role::Markdown);
    let texts: Vec<&str> = texts.map(|file| &*file.path).collect();
    let mut all: Vec<(Answer, &str)> = texts.par_iter().map(|path| (explain(survey, path).ended(), *path)).collect();
    all.sort_by(|a, b| (a.0.state, a.1).cmp(&(b.0.state, b.1)));
    let mut html = String::from(HEAD);
    for state in [State::Wrong, State::Out, State::Draft, State::Unlisted, State::On] {
        let of_state: Vec<_> = all.iter().filter(|(answer, _)| answer.state == state).collect();
        if let [_, ..] = of_state.as_slice() {
            let _ = write!(html, "<h2>{} ({})</h2>\n<ul>\n", heading(state), of_state.len());
            of_state.iter().for_each(|(answer, path)| item(&mut html, answer, path, &base_path));
            html.push_str("</ul>\n");
        }
    }
    let _ = write!(html, "<p><a href=\"{base_path}\">To the site</a></p>\n</main>\n</body>\n</html>\n");
    html
}

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
    <title>What is on the site, and why</title>\n<style>\n\
    body { font: 1.0625rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere }\n\
    ul { list-style: none; padding: 0 }\nli { margin: 0 0 0.5rem }\nsummary { cursor: pointer; padding: 0.25rem 0 }\n\
    details p { margin: 0.25rem 0 1rem 1.25rem }\na { color: inherit }\n</style>\n</head>\n<body>\n<main>\n<h1>What is on the site, and why</h1>\n\
    <p>Every text of the folder as it was when this page was loaded. The page is part of the preview alone.</p>\n";

fn heading(state: State) -> &'static str {
    match state {
        State::Wrong => "To be mended",
        State::Out => "Not on the site",
        State::Draft => "Drafts",
        State::Unlisted => "On the site, unlisted",
        State::On => "On the site",
    }
}

fn item(html: &mut String, answer: &Answer, path: &str, base_path: &str) {
    let open = if answer.state == State::Wrong { " open" } else { "" };
    let _ = write!(html, "<li><details{open}><summary>{}</summary><p>{}", escaped(path), escaped(&answer.words));
    if let Some(address) = &answer.address {
        let address = escaped(&Address::new(address.as_str()).encoded());
        let _ = write!(html, " <a href=\"{base_path}{address}\">See it</a>");
    }
    html.push_str("</p></details></li>\n");
}

/// For text and for a double-quoted attribute alike.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
