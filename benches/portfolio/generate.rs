//! A seeded generator of realistic portfolios: the same seed gives the same files on any machine.
//!
//! Shapes are those of a survey of teachers' blogs: words median 570, 95th percentile 2,400, longest 13,600; tags on 40 % of the texts, 2 in the
//! median, 9 at the 95th percentile, as common as Zipf's law has it; 3 links in the median, 32 at the 95th percentile; raw HTML in 28 %, code in
//! 10 %. All links lead to other reflections, which costs any generator more than links to elsewhere. The other [`Shape`]s bend one of these.

#[path = "prose.rs"]
mod prose;

use std::collections::BTreeSet;
use std::fmt::{self, Display, Write as _};
use std::fs;
use std::path::Path;

use clap::ValueEnum;

pub use self::prose::Random;
use self::prose::Zipf;

/// The seed of all measured portfolios.
pub const SEED: u64 = 7;

/// (per million of the texts that have fewer, words): log-normal through the survey's figures.
const WORDS: [(usize, usize); 11] = [
    (0, 30),
    (10_000, 75),
    (50_000, 135),
    (250_000, 316),
    (500_000, 570),
    (750_000, 1_030),
    (900_000, 1_750),
    (950_000, 2_400),
    (990_000, 4_350),
    (999_000, 8_480),
    (1_000_000, 13_600),
];
/// The longest text, of which every portfolio has one.
const LONGEST: usize = 13_600;
/// The same for the tags of texts that have any.
const TAGS: [(usize, usize); 6] = [(0, 1), (350_000, 2), (650_000, 3), (800_000, 5), (952_000, 10), (1_000_000, 16)];
/// The same for links.
const LINKS: [(usize, usize); 6] = [(0, 0), (150_000, 1), (520_000, 4), (800_000, 12), (952_000, 33), (1_000_000, 60)];

/// What a portfolio is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// As surveyed
    Surveyed,
    /// Code in every reflection, in several languages
    Code,
    /// One tag on every reflection
    OneTag,
    /// One reflection linked from all
    OneLinked,
    /// All reflections of one day
    OneDay,
    /// 3,000 tags
    ManyTags,
}

impl Shape {
    /// Its name on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    fn tags(self) -> usize {
        if self == Self::ManyTags { 3_000 } else { 300 }
    }
}

/// Figures of what was generated, in the survey's terms.
#[derive(Default)]
pub struct Figures {
    words: Vec<usize>,
    tags: Vec<usize>,
    links: Vec<usize>,
    with_html: usize,
    with_code: usize,
}

impl Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.words.len();
        let at = |all: &[usize], percent: usize| {
            let mut all = all.to_vec();
            all.sort_unstable();
            all.get((all.len() * percent / 100).min(all.len().saturating_sub(1))).copied().unwrap_or(0)
        };
        let share = |part: usize| part * 100 / count.max(1);
        let line = |name: &str, all: &[usize]| {
            format!("{name} median {}, 95th percentile {}, most {}", at(all, 50), at(all, 95), at(all, 100))
        };
        writeln!(f, "{count} reflections")?;
        writeln!(f, "{}", line("words", &self.words))?;
        writeln!(f, "tags on {} %; {}", share(self.tags.len()), line("of these,", &self.tags))?;
        writeln!(f, "{}", line("links", &self.links))?;
        write!(f, "raw HTML in {} %, code in {} %", share(self.with_html), share(self.with_code))
    }
}

