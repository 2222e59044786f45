//! A seeded generator of realistic portfolios: the same seed gives the same files on any machine.
//!
//! Shapes are those of a survey of teachers' blogs: words median 570, 95th percentile 2,400; tags on 40 % of the texts, most of them with two; three
//! links in the median; raw HTML in 28 %, code in 10 %.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const WORDS: [&str; 64] = [
    "the", "child", "reads", "aloud", "and", "then", "waits", "while", "others", "listen", "page", "picture", "sound",
    "letter", "group", "table", "morning", "again", "today", "question", "why", "because", "talk", "before", "text",
    "notice", "pause", "guess", "word", "story", "number", "ten", "frame", "count", "on", "from", "shared", "writing",
    "pencil", "mat", "circle", "partner", "explain", "idea", "change", "slow", "fast", "quiet", "loud", "home",
    "brought", "book", "week", "term", "data", "shows", "little", "more", "than", "last", "year", "but", "not", "yet",
];

/// A small generator of pseudo-random numbers (xorshift64*, Vigna 2016), so that no crate's version changes the files.
pub struct Random(u64);

impl Random {
    /// Starts from a seed, which must not be nought.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// Zipf-like: small numbers are common.
    fn zipf(&mut self, limit: usize) -> usize {
        let spread = self.below(limit) + 1;
        self.below(spread)
    }
}

/// Writes a portfolio of `count` reflections into `folder`.
pub fn portfolio(folder: &Path, count: usize, seed: u64) {
    let mut random = Random::new(seed);
    fs::create_dir_all(folder.join("inquiries")).expect("the folder can be made");
    let settings = "title: Generated\nauthor: Nobody\nbase_url: https://example.org/portfolio/\nlanguage: en\n";
    fs::write(folder.join("portfolio.yaml"), settings).expect("the settings can be written");
    let inquiry = "---\ntitle: Inquiry 0\nquestion: What changes when we wait?\n---\nThe story so far.\n";
    fs::write(folder.join("inquiries/inquiry-0.md"), inquiry).expect("the inquiry can be written");
    let names: Vec<String> = (0..count).map(|index| name(index, count)).collect();
    for index in 0..count {
        let year = folder.join("reflections").join(&names[index][..4]);
        fs::create_dir_all(&year).expect("the year's folder can be made");
        let text = reflection(&mut random, &names, index);
        fs::write(year.join(format!("{}.md", names[index])), text).expect("the reflection can be written");
    }
}

/// Spread over the years 1987 to 2026, several a day where there are many.
fn name(index: usize, count: usize) -> String {
    let day = index * 40 * 336 / count.max(1);
    let (year, month, day) = (1987 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
    format!("{year:04}-{month:02}-{day:02}-reflection-{index}")
}

fn reflection(random: &mut Random, names: &[String], index: usize) -> String {
    let mut text = format!("---\ntitle: Reflection {index} on {}\n", WORDS[random.below(WORDS.len())]);
    if random.percent(70) {
        writeln!(text, "inquiry: inquiry-{}", random.zipf(12)).expect("text grows");
        writeln!(text, "stage: {}", ["focusing", "teaching", "learning"][random.below(3)]).expect("text grows");
    }
    if random.percent(40) {
        let tags = if random.percent(12) { 9 } else { 1 + random.below(3) };
        let list: Vec<String> = (0..tags).map(|_| format!("tag {}", random.zipf(300))).collect();
        writeln!(text, "tags: [{}]", list.join(", ")).expect("text grows");
    }
    text.push_str("---\n\n");
    let words = length(random);
    let mut links = if random.percent(8) { 32 } else { random.below(7) };
    let mut written = 0;
    while written < words {
        written += paragraph(random, &mut text, names, &mut links);
        if random.percent(12) {
            writeln!(text, "## {}\n", sentence(random, 4)).expect("text grows");
        }
    }
    if random.percent(28) {
        text.push_str(
            "<div class=\"note\"><p>As <b>we</b> said: <a href=\"https://example.com/\">elsewhere</a>.</p></div>\n\n",
        );
    }
    if random.percent(10) {
        text.push_str(
            "```python\nfor child in group:\n    if child.waits(3):\n        print(\"thinking\", child)\n```\n",
        );
    }
    text
}

/// Words of a text: median 570, 95th percentile 2,400, at most 13,600.
fn length(random: &mut Random) -> usize {
    match random.below(1000) {
        0 => 13_600,
        1..50 => 2_400 + random.below(2_000),
        50..500 => 570 + random.below(1_200),
        _ => 120 + random.below(450),
    }
}

fn paragraph(random: &mut Random, text: &mut String, names: &[String], links: &mut usize) -> usize {
    let words = 40 + random.below(80);
    text.push_str(&sentence(random, words / 2));
    if *links > 0 {
        *links -= 1;
        let other = &names[random.below(names.len())];
        write!(text, " I came back to [[{other}]] here.").expect("text grows");
    }
    text.push(' ');
    text.push_str(&sentence(random, words / 2));
    text.push_str("\n\n");
    words
}

fn sentence(random: &mut Random, words: usize) -> String {
    let list: Vec<&str> = (0..words).map(|_| WORDS[random.below(WORDS.len())]).collect();
    let text = list.join(" ");
    text[..1].to_uppercase() + &text[1..] + "."
}
