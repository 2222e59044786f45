//! A web of its own on this machine, for tests: one server that plays every host. It is asked directly, or as the proxy through which a program
//! reaches hosts of any name. What a path says is what is answered: `/200`, `/404`, `/moved` and the others in `answer`.
#![allow(dead_code, reason = "each test uses a part")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// The server; it ends with the test.
pub struct Web {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

/// What it was asked.
#[derive(Default)]
struct Seen {
    /// `HEAD a.example/200`, in the order in which they came.
    requests: Vec<String>,
    /// Every line of every request.
    lines: Vec<String>,
    /// How many requests to each host are being answered, and the most there ever were.
    at_once: BTreeMap<String, (usize, usize)>,
}

impl Web {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, &seen));
            }
        });
        Self { address, seen }
    }

    /// The address under which it is asked directly.
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked, sorted: hosts are asked side by side.
    pub fn requests(&self) -> Vec<String> {
        let mut requests = self.seen.lock().expect("nobody panics").requests.clone();
        requests.sort();
        requests
    }

    /// Every line that was sent.
    pub fn lines(&self) -> Vec<String> {
        self.seen.lock().expect("nobody panics").lines.clone()
    }

    /// The most things that one host was asked at once.
    pub fn most_at_once(&self) -> usize {
        let seen = self.seen.lock().expect("nobody panics");
        seen.at_once.values().map(|(_, most)| *most).max().unwrap_or_default()
    }
}

/// Answers what comes over one connection. `None` when it has ended.
fn serve(stream: TcpStream, seen: &Mutex<Seen>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut through = None;
    loop {
        let lines = head(&mut reader)?;
        let mut words = lines[0].split(' ');
        let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
        if method == "CONNECT" {
            through = path.split(':').next().map(str::to_owned);
            (&stream).write_all(b"HTTP/1.1 200 OK\r\n\r\n").ok()?;
            continue;
        }
        let host = lines.iter().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
        let host = through.clone().unwrap_or(host);
        begin(seen, &host, format!("{method} {host}{path}"), lines);
        let reply = answer(&method, &path);
        // Who asks two things at once is found out.
        std::thread::sleep(std::time::Duration::from_millis(20));
        seen.lock().expect("nobody panics").at_once.entry(host).or_default().0 -= 1;
        (&stream).write_all(reply?.as_bytes()).ok()?;
    }
}

fn begin(seen: &Mutex<Seen>, host: &str, request: String, lines: Vec<String>) {
    let mut seen = seen.lock().expect("nobody panics");
    let host = seen.at_once.entry(host.to_owned()).or_default();
    host.0 += 1;
    host.1 = host.1.max(host.0);
    seen.requests.push(request);
    seen.lines.extend(lines);
}

/// The lines of a request, up to the empty one; header names in small letters.
fn head(reader: &mut impl BufRead) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim_end().to_owned();
        match line.split_once(": ") {
            _ if line.is_empty() => return Some(lines),
            Some((name, value)) if !lines.is_empty() => lines.push(format!("{}: {value}", name.to_lowercase())),
            _ => lines.push(line),
        }
    }
}

/// What is answered; `None` when the connection is cut instead.
fn answer(method: &str, path: &str) -> Option<String> {
    let page = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    let page = if method == "HEAD" { page.to_owned() } else { format!("{page}words") };
    let empty = |status: &str| format!("HTTP/1.1 {status} Said\r\nContent-Length: 0\r\n\r\n");
    let to = |status: &str, to: &str| format!("HTTP/1.1 {status} Said\r\nContent-Length: 0\r\nLocation: {to}\r\n\r\n");
    Some(match path.trim_start_matches('/').split('?').next().unwrap_or_default() {
        "no-head-405" if method == "HEAD" => empty("405"),
        "no-head-404" if method == "HEAD" => empty("404"),
        "no-head-403" if method == "HEAD" => empty("403"),
        "no-head-405" | "no-head-404" | "no-head-403" | "200" => page,
        // More than anybody would wait for.
        "endless" => format!("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{}", "words ".repeat(9)),
        "busy" => "HTTP/1.1 429 Said\r\nContent-Length: 0\r\nRetry-After: 3600\r\n\r\n".to_owned(),
        "closed" => "HTTP/1.1 503 Said\r\nContent-Length: 0\r\nRetry-After: 3600\r\n\r\n".to_owned(),
        "moved" => to("301", "/200"),
        "moved-away" => to("308", "http://new.example/200"),
        "for-now" => to("302", "/200"),
        "moved-to-nothing" => to("301", "/404"),
        "circle" => to("302", "/circle"),
        "inward" => to("302", "http://192.168.0.1/login"),
        "nonsense" => "what?\r\n\r\n".to_owned(),
        "cut" => return None,
        "hangs" => {
            std::thread::sleep(std::time::Duration::from_secs(60));
            return None;
        }
        status => empty(status),
    })
}
