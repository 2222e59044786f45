//! What a portfolio has already, as far as a new text can take it up: inquiries, stages, tags, addresses, and what was promised.

use std::sync::Arc;

use crate::diag::nearest;
use crate::model::document::{Head, When};
use crate::model::portfolio::{Linked, Portfolio, Thread};
use crate::slug::slug;

/// What a portfolio has already.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The inquiries, the one that was written to last first.
    pub inquiries: Vec<KnownInquiry>,
    /// What its author means to come back to and has not, the earliest first.
    pub promises: Vec<Promise>,
    /// The tags, as lists show them.
    tags: Vec<String>,
    /// Every text that takes an address: the address and the file.
    taken: Vec<(String, Arc<str>)>,
}

/// An inquiry that is in use.
#[derive(Clone, Debug)]
pub struct KnownInquiry {
    /// What a reflection calls it.
    pub name: String,
    /// What it is called in lists.
    pub title: String,
    /// The names of its stages.
    pub stages: Vec<String>,
}

/// A reflection that its author means to come back to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Promise {
    /// When.
    pub when: When,
    /// Its file.
    pub path: Arc<str>,
    /// Its title.
    pub title: String,
}

impl Known {
    /// What `portfolio` has; drafts count if it was linked with them.
    #[must_use]
    pub fn of(portfolio: &Portfolio) -> Self {
        Self {
            inquiries: inquiries(portfolio),
            promises: promises(portfolio),
            tags: portfolio.tags.iter().map(|tag| tag.label.clone()).collect(),
            taken: taken(portfolio),
        }
    }

    /// The file that stands at an address of the site already.
    pub(super) fn at(&self, address: &str) -> Option<&Arc<str>> {
        self.taken.iter().find(|(taken, _)| taken == address).map(|(_, path)| path)
    }

    /// The inquiry that is meant by a name, its title, or another spelling of either.
    #[must_use]
    pub fn inquiry(&self, given: &str) -> Option<&KnownInquiry> {
        let given = slug(given);
        let is_named = |inquiry: &&KnownInquiry| slug(&inquiry.name) == given;
        let is_titled = |inquiry: &&KnownInquiry| slug(&inquiry.title) == given;
        self.inquiries.iter().find(is_named).or_else(|| self.inquiries.iter().find(is_titled))
    }

    /// The name of the inquiry that may have been meant.
    #[must_use]
    pub fn near_inquiry(&self, given: &str) -> Option<&str> {
        let names = self.inquiries.iter().flat_map(|inquiry| [slug(&inquiry.name), slug(&inquiry.title)]);
        let names: Vec<String> = names.collect();
        let near = nearest(&slug(given), names.iter().map(String::as_str))?;
        self.inquiry(near).map(|inquiry| inquiry.name.as_str())
    }

    /// The tag that may have been meant by one that is not in use.
    pub(super) fn near_tag(&self, given: &str) -> Option<&str> {
        near(given, self.tags.iter().map(String::as_str))
    }
}

impl KnownInquiry {
    /// The stage that may have been meant by one that it does not have.
    pub(super) fn near_stage(&self, given: &str) -> Option<&str> {
        near(given, self.stages.iter().map(String::as_str))
    }
}

/// The nearest of some words; none when one of them is what is given.
fn near<'w>(given: &str, words: impl Iterator<Item = &'w str> + Clone) -> Option<&'w str> {
    let is_there = words.clone().any(|word| slug(word) == slug(given));
    if is_there { None } else { nearest(given, words) }
}

fn inquiries(portfolio: &Portfolio) -> Vec<KnownInquiry> {
    let mut threads: Vec<&Arc<Thread>> = portfolio.inquiries.iter().collect();
    let last_written =
        |thread: &Thread| thread.reflections.last().map(|&last| portfolio.reflections[last].document.date);
    threads.sort_by_key(|thread| std::cmp::Reverse(last_written(thread)));
    let known = |thread: &Arc<Thread>| KnownInquiry {
        // Without a file its first spelling is its title, and stays so.
        name: if thread.page.document.is_some() { thread.slug.clone() } else { thread.title.clone() },
        title: thread.title.clone(),
        stages: thread.stages.iter().map(|stage| stage.name.clone()).collect(),
    };
    threads.into_iter().map(known).collect()
}

fn promises(portfolio: &Portfolio) -> Vec<Promise> {
    let promised = portfolio.reflections.iter().filter(|linked| linked.relations.now.is_empty());
    let mut promises: Vec<Promise> = promised
        .filter_map(|linked| {
            let Head { path, title, .. } = &linked.document.head;
            let when = linked.document.returns?;
            Some(Promise { when, path: Arc::clone(path), title: title.clone() })
        })
        .collect();
    promises.sort();
    promises
}

fn taken(portfolio: &Portfolio) -> Vec<(String, Arc<str>)> {
    fn entry<D>(linked: &Linked<D>, head: &Head) -> (String, Arc<str>) {
        (linked.address.as_str().to_owned(), Arc::clone(&head.path))
    }
    let reflections = portfolio.reflections.iter().map(|linked| entry(linked, &linked.document.head));
    let pages = portfolio.pages.iter().map(|linked| entry(linked, &linked.document.head));
    let inquiries = portfolio.inquiries.iter().filter_map(|thread| {
        let head = &thread.page.document.as_ref()?.head;
        Some(entry(&thread.page, head))
    });
    reflections.chain(pages).chain(inquiries).collect()
}
