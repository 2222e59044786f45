//! What every page has around its content: language, titles, the menu, the theme's files. In templates it is `frame`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Serialize, Serializer};

use super::colour;
use super::late::Href;
use super::scope::{Scope, dir};
use crate::model::address::Address;
use crate::model::catalogue::Catalogue;
use crate::model::document::{Audience, Head};
use crate::model::portfolio::DocumentId;
use crate::model::settings::Font;

/// What every template has as `frame`.
#[derive(Debug, Serialize)]
pub struct Frame<'p> {
    /// The page's language, a BCP 47 tag.
    pub lang: &'p str,
    /// The direction of the page's script: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The language of the interface's words; differs from `lang` where there is no catalogue for it.
    pub words_lang: &'p str,
    /// The interface's words by key: those of `languages/en.yaml`.
    pub words: Words<'p>,
    /// The title of the site.
    pub site_title: &'p str,
    /// The language of the site's title and menu.
    pub site_lang: &'p str,
    /// The page's title alone; the site's title on the home page.
    pub title: Cow<'p, str>,
    /// Whether this is the home page.
    pub is_home: bool,
    /// One sentence on the page, plain text; may be empty.
    pub description: Cow<'p, str>,
    /// Who writes it.
    pub author: Option<&'p str>,
    /// The page's absolute address; none without a `base_url`.
    pub canonical: Option<String>,
    /// The absolute address of the page's picture, for previews of shared links.
    pub share_picture: Option<String>,
    /// Whether search engines are asked to leave the page out.
    pub noindex: bool,
    /// Addresses, relative to this page.
    pub nav: Nav<'p>,
    /// The author's pages in the menu.
    pub menu: Vec<MenuItem<'p>>,
    /// The theme's files by name, relative to this page: `frame.assets["style.css"]`.
    pub assets: BTreeMap<&'p str, Href<'p>>,
    /// CSS declarations for `:root` made from the settings (`--accent: #0f6b63; --measure: 66ch;`), safe to write into a `style` element; may be empty.
    pub look: String,
    /// `serif` or `sans`.
    pub font: &'static str,
    /// `Throughline 0.1.0`
    pub generator: &'static str,
}

/// The words of a catalogue by key. A View has them by their language: `render` puts the words there, which are the same on every page, and a
/// fingerprint need not count them, since what every catalogue says is counted once, with the templates.
#[derive(Debug)]
pub struct Words<'p>(&'p Catalogue);

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.lang.serialize(serializer)
    }
}

/// The addresses of the site's own pages, relative to this page. `None` where there is no such page.
#[derive(Debug, Serialize)]
pub struct Nav<'p> {
    /// The home page.
    pub home: Href<'p>,
    /// The timeline; none in a portfolio without public reflections.
    pub timeline: Option<Href<'p>>,
    /// All inquiries; none in a portfolio without a public one.
    pub inquiries: Option<Href<'p>>,
    /// All tags.
    pub tags: Option<Href<'p>>,
    /// The Atom feed; none without a `base_url`.
    pub feed: Option<Href<'p>>,
    /// The JSON feed; none without a `base_url`.
    pub json_feed: Option<Href<'p>>,
    /// Which of these this page is or belongs to: `home`, `timeline`, `inquiries`, `tags`, or empty.
    pub current: &'static str,
}

/// A page of the menu.
#[derive(Debug, Serialize)]
pub struct MenuItem<'p> {
    /// Relative to this page.
    pub href: Href<'p>,
    /// Its title.
    pub title: &'p str,
    /// Its language, where it is not the site's.
    pub lang: Option<&'p str>,
    /// Whether this is the page.
    pub current: bool,
}

/// What a page says of itself to its frame.
pub(super) struct Heading<'p> {
    /// The page's title alone.
    pub title: Cow<'p, str>,
    /// One sentence, plain text; may be empty.
    pub description: Cow<'p, str>,
    /// As in [`Nav::current`].
    pub current: &'static str,
    /// Whether search engines are asked to leave the page out.
    pub noindex: bool,
}

