//! The elements of raw HTML that are open at a place, so that none stays open behind the block that it belongs to, or behind the body.

use std::collections::BTreeMap;

/// The open elements, the outermost first.
#[derive(Debug, Default)]
pub struct Elements {
    open: Vec<Element>,
    /// Where in `open` the elements of each name stand.
    places: BTreeMap<String, Places>,
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

/// The places of the elements of one name, ascending.
#[derive(Debug, Default)]
struct Places {
    inline: Vec<usize>,
    others: Vec<usize>,
}

impl Places {
    fn of(&mut self, inline: bool) -> &mut Vec<usize> {
        if inline { &mut self.inline } else { &mut self.others }
    }
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
        let at = self.open.len();
        match self.places.get_mut(&name) {
            Some(places) => places.of(inline).push(at),
            None => self.places.entry(name.clone()).or_default().of(inline).push(at),
        }
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
        let within = self.open.get(self.floor()..).unwrap_or_default();
        let inline = within.iter().rev().take_while(|element| element.inline).count();
        self.close_down_to(self.open.len() - inline, html);
    }

    /// Writes the end tag of `name`, and before it those of the elements left open within; nothing if no such element is open here.
    pub fn close(&mut self, name: &str, inline: bool, html: &mut String) {
        let Some(places) = self.places.get(name) else { return };
        let found = if inline { places.inline.last() } else { places.inline.last().max(places.others.last()) };
        if let Some(&at) = found.filter(|&&at| at >= self.floor()) {
            self.close_down_to(at + 1, html);
            self.pop();
            write_end(html, name);
        }
    }

    /// Writes the end tags of the outermost link and of all within it.
    pub fn close_link(&mut self, html: &mut String) {
        let places = self.places.get("a");
        let firsts = places.into_iter().flat_map(|places| [places.inline.first(), places.others.first()]);
        if let Some(&at) = firsts.flatten().min() {
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
            if !closes_itself(&name) {
                write_end(html, &name);
            }
        }
    }

    fn pop(&mut self) -> Option<String> {
        let Element { name, inline } = self.open.pop()?;
        if let Some(places) = self.places.get_mut(&name) {
            places.of(inline).pop();
        }
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

/// Writes an end tag.
pub fn write_end(html: &mut String, name: &str) {
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

/// Elements without an end tag (HTML Standard, section 13.1.2).
pub fn is_void(name: &str) -> bool {
    const VOID: [&str; 17] = [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
        "meta", "param", "source", "track",
    ];
    VOID.contains(&name) || name == "wbr"
}

/// Elements whose end tag may be left out (HTML Standard, section 13.1.2.4).
fn closes_itself(name: &str) -> bool {
    const OPTIONAL: [&str; 15] = [
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rt",
        "rp",
    ];
    OPTIONAL.contains(&name)
}

/// Elements that stand among words.
pub fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 28] = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    ];
    INLINE.contains(&name) || matches!(name, "img" | "wbr" | "br" | "tt")
}

/// Elements of drawings and formulas, which may close themselves with `/>`.
pub fn is_foreign(name: &str) -> bool {
    const FOREIGN: [&str; 29] = [
        "svg",
        "path",
        "g",
        "circle",
        "rect",
        "line",
        "polyline",
        "polygon",
        "ellipse",
        "use",
        "image",
        "stop",
        "animate",
        "animatetransform",
        "animatemotion",
        "set",
        "mpath",
        "tspan",
        "defs",
        "symbol",
        "marker",
        "mask",
        "pattern",
        "clippath",
        "lineargradient",
        "radialgradient",
        "math",
        "mspace",
        "mprescripts",
    ];
    FOREIGN.contains(&name) || name.starts_with("fe")
}

#[cfg(test)]
mod tests {
    use super::Elements;

    /// What stands in `places`, by place.
    fn by_place(elements: &Elements) -> Vec<(usize, String, bool)> {
        let mut all = Vec::new();
        for (name, places) in &elements.places {
            all.extend(places.inline.iter().map(|&at| (at, name.clone(), true)));
            all.extend(places.others.iter().map(|&at| (at, name.clone(), false)));
        }
        all.sort();
        all
    }

    #[test]
    fn an_end_tag_finds_its_element_by_name_and_not_among_all_that_are_open() {
        let mut elements = Elements::default();
        let mut html = String::new();
        let steps = [
            ("div", false, "<div>"),
            ("b", true, "<div><b>"),
            ("/i", true, "<div><b>"),
            ("/div", true, "<div><b>"),
            ("a", true, "<div><b><a>"),
            (">", true, "<div><b><a>"),
            ("b", true, "<div><b><a><b>"),
            ("/a", true, "<div><b><a><b>"),
            ("words", true, "<div><b><a><b></b>"),
            ("p", false, "<div><b><a><b></b><p>"),
            ("<", true, "<div><b><a><b></b><p>"),
            ("link", true, "<div><b><a><b></b><p></a>"),
            ("/div", false, "<div><b><a><b></b><p></a></b></div>"),
        ];
        for (step, inline, expected) in steps {
            match step {
                ">" => elements.enter(),
                "<" => elements.leave(&mut html),
                "words" => elements.end_words(&mut html),
                "link" => elements.close_link(&mut html),
                _ => match step.strip_prefix('/') {
                    Some(name) => elements.close(name, inline, &mut html),
                    None => {
                        html.push_str(&format!("<{step}>"));
                        elements.open(step.to_owned(), inline);
                    }
                },
            }
            assert_eq!(html, expected, "{step}");
            let open = elements.open.iter().enumerate().map(|(at, element)| (at, element.name.clone(), element.inline));
            assert_eq!(by_place(&elements), open.collect::<Vec<_>>(), "{step}");
        }
        assert!(elements.open.is_empty() && !elements.has_link());
    }
}
