//! The sentence around a link, as a page shows it that the link leads to.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::made_from::Mark;
use super::{Site, body};
use crate::markdown::{Slot, SlotForm, Target};
use crate::model::portfolio::Backlink;

/// The sentence that a link to the page stands in; in templates a string, which may be empty.
#[derive(Debug)]
pub struct Sentence<'p> {
    site: Site<'p>,
    backlink: &'p Backlink,
}

impl<'p> Sentence<'p> {
    pub(super) fn new(site: Site<'p>, backlink: &'p Backlink) -> Self {
        Self { site, backlink }
    }

    /// Wikilinks without words of their own have the title of what they lead to.
    fn words(&self) -> Cow<'p, str> {
        let portfolio = self.site.portfolio;
        let Some(head) = portfolio.head(self.backlink.from) else { return Cow::Borrowed("") };
        let links = &head.body.links;
        let written = &links[self.backlink.link].sentence;
        let slots = &head.body.slots;
        // Most sentences have no such link, and a text may have sixty links in one.
        let has_title = |slot: &Slot| slot.form == SlotForm::Title && links[slot.link as usize].sentence == *written;
        if !slots.iter().any(has_title) {
            return Cow::Borrowed(written);
        }
        let destinations = portfolio.destinations(self.backlink.from);
        let mut sentence = Cow::Borrowed(written.as_str());
        // The links of one sentence stand side by side, and slots stand in the order of their links.
        let before = links[..self.backlink.link].iter();
        let first = before.rev().position(|link| link.sentence != *written).map_or(0, |back| self.backlink.link - back);
        let from = slots.partition_point(|slot| (slot.link as usize) < first);
        let same = slots[from..].iter().take_while(|slot| links[slot.link as usize].sentence == *written);
        for slot in same.filter(|slot| slot.form == SlotForm::Title) {
            let link = slot.link as usize;
            if let Target::Wiki { name, .. } = &links[link].target {
                let title = body::title(&self.site, &destinations[link]);
                sentence = Cow::Owned(sentence.replacen(name.as_str(), title, 1));
            }
        }
        sentence
    }
}

impl Serialize for Sentence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&self.words())
        } else {
            let of_all = self.site.marks.sentences(&self.site, self.backlink.from);
            (Mark(&of_all), self.backlink.link).serialize(serializer)
        }
    }
}
