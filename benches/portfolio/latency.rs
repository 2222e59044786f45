//! How long a save takes to show: from the moment that the write returns to the moment that a reader gets the new bytes.
//!
//! Each server under test is the real program, on a portfolio of its own; the saves are those of a person, one after the other. A body edit must
//! show on its page; a new title must also show in the list of its year and on a page that links to it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::edit::Edit;
use crate::generate::{self, SEED, Shape};
use crate::generator::{Generator, Throughline};
use crate::hugo::Hugo;
use crate::preview::Preview;
use crate::server::Server;
use crate::texts::{Text, linked_texts};

const SAVES: usize = 50;
/// Other programs take seconds over each save.
const SAVES_OF_PEERS: usize = 5;
/// How long a person takes at least from one save to the next.
const PAUSE: Duration = Duration::from_millis(500);

/// Prints a table of latencies for portfolios of these sizes; of the largest also for the other generators on this machine.
pub fn run(counts: &[usize], (shape, on): (Shape, &Path)) {
    println!(
        "{:>8} {:<14} {:<10} {:>6} {:>11} {:>9} {:>9} {:>7}",
        "size", "server", "save", "saves", "median, ms", "95 %, ms", "max, ms", "missed"
    );
    let largest = counts.iter().max();
    for count in counts {
        let folder = tempfile::tempdir_in(on).expect("a folder for the benchmark");
        generate::portfolio(folder.path(), *count, SEED, shape);
        let texts = linked_texts(folder.path());
        let hugo = Some(count).filter(|count| Some(*count) == largest).and_then(|_| Hugo::of(folder.path(), on));
        let ours = measure(&Throughline { folder: folder.path() }, &texts, (*count, SAVES));
        if let Some(hugo) = hugo {
            let theirs = measure(&hugo, &texts, (*count, SAVES_OF_PEERS));
            for ((kind, ours), (_, theirs)) in ours.iter().zip(&theirs) {
                println!("{:>8} {} takes {:.0} times as long over a {kind}", "", hugo.name(), theirs / ours);
            }
        }
    }
}

/// Makes saves of both kinds and prints a line for each; gives the medians in milliseconds.
fn measure(generator: &dyn Server, texts: &[Text], (count, saves): (usize, usize)) -> [(&'static str, f64); 2] {
    let preview = generator.start(texts);
    [Edit::Body, Edit::Title].map(|kind| {
        let taken: Vec<Option<Duration>> = (0..saves)
            .map(|turn| {
                let text = &texts[turn * texts.len() / saves];
                let taken = save(generator, &preview, text, (kind, turn));
                std::thread::sleep(PAUSE);
                taken
            })
            .collect();
        let mut times: Vec<f64> = taken.iter().flatten().map(|time| time.as_secs_f64() * 1000.0).collect();
        times.sort_by(f64::total_cmp);
        let at = |part: f64| times.get(((times.len() as f64 * part).ceil() as usize).max(1) - 1).copied();
        let [median, most, longest] = [0.5, 0.95, 1.0].map(|part| at(part).unwrap_or(f64::NAN));
        let (name, missed) = (generator.name(), taken.iter().filter(|time| time.is_none()).count());
        println!(
            "{count:>8} {name:<14} {:<10} {saves:>6} {median:>11.1} {most:>9.1} {longest:>9.1} {missed:>7}",
            kind.name()
        );
        (kind.name(), median)
    })
}

/// Saves a text and waits until that shows; `None` when it never does.
fn save(generator: &dyn Server, preview: &Preview, text: &Text, (kind, turn): (Edit, usize)) -> Option<Duration> {
    let source = generator.source(&text.name);
    let before = fs::read_to_string(&source).expect("the text can be read");
    let word = kind.word(turn);
    let pages = match kind {
        Edit::Body => vec![generator.page(&text.name)],
        Edit::Title => [&text.name, &text.neighbour].map(|name| generator.page(name)).into(),
    };
    let lists = if kind == Edit::Title { vec![generator.year(&text.name)] } else { Vec::new() };
    fs::write(&source, kind.apply(&before, &word)).expect("the text can be written");
    let begun = Instant::now();
    preview.shows(&[pages, lists].concat(), &word).then(|| begun.elapsed())
}
