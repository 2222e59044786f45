//! Portfolio to pages: one file per kind of page, with its View (the theme author's contract) and its `pages()`.
//!
//! What else a new kind of page needs, the map in `src/lib.rs` tells. Nothing here reads or writes; a View is made
//! only when its page's turn comes, so that memory does not grow with the portfolio.

mod body;
pub mod card;
mod colour;
mod drawing;
mod feed;
pub mod frame;
pub mod home;
pub mod inquiries;
pub mod inquiry;
mod inquiry_year;
pub mod items;
pub mod late;
mod left_out;
mod listed;
mod made_from;
mod marks;
pub mod not_found;
pub mod page;
mod plain;
pub mod redirect;
pub mod reflection;
mod scope;
mod sentence;
pub mod tag;
pub mod tags;
pub mod timeline;
mod view;
pub mod year;

pub use self::listed::{List, lists_of};
pub use self::marks::Marks;
pub use self::view::View;

use crate::model::laid;
use crate::model::portfolio::Portfolio;
use crate::model::source::Attachment;
use crate::model::theme::Theme;

/// A page of the site, laid out.
pub type LaidPage<'p> = laid::LaidPage<'p, View<'p>>;

/// All that pages are made from.
#[derive(Clone, Copy, Debug)]
pub struct Site<'p> {
    /// The linked portfolio.
    pub portfolio: &'p Portfolio,
    /// The theme: its files' addresses and its words.
    pub theme: &'p Theme,
    /// The used attachments that could be read, by path.
    pub attachments: &'p [Attachment],
    /// The marks of its documents.
    pub marks: &'p Marks,
    /// The bytes of `CNAME`, when the folder has one.
    pub cname: Option<&'p [u8]>,
}

impl<'p> Site<'p> {
    /// The attachment at a path of the folder; `None` for one that is not used or could not be read.
    fn attachment(&self, path: &str) -> Option<&'p Attachment> {
        attachment_at(self.attachments, path)
    }
}

fn attachment_at<'a>(attachments: &'a [Attachment], path: &str) -> Option<&'a Attachment> {
    let at = attachments.binary_search_by(|attachment| (*attachment.path).cmp(path)).ok()?;
    Some(&attachments[at])
}

/// Every page of the site. Addresses are unique: `link` has seen to it for documents, and the others have folders of their own.
///
/// Those that list many come first: whoever makes all of them at once should not be left with a long one in the end.
#[must_use]
pub fn pages<'p>(site: &Site<'p>) -> Vec<LaidPage<'p>> {
    let mut pages = but_reflections(site);
    pages.extend(reflection::pages(*site));
    pages
}

/// The page that stands at a path inside the site; `None` when none does. It costs little, however many reflections there are.
#[must_use]
pub fn page_at<'p>(site: &Site<'p>, path: &str) -> Option<LaidPage<'p>> {
    let is_there = |page: &LaidPage<'p>| page.address.as_str() == path;
    reflection::page_at(*site, path).or_else(|| but_reflections(site).into_iter().find(is_there))
}

fn but_reflections<'p>(site: &Site<'p>) -> Vec<LaidPage<'p>> {
    let mut pages = home::pages(*site);
    pages.extend(timeline::pages(*site));
    pages.extend(year::pages(*site));
    pages.extend(inquiry::pages(*site));
    pages.extend(inquiry_year::pages(*site));
    pages.extend(inquiries::pages(*site));
    pages.extend(tag::pages(*site));
    pages.extend(tags::pages(*site));
    pages.extend(page::pages(*site));
    pages.extend(not_found::pages(*site));
    pages.extend(redirect::pages(*site));
    pages.extend(feed::pages(*site));
    pages.extend(plain::pages(*site));
    pages
}
