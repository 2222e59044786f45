//! The preview server over real sockets: what stands where, what open pages hear, and what hostile requests get.
#![allow(clippy::disallowed_methods, reason = "tests make the files that are served")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use throughline::serve::{File, Limits, News, Options, Running, Site, Stage, Status, start};

/// A site of which everything is known beforehand.
struct Fake {
    base: String,
    files: BTreeMap<String, File>,
}

impl Site for Fake {
    fn base_path(&self) -> &str {
        &self.base
    }

    fn file(&self, address: &str) -> Option<File> {
        assert_ne!(address, "panic.html", "a page that cannot be made");
        self.files.get(address).cloned()
    }
}

const PAGE: &str = "<!doctype html><title>a</title><body>words</body></html>";

fn site(base: &str, files: &[(&str, &str)]) -> Arc<Fake> {
    let bytes = |text: &str| File::Bytes(text.as_bytes().to_vec());
    let files = files.iter().map(|(address, text)| ((*address).to_owned(), bytes(text))).collect();
    Arc::new(Fake { base: base.to_owned(), files })
}

fn example(base: &str) -> Arc<Fake> {
    site(
        base,
        &[
            ("index.html", PAGE),
            ("2026/index.html", PAGE),
            ("2026/03-11-a.html", PAGE),
            ("ngā.html", PAGE),
            ("both", "the file"),
            ("both.html", PAGE),
            ("part.html", "<p>a fragment</p>"),
            ("404.html", "<!doctype html><body>nothing here</body>"),
            ("assets/style.css", "body {}"),
            ("talk.mp3", "0123456789"),
            ("deep/er/index.html", PAGE),
        ],
    )
}

/// A server on a port of its own.
struct Preview {
    stage: Stage,
    running: Running,
    port: u16,
}

fn preview_with(options: &Options) -> Preview {
    let stage = Stage::new();
    let running = start(stage.clone(), options).expect("a server");
    let port = running.address().trim_start_matches("http://127.0.0.1:").trim_end_matches('/').parse().expect("a port");
    Preview { stage, running, port }
}

