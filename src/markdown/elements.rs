//! The elements of raw HTML that are open at a place, so that none stays open behind the block that it belongs to, or behind the body.

use super::tags;

/// The open elements, the outermost first.
#[derive(Debug, Default)]
pub struct Elements {
    open: Vec<Element>,
    /// How many of them are links, and how many hold code.
    links: usize,
    codes: usize,
    /// How many were open where each quotation, list item and note around the place began: those are not closed within it.
    floors: Vec<usize>,
}

#[derive(Debug)]
struct Element {
    name: String,
    /// Whether it was opened among the words of a block.
    inline: bool,
}

impl Elements {
    /// Whether a link is open.
    pub fn has_link(&self) -> bool {
        self.links > 0
    }

    /// Whether something is open in which no mark is changed.
    pub fn has_code(&self) -> bool {
        self.codes > 0
    }

    /// Notes that an element has been opened.
    pub fn open(&mut self, name: String, inline: bool) {
        self.links += usize::from(name == "a");
        self.codes += usize::from(holds_code(&name));
        self.open.push(Element { name, inline });
    }

    /// Begins a quotation, an item or a note.
    pub fn enter(&mut self) {
        self.floors.push(self.open.len());
    }

    /// Ends it, and writes the end tags of what was opened in it.
    pub fn leave(&mut self, html: &mut String) {
        let floor = self.floors.pop().unwrap_or(0);
        self.close_down_to(floor, html);
    }

    /// Writes the end tags of what was opened among the words that end here.
    pub fn end_words(&mut self, html: &mut String) {
        let inline = self.open.iter().rev().take_while(|element| element.inline).count();
        self.close_down_to((self.open.len() - inline).max(self.floor()), html);
    }

    /// Writes the end tag of `name`, and before it those of the elements left open within; nothing if no such element is open here.
    pub fn close(&mut self, name: &str, inline: bool, html: &mut String) {
        let floor = self.floor();
        let within = self.open.get(floor..).unwrap_or_default();
        let found = within.iter().rposition(|element| element.name == name && (element.inline || !inline));
        if let Some(at) = found {
            self.close_down_to(floor + at + 1, html);
            self.pop();
            tags::write_end(html, name);
        }
    }

    /// Writes the end tags of the outermost link and of all within it.
    pub fn close_link(&mut self, html: &mut String) {
        if let Some(at) = self.open.iter().position(|element| element.name == "a") {
            self.close_down_to(at, html);
        }
    }

    /// Writes every end tag that is missing.
    pub fn close_all(&mut self, html: &mut String) {
        self.close_down_to(0, html);
    }

    /// Elements whose end tag may be left out are left to the browser.
    fn close_down_to(&mut self, depth: usize, html: &mut String) {
        while self.open.len() > depth {
            let Some(name) = self.pop() else { return };
            if !tags::closes_itself(&name) {
                tags::write_end(html, &name);
            }
        }
    }

    fn pop(&mut self) -> Option<String> {
        let name = self.open.pop()?.name;
        self.links -= usize::from(name == "a");
        self.codes -= usize::from(holds_code(&name));
        Some(name)
    }

    fn floor(&self) -> usize {
        self.floors.last().copied().unwrap_or(0)
    }
}

fn holds_code(name: &str) -> bool {
    matches!(name, "code" | "pre" | "kbd" | "samp" | "tt" | "textarea")
}
