//! What is still open in a YAML value while its lines are passed by: a quotation, lists and tables in brackets, a block of text.
//!
//! This is no reader of YAML: it knows just enough to tell where an entry ends, what was never closed, and what is nested too deep to be
//! worth reading.

/// The state after the lines seen so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Scan {
    /// The quotation mark that is open, and where.
    quote: Option<(char, usize)>,
    /// Where each bracket that is open stands.
    brackets: Vec<usize>,
    /// The indentation of the line that opened a block of text (`|`, `>`).
    block: Option<usize>,
    /// The most brackets that were open at once.
    pub deepest: usize,
    /// How many `*name` stand for values from elsewhere.
    pub aliases: usize,
}

impl Scan {
    /// Whether a quotation or a bracket is open.
    pub fn is_open(&self) -> bool {
        self.opener().is_some()
    }

    /// What was opened last and never closed: the mark, and where it stands.
    pub fn opener(&self) -> Option<usize> {
        self.quote.map(|(_, at)| at).or_else(|| self.brackets.last().copied())
    }

    /// Passes one whole line, which begins at the offset `at`.
    pub fn line(&mut self, line: &str, at: usize) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(outer) = self.block {
            if indent > outer || line.trim().is_empty() {
                return;
            }
            self.block = None;
        }
        let skip = if self.is_open() { 0 } else { value_in(line) };
        self.value(&line[skip..], at + skip, indent);
    }

    /// Passes the rest of a line, from where its value begins.
    pub fn value(&mut self, value: &str, at: usize, indent: usize) {
        if !self.is_open() {
            match value.chars().next() {
                Some('|' | '>') => return self.block = Some(indent),
                Some('"' | '\'' | '[' | '{') => {}
                Some('*') => return self.aliases += 1,
                _ => return,
            }
        }
        self.inside(value, at);
    }

    /// Passes characters while a quotation or a bracket is open (or opens with the first).
    fn inside(&mut self, value: &str, at: usize) {
        let mut fresh = true;
        let mut spaced = true;
        let mut chars = value.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            match (self.quote, c) {
                (Some(('"', _)), '\\') => _ = chars.next(),
                (Some(('\'', _)), '\'') if chars.peek().is_some_and(|&(_, c)| c == '\'') => _ = chars.next(),
                (Some((quote, _)), c) if c == quote => self.quote = None,
                (Some(_), _) => continue,
                (None, '"' | '\'') if fresh => self.quote = Some((c, at + i)),
                (None, '#') if spaced && i > 0 => return,
                (None, c) => self.bare(c, fresh, at + i),
            }
            if !self.is_open() {
                return;
            }
            fresh = matches!(c, '[' | '{' | ',' | ':') || (fresh && c.is_whitespace());
            spaced = c.is_whitespace();
        }
    }

    fn bare(&mut self, c: char, fresh: bool, at: usize) {
        match c {
            '[' | '{' => self.brackets.push(at),
            ']' | '}' => _ = self.brackets.pop(),
            '*' if fresh => self.aliases += 1,
            _ => {}
        }
        self.deepest = self.deepest.max(self.brackets.len());
    }
}

/// Where the value begins in an indented line: behind `- ` marks and behind `key: `.
fn value_in(line: &str) -> usize {
    let mut rest = line.trim_start();
    while let Some(after) = rest.strip_prefix("- ") {
        rest = after.trim_start();
    }
    if let Some((key, value)) = rest.split_once(": ")
        && !key.contains(['"', '\'', '[', '{', ','])
    {
        rest = value.trim_start();
    }
    line.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use super::Scan;

    fn scanned(text: &str) -> Scan {
        let mut scan = Scan::default();
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            if number == 0 {
                scan.value(line, at, 0)
            } else {
                scan.line(line, at)
            }
            at += line.len();
        }
        scan
    }

    #[test]
    fn knows_what_was_never_closed() {
        let cases = [
            ("plain \"words", None),
            ("Don't", None),
            ("\"a", Some(0)),
            ("\"a\\\"", Some(0)),
            ("'it''s'", None),
            ("[a, 'b]", Some(4)),
            ("[a, {b: \"]\"}", Some(0)),
            ("[it's, b]", None),
            ("[a, # ]\n b", Some(0)),
            ("[a#]", None),
            ("\n  - \"a", Some(5)),
            ("\n  key: [a", Some(8)),
            ("|\n \"a", None),
            ("\n  note: >\n    'a\n  b: 'c'", None),
        ];
        for (text, expected) in cases {
            assert_eq!(scanned(text).opener(), expected, "{text}");
        }
    }

    #[test]
    fn counts_brackets_and_aliases() {
        assert_eq!(scanned("[[[a], [b]]]").deepest, 3);
        assert_eq!(scanned("[*a, *b, c*d]").aliases, 2);
        assert_eq!(scanned("*a").aliases, 1);
    }
}
