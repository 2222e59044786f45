//! What generated reflections say: sentences, lists, raw HTML and code, drawn from a seed with whole numbers only, so that no machine and no crate's
//! version changes a byte.

use std::fmt::Write as _;

const WORDS: [&str; 72] = [
    "the",
    "child",
    "reads",
    "aloud",
    "and",
    "then",
    "waits",
    "while",
    "others",
    "listen",
    "page",
    "picture",
    "sound",
    "letter",
    "group",
    "table",
    "morning",
    "again",
    "today",
    "question",
    "why",
    "because",
    "talk",
    "before",
    "text",
    "notice",
    "pause",
    "guess",
    "word",
    "story",
    "number",
    "ten",
    "frame",
    "count",
    "on",
    "from",
    "shared",
    "writing",
    "pencil",
    "mat",
    "circle",
    "partner",
    "explain",
    "idea",
    "change",
    "slow",
    "fast",
    "quiet",
    "loud",
    "home",
    "brought",
    "book",
    "week",
    "term",
    "data",
    "shows",
    "little",
    "more",
    "than",
    "last",
    "year",
    "but",
    "not",
    "yet",
    "whānau",
    "kōrero",
    "can't",
    "it's",
    "tamariki",
    "read-aloud",
    "hands",
    "up",
];

/// Lines of code by language; any of them may follow any other. `§` stands for a word, `¤` for a number.
const LANGUAGES: [(&str, [&str; 6]); 9] = [
    (
        "python",
        [
            "# how long does § wait?",
            "§ = [child.minutes for child in group if child.turn > ¤]",
            "def §_after(pause=¤):",
            "    return sorted(seen, key=lambda child: (child.§, -child.turn))",
            "print(f\"§: {len(seen)} of ¤\", sep=\"\")",
            "assert § is not None and ¤ <= 0x1F",
        ],
    ),
    (
        "javascript",
        [
            "// the § of today",
            "const §¤ = words.filter((word) => word.length > ¤).map((word) => word.toUpperCase());",
            "document.querySelector('#§').addEventListener('click', () => count += ¤);",
            "export async function §¤of(page) { return await page.text() ?? `§ ${page.name}`; }",
            "if (/^§[a-z]+$/u.test(name)) { throw new Error('§'); }",
            "let §Seen¤ = { turn: ¤, waits: true, name: \"§\" };",
        ],
    ),
    (
        "html",
        [
            "<!-- § -->",
            "<p class=\"§\" id=\"p¤\">§ &amp; §</p>",
            "<ul><li>§</li><li>¤</li></ul>",
            "<img src=\"§.png\" alt=\"§\" width=\"¤\">",
            "<button type=\"button\" disabled>§</button>",
            "<input name=\"§\" value=\"¤\"><br>",
        ],
    ),
    (
        "css",
        [
            "/* § */",
            ".§ > p:first-child { margin: ¤px auto; color: #0f6b63; }",
            "#§ { font: italic ¤px/1.5 Georgia, serif; }",
            "@media (min-width: ¤em) { .§ { display: grid; } }",
            "a.§:hover::after { content: \"§\"; }",
            ":root { --§: calc(¤px + 2rem); }",
        ],
    ),
    (
        "sql",
        [
            "-- who has read §?",
            "SELECT name, COUNT(*) FROM readings WHERE book = '§' AND minutes > ¤ GROUP BY name;",
            "INSERT INTO readings (name, book, minutes) VALUES ('§', '§', ¤);",
            "UPDATE books SET shelf = ¤ WHERE title LIKE '%§%';",
            "CREATE TABLE §_¤ (id INTEGER PRIMARY KEY, word TEXT NOT NULL);",
            "DELETE FROM loans WHERE returned IS NULL OR days >= ¤;",
        ],
    ),
    (
        "java",
        [
            "// § comes first",
            "List<String> §¤ = new ArrayList<>(List.of(\"§\", \"§\"));",
            "for (int i = 0; i < ¤; i++) { System.out.println(\"§ \" + i); }",
            "private static final double §_¤ = ¤.5e-3;",
            "public int §¤(Child child) throws IOException { return child.turn() * ¤; }",
            "if (child instanceof Reader reader && reader.minutes() > ¤) { reader.pause(); }",
        ],
    ),
    (
        "bash",
        [
            "# keep § safe",
            "for page in §*.md; do wc -w \"$page\" | tee -a counts.txt; done",
            "grep -c '§' \"${HOME}/notes/¤.txt\" || echo \"no §\" >&2",
            "if [ \"$(date +%u)\" -gt ¤ ]; then exit 0; fi",
            "sort -rn counts.txt | head -n ¤ > §.txt",
            "export §_COUNT=$((total + ¤))",
        ],
    ),
    (
        "rust",
        [
            "/// Waits for `§`.",
            "let §: Vec<&str> = text.split_whitespace().filter(|word| word.len() > ¤).collect();",
            "pub fn §_of(page: &Page) -> Option<u32> { page.turns.checked_add(¤) }",
            "match child.next() { Some('§'..='z') => count += ¤, None => return, _ => {} }",
            "println!(\"{:>¤} §\", list.iter().map(|n| n * ¤).sum::<u64>());",
            "#[derive(Clone, Debug)] struct §¤<'a> { name: &'a str, turn: usize }",
        ],
    ),
    (
        "yaml",
        [
            "# the week of §",
            "- name: §",
            "- { book: \"§\", minutes: ¤, done: true }",
            "- &a¤ [§, §, ¤]",
            "- 2026-03-11 # §",
            "- '§: §'",
        ],
    ),
];

