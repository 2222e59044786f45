//! What stands at a path, as a host of static pages would answer.
//!
//! In: a path, and the scene at this moment. Out: the file, the way to it, or the site's own page for what is not there. Every page that is
//! answered with, also one that says that nothing stands here, hears of changes: it shows what comes to stand there.

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::task::spawn_blocking;

use super::address::{self, Place};
use super::stage::{Scene, Stage};
use super::{File, Site, content};

const NOT_FOUND: &str = "404.html";

/// Answers a request for anything but the server's own addresses.
pub(super) async fn answer(State(stage): State<Stage>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    let scene = stage.scene();
    let answered = spawn_blocking(move || find(&scene, &head)).await;
    answered.unwrap_or_else(|_| failed())
}

/// Where the page is that explains the site. It stands beside the site, not in it.
pub(super) const STATUS: &str = "/_status";

/// Answers with the page that explains the site. No message covers it, and it stays under the reader's eyes.
pub(super) async fn status(State(stage): State<Stage>) -> Response {
    let scene = stage.scene();
    let made = spawn_blocking(move || match &scene.status {
        Some(status) => content::still(StatusCode::OK, status.page()),
        None => waiting(&scene),
    });
    made.await.unwrap_or_else(|_| failed())
}

fn failed() -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, "this page could not be made\n").into_response()
}

fn find(scene: &Scene, head: &Parts) -> Response {
    let place = address::place(head.uri.path(), scene.base_path());
    let Some(site) = scene.site.as_deref() else { return waiting(scene) };
    match place {
        Place::Malformed => (StatusCode::BAD_REQUEST, "no link leads to such an address\n").into_response(),
        Place::Before => moved(site, "", head),
        Place::Outside => outside(scene),
        Place::Inside(address) => inside(scene, site, &address, head),
    }
}

fn inside(scene: &Scene, site: &dyn Site, address: &str, head: &Parts) -> Response {
    if let Some(response) = standing(scene, site, address, &head.headers) {
        return response;
    }
    let folder = format!("{address}/");
    if !address.ends_with('/') && site.file(&format!("{folder}index.html")).is_some() {
        return moved(site, &folder, head);
    }
    not_found(scene, site)
}

/// The file that an address means: a folder's `index.html`, the file of that name, or the page of that name.
fn standing(scene: &Scene, site: &dyn Site, address: &str, headers: &HeaderMap) -> Option<Response> {
    if address.is_empty() || address.ends_with('/') {
        let index = format!("{address}index.html");
        return content::respond(scene, &index, site.file(&index)?, headers);
    }
    let there = |at: &str| content::respond(scene, at, site.file(at)?, headers);
    there(address).or_else(|| there(&format!("{address}.html")))
}

/// Leads to another address for now: a browser would keep a lasting answer beyond this preview.
fn moved(site: &dyn Site, to: &str, head: &Parts) -> Response {
    let query = head.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let location = address::link(site.base_path(), to) + &query;
    let headers = [(LOCATION, location), (CACHE_CONTROL, "no-store".to_owned())];
    (StatusCode::TEMPORARY_REDIRECT, headers).into_response()
}

fn not_found(scene: &Scene, site: &dyn Site) -> Response {
    let own = match site.file(NOT_FOUND) {
        Some(File::Bytes(html)) => Some(html),
        Some(File::Disk(path)) => std::fs::read(path).ok(),
        None => None,
    };
    let html = own.unwrap_or_else(|| plain("Nothing stands at this address", "The site has no 404 page of its own."));
    content::page(StatusCode::NOT_FOUND, scene, html)
}

fn outside(scene: &Scene) -> Response {
    let base = address::link(scene.base_path(), "");
    let words = format!("The site begins at <a href=\"{base}\">{base}</a>: this address is outside it.");
    content::page(StatusCode::NOT_FOUND, scene, plain("Nothing stands at this address", &words))
}

fn waiting(scene: &Scene) -> Response {
    let html = plain("There is no site to show yet", "This page turns into it as soon as it is built.");
    content::page(StatusCode::SERVICE_UNAVAILABLE, scene, html)
}

/// A page of the server's own, for when the site has none; `words` is HTML.
fn plain(title: &str, words: &str) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>body {{ font: 1.125rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem }}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{words}</p>\n</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}
