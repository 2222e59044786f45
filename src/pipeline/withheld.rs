//! What a site does without on the day it is built: pictures whose consent has ended.
//!
//! A picture that is not among the attachments of an edition has no address: no file of it is made, no cover and no preview shows it, and `layout`
//! leaves its words where it stood. So nothing that is remembered of parsing or linking depends on the day.

use std::sync::Arc;

use super::findings::Findings;
use super::shown;
use super::sources::Sources;
use crate::check::Ended;
use crate::model::portfolio::Portfolio;
use crate::model::source::Role;

/// The files that the pages of a portfolio use, but for those whose consent has ended, which are told.
pub(super) fn without(sources: &Sources, portfolio: &Portfolio, findings: &mut Findings) -> Arc<[Arc<str>]> {
    let ended = Ended::on(&sources.consents, sources.today);
    if ended.is_empty() {
        return Arc::clone(&portfolio.attachments);
    }
    findings.note(ended.left_out(&shown::showings(portfolio)));
    let of_theme = sources.tree.files.iter().filter(|file| file.role == Role::Theme);
    findings.note(ended.in_theme(of_theme.map(|file| &*file.path)));
    portfolio.attachments.iter().filter(|path| !ended.has(path)).cloned().collect()
}
