//! What hosts are asked, and what their answers come to, against a server of this machine that gives every answer there is.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use throughline::model::outside::{Answer, Why, asked_as};
use throughline::outside::{Manners, ask};
use url::Url;
use web::Web;

mod web;

/// Manners for one who has no time.
fn hasty() -> Manners {
    Manners { pause: Duration::ZERO, ..Manners::default() }
}

fn addresses(web: &Web, paths: &[&str]) -> Vec<Url> {
    paths.iter().map(|path| asked_as(&web.at(path)).expect("an address")).collect()
}

/// What asking for these paths comes to, one after the other.
fn answers(web: &Web, paths: &[&str], manners: Manners) -> Vec<Answer> {
    let told = AtomicUsize::new(0);
    let answers = ask(&addresses(web, paths), manners, &|| {
        told.fetch_add(1, Ordering::Relaxed);
    });
    let unasked = answers.iter().filter(|answer| **answer == Answer::Unclear(Why::NoTime)).count();
    assert_eq!(told.into_inner() + unasked, paths.len(), "each answer is told once");
    answers
}

const ALIVE: Answer = Answer::Alive { moved: None };

#[test]
fn only_404_and_410_are_not_found_and_only_when_the_page_itself_was_asked_for() {
    let cases = [
        ("/200", ALIVE),
        ("/204", ALIVE),
        ("/404", Answer::NotFound),
        ("/410", Answer::NotFound),
        ("/no-head-405", ALIVE),
        ("/no-head-404", ALIVE),
        ("/no-head-403", ALIVE),
        ("/endless", ALIVE),
        ("/401", Answer::Unclear(Why::Status(401))),
        ("/403", Answer::Unclear(Why::Status(403))),
        ("/500", Answer::Unclear(Why::Status(500))),
        ("/503", Answer::Unclear(Why::Status(503))),
        ("/nonsense", Answer::Unclear(Why::Odd)),
        ("/301", Answer::Unclear(Why::Astray)),
        ("/inward", Answer::Unclear(Why::Astray)),
    ];
    let web = Web::new();
    let paths: Vec<&str> = cases.iter().map(|(path, _)| *path).collect();
    let found = answers(&web, &paths, hasty());
    for ((path, expected), answer) in cases.iter().zip(found) {
        assert_eq!(answer, *expected, "{path}");
    }
    assert_eq!(web.most_at_once(), 1);
}

#[test]
fn a_page_is_asked_for_only_where_what_is_said_of_it_is_not_enough() {
    for (path, methods) in [("/200", &["HEAD"][..]), ("/404", &["GET", "HEAD"]), ("/no-head-405", &["GET", "HEAD"])] {
        let web = Web::new();
        answers(&web, &[path], hasty());
        let asked = web.requests();
        assert_eq!(asked.iter().filter_map(|it| it.split(' ').next()).collect::<Vec<_>>(), methods, "{path}");
    }
}

#[test]
fn a_host_that_wants_rest_or_does_not_answer_is_asked_nothing_more() {
    for (path, why) in [
        ("/busy", Why::Busy),
        ("/429", Why::Busy),
        ("/closed", Why::Busy),
        ("/cut", Why::Unreached),
        ("/hangs", Why::Unreached),
    ] {
        let (web, mut manners) = (Web::new(), hasty());
        if path == "/hangs" {
            manners.patience = Duration::from_millis(300);
        }
        assert_eq!(answers(&web, &[path, "/200", "/404"], manners), vec![Answer::Unclear(why); 3], "{path}");
        assert_eq!(web.requests().len(), 1, "{path}");
    }
}

#[test]
fn what_nobody_hears_is_unreached() {
    let nobody = asked_as("http://127.0.0.1:1/").expect("an address");
    assert_eq!(ask(&[nobody], hasty(), &|| {}), [Answer::Unclear(Why::Unreached)]);
    assert_eq!(ask(&[], hasty(), &|| {}), []);
}

#[test]
fn asking_ends_in_time() {
    let web = Web::new();
    let slow = Manners { pause: Duration::from_secs(3600), limit: Duration::from_secs(2), ..Manners::default() };
    assert_eq!(answers(&web, &["/200", "/404"], slow), [ALIVE, Answer::Unclear(Why::NoTime)]);
}

#[test]
fn a_host_learns_what_asks_and_nothing_of_who_links_there() {
    let web = Web::new();
    assert_eq!(answers(&web, &["/no-head-405?q=1"], hasty()), [ALIVE]);
    let lines = web.lines();
    let agent =
        format!("user-agent: throughline/{} (looks whether links still lead somewhere)", env!("CARGO_PKG_VERSION"));
    assert_eq!(lines.iter().filter(|line| **line == agent).count(), 2, "{lines:?}");
    let names: Vec<&str> = lines.iter().filter_map(|line| line.split_once(": ")).map(|(name, _)| name).collect();
    for told in ["referer", "cookie", "from", "authorization"] {
        assert!(!names.contains(&told), "{lines:?}");
    }
}
