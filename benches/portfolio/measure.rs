//! What a process costs, and which files it wrote.
//!
//! CPU and peak memory are what the system says of the process when it is over, with all that it started and waited for. On Linux the peak counts
//! from the process that started it, so this one keeps nothing large: whatever does runs as a process of its own.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use wait4::Wait4;
use walkdir::WalkDir;

/// The clock that stamps files ticks at least this often.
const TICK: Duration = Duration::from_millis(20);

/// One run of a program.
#[derive(Debug)]
pub struct Run {
    /// From before it is started until it is over.
    pub wall: Duration,
    /// In the program and, for it, in the system.
    pub cpu: Duration,
    /// In bytes.
    pub memory: u64,
    /// Files in its output folder that it wrote.
    pub files: usize,
    /// What it said on its error stream.
    pub said: String,
}

/// Runs a program that writes into `out`. `scratch` is a folder on the same file system.
///
/// # Panics
/// When it fails.
pub fn run(command: &mut Command, out: &Path, scratch: &Path) -> Run {
    let before = now(scratch);
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut said = String::new();
    child.stderr.take().expect("it has a voice").read_to_string(&mut said).expect("it says so in text");
    let over = child.wait4().expect("the system says what it used");
    let wall = begun.elapsed();
    assert!(over.status.success(), "{command:?} fails: {said}");
    let cpu = over.rusage.utime + over.rusage.stime;
    Run { wall, cpu, memory: over.rusage.maxrss, files: written_since(before, out), said }
}

/// The time as files are stamped with it; all that was written before has an earlier one.
fn now(scratch: &Path) -> SystemTime {
    std::thread::sleep(TICK);
    let marker = scratch.join("now");
    fs::write(&marker, "now").expect("the marker can be written");
    fs::metadata(&marker).and_then(|of| of.modified()).expect("the file system has a clock")
}

fn written_since(time: SystemTime, out: &Path) -> usize {
    let stamp = |entry: walkdir::DirEntry| entry.metadata().ok().filter(fs::Metadata::is_file)?.modified().ok();
    WalkDir::new(out).into_iter().flatten().filter_map(stamp).filter(|stamp| *stamp >= time).count()
}
