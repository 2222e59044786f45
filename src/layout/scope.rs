//! One page's point of view: where it stands and in which language it speaks. Makes the small views that many pages share.

use std::borrow::Cow;

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::Site;
use super::body::Html;
use super::card::{
    BacklinkView, Card, Contents, InquiryCard, Month, Neighbour, Picture, TagName, ThreadName, YearLink,
};
use super::items::Items;
use super::late::{Day, Href};
use super::sentence;
use crate::markdown::{Body, LinkKind};
use crate::model::address::Address;
use crate::model::catalogue::Catalogue;
use crate::model::document::{Audience, DEFAULT_STAGES, InquiryState, Reflection};
use crate::model::portfolio::{Backlink, Destination, DocumentId, Linked, Portfolio, Year, Years};

/// A text of fewer words than this needs no table of contents.
const LONG: u32 = 600;
/// Words a minute, for reading time: a careful adult reader.
const PACE: u32 = 220;

/// Where a page stands and in which language it speaks.
#[derive(Clone)]
pub struct Scope<'p> {
    pub site: Site<'p>,
    pub at: Address,
    pub lang: &'p str,
    pub words: &'p Catalogue,
}

impl<'p> Scope<'p> {
    /// The scope of a page in the site's language.
    pub fn of_site(site: Site<'p>, at: Address) -> Self {
        Self::new(site, at, &site.portfolio.settings.language)
    }

    /// The scope of a document's own page.
    pub fn of_document(site: Site<'p>, id: DocumentId) -> Self {
        Self::new(site, site.portfolio.address(id).clone(), site.portfolio.lang(id))
    }

    fn new(site: Site<'p>, at: Address, lang: &'p str) -> Self {
        Self { site, at, lang, words: site.theme.catalogue(lang) }
    }

    pub fn href(&self, to: impl Into<Cow<'p, str>>) -> Href<'p> {
        Href::new(&self.at, to)
    }

    /// A document's language, where it is not the page's.
    pub fn other_lang(&self, id: DocumentId) -> Option<&'p str> {
        Some(self.site.portfolio.lang(id)).filter(|lang| *lang != self.lang)
    }

