//! The running program as its user has it: a portfolio in a folder, a site on the disk, and a preview at a port.
//!
//! In: a folder and how to run. Out: whether something shows, on the disk and over HTTP, asked again and again until it does. No latency is asserted:
//! a slow machine may take its time.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long something may take to show before it counts as missed.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(5);

/// How the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Serve,
    ServePolling,
    Watch,
}

/// The program, running.
pub struct Program {
    folder: TempDir,
    child: Child,
    said: Arc<Mutex<String>>,
    /// Where the preview is, when there is one.
    port: Option<u16>,
}

/// What came back from the preview.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Program {
    /// Runs it on a folder, until its first site stands.
    pub fn start(folder: TempDir, mode: Mode) -> Self {
        let arguments: &[&str] = match mode {
            Mode::Serve => &["serve", "--port", "0"],
            Mode::ServePolling => &["serve", "--port", "0", "--poll"],
            Mode::Watch => &["watch"],
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
        command.args(arguments).arg(folder.path()).env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let said = Arc::new(Mutex::new(String::new()));
        overhear(child.stdout.take().expect("a pipe"), &said);
        overhear(child.stderr.take().expect("a pipe"), &said);
        let mut program = Self { folder, child, said, port: None };
        if mode != Mode::Watch {
            program.until("the address of the preview", || program.address().is_some());
            program.port = program.address();
        }
        program
            .until("the first site", || program.disk("sitemap.xml").is_some() && program.said().contains(" written"));
        program
    }

    /// The port that the program says its preview is at.
    fn address(&self) -> Option<u16> {
        let said = self.said();
        let (_, after) = said.split_once("http://127.0.0.1:")?;
        after.split_once('/')?.0.parse().ok()
    }

    /// All that the program has said so far.
    pub fn said(&self) -> String {
        self.said.lock().expect("no listener fails").clone()
    }

    /// How many rebuilds it has told of.
    pub fn rebuilds(&self) -> usize {
        self.said().matches(" rendered, ").count()
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path in the portfolio.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Asks until the answer is yes.
    pub fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds() {
            assert!(Instant::now() < end, "missed: {what}; the program said:\n{}", self.said());
            thread::sleep(PAUSE);
        }
    }

    /// Waits until a text stands at an address, on the disk and in the preview.
    pub fn shows(&self, address: &str, text: &str) {
        self.until(&format!("\"{text}\" in {address} on the disk"), || contains(self.disk(address), text));
        self.until(&format!("\"{text}\" in {address} as served"), || {
            self.served(address).is_none_or(|answer| answer.status == 200 && contains(Some(answer.body), text))
        });
    }

    /// Waits until these bytes stand at an address, on the disk and in the preview.
    pub fn is(&self, address: &str, bytes: &[u8]) {
        self.until(&format!("the bytes of {address} on the disk"), || self.disk(address).as_deref() == Some(bytes));
        self.until(&format!("the bytes of {address} as served"), || {
            self.served(address).is_none_or(|answer| answer.status == 200 && answer.body == bytes)
        });
    }

    /// Waits until nothing stands at an address, and no page, list or feed holds `text`.
    pub fn is_gone(&self, address: &str, text: &str) {
        self.until(&format!("{address} to be gone from the disk"), || self.disk(address).is_none());
        self.until(&format!("{address} to be gone from the preview"), || {
            self.served(address).is_none_or(|answer| answer.status == 404)
        });
        self.until(&format!("\"{text}\" to be gone from the site"), || {
            self.addresses().iter().all(|address| !contains(self.disk(address), text))
        });
        for address in self.addresses() {
            self.until(&format!("\"{text}\" to be gone from {address} as served"), || {
                self.served(&address).is_none_or(|answer| !contains(Some(answer.body), text))
            });
        }
    }

    /// What stands at an address on the disk.
    pub fn disk(&self, address: &str) -> Option<Vec<u8>> {
        fs::read(self.at("_site").join(address)).ok()
    }

    /// What is served at an address, without the script of the preview; `None` if and only if there is no preview.
    pub fn served(&self, address: &str) -> Option<Answer> {
        let port = self.port?;
        let mut answer = ask(port, address).unwrap_or_else(|e| panic!("{address}: {e}: {}", self.said()));
        answer.body = without_script(answer.body);
        Some(answer)
    }

    /// Every file of the site on the disk.
    pub fn addresses(&self) -> Vec<String> {
        addresses(&self.at("_site"))
    }

    /// What stands on the disk is what is served and what a clean build makes; nothing went wrong on the way.
    pub fn is_whole(&self) {
        let clean = tempfile::tempdir().expect("a folder");
        let out = clean.path().join("site");
        let mut build = Command::new(env!("CARGO_BIN_EXE_throughline"));
        build.arg("build").arg(self.root()).arg("--out").arg(&out).arg("--quiet");
        assert!(build.status().expect("the program runs").success());
        self.until("the same files as a clean build", || self.addresses() == addresses(&out));
        for address in self.addresses() {
            self.is(&address, &fs::read(out.join(&address)).expect("a file of the site"));
        }
        assert!(!self.said().contains("panicked"), "{}", self.said());
    }

    /// Ends it as Ctrl-C does; says how it ended, and after how long.
    #[cfg(unix)]
    pub fn interrupt(&mut self) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().expect("our own child") {
                return (status, begun.elapsed());
            }
            thread::sleep(PAUSE);
        }
        panic!("it goes on after Ctrl-C: {}", self.said());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Writes down what comes through a pipe, in a thread of its own.
fn overhear(pipe: impl Read + Send + 'static, said: &Arc<Mutex<String>>) {
    let said = Arc::clone(said);
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut said = said.lock().expect("no listener fails");
            said.push_str(&line);
            said.push('\n');
        }
    });
}

fn contains(bytes: Option<Vec<u8>>, text: &str) -> bool {
    bytes.is_some_and(|bytes| String::from_utf8_lossy(&bytes).contains(text))
}

/// Asks the preview by hand, as no library would remember.
fn ask(port: u16, address: &str) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET /{address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or(ErrorKind::InvalidData)?;
    let head = String::from_utf8_lossy(&bytes[..end]);
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(ErrorKind::InvalidData)?;
    Ok(Answer { status, body: bytes[end + 4..].to_vec() })
}

/// A page as it is on the disk: the preview adds one line to it.
fn without_script(mut body: Vec<u8>) -> Vec<u8> {
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|part| part == what);
    if let Some(start) = find(&body, b"<script src=\"/_throughline/live.js") {
        let length = find(&body[start..], b"</script>\n").expect("the script ends") + b"</script>\n".len();
        body.drain(start..start + length);
    }
    body
}

fn addresses(site: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        // A folder may go while the site is read.
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(below) = path.strip_prefix(site) {
                found.push(below.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.retain(|address| !address.rsplit('/').next().is_some_and(|name| name.starts_with(".throughline")));
    found.sort();
    found
}
