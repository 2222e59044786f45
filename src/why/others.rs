//! What is no text: pictures and other files, what is passed over, the site's own pages, and what is not there.

use super::sentences::{at, counted, list};
use super::subject::Subject;
use super::{Answer, State};
use crate::model::portfolio::{Destination, DocumentId, Portfolio};
use crate::model::source::Role;
use crate::pipeline::Survey;
use crate::read::PassedOver;

/// The most texts that are named as users of a file.
const NAMED: usize = 3;

/// Explains anything but a text.
pub(super) fn explain(survey: &Survey, subject: &Subject) -> Answer {
    match subject {
        Subject::File(path, Role::Attachment) => attachment(survey, path),
        Subject::File(path, role) => of_the_portfolio(path, *role),
        Subject::PassedOver(path, why) => passed_over(path, why),
        Subject::Own(address, id) => own(survey, address, *id),
        Subject::Old(address, to) => old(survey, address, to),
        Subject::Made(address) => {
            let words = format!("{} is made from the portfolio as a whole; no file stands for it", at(survey, address));
            on(address, words)
        }
        Subject::Outside(path) => {
            out(format!("{path} lies outside the portfolio: what is published lies in its folder"))
        }
        Subject::Text(name) => nothing(name, None),
        Subject::Nothing(name, near) => nothing(name, near.as_deref()),
    }
}

fn on(address: &str, words: String) -> Answer {
    Answer { state: State::On, words, address: Some(address.to_owned()) }
}

fn out(words: String) -> Answer {
    Answer { state: State::Out, words, address: None }
}

fn attachment(survey: &Survey, path: &str) -> Answer {
    if let Some(until) = survey.consent_ended(path) {
        return out(format!(
            "{path} is not on the site: consent for it ended on {until}, as consent.yaml says. Ask again, and write the new last day there"
        ));
    }
    let Some(used) = survey.attachments().iter().find(|used| &*used.path == path) else {
        return out(unused(path));
    };
    let address = used.address().as_str().to_owned();
    let users = users(survey.portfolio(), path);
    let named = match users.len() {
        0 => "because a page uses it".to_owned(),
        1..=NAMED => format!("because {} {} it", list(&users), if users.len() == 1 { "uses" } else { "use" }),
        many => format!("because {} and {} more use it", users[..NAMED].join(", "), many - NAMED),
    };
    let words = format!("{path} is on the site, at {}, {named}", at(survey, &address));
    on(&address, words)
}

fn unused(path: &str) -> String {
    let is_text = path.to_ascii_lowercase().ends_with(".txt");
    let remedy = if is_text { ". If it is a text of yours, give it a name that ends in .md" } else { "" };
    format!(
        "{path} is not on the site: no published page uses it. A file is published when a text that is published shows it or links to it{remedy}"
    )
}

/// The paths of the published texts that use a file.
fn users(portfolio: &Portfolio, path: &str) -> Vec<String> {
    let shows = |id: DocumentId| {
        let is_it = |to: &Destination| matches!(to, Destination::Attachment(used, _) if &**used == path);
        portfolio.destinations(id).iter().any(is_it)
    };
    let covers = |id: DocumentId| match id {
        DocumentId::Reflection(index) => portfolio.reflections[index].relations.cover.as_deref() == Some(path),
        _ => false,
    };
    let using = portfolio.documents().filter(|&id| shows(id) || covers(id));
    using.filter_map(|id| portfolio.head(id)).map(|head| head.path.to_string()).collect()
}

fn of_the_portfolio(path: &str, role: Role) -> Answer {
    match role {
        Role::Settings => out(format!("{path} holds the settings of the portfolio: it is read, and not published")),
        Role::Consent => out(format!(
            "{path} holds what was agreed for pictures of people: it is read, and not published; a picture whose last day is over is left out"
        )),
        Role::Theme => out(format!(
            "{path} belongs to the look of the site: pages are made with it, and it is used in the place of the built-in file of its name"
        )),
        _ => on("CNAME", format!("{path} names the domain of the site, and is published as it is")),
    }
}

fn passed_over(path: &str, why: &PassedOver) -> Answer {
    out(match why {
        PassedOver::Folder(folder) => folder_passed_over(path, folder),
        PassedOver::Hidden => format!(
            "{path} is not on the site: files whose names begin with a dot are passed over. Give it another name to publish it"
        ),
        PassedOver::Leftover => format!(
            "{path} is not on the site: its name is that of a file that an editor left behind. Give it another name to publish it"
        ),
        PassedOver::AboutTheRepository => format!(
            "{path} is not on the site: at the top of the folder, a file of this name speaks to people who look at the repository. Move it into pages/ to publish it"
        ),
        PassedOver::Record => format!(
            "{path} is not on the site: throughline keeps in it which addresses of other sites were not found. Keep it in git"
        ),
    })
}

fn folder_passed_over(path: &str, folder: &str) -> String {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let why = match name {
        "_site" => return format!("{path} is part of the site that was built: ask for it without _site/ in front"),
        "private" => return format!("{path} is not on the site: the folder private is kept back, whatever is in it"),
        "templates" => "the folder templates holds patterns for new texts",
        "node_modules" => "the folder node_modules belongs to another program",
        _ if name.starts_with('.') => "folders whose names begin with a dot are passed over",
        _ => "folders whose names begin with _ are passed over, but for _posts",
    };
    format!("{path} is not on the site: {why}. Move it out of {folder} to publish it")
}

fn own(survey: &Survey, address: &str, id: DocumentId) -> Answer {
    let portfolio = survey.portfolio();
    let made_from = |count: usize| format!("made from {}", counted(count, "reflection"));
    let what = match id {
        DocumentId::Tag(tag) => {
            let tag = &portfolio.tags[tag];
            format!("the page of the tag {:?}, {}", tag.label, made_from(tag.reflections.len()))
        }
        DocumentId::Inquiry(inquiry) => {
            let thread = &portfolio.inquiries[inquiry];
            let made = made_from(thread.reflections.len());
            format!(
                "the page of the inquiry {:?}, {made}; inquiries/{}.md would give it a question and a story",
                thread.title, thread.slug
            )
        }
        _ => "the home page; index.md would give it words".to_owned(),
    };
    on(address, format!("{} is {what}", at(survey, address)))
}

fn old(survey: &Survey, address: &str, to: &str) -> Answer {
    let words = format!("{} is an old address: a small page there leads on to {}", at(survey, address), at(survey, to));
    on(address, words)
}

fn nothing(name: &str, near: Option<&str>) -> Answer {
    let meant = near.map(|near| format!(". Did you mean {near}?")).unwrap_or_default();
    out(format!("No file of this portfolio is called {name}, and nothing stands at such an address{meant}"))
}