    pub fn day(&self, date: NaiveDate) -> Day<'p> {
        Day::new(date, self.words)
    }

    fn reflection(&self, index: usize) -> &'p Linked<Arc<Reflection>> {
        &self.site.portfolio.reflections[index]
    }

    pub fn neighbour(&self, index: usize) -> Neighbour<'p> {
        let name = self.site.portfolio.names.get(index);
        Neighbour {
            href: self.href(name.address),
            title: name.title,
            lang: Some(name.lang).filter(|lang| *lang != self.lang),
            date: self.day(name.date),
            mark: *self.site.marks.name(DocumentId::Reflection(index)),
        }
    }

    pub fn card(&self, index: usize) -> Card<'p> {
        let linked = self.reflection(index);
        let reflection = &linked.document;
        let lang = self.other_lang(DocumentId::Reflection(index));
        Card {
            href: self.href(&linked.address),
            title: &reflection.head.title,
            lang,
            dir: lang.map(dir),
            date: self.day(reflection.date),
            summary: summary(reflection),
            inquiries: self.thread_names(linked.relations.threads.iter().map(|place| place.inquiry), Audience::Public),
            stage: reflection.stage.as_deref().map(|stage| self.stage(stage)),
            revisits: !linked.relations.then.is_empty(),
            draft: reflection.head.audience == Audience::Draft,
        }
    }

    /// A stage's name: the word of the page's language for a default one, else as the author wrote it.
    pub fn stage(&self, name: &'p str) -> &'p str {
        let default = DEFAULT_STAGES.iter().find(|default| default.eq_ignore_ascii_case(name));
        default.map_or(name, |default| self.words.word(default))
    }

    pub fn thread_name(&self, inquiry: usize) -> ThreadName<'p> {
        let thread = &self.site.portfolio.inquiries[inquiry];
        ThreadName { href: self.href(&thread.page.address), title: &thread.title, colour: thread.colour.as_str() }
    }

    /// Those of `inquiries` that a page with this audience may name.
    pub fn thread_names(&self, inquiries: impl Iterator<Item = usize>, audience: Audience) -> Vec<ThreadName<'p>> {
        let named = inquiries.filter(|&inquiry| self.may_name(inquiry, audience));
        named.map(|inquiry| self.thread_name(inquiry)).collect()
    }

    pub fn may_name(&self, inquiry: usize, audience: Audience) -> bool {
        may_name(self.site.portfolio, inquiry, audience)
    }

    pub fn tag_name(&self, tag: usize) -> TagName<'p> {
        let most = self.site.portfolio.most_of_a_tag;
        let tag = &self.site.portfolio.tags[tag];
        let count = tag.reflections.len();
        let weight = 1 + (count * 4) / most.max(1);
        TagName {
            href: self.href(&tag.address),
            label: &tag.label,
            count,
            weight: u8::try_from(weight.min(5)).unwrap_or(5),
        }
    }

    pub fn inquiry_card(&self, inquiry: usize) -> InquiryCard<'p> {
        let thread = &self.site.portfolio.inquiries[inquiry];
        let file = thread.page.document.as_ref();
        let state = file.map_or(InquiryState::Open, |file| file.state);
        InquiryCard {
            href: self.href(&thread.page.address),
            title: &thread.title,
            question: file.and_then(|file| file.question.as_deref()),
            lang: self.other_lang(DocumentId::Inquiry(inquiry)),
            state: state.as_str(),
            state_word: self.words.word(state.as_str()),
            colour: thread.colour.as_str(),
            count: self.words.count("reflections", thread.reflections.len()),
            span: self.span(&thread.reflections),
            latest: thread.reflections.last().map(|&index| self.neighbour(index)),
        }
    }

    /// From the first month to the last; empty without reflections.
    pub fn span(&self, reflections: &[usize]) -> String {
        let month = |index: &usize| self.words.month(self.reflection(*index).document.date);
        match (reflections.first().map(month), reflections.last().map(month)) {
            (Some(first), Some(last)) if first == last => first,
            (Some(first), Some(last)) => format!("{first} – {last}"),
            _ => String::new(),
        }
    }

    /// Reflections, oldest first, as months, newest first.
    pub fn months(&self, reflections: &'p [usize]) -> Vec<Month<'p>> {
        let month = |index: &usize| {
            let date = self.reflection(*index).document.date;
            (date.year(), date.month())
        };
        let months = reflections.chunk_by(|a, b| month(a) == month(b)).rev();
        months.map(|of_month| self.month(of_month)).collect()
    }

    fn month(&self, reflections: &'p [usize]) -> Month<'p> {
        let date = self.reflection(reflections[0]).document.date;
        Month {
            id: format!("month-{:02}", date.month()),
            name: self.words.month_name(date),
            cards: Items::reversed(self, reflections),
        }
    }

    /// Every year, the newest first; `current` is marked.
    pub fn years(&self, current: Option<i32>) -> Vec<YearLink<'p>> {
        self.site.portfolio.years.iter().rev().map(|year| self.year(year, current)).collect()
    }

    pub fn year(&self, year: &Year, current: Option<i32>) -> YearLink<'p> {
        self.year_at(Address::year(year.year), year, current)
    }

    /// The years of a tag or an inquiry that have pages, the newest first.
    pub fn years_of(&self, years: &Years, address: impl Fn(i32) -> Address, current: Option<i32>) -> Vec<YearLink<'p>> {
        years.with_pages().iter().rev().map(|year| self.year_at(address(year.year), year, current)).collect()
    }

    fn year_at(&self, address: Address, year: &Year, current: Option<i32>) -> YearLink<'p> {
        let count = year.listed.len();
        YearLink {
            href: self.href(address),
            year: year.year,
            count,
            count_words: self.words.count("reflections", count),
            current: current == Some(year.year),
        }
    }

    pub fn contents(&self, body: &'p Body) -> Vec<Contents<'p>> {
        if body.words < LONG || body.headings.iter().filter(|h| h.level <= 3).count() < 3 {
            return Vec::new();
        }
        let shown = body.headings.iter().filter(|heading| heading.level <= 3);
        shown.map(|h| Contents { href: format!("#{}", h.id), text: &h.text, level: h.level }).collect()
    }

    pub fn reading_time(&self, body: &Body) -> String {
        self.words.count("reading_time", (body.words.div_ceil(PACE)).max(1) as usize)
    }

    /// The text of a document; `None` for one without a file.
    pub fn html(&self, id: DocumentId) -> Option<Html<'p>> {
        Html::new(self.site, id, self.at.clone())
    }

    pub fn backlink(&self, backlink: Backlink) -> BacklinkView<'p> {
        let portfolio = self.site.portfolio;
        BacklinkView {
            href: self.href(portfolio.path(backlink.from)),
            title: portfolio.title(backlink.from),
            lang: self.other_lang(backlink.from),
            date: match backlink.from {
                DocumentId::Reflection(index) => Some(self.day(portfolio.names.get(index).date)),
                _ => None,
            },
            sentence: sentence::around(&self.site, backlink),
        }
    }

    /// The cover of a reflection, unless its text shows the same picture.
    pub fn cover(&self, linked: &'p Linked<Arc<Reflection>>) -> Option<Picture<'p>> {
        let cover = linked.relations.cover.as_deref()?;
        let links = linked.document.head.body.links.iter().zip(&*linked.destinations);
        let mut shown = links.filter(|(link, _)| link.kind == LinkKind::Show).map(|(_, destination)| destination);
        if shown.any(|to| matches!(to, Destination::Attachment(path, _) if **path == *cover)) {
            return None;
        }
        let file = self.site.attachment(cover)?;
        Some(Picture { src: self.href(file.address()), alt: &linked.document.cover_alt })
    }

    pub fn updated_phrase(&self, updated: Option<NaiveDate>) -> Option<Cow<'p, str>> {
        updated.map(|date| Cow::Owned(self.words.phrase("updated", &self.words.day(date))))
    }
}

/// What a list says of a reflection: the author's summary, else its first paragraph cut short.
pub(super) fn summary(reflection: &Reflection) -> &str {
    reflection.head.summary.as_deref().unwrap_or(&reflection.head.body.lead)
}

/// Whether a page with this audience may name an inquiry: an unlisted one is told only by pages that are unlisted too.
pub(super) fn may_name(portfolio: &Portfolio, inquiry: usize, audience: Audience) -> bool {
    let file = portfolio.inquiries[inquiry].page.document.as_ref();
    audience == Audience::Unlisted || file.is_none_or(|file| file.head.audience != Audience::Unlisted)
}

/// The direction of the script that a language is written in, by its tag's first subtag (and its script subtag, when it has one).
pub(super) fn dir(lang: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 14] =
        ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"];
    const SCRIPTS: [&str; 8] = ["arab", "hebr", "syrc", "thaa", "nkoo", "rohg", "adlm", "latn"];
    let mut parts = lang.split('-').map(str::to_ascii_lowercase);
    let primary = parts.next().unwrap_or_default();
    match parts.find(|part| SCRIPTS.contains(&part.as_str())) {
        Some(script) if script == "latn" => "ltr",
        Some(_) => "rtl",
        None if RIGHT_TO_LEFT.contains(&primary.as_str()) => "rtl",
        None => "ltr",
    }
}