impl<'p> Heading<'p> {
    /// A page with a title of its own, in a part of the site.
    pub fn new(title: impl Into<Cow<'p, str>>, current: &'static str) -> Self {
        Self { title: title.into(), description: Cow::Borrowed(""), current, noindex: false }
    }

    /// The page of a document.
    pub fn of(head: &'p Head, current: &'static str) -> Self {
        Self {
            title: Cow::Borrowed(&head.title),
            description: Cow::Borrowed(head.summary.as_deref().unwrap_or(&head.body.lead)),
            current,
            noindex: head.audience != Audience::Public,
        }
    }
}

impl<'p> Frame<'p> {
    /// The frame of the page that `scope` stands on.
    pub(super) fn new(scope: &Scope<'p>, heading: Heading<'p>) -> Self {
        let settings = &scope.site.portfolio.settings;
        let base_url = settings.base_url.as_deref();
        Self {
            lang: scope.lang,
            dir: dir(scope.lang),
            words_lang: &scope.words.lang,
            words: Words(scope.words),
            site_title: &settings.title,
            site_lang: &settings.language,
            title: heading.title,
            is_home: scope.at == OWN.home,
            description: heading.description,
            author: settings.author.as_deref(),
            canonical: base_url.filter(|_| !heading.noindex).map(|base| format!("{base}{}", scope.at.encoded())),
            share_picture: None,
            noindex: heading.noindex,
            nav: nav(scope, heading.current),
            menu: menu(scope),
            assets: scope.site.theme.assets.iter().map(|(name, a)| (name.as_str(), scope.href(&a.address))).collect(),
            look: colour::declarations(&settings.look),
            font: match settings.look.font {
                Font::Serif => "serif",
                Font::Sans => "sans",
            },
            generator: concat!("Throughline ", env!("CARGO_PKG_VERSION")),
        }
    }

    /// The same with the picture at `address` for previews of shared links.
    pub(super) fn with_picture(mut self, base_url: Option<&str>, address: &Address) -> Self {
        self.share_picture = base_url.map(|base| format!("{base}{}", address.encoded()));
        self
    }
}

/// Where the pages stand that the frame of every page leads to.
struct Own {
    home: Address,
    timeline: Address,
    inquiries: Address,
    tags: Address,
    feed: Address,
    json_feed: Address,
}

static OWN: LazyLock<Own> = LazyLock::new(|| Own {
    home: Address::home(),
    timeline: Address::timeline(),
    inquiries: Address::inquiries(),
    tags: Address::tags(),
    feed: Address::feed(),
    json_feed: Address::json_feed(),
});

fn nav<'p>(scope: &Scope<'p>, current: &'static str) -> Nav<'p> {
    let portfolio = scope.site.portfolio;
    let when = |there: bool, address: &'static Address| there.then(|| scope.href(address));
    Nav {
        home: scope.href(&OWN.home),
        timeline: when(portfolio.has_timeline(), &OWN.timeline),
        inquiries: when(portfolio.has_inquiries(), &OWN.inquiries),
        tags: when(portfolio.has_tags(), &OWN.tags),
        feed: when(portfolio.has_feeds(), &OWN.feed),
        json_feed: when(portfolio.has_feeds(), &OWN.json_feed),
        current,
    }
}

fn menu<'p>(scope: &Scope<'p>) -> Vec<MenuItem<'p>> {
    let portfolio = scope.site.portfolio;
    let item = |&index: &usize| {
        let page = &portfolio.pages[index];
        let lang = portfolio.lang(DocumentId::Page(index));
        MenuItem {
            href: scope.href(&page.address),
            title: &page.document.head.title,
            lang: Some(lang).filter(|lang| *lang != portfolio.settings.language),
            current: page.address == scope.at,
        }
    };
    portfolio.menu.iter().map(item).collect()
}
