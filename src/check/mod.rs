//! What a build does not mind and a reader might: names of children, what a text leaves out, what weighs too much.
//!
//! One file a check, each a pure function from what it needs to what it found, with a code that stays. Nothing here reads: `pipeline` gives each
//! check its texts. Most of what is found here is told by `check` and `publish` alone; consent that has ended, or that names nothing, also concerns a
//! build.

mod agreed;
mod class_list;
mod columns;
mod commonplace;
mod consent;
mod contacts;
mod copies;
mod gaps;
mod headings;
mod identity;
mod keys;
mod link_words;
mod meant;
mod metadata;
mod names;
mod other_formats;
mod outside;
mod packed;
mod page;
mod phones;
mod pictures;
mod private;
mod weight;
mod words;

/// Where the class list lies, unless it is a table, or its name is in capital letters.
pub const NAMES: &str = "private/names.txt";

pub use agreed::{Agreed, PATH as AGREED};
pub use class_list::{Kept, kept};
pub use consent::{Ended, Showing, next_end, nowhere};
pub use copies::{conflict_copies, twins};
pub use gaps::gaps;
pub use headings::out_of_order;
pub use link_words::empty_link_words;
pub use metadata::Hidden;
pub use names::Names;
pub use other_formats::other_formats;
pub use outside::{OutsideLink, UNCLEAR, Verdict, judge, private_links};
pub use packed::{kind_of_packed, packed};
pub use page::words_of;
pub use pictures::without_words;
pub use private::{Private, is_contact};
pub use weight::{Load, too_heavy};
