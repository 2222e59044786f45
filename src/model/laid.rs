//! A page laid out but not yet rendered: its address, and how to make its View when its turn comes.

use super::address::Address;

/// A page of the site, laid out, whose template is given a `V`. (A page that an author wrote is a [`super::document::Page`].)
pub struct LaidPage<'p, V> {
    /// Where it stands.
    pub address: Address,
    /// What stands there.
    pub content: Content<'p, V>,
}

/// What stands at an address.
pub enum Content<'p, V> {
    /// A template of the theme over a View. The View is made when it is needed and dropped when it is rendered, so that memory does not grow with
    /// the portfolio.
    Template {
        /// The template's file name: `reflection.html`.
        name: &'static str,
        /// Makes the View.
        view: Box<dyn Fn() -> V + Send + Sync + 'p>,
    },
    /// Bytes that need no template: a feed, a sitemap, a style sheet.
    Made {
        /// The hash of all that they are made from.
        from: Box<dyn Fn() -> [u8; 16] + Send + Sync + 'p>,
        /// Makes them.
        make: Box<dyn Fn() -> Vec<u8> + Send + Sync + 'p>,
    },
    /// A used attachment, as it is.
    Copied(&'p super::source::Attachment),
}

impl<'p, V> LaidPage<'p, V> {
    /// A page made by a template.
    pub fn template<K: Into<V>>(address: Address, name: &'static str, view: impl Fn() -> K + Send + Sync + 'p) -> Self {
        Self { address, content: Content::Template { name, view: Box::new(move || view().into()) } }
    }

    /// A page made without a template; equal hashes `from` mean equal bytes.
    pub fn made(
        address: Address,
        from: impl Fn() -> [u8; 16] + Send + Sync + 'p,
        make: impl Fn() -> Vec<u8> + Send + Sync + 'p,
    ) -> Self {
        Self { address, content: Content::Made { from: Box::new(from), make: Box::new(make) } }
    }
}