/// A small generator of pseudo-random numbers (xorshift64*, Vigna 2016), so that no crate's version changes the files.
pub struct Random(u64);

impl Random {
    /// Starts from a seed; nought counts as one.
    pub fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    /// A number below `limit`; nought when there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    /// Yes in `chance` of a hundred cases.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// A number below `limit`, small ones more often.
    pub fn skewed(&mut self, limit: usize) -> usize {
        let spread = self.below(limit) + 1;
        self.below(spread)
    }

    /// A number with this distribution: (per million that are smaller, number), rising, and even between two of these points.
    pub fn spread(&mut self, points: &[(usize, usize)]) -> usize {
        let part = self.below(1_000_000);
        let pair = points.windows(2).find(|pair| part < pair[1].0).expect("the points end at a million");
        let [(from, low), (to, high)] = [pair[0], pair[1]];
        low + (high - low) * (part - from) / (to - from)
    }

    /// One of the words.
    pub fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }
}

/// Numbers that are as common as Zipf's law has it: the k-th as often as 1/k.
pub struct Zipf(Vec<usize>);

impl Zipf {
    /// For numbers below `limit`.
    pub fn new(limit: usize) -> Self {
        let mut sum = 0;
        let sums = (1..=limit).map(|rank| {
            sum += 1_000_000 / rank;
            sum
        });
        Self(sums.collect())
    }

    /// One of them.
    pub fn draw(&self, random: &mut Random) -> usize {
        let at = random.below(self.0.last().copied().unwrap_or(0));
        self.0.partition_point(|&below| below <= at)
    }
}

/// A sentence of so many words, with emphasis here and there.
pub fn sentence(random: &mut Random, text: &mut String, words: usize) {
    let start = text.len();
    for at in 0..words {
        if at > 0 {
            text.push_str(if random.percent(6) { ", " } else { " " });
        }
        match random.below(100) {
            0..2 => write!(text, "*{}*", random.word()).expect("text grows"),
            2 => write!(text, "**{}**", random.word()).expect("text grows"),
            3 => write!(text, "\"{}\"", random.word()).expect("text grows"),
            _ => text.push_str(random.word()),
        }
    }
    if let Some(first) = text[start..].chars().next() {
        text.replace_range(start..start + first.len_utf8(), &first.to_uppercase().to_string());
    }
    text.push('.');
}

/// A paragraph, or now and then a list, of so many words, with links to these.
pub fn paragraph(random: &mut Random, text: &mut String, words: usize, links: &[String]) {
    let (before, between) = if random.percent(8) { ("- ", "\n") } else { ("", " ") };
    let (mut left, mut links) = (words, links.iter());
    while left > 0 || links.len() > 0 {
        let next = (6 + random.below(18)).min(left).max(1);
        left = left.saturating_sub(next);
        text.push_str(before);
        sentence(random, text, next);
        if let Some(link) = links.next() {
            write!(text, " I came back to [[{link}]] here.").expect("text grows");
        }
        text.push_str(between);
    }
    text.truncate(text.trim_end().len());
    text.push_str("\n\n");
}

/// Raw HTML, as it comes out of other programs.
pub fn html(random: &mut Random, text: &mut String) {
    let (one, two) = (random.word(), random.word());
    let written = match random.below(4) {
        0 => write!(
            text,
            "<div class=\"note\"><p>As <b>{one}</b> said: <a href=\"https://example.com/\">{two}</a>.</p></div>"
        ),
        1 => write!(text, "<table>\n<tr><th>{one}</th><th>{two}</th></tr>\n<tr><td>3</td><td>7</td></tr>\n</table>"),
        2 => write!(
            text,
            "We saw <span style=\"color: #c00\">{one}</span> and<br>\nthen <u>{two}</u> in H<sub>2</sub>O."
        ),
        _ => write!(text, "<details>\n<summary>{one}</summary>\n\nWhat *{two}* said.\n\n</details>"),
    };
    written.expect("text grows");
    text.push_str("\n\n");
}

/// A block of code in one of several languages, no two alike.
pub fn code(random: &mut Random, text: &mut String) {
    let (language, lines) = LANGUAGES[random.below(LANGUAGES.len())];
    writeln!(text, "```{language}").expect("text grows");
    for _ in 0..3 + random.skewed(28) {
        for part in lines[random.below(lines.len())].chars() {
            match part {
                '§' => text.extend(random.word().chars().filter(char::is_ascii_alphabetic)),
                '¤' => write!(text, "{}", random.below(100)).expect("text grows"),
                _ => text.push(part),
            }
        }
        text.push('\n');
    }
    text.push_str("```\n\n");
}
