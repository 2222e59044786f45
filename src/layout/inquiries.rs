//! The index of inquiries: the open ones, the resting, the closed.

use std::sync::Arc;

use serde::Serialize;

use super::card::InquiryCard;
use super::frame::{Frame, Heading};
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::address::Address;
use crate::model::document::InquiryState;
use crate::model::portfolio::Thread;

/// What `inquiries.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// One group a state, empty ones left out.
    pub groups: Vec<Group<'p>>,
}

/// The inquiries of one state.
#[derive(Debug, Serialize)]
pub struct Group<'p> {
    /// `open`, `resting` or `closed`, for a class.
    pub state: &'static str,
    /// The word for it in the page's language.
    pub state_word: &'p str,
    /// The one with the newest reflection first.
    pub inquiries: Vec<InquiryCard<'p>>,
}

/// One page, when there is an inquiry to list.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    if !site.portfolio.has_inquiries() {
        return Vec::new();
    }
    vec![LaidPage::template(Address::inquiries(), "inquiries.html", move || view(site))]
}

fn view(site: Site<'_>) -> View<'_> {
    let scope = Scope::of_site(site, Address::inquiries());
    let threads = &site.portfolio.inquiries;
    let ordered = by_state(threads);
    let group = |of: InquiryState| Group {
        state: of.as_str(),
        state_word: scope.words.word(of.as_str()),
        inquiries: ordered.iter().filter(|&&i| state(&threads[i]) == of).map(|&i| scope.inquiry_card(i)).collect(),
    };
    let groups = [InquiryState::Open, InquiryState::Resting, InquiryState::Closed].map(group);
    View {
        frame: Frame::new(&scope, Heading::new(scope.words.word("inquiries"), "inquiries")),
        groups: groups.into_iter().filter(|group| !group.inquiries.is_empty()).collect(),
    }
}

/// An inquiry's state; one that is only a tag is open.
pub(super) fn state(thread: &Thread) -> InquiryState {
    thread.page.document.as_ref().map_or(InquiryState::Open, |inquiry| inquiry.state)
}

/// The open ones, the resting, the closed; among these the one with the newest reflection first.
pub(super) fn by_state(threads: &[Arc<Thread>]) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..threads.len()).collect();
    indices.sort_by_key(|&index| {
        let thread = &threads[index];
        (state(thread) as u8, std::cmp::Reverse(thread.reflections.last().copied()), index)
    });
    indices.retain(|&index| threads[index].is_listed());
    indices
}
