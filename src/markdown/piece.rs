//! HTML under way, with its slots: what the walk writes into, and what is moved whole (a footnote to the end of the body,
//! a heading's words behind the id that is made from them).

use super::body::{Slot, SlotForm};

/// HTML with slots. Every method leaves the slots ascending.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// What has been written.
    pub html: String,
    /// Offsets count from the start of `html`.
    pub slots: Vec<Slot>,
    /// Where in `html` the digits of heading tags stand, so that all headings can be lowered when the whole is known.
    pub levels: Vec<usize>,
}

impl Piece {
    /// Notes that something goes in here.
    pub fn slot(&mut self, link: u32, form: SlotForm) {
        self.slots.push(Slot { at: offset(self.html.len()), link, form });
    }

    /// Puts `other` at the end.
    pub fn append(&mut self, other: &Self) {
        let start = self.html.len();
        self.html.push_str(&other.html);
        self.slots.extend(other.slots.iter().map(|slot| Slot { at: slot.at + offset(start), ..*slot }));
        self.levels.extend(other.levels.iter().map(|at| at + start));
    }

    /// Writes a line end unless one stands there already, or nothing does.
    pub fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Makes every heading one level lower; the sixth level stays.
    pub fn lower_headings(&mut self) {
        for &at in &self.levels {
            let level = self.html.as_bytes()[at] - b'0';
            self.html.replace_range(at..=at, digit((level + 1).min(6)));
        }
    }

    /// Writes `<h2` or `</h2`: the tag of a heading up to and with its level.
    pub fn heading_tag(&mut self, start: &str, level: u8) {
        self.html.push_str(start);
        self.levels.push(self.html.len());
        self.html.push_str(digit(level));
    }
}

/// An offset as slots hold it. No file of 4 GiB is read.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn digit(level: u8) -> &'static str {
    match level {
        0 | 1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        5 => "5",
        _ => "6",
    }
}
