//! Code to HTML with classes; the only user of syntect, whose syntaxes are loaded when the first body with code in a known language turns up.
//!
//! The classes, for a theme to colour: `hl-comment`, `hl-string`, `hl-keyword`, `hl-number`, `hl-function`, `hl-type`, `hl-constant`,
//! `hl-variable`, `hl-tag`, `hl-attribute`. Everything else, punctuation too, has the colour of the text.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};

use super::escape;
use crate::digest::{self, Digest};

/// Longer code, and code with longer lines, is not worth the reader's or the author's wait.
const LONGEST: usize = 200_000;
const LONGEST_LINE: usize = 4_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Which scopes have which class: the first that is a prefix counts; a scope without a class lets the one around it decide.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let scope = |name| Scope::new(name).expect("a scope of a few short atoms");
    NAMES.iter().map(|&(name, class)| (scope(name), class)).collect()
});

const NAMES: &[(&str, &str)] = &[
    ("comment", "hl-comment"),
    ("punctuation.definition.comment", "hl-comment"),
    ("constant.character.escape", "hl-constant"),
    ("constant.other.placeholder", "hl-constant"),
    ("string", "hl-string"),
    ("constant.numeric", "hl-number"),
    ("constant", "hl-constant"),
    ("variable.language", "hl-constant"),
    ("support.constant", "hl-constant"),
    ("entity.name.function", "hl-function"),
    ("support.function", "hl-function"),
    ("variable.function", "hl-function"),
    ("entity.name.tag", "hl-tag"),
    ("entity.other.attribute-name", "hl-attribute"),
    ("support.type.property-name", "hl-attribute"),
    ("entity.name", "hl-type"),
    ("entity.other.inherited-class", "hl-type"),
    ("support.type", "hl-type"),
    ("support.class", "hl-type"),
    ("keyword", "hl-keyword"),
    ("storage", "hl-keyword"),
    ("variable.parameter", "hl-variable"),
];

/// Languages that the syntaxes know by another name, or that a near relation reads well enough.
const ALIASES: &[(&str, &str)] = &[
    ("typescript", "js"),
    ("ts", "js"),
    ("tsx", "js"),
    ("jsx", "js"),
    ("shell", "sh"),
    ("console", "sh"),
    ("jsonc", "json"),
];

/// What has been highlighted in this run: a text that is edited is read again and again, and its code stays. Highlighting costs a hundred times
/// as much as the rest of reading.
static DONE: LazyLock<Mutex<Done>> = LazyLock::new(Mutex::default);

/// The most bytes of highlighted code that are kept.
const MOST_KEPT: usize = 4 << 20;

/// Highlighted code by the digest of its language and itself; `None` where the syntax failed.
#[derive(Default)]
struct Done {
    html: HashMap<Digest, Option<Arc<str>>>,
    bytes: usize,
}

impl Done {
    /// Keeps a result. When there are too many, all others are forgotten.
    fn keep(&mut self, key: Digest, html: Option<Arc<str>>) {
        let bytes = size_of::<Digest>() + html.as_ref().map_or(0, |html| html.len());
        if self.bytes + bytes > MOST_KEPT {
            *self = Self::default();
        }
        self.bytes += bytes;
        self.html.insert(key, html);
    }
}

/// Writes `code` highlighted, or writes nothing and returns `false` if the language is unknown or the code too long.
pub fn write(out: &mut String, language: &str, code: &str) -> bool {
    if language.is_empty() || code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return false;
    }
    let Some(syntax) = syntax(language) else { return false };
    let html = highlighted(syntax, code);
    out.push_str(html.as_deref().unwrap_or(""));
    html.is_some()
}

fn highlighted(syntax: &SyntaxReference, code: &str) -> Option<Arc<str>> {
    let done = || DONE.lock().unwrap_or_else(PoisonError::into_inner);
    let key = key(syntax, code);
    if let Some(html) = done().html.get(&key) {
        return html.clone();
    }
    let mut html = String::with_capacity(code.len() * 2);
    let html = write_lines(&mut html, syntax, code).map(|()| html.into());
    done().keep(key, html.clone());
    html
}

fn key(syntax: &SyntaxReference, code: &str) -> Digest {
    digest::of_parts([&*syntax.name, code])
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let language = language.to_ascii_lowercase();
    let language = ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language.as_str(), |(_, name)| name);
    let found = SYNTAXES.find_syntax_by_token(language)?;
    (found.name != "Plain Text").then_some(found)
}

