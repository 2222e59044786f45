//! The HTML of one text, made once and never changed. It is a text of its own, or a stretch of a longer one that holds the HTML of many: so it
//! comes from a cache without being copied.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Finished HTML. Two are equal when they say the same, wherever it stands.
#[derive(Clone)]
pub struct Html(Held);

#[derive(Clone)]
enum Held {
    Alone(Box<str>),
    /// The range was looked at when it was taken: it lies inside, between characters.
    Among(Arc<String>, Range<usize>),
}

impl Html {
    /// The stretch of `whole` at `range`; `None` if and only if that does not lie inside it, between characters. As long as it is held, so is all of
    /// `whole`.
    #[must_use]
    pub fn among(whole: &Arc<String>, range: Range<usize>) -> Option<Self> {
        whole.get(range.clone())?;
        Some(Self(Held::Among(Arc::clone(whole), range)))
    }
}

impl Deref for Html {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Held::Alone(html) => html,
            Held::Among(whole, range) => &whole[range.clone()],
        }
    }
}

impl From<&str> for Html {
    fn from(html: &str) -> Self {
        Self(Held::Alone(html.into()))
    }
}

impl Default for Html {
    fn default() -> Self {
        Self::from("")
    }
}

impl fmt::Debug for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl PartialEq for Html {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Html {}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Html;

    #[test]
    fn a_stretch_says_what_a_text_of_its_own_says() {
        let whole = Arc::new("<p>kōrero</p>".to_owned());
        let stretch = Html::among(&whole, 3..10).expect("it lies inside");
        assert_eq!(&*stretch, "kōrero");
        assert_eq!(stretch, Html::from("kōrero"));
        assert_eq!(Html::among(&whole, 3..3), Some(Html::default()));
        assert_eq!(Html::among(&whole, 3..15), None, "too long");
        assert_eq!(Html::among(&whole, 3..5), None, "within a character");
    }
}
