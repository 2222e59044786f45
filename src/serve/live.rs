//! What is said to open pages: one stream of events, and the script that hears it.
//!
//! In: the scenes of the stage. Out: events for the script, and HTML with the script's tag in it. The script (`live.js`) reloads the page, swaps
//! style sheets, and lays the messages of a failed build over it. A page without it, or without JavaScript, is whole.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde::Serialize;

use super::address;
use super::stage::{News, Scene, Stage};

/// Where the events are. No file of a site begins with this name, and it stands beside the site, not in it.
pub(super) const EVENTS: &str = "/_throughline/events";
/// Where the script is.
pub(super) const SCRIPT: &str = "/_throughline/live.js";

const SOURCE: &str = include_str!("live.js");
/// How often a sign of life is given; the script looks for another stream after three times this.
const BEAT: Duration = Duration::from_secs(15);
/// How soon a browser asks again when the stream broke off.
const RETRY: Duration = Duration::from_secs(1);

/// What an open page is told: the scene, as it bears on a page.
#[derive(Serialize)]
struct Told<'a> {
    instance: u64,
    revision: u64,
    base: String,
    styles: Option<Vec<(String, String)>>,
    follow: Option<String>,
    trouble: Option<Message<'a>>,
}

#[derive(Serialize)]
struct Message<'a> {
    number: u64,
    count: usize,
    text: &'a str,
}

impl<'a> Told<'a> {
    fn of(scene: &'a Scene) -> Self {
        let base = scene.base_path();
        let link = |address: &String| address::link(base, address);
        let News { styles_only, follow } = &*scene.news;
        let swaps = |styles: &Vec<(String, String)>| styles.iter().map(|(old, new)| (link(old), link(new))).collect();
        let number = scene.failures;
        Self {
            instance: scene.instance,
            revision: scene.revision,
            base: link(&String::new()),
            styles: styles_only.as_ref().map(swaps),
            follow: follow.as_ref().map(link),
            trouble: scene.trouble.as_deref().map(|t| Message { number, count: t.count, text: &t.messages }),
        }
    }
}

/// The stream: the scene as it is, then each change. Changes that come faster than a client reads are one change.
pub(super) async fn events(State(stage): State<Stage>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = unfold(stage.scenes(), |mut scenes| async move {
        scenes.changed().await.ok()?;
        let event = event(&scenes.borrow_and_update());
        Some((Ok(event), scenes))
    });
    let beat = KeepAlive::new().interval(BEAT).event(Event::default().event("beat").data("alive"));
    Sse::new(stream).keep_alive(beat)
}

fn event(scene: &Scene) -> Event {
    let told = serde_json::to_string(&Told::of(scene)).expect("words and numbers are always JSON");
    Event::default().retry(RETRY).data(told)
}

/// The script. It comes fresh every time, since a newer program may stand behind the same port.
pub(super) async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "no-cache")], SOURCE)
}

/// A page with the script's tag before the end of its body. What is not a whole page, but a fragment of one, stays as it is.
pub(super) fn with_script(mut html: Vec<u8>, scene: &Scene) -> Vec<u8> {
    if !is_whole(&html) {
        return html;
    }
    let at = last(&html, b"</body>").or_else(|| last(&html, b"</html>")).unwrap_or(html.len());
    html.splice(at..at, tag(scene).into_bytes());
    html
}

/// The script's tag: it says of which revision the page is, so that a page that comes late knows it.
fn tag(scene: &Scene) -> String {
    let Scene { instance, revision, .. } = scene;
    let base = address::link(scene.base_path(), "");
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "<script src=\"{SCRIPT}?{version}\" data-instance=\"{instance}\" data-revision=\"{revision}\" data-base=\"{base}\"></script>\n"
    )
}

/// Whether a page begins as a whole one does: with a doctype or its `html` element, after comments at most.
fn is_whole(html: &[u8]) -> bool {
    let mut rest = html.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(html).trim_ascii_start();
    while let Some(comment) = rest.strip_prefix(b"<!--") {
        let Some(end) = comment.windows(3).position(|three| three == b"-->") else { return false };
        rest = comment[end + 3..].trim_ascii_start();
    }
    let begins = |with: &[u8]| rest.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins(b"<!doctype html") || begins(b"<html")
}

fn last(html: &[u8], tag: &[u8]) -> Option<usize> {
    html.windows(tag.len()).rposition(|window| window.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the script's tag stands, as `[live]`.
    fn served(html: &str) -> String {
        let scene = Stage::new().scene();
        let bytes = with_script(html.as_bytes().to_vec(), &scene);
        String::from_utf8(bytes).expect("text").replace(&tag(&scene), "[live]")
    }

    #[test]
    fn the_script_stands_at_the_end_of_whole_pages_only() {
        let cases = [
            ("<!doctype html><body>a</body></html>", "<!doctype html><body>a[live]</body></html>"),
            ("<!DOCTYPE HTML><BODY>a</BODY>", "<!DOCTYPE HTML><BODY>a[live]</BODY>"),
            ("<html><pre>&lt;/body></pre></html>", "<html><pre>&lt;/body></pre>[live]</html>"),
            ("<!doctype html><p>a", "<!doctype html><p>a[live]"),
            (
                "\u{feff}\n<!-- a --> <!-- b -->\n<html lang=en>",
                "\u{feff}\n<!-- a --> <!-- b -->\n<html lang=en>[live]",
            ),
            ("<!doctype html><body><p></body>a</body>", "<!doctype html><body><p></body>a[live]</body>"),
            ("<p>a fragment</p>", "<p>a fragment</p>"),
            ("<!-- <html> </body>", "<!-- <html> </body>"),
            ("</body>", "</body>"),
            ("", ""),
        ];
        for (html, expected) in cases {
            assert_eq!(served(html), expected, "{html}");
        }
    }
}
