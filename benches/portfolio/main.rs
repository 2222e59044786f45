//! The project's benchmark, on generated portfolios: cold and second builds, timed as whole processes, or how long a save takes to show.
//!
//! `cargo bench --bench portfolio [-- COUNT ...]` prints a table of builds, `cargo bench --bench portfolio -- latency [COUNT ...]` one of saves;
//! the sizes are 1,000 and 10,000 when none is given.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

mod generate;
mod hugo;
mod latency;
mod preview;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let counts: Vec<usize> = arguments.iter().filter_map(|count| count.parse().ok()).collect();
    let counts = if counts.is_empty() { vec![1_000, 10_000] } else { counts };
    if arguments.iter().any(|argument| argument == "latency") {
        latency::run(&counts);
    } else {
        builds(&counts);
    }
}

fn builds(counts: &[usize]) {
    println!("{:>8} {:>12} {:>14} {:>12} {:>14}", "size", "cold, s", "per text, ms", "second, s", "per text, ms");
    for &count in counts {
        let folder = tempfile::tempdir().expect("a folder for the benchmark");
        generate::portfolio(folder.path(), count, 7);
        let cold = median(|| {
            let _ = std::fs::remove_dir_all(folder.path().join("_site"));
            let _ = std::fs::remove_dir_all(folder.path().join(".throughline"));
            build(folder.path())
        });
        let second = median(|| build(folder.path()));
        let each = |seconds: f64| seconds * 1000.0 / count as f64;
        println!("{count:>8} {cold:>12.3} {:>14.3} {second:>12.3} {:>14.3}", each(cold), each(second));
    }
}

fn median(mut run: impl FnMut() -> f64) -> f64 {
    let mut times: Vec<f64> = (0..RUNS).map(|_| run()).collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

/// One build, in seconds of wall time.
fn build(folder: &Path) -> f64 {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_throughline")).args(["build", "--quiet"]).arg(folder).status();
    assert!(status.expect("the program runs").success());
    start.elapsed().as_secs_f64()
}
