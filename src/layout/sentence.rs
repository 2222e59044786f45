//! The sentence around a link, as a page shows it that the link leads to.

use std::borrow::Cow;

use super::{Site, body};
use crate::markdown::{SlotForm, Target};
use crate::model::portfolio::Backlink;

/// The sentence that a link to the page stands in, which may be empty. Wikilinks without words of their own have the title of what they lead to.
pub(super) fn around<'p>(site: &Site<'p>, backlink: Backlink) -> Cow<'p, str> {
    let portfolio = site.portfolio;
    let Some(head) = portfolio.head(backlink.from) else { return Cow::Borrowed("") };
    let links = &head.body.links;
    let written = &links[backlink.link].sentence;
    let slots = &head.body.slots;
    let destinations = portfolio.destinations(backlink.from);
    let mut sentence = Cow::Borrowed(written.as_str());
    // The links of one sentence stand side by side, and slots stand in the order of their links.
    let before = links[..backlink.link].iter();
    let first = before.rev().position(|link| link.sentence != *written).map_or(0, |back| backlink.link - back);
    let from = slots.partition_point(|slot| (slot.link as usize) < first);
    let same = slots[from..].iter().take_while(|slot| links[slot.link as usize].sentence == *written);
    for slot in same.filter(|slot| slot.form == SlotForm::Title) {
        let link = slot.link as usize;
        if let Target::Wiki { name, .. } = &links[link].target {
            let title = body::title(site, &destinations[link]);
            sentence = Cow::Owned(sentence.replacen(name.as_str(), title, 1));
        }
    }
    sentence
}