fn preview(base: &str) -> Preview {
    let preview = preview_with(&Options { port: Some(0), ..Options::default() });
    preview.stage.put(example(base), News::default());
    preview
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Answer {
    /// `None` when the connection was closed without a word.
    fn read(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Some(Self { status, headers: lines.filter_map(header).collect(), body: body.to_owned() })
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// Whether all of the answer to a request is there. What comes after its end is seen too, where the connection is closed.
fn is_complete(request: &[u8], answer: &[u8]) -> bool {
    let closes = String::from_utf8_lossy(request).contains("Connection: close") || request.starts_with(b"HEAD");
    let Some(answer) = Answer::read(answer).filter(|_| !closes) else { return false };
    answer.header("content-length").parse().is_ok_and(|length: usize| answer.body.len() >= length)
}

impl Preview {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("set");
        stream
    }

    /// Sends bytes as they are, and reads the answer.
    fn raw(&self, bytes: &[u8]) -> Option<Answer> {
        let mut stream = self.connect();
        // The server may turn away a request before it has read it all.
        drop(stream.write_all(bytes));
        let mut answer = Vec::new();
        let mut piece = [0; 4096];
        while !is_complete(bytes, &answer) {
            match stream.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(length) => answer.extend_from_slice(&piece[..length]),
            }
        }
        Answer::read(&answer)
    }

    fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        let more: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let port = self.port;
        let request = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{more}\r\n");
        self.raw(request.as_bytes()).unwrap_or_else(|| panic!("no answer to {method} {path}"))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    fn lives(&self) {
        self.lives_at("/both");
    }

    fn lives_at(&self, path: &str) {
        assert_eq!(self.get(path).body, "the file");
    }

    fn hear(&self) -> Ear {
        let mut stream = self.connect();
        let request = format!("GET /_throughline/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).expect("written");
        Ear { stream, heard: String::new() }
    }
}

/// An open page, listening.
struct Ear {
    stream: TcpStream,
    heard: String,
}

impl Ear {
    /// The next event's data.
    fn next(&mut self) -> serde_json::Value {
        loop {
            if let Some((_, rest)) = self.heard.split_once("data: ")
                && let Some((data, rest)) = rest.split_once("\n\n")
            {
                let value = serde_json::from_str(data).expect("JSON");
                self.heard = rest.to_owned();
                return value;
            }
            let mut piece = [0; 4096];
            let length = self.stream.read(&mut piece).expect("an event");
            assert_ne!(length, 0, "the stream ended");
            self.heard += &String::from_utf8_lossy(&piece[..length]);
        }
    }
}

/// The page without the server's script.
fn without_script(html: &str) -> String {
    let Some((before, rest)) = html.split_once("<script src=\"/_throughline/live.js") else { return html.to_owned() };
    let (_, after) = rest.split_once("</script>\n").expect("the script's end");
    format!("{before}{after}")
}

/// What there is to say, which changes.
struct Said(&'static str);

impl Status for Said {
    fn page(&self) -> Vec<u8> {
        assert_ne!(self.0, "panic", "a page that cannot be made");
        format!("<!doctype html><body>{}</body>", self.0).into_bytes()
    }
}

#[test]
fn the_site_is_explained_beside_it() {
    let preview = preview_with(&Options { port: Some(0), ..Options::default() });
    assert_eq!(preview.get("/_status").status, 503, "nothing is known yet");
    preview.stage.explain(Arc::new(Said("no site, and why")));
    let alone = preview.get("/_status");
    assert_eq!((alone.status, alone.body.as_str()), (200, "<!doctype html><body>no site, and why</body>"));
    preview.stage.put(example("/portfolio/"), News::default());
    preview.stage.explain(Arc::new(Said("a site")));
    assert!(preview.get("/_status").body.contains("a site"));
    assert_eq!(preview.get("/portfolio/_status").status, 404, "it is no page of the site");
    preview.stage.explain(Arc::new(Said("panic")));
    assert_eq!(preview.get("/_status").status, 500);
    preview.lives_at("/portfolio/both");
}

#[test]
fn each_path_is_answered_as_a_host_of_static_pages_does() {
    let preview = preview("/portfolio/");
    let page = "text/html; charset=utf-8";
    let cases = [
        ("/portfolio/", 200, page, PAGE),
        ("/portfolio/index.html", 200, page, PAGE),
        ("/portfolio/?q=1", 200, page, PAGE),
        ("/portfolio/2026/", 200, page, PAGE),
        ("/portfolio/2026/03-11-a.html", 200, page, PAGE),
        ("/portfolio/2026/03-11-a", 200, page, PAGE),
        ("/portfolio/ng%C4%81.html", 200, page, PAGE),
        ("/portfolio/both", 200, "application/octet-stream", "the file"),
        ("/portfolio/both.html", 200, page, PAGE),
        ("/portfolio/part.html", 200, page, "<p>a fragment</p>"),
        ("/portfolio/assets/style.css", 200, "text/css; charset=utf-8", "body {}"),
        ("/portfolio/talk.mp3", 200, "audio/mpeg", "0123456789"),
        ("/portfolio/404.html", 200, page, "<!doctype html><body>nothing here</body>"),
        ("/portfolio/gone.html", 404, page, "<!doctype html><body>nothing here</body>"),
        ("/portfolio/2026/gone/", 404, page, "<!doctype html><body>nothing here</body>"),
        ("/portfolio/both/", 404, page, "<!doctype html><body>nothing here</body>"),
        ("/portfolio/assets/", 404, page, "<!doctype html><body>nothing here</body>"),
    ];
    for (path, status, kind, body) in cases {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (status, kind), "{path}");
        assert_eq!(without_script(&answer.body), body, "{path}");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{path}");
        assert_eq!(answer.header("cache-control"), if kind == page { "no-store" } else { "no-cache" }, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[test]
fn the_way_into_the_site_and_into_folders_is_shown() {
    let preview = preview("/portfolio/");
    let cases = [
        ("/", "/portfolio/"),
        ("/portfolio", "/portfolio/"),
        ("/portfolio?a=b", "/portfolio/?a=b"),
        ("/portfolio/2026", "/portfolio/2026/"),
        ("/portfolio/deep/er", "/portfolio/deep/er/"),
    ];
    for (path, to) in cases {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("location")), (307, to), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let beside = preview.get("/about.html");
    assert_eq!(beside.status, 404);
    assert!(beside.body.contains("<a href=\"/portfolio/\">"), "{}", beside.body);
}

#[test]
fn a_head_is_the_answer_without_its_body() {
    let preview = preview("/");
    for path in ["/", "/talk.mp3", "/gone", "/2026", "/_throughline/live.js"] {
        let (get, head) = (preview.get(path), preview.ask("HEAD", path, &[]));
        assert_eq!((get.status, ""), (head.status, head.body.as_str()), "{path}");
        for name in ["content-type", "content-length", "cache-control", "location"] {
            assert_eq!(get.header(name), head.header(name), "{path}: {name}");
        }
    }
}

#[test]
fn a_part_of_a_recording_is_served_from_memory_and_from_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let film = folder.path().join("film.mp4");
    fs::write(&film, "0123456789").expect("written");
    let preview = preview("/");
    let files = BTreeMap::from([
        ("talk.mp3".to_owned(), File::Bytes(b"0123456789".to_vec())),
        ("film.mp4".to_owned(), File::Disk(film.clone())),
        ("folder.mp4".to_owned(), File::Disk(folder.path().to_owned())),
    ]);
    preview.stage.put(Arc::new(Fake { base: "/".to_owned(), files }), News::default());
    let cases = [
        ("Range: bytes=0-1", 206, "bytes 0-1/10", "01"),
        ("Range: bytes=7-", 206, "bytes 7-9/10", "789"),
        ("Range: bytes=-2", 206, "bytes 8-9/10", "89"),
        ("Range: bytes=10-", 416, "bytes */10", ""),
        ("Range: bytes=0-1,3-4", 200, "", "0123456789"),
        ("Range: nonsense", 200, "", "0123456789"),
        ("Accept: */*", 200, "", "0123456789"),
    ];
    for path in ["/talk.mp3", "/film.mp4"] {
        for (header, status, range, body) in cases {
            let answer = preview.ask("GET", path, &[header]);
            assert_eq!(
                (answer.status, answer.header("content-range"), answer.body.as_str()),
                (status, range, body),
                "{path} {header}"
            );
            assert_eq!(answer.header("content-length"), body.len().to_string(), "{path} {header}");
            assert_eq!(answer.header("accept-ranges"), "bytes", "{path} {header}");
        }
        let head = preview.ask("HEAD", path, &["Range: bytes=2-3"]);
        assert_eq!((head.status, head.header("content-length"), head.body.as_str()), (206, "2", ""), "{path}");
    }
    assert_eq!(preview.get("/folder.mp4").status, 404);
    fs::remove_file(&film).expect("removed");
    assert_eq!(preview.get("/film.mp4").status, 404);
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = folder.path().join("a.png");
    fs::write(&picture, "before").expect("written");
    let preview = preview("/");
    let files = BTreeMap::from([
        ("a.png".to_owned(), File::Disk(picture.clone())),
        ("b.png".to_owned(), File::Bytes(b"before".to_vec())),
    ]);
    preview.stage.put(Arc::new(Fake { base: "/".to_owned(), files }), News::default());
    for path in ["/a.png", "/b.png"] {
        let tag = preview.get(path).header("etag").to_owned();
        let again = preview.ask("GET", path, &[&format!("If-None-Match: {tag}")]);
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
        let part = preview.ask("GET", path, &[&format!("If-Range: {tag}"), "Range: bytes=0-1"]);
        assert_eq!((part.status, part.body.as_str()), (206, "be"), "{path}");
        let other = preview.ask("GET", path, &["If-Range: \"other\"", "Range: bytes=0-1"]);
        assert_eq!((other.status, other.body.as_str()), (200, "before"), "{path}");
    }
    let tag = preview.get("/a.png").header("etag").to_owned();
    fs::write(&picture, "after it").expect("written");
    let changed = preview.ask("GET", "/a.png", &[&format!("If-None-Match: {tag}")]);
    assert_eq!((changed.status, changed.body.as_str()), (200, "after it"));
}

#[test]
fn hostile_requests_get_an_error_and_nothing_else() {
    let preview = preview("/");
    let port = preview.port;
    let ours = format!("Host: 127.0.0.1:{port}\r\n");
    let long = "a".repeat(5_000);
    let longer = "a".repeat(100_000);
    let longest = "a".repeat(1_000_000);
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\n{ours}\r\n");
    let with = |headers: &str| format!("GET /both HTTP/1.1\r\n{ours}{headers}\r\n\r\n");
    let host = |host: &str| format!("GET /both HTTP/1.1\r\n{host}\r\n");
    let cases = [
        // Out of the site.
        (get("/../Cargo.toml"), 400),
        (get("/../../../../etc/passwd"), 400),
        (get("/2026/../both"), 400),
        (get("/./both"), 400),
        (get("/%2e%2e/Cargo.toml"), 400),
        (get("/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), 400),
        (get("/..%2fCargo.toml"), 400),
        (get("/%252e%252e%252fCargo.toml"), 404),
        (get("/..%5cCargo.toml"), 400),
        (get("/..\\Cargo.toml"), 400),
        (get("//etc/passwd"), 400),
        (get("//example.org/"), 400),
        (get("/etc/passwd"), 404),
        (get("/C:/Windows/win.ini"), 404),
        // Not text.
        (get("/both%00.html"), 400),
        (get("/%00"), 400),
        (get("/both\0.html"), 400),
        (get("/%ff"), 400),
        (get("/%0d%0aSet-Cookie:%20a=b"), 400),
        // Not a path.
        (get("both"), 403),
        (get("*"), 400),
        (get(""), 400),
        (get("http://example.org/both"), 403),
        (get("http://example.org:80/both"), 403),
        (get(&format!("http://me@127.0.0.1:{port}/both")), 403),
        (get("file:///etc/passwd"), 400),
        // Too much.
        (get(&format!("/{long}")), 414),
        (get(&format!("/{longer}")), 414),
        (get(&format!("/{longest}")), 431),
        (with(&format!("Cookie: {longest}")), 431),
        (with(&"A: b\r\n".repeat(1_000)), 431),
        // Another name for this machine.
        (host(""), 403),
        (host("Host: example.org\r\n"), 403),
        (host(&format!("Host: example.org:{port}\r\n")), 403),
        (host("Host: 127.0.0.1\r\n"), 403),
        (host("Host: 127.0.0.1:1\r\n"), 403),
        (host(&format!("Host: 127.0.0.1.example.org:{port}\r\n")), 403),
        (host(&format!("Host: localhost.:{port}\r\n")), 403),
        (host(&format!("Host: me@localhost:{port}\r\n")), 403),
        (host(&format!("{ours}Host: example.org\r\n")), 403),
        (host("Host: \u{e9}\r\n"), 403),
        // Another site's page.
        (with("Origin: http://example.org"), 403),
        (with("Origin: null"), 403),
        (with(&format!("Origin: https://127.0.0.1:{port}")), 403),
        (with("Origin: http://127.0.0.1:1"), 403),
        (with("Sec-Fetch-Site: cross-site"), 403),
        (with("Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty"), 403),
        (with("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script"), 403),
        (with("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe"), 403),
        ("GET /_throughline/events HTTP/1.1\r\nHost: example.org\r\n\r\n".to_owned(), 403),
        // Other acts.
        (format!("POST /both HTTP/1.1\r\n{ours}Content-Length: 1000000000000\r\n\r\nabc"), 405),
        (format!("PUT /both HTTP/1.1\r\n{ours}Transfer-Encoding: chunked\r\n\r\nzzz"), 405),
        (format!("DELETE / HTTP/1.1\r\n{ours}\r\n"), 405),
        (format!("TRACE / HTTP/1.1\r\n{ours}\r\n"), 405),
        (format!("OPTIONS * HTTP/1.1\r\n{ours}\r\n"), 405),
        (format!("CONNECT example.org:443 HTTP/1.1\r\n{ours}\r\n"), 403),
        (format!("POST /_throughline/events HTTP/1.1\r\n{ours}Content-Length: 0\r\n\r\n"), 405),
        (format!("GET /both HTTP/1.1\r\n{ours}Content-Length: 1\r\nContent-Length: 2\r\n\r\n"), 400),
        // Not HTTP.
        ("\r\n\r\n\r\nnonsense\r\n\r\n".to_owned(), 400),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}".to_owned(), 400),
        ("GET / HTTP/9.9\r\n\r\n".to_owned(), 400),
        // What cannot be made.
        (get("/panic.html"), 500),
    ];
    for (request, status) in cases {
        let shown: String = request.chars().take(120).collect();
        let answer = preview.raw(request.as_bytes()).unwrap_or_else(|| panic!("no answer to {shown:?}"));
        assert_eq!(answer.status, status, "{shown:?}");
        assert!(!answer.body.contains("the file") && !answer.body.contains("words"), "{shown:?}: {}", answer.body);
        assert!(
            !answer.headers.contains_key("set-cookie") && !answer.headers.contains_key("access-control-allow-origin")
        );
    }
    assert!(preview.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").is_none(), "another protocol is closed");
    preview.lives();
}

#[test]
fn the_authors_own_browser_is_let_in() {
    let preview = preview("/");
    let port = preview.port;
    for host in ["127.0.0.1", "localhost", "LocalHost", "[::1]"] {
        for more in [
            String::new(),
            format!("Origin: http://{host}:{port}\r\nSec-Fetch-Site: same-origin\r\n"),
            "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n".to_owned(),
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n".to_owned(),
        ] {
            let request = format!("GET /both HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n{more}\r\n");
            assert_eq!(preview.raw(request.as_bytes()).expect("an answer").status, 200, "{request}");
        }
    }
    let absolute =
        format!("GET http://localhost:{port}/both HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(preview.raw(absolute.as_bytes()).expect("an answer").status, 200);
}

#[test]
fn a_slow_client_is_told_so_and_holds_nobody_up() {
    let limits = Limits { patience: Duration::from_millis(300), ..Limits::default() };
    let preview = preview_with(&Options { port: Some(0), limits });
    preview.stage.put(example("/"), News::default());
    let mut slow = preview.connect();
    let mut idle = preview.connect();
    slow.write_all(b"GET /both HTTP/1.1\r\nHost: ").expect("written");
    preview.lives();
    let begun = Instant::now();
    for (stream, answer) in [(&mut slow, "HTTP/1.1 408 Request Timeout\r\n"), (&mut idle, "")] {
        let mut rest = Vec::new();
        drop(stream.read_to_end(&mut rest));
        let said = String::from_utf8_lossy(&rest);
        assert_eq!(said.split_inclusive('\n').next().unwrap_or_default(), answer);
        assert!(!said.contains("the file"));
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "closed after {:?}", begun.elapsed());
    preview.lives();
}

#[test]
fn too_many_connections_are_told_so() {
    let limits = Limits { connections: 3, ..Limits::default() };
    let preview = preview_with(&Options { port: Some(0), limits });
    preview.stage.put(example("/"), News::default());
    let mut pages: Vec<Ear> = (0..3).map(|_| preview.hear()).collect();
    pages.iter_mut().for_each(|page| drop(page.next()));
    let refused = preview.get("/both");
    assert_eq!((refused.status, refused.body.as_str()), (503, "too many connections are open\n"));
    let crowd: Vec<TcpStream> = (0..200).map(|_| preview.connect()).collect();
    drop((crowd, pages));
    let begun = Instant::now();
    while preview
        .raw(format!("GET /both HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", preview.port).as_bytes())
        .is_none_or(|answer| answer.status != 200)
    {
        assert!(begun.elapsed() < Duration::from_secs(10), "seats are free again");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_page_knows_of_which_revision_it_is() {
    let preview = preview("/portfolio/");
    let told = preview.hear().next();
    let tag = format!(
        "<script src=\"/_throughline/live.js?{}\" data-instance=\"{}\" data-revision=\"1\" data-base=\"/portfolio/\"></script>",
        env!("CARGO_PKG_VERSION"),
        told["instance"]
    );
    for path in ["/portfolio/", "/portfolio/gone", "/beside"] {
        assert!(preview.get(path).body.contains(&tag), "{path}");
    }
    let script = preview.get("/_throughline/live.js");
    assert_eq!((script.status, script.header("content-type")), (200, "text/javascript; charset=utf-8"));
    assert!(script.body.contains("EventSource"));
}

#[test]
fn open_pages_hear_of_each_change() {
    let preview = preview("/portfolio/");
    let mut page = preview.hear();
    let first = page.next();
    assert_eq!((&first["revision"], &first["base"]), (&1.into(), &"/portfolio/".into()));
    assert!(first["styles"].is_null() && first["follow"].is_null() && first["trouble"].is_null(), "{first}");

    preview.stage.put(example("/portfolio/"), News { follow: Some("2026/ngā.html".to_owned()), ..News::default() });
    let edited = page.next();
    assert_eq!((&edited["revision"], &edited["follow"]), (&2.into(), &"/portfolio/2026/ng%C4%81.html".into()));

    let swap = ("assets/style-1.css".to_owned(), "assets/style-2.css".to_owned());
    preview.stage.put(example("/portfolio/"), News { styles_only: Some(vec![swap]), follow: None });
    let styled = page.next();
    let expected = serde_json::json!([["/portfolio/assets/style-1.css", "/portfolio/assets/style-2.css"]]);
    assert_eq!((&styled["revision"], &styled["styles"]), (&3.into(), &expected));

    preview.stage.put(example("/elsewhere/"), News::default());
    assert_eq!(page.next()["base"], "/elsewhere/");
    assert_eq!(preview.get("/").header("location"), "/elsewhere/");
    assert!(preview.running.address().ends_with("/elsewhere/"), "{}", preview.running.address());
}

#[test]
fn a_build_that_failed_is_told_to_all_pages_until_it_is_mended() {
    let preview = preview("/");
    let mut page = preview.hear();
    page.next();
    preview.stage.fail("error: \"<b>\"\n\n  data: é".to_owned(), 2);
    let expected = serde_json::json!({ "number": 1, "count": 2, "text": "error: \"<b>\"\n\n  data: é" });
    assert_eq!(page.next()["trouble"], expected);
    assert_eq!(preview.hear().next()["trouble"], expected, "a page that comes later");
    preview.lives();
    preview.stage.fail("another".to_owned(), 1);
    let again = page.next();
    assert_eq!((&again["trouble"]["number"], &again["revision"]), (&2.into(), &1.into()));
    preview.stage.put(example("/"), News { styles_only: Some(Vec::new()), follow: None });
    let mended = page.next();
    assert!(mended["trouble"].is_null());
    assert_eq!((&mended["revision"], &mended["styles"]), (&2.into(), &serde_json::json!([])));
}

#[test]
fn before_the_first_site_there_is_a_page_that_waits() {
    let preview = preview_with(&Options { port: Some(0), ..Options::default() });
    let waiting = preview.get("/any/where.html");
    assert_eq!(waiting.status, 503);
    assert!(waiting.body.contains("/_throughline/live.js") && waiting.body.contains("data-revision=\"0\""));
    let mut page = preview.hear();
    assert_eq!(page.next()["revision"], 0);
    preview.stage.fail("one mistake".to_owned(), 1);
    assert_eq!(page.next()["trouble"]["count"], 1);
    preview.stage.put(example("/"), News::default());
    assert_eq!(page.next()["revision"], 1);
    preview.lives();
}

#[test]
fn a_deleted_page_is_gone_and_comes_back() {
    let preview = preview("/");
    let address = "/2026/03-11-a.html";
    assert_eq!(preview.get(address).status, 200);
    preview.stage.put(site("/", &[("index.html", PAGE)]), News::default());
    let gone = preview.get(address);
    assert_eq!(gone.status, 404);
    assert!(gone.body.contains("/_throughline/live.js"), "it hears when the page is there again");
    preview.stage.put(example("/"), News::default());
    assert_eq!(preview.get(address).status, 200);
}

#[test]
fn nothing_piles_up_for_a_page_that_does_not_listen() {
    let preview = preview("/");
    let mut page = preview.hear();
    page.next();
    for number in 0..20_000 {
        preview.stage.fail("a long message ".repeat(100), number);
    }
    let mut last = page.next();
    let mut events = 1;
    while last["trouble"]["count"] != 19_999 {
        last = page.next();
        events += 1;
    }
    assert!(events < 20_000, "{events} events were kept");
}

#[test]
fn the_port_is_the_one_asked_for_or_the_first_that_is_free() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let Err(broken) = start(Stage::new(), &Options { port: Some(port), ..Options::default() }) else {
        panic!("a taken port was opened")
    };
    assert_eq!(broken.cause.kind(), ErrorKind::AddrInUse);
    let message =
        format!("cannot open port {port}: another program uses it; choose another with --port, or leave --port out");
    assert_eq!(broken.to_string(), message);

    let (first, second) = (preview_with(&Options::default()), preview_with(&Options::default()));
    assert!(first.port >= 4000 && second.port > first.port, "{} {}", first.port, second.port);
}

#[test]
fn it_stops_at_once_and_starts_again_at_the_same_port() {
    let first = preview("/");
    let mut page = first.hear();
    let before = page.next();
    let (port, begun) = (first.port, Instant::now());
    first.running.stop();
    assert!(begun.elapsed() < Duration::from_secs(1), "stopped after {:?}", begun.elapsed());
    let mut rest = Vec::new();
    page.stream.read_to_end(&mut rest).expect("the stream ends");
    let second = preview_with(&Options { port: Some(port), ..Options::default() });
    second.stage.put(example("/"), News::default());
    let after = second.hear().next();
    assert_eq!((&before["revision"], second.port), (&after["revision"], port));
    assert_ne!(before["instance"], after["instance"], "a page of the first server knows that it is another");
}

#[test]
#[cfg(target_os = "linux")]
fn only_this_machine_is_served() {
    let preview = preview("/");
    assert!(preview.running.address().starts_with("http://127.0.0.1:"));
    let all = TcpListener::bind((Ipv4Addr::new(127, 0, 0, 2), preview.port));
    assert!(all.is_ok(), "the port is taken at one address only");
}
