//! A preview server as a benchmark sees it: a process that is started and ended, and asked for pages over HTTP.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a change may take before it counts as missed.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the whole site may take at first.
const FIRST_PATIENCE: Duration = Duration::from_secs(300);
/// How often is asked: seldom enough that the asking takes no processor from the server, of which there may be two.
const PACE: Duration = Duration::from_millis(3);

/// A running server; it ends with this.
pub struct Preview {
    child: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    /// Starts a server that says `http://127.0.0.1:PORT` when it is there, and waits until it has said `up` after that.
    pub fn start(command: &mut Command, up: &str) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the server starts");
        let mut said = BufReader::new(child.stdout.take().expect("it has a voice")).lines();
        let mut next = || said.next().expect("the server says that it is up").expect("it says so in text");
        let port = loop {
            if let Some(port) = port_in(&next()) {
                break port;
            }
        };
        while !next().contains(up) {}
        // It must never wait for somebody to hear it.
        std::thread::spawn(move || said.for_each(drop));
        Self { child, port }
    }

    /// Starts a server at a port, and waits until a page is there.
    pub fn start_at(port: u16, command: &mut Command, page: &str) -> Self {
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the server starts");
        let preview = Self { child, port };
        let until = Instant::now() + FIRST_PATIENCE;
        while !preview.get(page).is_ok_and(|answer| answer.starts_with("HTTP/1.0 200")) {
            assert!(Instant::now() < until, "{page} is never there");
            std::thread::sleep(Duration::from_millis(50));
        }
        preview
    }

    /// Asks for each page, again and again, until it holds the words; whether all of them did in the end.
    pub fn shows(&self, pages: &[String], words: &str) -> bool {
        let until = Instant::now() + PATIENCE;
        pages.iter().all(|page| {
            while !self.get(page).is_ok_and(|answer| answer.contains(words)) {
                if Instant::now() > until {
                    return false;
                }
                std::thread::sleep(PACE);
            }
            true
        })
    }

    /// One answer, head and all. HTTP/1.0, so that it is over when the connection is.
    fn get(&self, page: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {page} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("http://127.0.0.1:")?;
    after.split(|digit: char| !digit.is_ascii_digit()).next()?.parse().ok()
}