/// Writes every line; `None` if the syntax fails on one.
fn write_lines(out: &mut String, syntax: &SyntaxReference, code: &str) -> Option<()> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut span = Span { out, class: None, space: String::new(), classes: Classes::default() };
    for line in code.split_inclusive('\n') {
        let mut done = 0;
        for (at, change) in state.parse_line(line, &SYNTAXES).ok()? {
            span.write(line.get(done..at)?, &stack);
            done = at;
            if !matches!(change, ScopeStackOp::Noop) {
                stack.apply(&change).ok()?;
            }
        }
        span.write(line.get(done..)?, &stack);
    }
    span.become_class(None);
    span.write_space();
    Some(())
}

/// Writes neighbours of one class into one span, white space at its end outside.
struct Span<'o> {
    out: &'o mut String,
    class: Option<&'static str>,
    space: String,
    classes: Classes,
}

impl Span<'_> {
    fn write(&mut self, code: &str, stack: &ScopeStack) {
        let words = code.trim_end();
        if !words.is_empty() {
            let class = self.classes.of(stack.as_slice());
            self.become_class(class);
            self.write_space();
            escape::text(self.out, words);
        }
        self.space.push_str(&code[words.len()..]);
    }

    fn write_space(&mut self) {
        self.out.push_str(&self.space);
        self.space.clear();
    }

    fn become_class(&mut self, class: Option<&'static str>) {
        if self.class == class {
            return;
        }
        if self.class.is_some() {
            self.out.push_str("</span>");
        }
        self.write_space();
        if let Some(class) = class {
            self.out.push_str("<span class=\"");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.class = class;
    }
}

/// The scopes of the stack as it was last seen, the outermost first, each with the class that code within it has: from word to word most of the
/// stack stays.
#[derive(Default)]
struct Classes(Vec<(Scope, Option<&'static str>)>);

impl Classes {
    /// The class of code within `stack`.
    fn of(&mut self, stack: &[Scope]) -> Option<&'static str> {
        let stayed = self.0.iter().zip(stack).take_while(|((known, _), scope)| known == *scope).count();
        self.0.truncate(stayed);
        for &scope in &stack[stayed..] {
            let around = self.0.last().and_then(|&(_, class)| class);
            self.0.push((scope, class(scope).or(around)));
        }
        self.0.last().and_then(|&(_, class)| class)
    }
}

fn class(scope: Scope) -> Option<&'static str> {
    CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|&(_, class)| class)
}

#[cfg(test)]
mod tests {
    use syntect::parsing::Scope;

    use super::{Classes, Done, MOST_KEPT, highlighted, key, syntax};

    #[test]
    fn what_is_kept_is_what_was_made() {
        let python = syntax("py").unwrap();
        let made = highlighted(python, "x = 'kept'\n").unwrap();
        let kept = highlighted(python, "x = 'kept'\n").unwrap();
        assert_eq!(&*made, "x <span class=\"hl-keyword\">=</span> <span class=\"hl-string\">'kept'</span>\n");
        assert_eq!(made, kept);
        assert_ne!(key(python, "x"), key(syntax("rust").unwrap(), "x"));
    }

    #[test]
    fn the_class_is_that_of_the_innermost_scope_that_has_one() {
        let scope = |name| Scope::new(name).unwrap();
        let [python, string, escape] = ["source.python", "string.quoted", "constant.character.escape"].map(scope);
        let mut classes = Classes::default();
        for (stack, expected) in [
            (&[python, string, escape, python][..], Some("hl-constant")),
            (&[python, string, python], Some("hl-string")),
            (&[python, escape], Some("hl-constant")),
            (&[string], Some("hl-string")),
            (&[python], None),
            (&[], None),
        ] {
            assert_eq!(classes.of(stack), expected, "{stack:?}");
        }
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let mut done = Done::default();
        let large = "x".repeat(MOST_KEPT / 3);
        for number in 0..5 {
            done.keep([number; 16], Some(large.as_str().into()));
            assert!(done.bytes <= MOST_KEPT && done.html.contains_key(&[number; 16]));
        }
        assert_eq!(done.html.len(), 1);
    }
}