/// Writes a portfolio of `count` reflections into `folder`.
pub fn portfolio(folder: &Path, count: usize, seed: u64, shape: Shape) -> Figures {
    fs::create_dir_all(folder.join("inquiries")).expect("the folder can be made");
    let settings = "title: Generated\nauthor: Nobody\nbase_url: https://example.org/portfolio/\nlanguage: en\n";
    fs::write(folder.join("portfolio.yaml"), settings).expect("the settings can be written");
    let inquiry = "---\ntitle: Inquiry 0\nquestion: What changes when we wait?\n---\nThe story so far.\n";
    fs::write(folder.join("inquiries/inquiry-0.md"), inquiry).expect("the inquiry can be written");
    let mut writer = Writer {
        random: Random::new(seed),
        tags: Zipf::new(shape.tags()),
        names: (0..count).map(|index| name(index, count, shape)).collect(),
        shape,
        figures: Figures::default(),
    };
    for index in 0..count {
        let text = writer.reflection(index);
        let name = &writer.names[index];
        let year = folder.join("reflections").join(&name[..4]);
        fs::create_dir_all(&year).expect("the year's folder can be made");
        fs::write(year.join(format!("{name}.md")), text).expect("the reflection can be written");
    }
    writer.figures
}

/// Spread over the years 1987 to 2026, several a day where there are many.
fn name(index: usize, count: usize, shape: Shape) -> String {
    if shape == Shape::OneDay {
        return format!("2026-03-11-reflection-{index}");
    }
    let day = index * 40 * 336 / count.max(1);
    let (year, month, day) = (1987 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
    format!("{year:04}-{month:02}-{day:02}-reflection-{index}")
}

/// Writes one reflection after the other.
struct Writer {
    random: Random,
    tags: Zipf,
    names: Vec<String>,
    shape: Shape,
    figures: Figures,
}

impl Writer {
    fn reflection(&mut self, index: usize) -> String {
        let mut text = format!("---\ntitle: Reflection {index} on {}\n", self.random.word());
        if self.random.percent(70) {
            writeln!(text, "inquiry: inquiry-{}", self.random.skewed(12)).expect("text grows");
            writeln!(text, "stage: {}", ["focusing", "teaching", "learning"][self.random.below(3)])
                .expect("text grows");
        }
        let tags = self.tags(index);
        if !tags.is_empty() {
            self.figures.tags.push(tags.len());
            writeln!(text, "tags: [{}]", tags.into_iter().collect::<Vec<_>>().join(", ")).expect("text grows");
        }
        text.push_str("---\n\n");
        let links = self.links();
        self.body(&mut text, index, &links);
        if self.random.percent(28) {
            self.figures.with_html += 1;
            prose::html(&mut self.random, &mut text);
        }
        if self.shape == Shape::Code || self.random.percent(10) {
            self.figures.with_code += 1;
            (0..=self.random.skewed(4)).for_each(|_| prose::code(&mut self.random, &mut text));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }

    fn tags(&mut self, index: usize) -> BTreeSet<String> {
        let mut tags = BTreeSet::new();
        match self.shape {
            Shape::OneTag => drop(tags.insert("practice".to_owned())),
            Shape::ManyTags => drop(tags.insert(format!("tag {}", index % self.shape.tags()))),
            _ => {}
        }
        if self.random.percent(40) {
            let count = tags.len() + self.random.spread(&TAGS);
            while tags.len() < count {
                tags.insert(format!("tag {}", self.tags.draw(&mut self.random)));
            }
        }
        tags
    }

    /// The names of the reflections to link to.
    fn links(&mut self) -> Vec<String> {
        let mut links = Vec::new();
        if self.shape == Shape::OneLinked {
            links.push(self.names[0].clone());
        }
        for _ in 0..self.random.spread(&LINKS) {
            links.push(self.names[self.random.below(self.names.len())].clone());
        }
        self.figures.links.push(links.len());
        links
    }

    fn body(&mut self, text: &mut String, index: usize, links: &[String]) {
        let longest = index == self.names.len() / 2;
        let words = if longest { LONGEST } else { self.random.spread(&WORDS) };
        self.figures.words.push(words);
        let paragraphs = words.div_ceil(80);
        let share = |of: usize, at: usize| of * at / paragraphs;
        for at in 0..paragraphs {
            let words = share(words, at + 1) - share(words, at);
            let links = &links[share(links.len(), at)..share(links.len(), at + 1)];
            prose::paragraph(&mut self.random, text, words, links);
            if self.random.percent(12) {
                text.push_str("## ");
                prose::sentence(&mut self.random, text, 4);
                text.push_str("\n\n");
            }
        }
    }
}
