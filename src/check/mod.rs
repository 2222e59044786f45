//! What a build does not mind and a reader might: names of children, what a text leaves out, what weighs too much.
//!
//! One file a check, each a pure function from what it needs to what it found, with a code that stays. Nothing here reads: `pipeline` gives each
//! check its texts. Nothing that is found here keeps a site from being built; `check` and `publish` tell it.

mod agreed;
mod commonplace;
mod contacts;
mod identity;
mod metadata;
mod names;
mod phones;
mod private;
mod words;

/// Where the class list lies.
pub const NAMES: &str = "private/names.txt";

pub use agreed::{Agreed, PATH as AGREED};
pub use metadata::Hidden;
pub use names::Names;
pub use private::Private;
