//! The project's benchmark, on generated portfolios, of whole processes.
//!
//! `cargo bench --bench portfolio` prints tables of builds in Markdown, `cargo bench --bench portfolio -- latency` one of saves while `serve` runs; `-- --help`
//! tells the rest. Figures of other generators stand beside ours when `hugo` or `eleventy` is on the `PATH`, or named by the variable `HUGO` or `ELEVENTY`.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

mod builds;
mod edit;
mod eleventy;
mod generate;
mod generator;
mod hugo;
mod latency;
mod limit;
mod machine;
mod measure;
mod preview;
mod server;
mod table;
mod texts;

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

use self::builds::Plan;
use self::eleventy::Eleventy;
use self::generate::{SEED, Shape};
use self::generator::Generator;
use self::hugo::Hugo;

#[derive(Parser)]
#[command(
    bin_name = "cargo bench --bench portfolio --",
    about = "Measures builds",
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    #[command(subcommand)]
    act: Option<Act>,

    #[command(flatten)]
    ground: Ground,

    /// Turns in which each program runs once
    #[arg(long, default_value_t = 5)]
    runs: usize,

    /// Leave out other generators
    #[arg(long)]
    alone: bool,

    /// Said by cargo to every benchmark
    #[arg(long, hide = true, global = true)]
    bench: bool,
}

#[derive(Args)]
struct Ground {
    /// How many reflections
    #[arg(value_name = "COUNT", default_values_t = [1_000, 10_000])]
    counts: Vec<usize>,

    /// What the portfolios are like
    #[arg(long, value_enum, default_value_t = Shape::Surveyed)]
    shape: Shape,

    /// The folder to work in, which says on what file system; may be given again for another table [default: that for temporary files]
    #[arg(long, value_name = "FOLDER")]
    on: Vec<PathBuf>,
}

impl Ground {
    fn folders(&self) -> Vec<PathBuf> {
        if self.on.is_empty() { vec![std::env::temp_dir()] } else { self.on.clone() }
    }
}

#[derive(Subcommand)]
enum Act {
    /// Measures saves, until a preview server shows them
    Latency(Ground),
    /// Writes a portfolio, tells what it is like, and measures nothing
    Generate {
        folder: PathBuf,
        #[arg(default_value_t = 1_000)]
        count: usize,
        #[arg(long, value_enum, default_value_t = Shape::Surveyed)]
        shape: Shape,
    },
    /// What the limit row runs
    #[command(hide = true)]
    Limit { sources: PathBuf, pack: PathBuf, out: PathBuf },
}

fn main() {
    let Arguments { act, ground, runs, alone, .. } = Arguments::parse();
    match act {
        Some(Act::Latency(ground)) => {
            ground.folders().iter().for_each(|on| latency::run(&ground.counts, (ground.shape, on)));
        }
        Some(Act::Generate { folder, count, shape }) => {
            println!("{}", generate::portfolio(&folder, count, SEED, shape))
        }
        Some(Act::Limit { sources, pack, out }) => limit::work(&sources, &pack, &out),
        None => {
            let on = ground.folders();
            builds::run(&Plan { counts: ground.counts, shape: ground.shape, runs: runs.max(1), on, alone });
        }
    }
}

/// The other generators on this machine, each with the texts of a portfolio in a folder of its own.
fn peers(portfolio: &Path, on: &Path) -> Vec<Box<dyn Generator>> {
    let hugo = Hugo::of(portfolio, on).map(|hugo| Box::new(hugo) as Box<dyn Generator>);
    let eleventy = Eleventy::of(portfolio, on).map(|eleventy| Box::new(eleventy) as Box<dyn Generator>);
    hugo.into_iter().chain(eleventy).collect()
}
