//! On what and when figures were taken, for the line above a table. What a system does not tell is left out.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use chrono::{DateTime, Utc};

/// `22 November 2026`
pub fn date() -> String {
    DateTime::<Utc>::from(SystemTime::now()).format("%-d %B %Y").to_string()
}

/// `2 processors (Some Processor 3000), 23 GiB of memory, linux`
pub fn machine() -> String {
    let field = |file: &str, name: &str| {
        let text = fs::read_to_string(file).ok()?;
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = field("/proc/cpuinfo", "model name").map(|name| format!(" ({name})")).unwrap_or_default();
    let memory = field("/proc/meminfo", "MemTotal").and_then(|total| total.strip_suffix(" kB")?.parse::<u64>().ok());
    let memory = memory.map(|kib| format!(", {} GiB of memory", kib >> 20)).unwrap_or_default();
    format!("{count} processors{processor}{memory}, {}", std::env::consts::OS)
}

/// The kind of file system that a folder is on: `tmpfs`, `ext4`.
pub fn file_system(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    let fields = mounts.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let above = fields.filter(|fields| fields.len() > 2 && folder.starts_with(fields[1]));
    // Of two at one place, the later one hides the other.
    above.max_by_key(|fields| fields[1].len()).map(|fields| fields[2].to_owned())
}
