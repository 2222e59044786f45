//! What a new text is to be: each kind has its folder, its address and its first words.

/// What a new text is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A dated text.
    Reflection,
    /// An undated one.
    Page,
    /// The question behind an inquiry.
    Inquiry,
}
