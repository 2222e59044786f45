//! What a build costs: from nothing, again with nothing changed, and after one change, each in a process of its own.
//!
//! In every turn each program runs once, one after the other, so that what else the machine does falls on all of them; figures are medians over the turns.
//! The others run from nothing and again only: what they keep between processes saves them nothing, so that an edit costs them what the second build does.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::edit::Edit;
use crate::generate::{self, SEED, Shape};
use crate::generator::{Generator, Throughline};
use crate::limit::Limit;
use crate::machine;
use crate::measure::{self, Run};
use crate::table::Table;
use crate::texts::{Text, linked_texts};

/// The default theme's template that is changed.
const TEMPLATE: &str = include_str!("../../themes/default/reflection.html");

/// What is to be measured.
pub struct Plan {
    /// How many reflections.
    pub counts: Vec<usize>,
    /// What they are like.
    pub shape: Shape,
    /// How many turns.
    pub runs: usize,
    /// In which folders, each for a table of its own.
    pub on: Vec<PathBuf>,
    /// Whether other generators are left out.
    pub alone: bool,
}

/// Why there is something to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Build {
    Cold,
    Second,
    After(Edit),
    AfterTemplate,
}

impl Build {
    const ALL: [Self; 5] =
        [Self::Cold, Self::Second, Self::After(Edit::Body), Self::After(Edit::Title), Self::AfterTemplate];

    fn name(self) -> &'static str {
        match self {
            Self::Cold => "cold",
            Self::Second => "second, nothing changed",
            Self::After(Edit::Body) => "one body edited",
            Self::After(Edit::Title) => "one title changed",
            Self::AfterTemplate => "a template changed",
        }
    }
}

/// Prints a table of builds and one of their steps for each folder.
pub fn run(plan: &Plan) {
    for on in &plan.on {
        let (mut builds, mut steps) = (Vec::new(), Vec::new());
        let mut names = Vec::new();
        for &count in &plan.counts {
            let field = Field::new(plan, on, count);
            names = std::iter::once(concat!("throughline ", env!("CARGO_PKG_VERSION")).to_owned())
                .chain(field.programs().iter().map(|program| program.name()))
                .collect();
            for build in Build::ALL {
                let runs = field.measure(build, plan.runs);
                builds.extend(rows(count, build, &runs));
                steps.push((count, build, Steps::of(&runs[0].1)));
            }
        }
        let file_system = machine::file_system(on).unwrap_or_else(|| "unknown".to_owned());
        println!("{}: {}; file system {file_system};", machine::date(), machine::machine());
        let turns =
            if plan.runs == 1 { "one run each".to_owned() } else { format!("medians of {} runs in turns", plan.runs) };
        println!("{} portfolios; {turns}; {}.\n", plan.shape.name(), names.join(", "));
        print_builds(builds);
        print_steps(&steps);
    }
}

/// A generated portfolio and all that is measured on it.
struct Field {
    folder: tempfile::TempDir,
    scratch: tempfile::TempDir,
    count: usize,
    text: Text,
    before: String,
    limit: Limit,
    peers: Vec<Box<dyn Generator>>,
}

impl Field {
    /// Generates it and builds it once, for the limit to know what to write.
    fn new(plan: &Plan, on: &Path, count: usize) -> Self {
        let [folder, scratch] = [(); 2].map(|()| tempfile::tempdir_in(on).expect("a folder for the benchmark"));
        eprintln!("{count}: generated in {}", folder.path().display());
        generate::portfolio(folder.path(), count, SEED, plan.shape);
        // A second build is one of texts that have been left alone: younger ones are read again, whoever knows them.
        std::thread::sleep(Duration::from_millis(2_200));
        let texts = linked_texts(folder.path());
        let text = texts.get(texts.len() / 2).expect("some reflections link to others").clone();
        let ours = Throughline { folder: folder.path() };
        let before = fs::read_to_string(ours.source(&text.name)).expect("the text can be read");
        measure::run(&mut ours.build(), &ours.out(), scratch.path());
        let limit = Limit::of(folder.path(), &ours.out(), scratch.path());
        let peers = if plan.alone { Vec::new() } else { crate::peers(folder.path(), on) };
        Self { folder, scratch, count, text, before, limit, peers }
    }

    fn ours(&self) -> Throughline<'_> {
        Throughline { folder: self.folder.path() }
    }

    /// All programs but ours.
    fn programs(&self) -> Vec<&dyn Generator> {
        self.peers.iter().map(Box::as_ref).collect()
    }

    /// The runs of each program, ours first.
    fn measure(&self, build: Build, turns: usize) -> Vec<(String, Vec<Run>)> {
        let ours = self.ours();
        let mut programs: Vec<&dyn Generator> = vec![&ours];
        if build == Build::Cold {
            programs.push(&self.limit);
        }
        if [Build::Cold, Build::Second].contains(&build) {
            programs.extend(self.programs());
        }
        let mut runs: Vec<(String, Vec<Run>)> = programs.iter().map(|program| (program.name(), Vec::new())).collect();
        for turn in 0..turns {
            eprintln!("{}: {}, {} of {turns}", self.count, build.name(), turn + 1);
            self.change(build, turn);
            for (program, (_, runs)) in programs.iter().zip(&mut runs) {
                if build == Build::Cold {
                    program.forget();
                }
                runs.push(measure::run(&mut program.build(), &program.out(), self.scratch.path()));
            }
        }
        runs
    }

    /// Changes what a build is to follow.
    fn change(&self, build: Build, turn: usize) {
        match build {
            Build::Cold | Build::Second => {}
            Build::After(edit) => {
                let text = edit.apply(&self.before, &edit.word(turn));
                fs::write(self.ours().source(&self.text.name), text).expect("the text can be written");
            }
            Build::AfterTemplate => {
                let folder = self.folder.path().join("theme");
                fs::create_dir_all(&folder).expect("the folder can be made");
                let changed = TEMPLATE.replace("</article>", &format!("<p>Templateword{turn}x</p>\n</article>"));
                fs::write(folder.join("reflection.html"), changed).expect("the template can be written");
            }
        }
    }
}

