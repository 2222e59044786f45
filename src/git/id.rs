//! How git names what it keeps.

use std::fmt;

/// The name of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id(pub(super) String);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
