//! The bytes of a file as a response: its type, the part that was asked for, and whether the browser has it already.
//!
//! In: a file of the site and the head of a request. Out: the response. Pages get the script of the live reload and are never kept by a
//! browser; everything else is kept under a tag and asked for again each time.

use std::fs;
use std::io::{Seek, SeekFrom};
use std::path::Path;
use std::time::UNIX_EPOCH;

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, RANGE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use headers::{AcceptRanges, CacheControl, ContentLength, ContentRange, ETag, HeaderMapExt, IfNoneMatch, IfRange};
use http_range_header::{EndPosition, StartPosition, parse_range_header};
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use super::stage::Scene;
use super::{File, live};
use crate::digest;

const HTML: &str = "text/html; charset=utf-8";
/// How much of a file on the disk is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// The response to a request for a file; `None` when it is gone from the disk.
pub(super) fn respond(scene: &Scene, address: &str, file: File, asked: &HeaderMap) -> Option<Response> {
    let kind = kind(address);
    if kind == HTML {
        return Some(page(StatusCode::OK, scene, whole(file)?));
    }
    let source = Source::open(file)?;
    let mut response = if asked.typed_get::<IfNoneMatch>().is_some_and(|known| !known.precondition_passes(&source.tag))
    {
        answer(StatusCode::NOT_MODIFIED, Body::empty())
    } else {
        let extent = extent(asked, &source);
        source.partly(extent)?
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_str(&kind).ok()?);
    headers.typed_insert(CacheControl::new().with_no_cache());
    Some(response)
}

/// A page, with the script of the live reload.
pub(super) fn page(status: StatusCode, scene: &Scene, html: Vec<u8>) -> Response {
    still(status, live::with_script(html, scene))
}

/// A page that stays as it is until somebody loads it again.
pub(super) fn still(status: StatusCode, html: Vec<u8>) -> Response {
    let mut response = answer(status, Body::from(html));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(HTML));
    response.headers_mut().typed_insert(CacheControl::new().with_no_store());
    response
}

fn answer(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
}

/// The type of what stands at an address, by its ending. All text of a site is UTF-8.
fn kind(address: &str) -> String {
    match mime_guess::from_path(address).first_raw() {
        Some(text) if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.unwrap_or("application/octet-stream").to_owned(),
    }
}

fn whole(file: File) -> Option<Vec<u8>> {
    match file {
        File::Bytes(bytes) => Some(bytes),
        File::Disk(path) => fs::read(path).ok(),
    }
}

/// Where the bytes come from.
enum Store {
    Memory(Bytes),
    Disk(fs::File),
}

/// A file that was opened.
struct Source {
    store: Store,
    length: u64,
    /// Another for other bytes.
    tag: ETag,
}

/// How much of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Extent {
    Whole,
    Part {
        start: u64,
        length: u64,
    },
    /// A part that begins after its end.
    Beyond,
}

impl Source {
    fn open(file: File) -> Option<Self> {
        match file {
            File::Bytes(bytes) => Self::memory(bytes),
            File::Disk(path) => Self::disk(&path),
        }
    }

    fn memory(bytes: Vec<u8>) -> Option<Self> {
        let tag = tag(&format!("{:x}", u128::from_le_bytes(digest::of(&bytes))))?;
        Some(Self { length: bytes.len() as u64, store: Store::Memory(Bytes::from(bytes)), tag })
    }

    fn disk(path: &Path) -> Option<Self> {
        let file = fs::File::open(path).ok()?;
        let about = file.metadata().ok().filter(fs::Metadata::is_file)?;
        let changed = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        let tag = tag(&format!("{:x}-{:x}", changed.as_nanos(), about.len()))?;
        Some(Self { store: Store::Disk(file), length: about.len(), tag })
    }

    /// The response with this much of the bytes.
    fn partly(self, extent: Extent) -> Option<Response> {
        let total = self.length;
        let tag = self.tag.clone();
        let (status, length, body, range) = match extent {
            Extent::Whole => (StatusCode::OK, total, self.body(0, total)?, None),
            Extent::Part { start, length } => {
                let range = ContentRange::bytes(start..start + length, total).ok()?;
                (StatusCode::PARTIAL_CONTENT, length, self.body(start, length)?, Some(range))
            }
            Extent::Beyond => {
                let range = ContentRange::unsatisfied_bytes(total);
                (StatusCode::RANGE_NOT_SATISFIABLE, 0, Body::empty(), Some(range))
            }
        };
        let mut response = answer(status, body);
        let headers = response.headers_mut();
        headers.typed_insert(ContentLength(length));
        headers.typed_insert(AcceptRanges::bytes());
        headers.typed_insert(tag);
        range.into_iter().for_each(|range| headers.typed_insert(range));
        Some(response)
    }