/// A row for each program.
fn rows(count: usize, build: Build, runs: &[(String, Vec<Run>)]) -> Vec<Vec<String>> {
    let wall = |runs: &[Run]| median(runs, |run| seconds(run.wall));
    let cpu = |runs: &[Run]| median(runs, |run| seconds(run.cpu));
    let ours = &runs[0].1;
    let row = |(at, (name, runs)): (usize, &(String, Vec<Run>))| {
        let ratio = |of: f64, to: f64| if at == 0 { String::new() } else { format!("{:.2}", of / to) };
        vec![
            count.to_string(),
            build.name().to_owned(),
            name.clone(),
            format!("{:.3}", wall(runs)),
            format!("{:.3}", cpu(runs)),
            format!("{:.3}", cpu(runs) * 1000.0 / count as f64),
            format!("{:.0}", median(runs, |run| run.memory as f64) / f64::from(1 << 20)),
            files(runs),
            ratio(wall(ours), wall(runs)),
            ratio(cpu(ours), cpu(runs)),
        ]
    };
    runs.iter().enumerate().map(row).collect()
}

fn print_builds(rows: Vec<Vec<String>>) {
    let columns = [
        "reflections",
        "build",
        "program",
        "wall, s",
        "CPU, s",
        "CPU a reflection, ms",
        "peak memory, MiB",
        "files written",
        "our wall to its",
        "our CPU to its",
    ];
    let mut table = Table::new(3, columns.map(str::to_owned).to_vec());
    rows.into_iter().for_each(|row| table.row(row));
    table.print();
}

/// How long each step took, in milliseconds, in the order of the steps, and what was not in any.
struct Steps(Vec<(String, f64)>);

impl Steps {
    fn of(runs: &[Run]) -> Self {
        let told: Vec<Vec<(String, f64)>> = runs.iter().map(|run| told_steps(&run.said)).collect();
        let mut names: Vec<&String> = Vec::new();
        for (name, _) in told.iter().flatten() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let took = |steps: &[(String, f64)], name: &str| steps.iter().filter(|s| s.0 == name).map(|s| s.1).sum::<f64>();
        let all = names.iter().map(|name| ((*name).clone(), median(&told, |steps| took(steps, name))));
        let whole: Vec<(f64, f64)> = runs
            .iter()
            .zip(&told)
            .map(|(run, steps)| (seconds(run.wall) * 1000.0, steps.iter().map(|step| step.1).sum()))
            .collect();
        let rest = ("the rest".to_owned(), median(&whole, |(wall, steps)| wall - steps));
        Self(all.chain([rest]).collect())
    }

    fn took(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|step| step.0 == name).map(|step| step.1)
    }
}

/// The steps that `--verbose` tells: lines of a name, what it did, and milliseconds, with two spaces or more between these.
fn told_steps(said: &str) -> Vec<(String, f64)> {
    let step = |line: &str| {
        let line = line.strip_prefix("  ")?.strip_suffix(" ms")?;
        let (name, rest) = line.split_once("  ")?;
        Some((name.to_owned(), rest.split(' ').next_back()?.parse().ok()?))
    };
    said.lines().filter_map(step).collect()
}

fn print_steps(all: &[(usize, Build, Steps)]) {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in all.iter().flat_map(|(.., steps)| &steps.0) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names.retain(|name| *name != "the rest");
    names.push("the rest");
    let columns = ["reflections", "build"].into_iter().map(str::to_owned);
    let mut table = Table::new(2, columns.chain(names.iter().map(|name| format!("{name}, ms"))).collect());
    for (count, build, steps) in all {
        let took = names.iter().map(|name| steps.took(name).map(|took| format!("{took:.1}")).unwrap_or_default());
        table.row([count.to_string(), build.name().to_owned()].into_iter().chain(took).collect());
    }
    table.print();
}

/// The files written; the least and the most where runs differ.
fn files(runs: &[Run]) -> String {
    let least = runs.iter().map(|run| run.files).min().unwrap_or(0);
    let most = runs.iter().map(|run| run.files).max().unwrap_or(0);
    if least == most { most.to_string() } else { format!("{least} to {most}") }
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

fn median<T>(all: &[T], figure: impl Fn(&T) -> f64) -> f64 {
    let mut figures: Vec<f64> = all.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    match figures.len() % 2 {
        _ if figures.is_empty() => f64::NAN,
        0 => f64::midpoint(figures[middle - 1], figures[middle]),
        _ => figures[middle],
    }
}
