//! Who may ask: the author's own browser, on this machine, for pages and files.
//!
//! In: the head of a request. Out: why it is turned away, or nothing. A page of another site must not read drafts through the
//! author's browser: neither by asking (`Origin`, `Sec-Fetch-Site`) nor by giving this machine a name of its own (`Host`).

use axum::extract::{Request, State};
use axum::http::header::{ALLOW, HOST, HeaderName, ORIGIN, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The longest path that is looked at, in bytes: four times what a file system's names allow.
const LONGEST: usize = 4096;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

type Refusal = (StatusCode, &'static str);

/// Answers what may not be asked, and passes on the rest.
pub(super) async fn guard(State(port): State<u16>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&request, port) {
        Some((status, words)) => refuse(status, words),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    response
}

fn refuse(status: StatusCode, words: &'static str) -> Response {
    let mut response = (status, words).into_response();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn refusal(request: &Request, port: u16) -> Option<Refusal> {
    let headers = request.headers();
    if !asks_us(request, port) {
        return Some((StatusCode::FORBIDDEN, "this preview answers to its own address only\n"));
    }
    if !headers.get_all(ORIGIN).iter().all(|origin| is_ours(origin, "http://", port))
        || comes_from_another_site(headers)
    {
        return Some((StatusCode::FORBIDDEN, "this preview answers to its own pages only\n"));
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Some((StatusCode::METHOD_NOT_ALLOWED, "this preview only shows\n"));
    }
    (request.uri().path().len() > LONGEST).then_some((StatusCode::URI_TOO_LONG, "no address is that long\n"))
}

/// Whether the request names this server, once and by a name that no other site can have.
fn asks_us(request: &Request, port: u16) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    let host = hosts.next().is_some_and(|host| is_ours(host, "", port)) && hosts.next().is_none();
    let absolute = request.uri().authority().is_none_or(|authority| is_name(authority.as_str(), port));
    host && absolute
}

fn is_ours(value: &HeaderValue, scheme: &str, port: u16) -> bool {
    value.to_str().is_ok_and(|value| value.strip_prefix(scheme).is_some_and(|host| is_name(host, port)))
}

fn is_name(host: &str, port: u16) -> bool {
    let ours = |name: &str| {
        host.eq_ignore_ascii_case(&format!("{name}:{port}")) || port == 80 && host.eq_ignore_ascii_case(name)
    };
    ["127.0.0.1", "localhost", "[::1]"].into_iter().any(ours)
}

/// Whether a page elsewhere asks for something, other than to be left for ours by a link.
/// Another port of this machine counts as elsewhere.
fn comes_from_another_site(headers: &HeaderMap) -> bool {
    let is = |name: &HeaderName, values: &[&str]| {
        headers.get(name).is_some_and(|value| values.iter().any(|expected| value == expected))
    };
    is(&FETCH_SITE, &["cross-site", "same-site"]) && !(is(&FETCH_MODE, &["navigate"]) && is(&FETCH_DEST, &["document"]))
}