    fn body(self, start: u64, length: u64) -> Option<Body> {
        match self.store {
            Store::Memory(bytes) => {
                let start = usize::try_from(start).ok()?;
                Some(Body::from(bytes.slice(start..start + usize::try_from(length).ok()?)))
            }
            Store::Disk(mut file) => {
                file.seek(SeekFrom::Start(start)).ok()?;
                let part = tokio::fs::File::from_std(file).take(length);
                Some(Body::from_stream(ReaderStream::with_capacity(part, PIECE)))
            }
        }
    }
}

fn tag(name: &str) -> Option<ETag> {
    format!("\"{name}\"").parse().ok()
}

fn extent(asked: &HeaderMap, source: &Source) -> Extent {
    let stale = asked.typed_get::<IfRange>().is_some_and(|known| known.is_modified(Some(&source.tag), None));
    match asked.get(RANGE).and_then(|range| range.to_str().ok()) {
        Some(range) if !stale => part(range, source.length),
        _ => Extent::Whole,
    }
}

/// The part that a `Range` asks for (RFC 9110, section 14). One that is not well-formed, or asks for several parts at once, may be
/// passed over, and then the whole is meant.
fn part(range: &str, total: u64) -> Extent {
    let Ok(parsed) = parse_range_header(range) else { return Extent::Whole };
    let [one] = parsed.ranges.as_slice() else { return Extent::Whole };
    let start = match one.start {
        StartPosition::Index(start) => start,
        StartPosition::FromLast(length) => total.saturating_sub(length),
    };
    let end = match one.end {
        EndPosition::Index(last) if last < start => return Extent::Whole,
        EndPosition::Index(last) => total.min(last.saturating_add(1)),
        EndPosition::LastByte => total,
    };
    if start < end { Extent::Part { start, length: end - start } } else { Extent::Beyond }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_one_part_of_the_whole() {
        let some = |start, length| Extent::Part { start, length };
        let cases = [
            ("bytes=0-", 10, some(0, 10)),
            ("bytes=0-1", 10, some(0, 2)),
            ("bytes=9-", 10, some(9, 1)),
            ("bytes=4-400", 10, some(4, 6)),
            ("bytes=4-18446744073709551615", 10, some(4, 6)),
            ("bytes=-3", 10, some(7, 3)),
            ("bytes=-30", 10, some(0, 10)),
            ("bytes=10-", 10, Extent::Beyond),
            ("bytes=10-20", 10, Extent::Beyond),
            ("bytes=18446744073709551615-", 10, Extent::Beyond),
            ("bytes=0-", 0, Extent::Beyond),
            ("bytes=-1", 0, Extent::Beyond),
            ("bytes=5-2", 10, Extent::Whole),
            ("bytes=99999999999999999999-", 10, Extent::Whole),
            ("bytes=0-1,4-5", 10, Extent::Whole),
            ("bytes=a-b", 10, Extent::Whole),
            ("bytes=", 10, Extent::Whole),
            ("bytes=-", 10, Extent::Whole),
            ("lines=1-2", 10, Extent::Whole),
            ("", 10, Extent::Whole),
        ];
        for (range, total, expected) in cases {
            assert_eq!(part(range, total), expected, "{range} of {total}");
        }
    }

    #[test]
    fn a_type_goes_by_the_ending() {
        let cases = [
            ("2026/a.html", "text/html; charset=utf-8"),
            ("assets/style-1a2b.css", "text/css; charset=utf-8"),
            ("assets/search.js", "text/javascript; charset=utf-8"),
            ("feed.xml", "text/xml; charset=utf-8"),
            ("robots.txt", "text/plain; charset=utf-8"),
            ("talk.vtt", "text/vtt; charset=utf-8"),
            ("feed.json", "application/json"),
            ("a.svg", "image/svg+xml"),
            ("A.JPG", "image/jpeg"),
            ("a.webp", "image/webp"),
            ("a.mp3", "audio/mpeg"),
            ("a.mp4", "video/mp4"),
            ("a.pdf", "application/pdf"),
            (".nojekyll", "application/octet-stream"),
            ("CNAME", "application/octet-stream"),
        ];
        for (address, expected) in cases {
            assert_eq!(kind(address), expected, "{address}");
        }
    }
}
