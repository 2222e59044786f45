//! What an author changes in a text.

/// A change to one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A sentence more at its end.
    Body,
    /// Another title, which stands on its second line.
    Title,
}

impl Edit {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body edit",
            Self::Title => "new title",
        }
    }

    /// A word that stands nowhere else.
    pub fn word(self, turn: usize) -> String {
        match self {
            Self::Body => format!("Bodyword{turn}x"),
            Self::Title => format!("Titleword{turn}x"),
        }
    }

    /// The text with the change, which holds the word.
    pub fn apply(self, before: &str, word: &str) -> String {
        match self {
            Self::Body => format!("{before}\n{word} is what I would add.\n"),
            Self::Title => {
                let titled = |(at, line)| if at == 1 { format!("title: {word}\n") } else { format!("{line}\n") };
                before.lines().enumerate().map(titled).collect()
            }
        }
    }
}
