//! Portfolio to output tree: lays out and renders every page that does not stand already, each in its turn, many at once.

use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;

use super::findings::Findings;
use super::standing::{self, Standing};
use super::steps::Clock;
use crate::diag::Diagnostic;
use crate::layout::{self, Site};
use crate::model::address::Address;
use crate::model::laid::LaidPage;
use crate::model::output::{Output, OutputTree};
use crate::{read, render, write};

/// Renders every page that does not stand already, and gives the record of all of them with the site; `None` if and only if a template cannot
/// be read, since then no page would tell anything but that.
pub(super) fn render_all(
    site: &Site<'_>,
    (folder, out): (&Path, &Path),
    clock: &mut Clock<'_>,
    findings: &mut Findings,
) -> Option<(OutputTree, Vec<u8>)> {
    let engine = findings.take(render::Engine::new(site.theme))?;
    let templates = engine.fingerprint();
    let last = Standing::decode(&read::cache(folder, standing::NAME).unwrap_or_default(), &templates);
    let pages = layout::pages(site);
    let progress = clock.begin("render", pages.len());
    let rendered: Vec<_> = clock.step("render", || {
        let one = |page: &LaidPage<'_>| {
            let rendered = render_one(&engine, page, last.of(&page.address), out);
            progress.advance();
            (page.address.clone(), rendered)
        };
        pages.par_iter().map(one).collect()
    });
    let (tree, standing) = gather(rendered, findings);
    let kept = tree.files.values().filter(|output| **output == Output::Kept).count();
    clock.did(format!("{} of {} pages", pages.len() - kept, pages.len()));
    Some((tree, standing.encode(&templates)))
}

/// What stands at an address, and what is to be remembered of it; or why it cannot be made.
type RenderedPage = Result<(Output, Option<standing::Page>), Box<Diagnostic>>;

fn render_one(
    engine: &render::Engine<'_>,
    page: &LaidPage<'_>,
    known: Option<standing::Page>,
    out: &Path,
) -> RenderedPage {
    let stands = |fingerprint| {
        known.is_some_and(|known| {
            known.fingerprint == fingerprint && write::standing(out, &page.address) == Some(known.bytes)
        })
    };
    let render::Rendered { output, fingerprint } = engine.render(page, stands)?;
    let remembered = match (&output, fingerprint) {
        (Output::Bytes(bytes), Some(fingerprint)) => Some(standing::Page { fingerprint, bytes: standing::hash(bytes) }),
        (Output::Kept, _) => known,
        _ => None,
    };
    Ok((output, remembered))
}

fn gather(rendered: Vec<(Address, RenderedPage)>, findings: &mut Findings) -> (OutputTree, Standing) {
    let (mut tree, mut standing) = (OutputTree::default(), Standing::default());
    let mut told = BTreeSet::new();
    for (address, rendered) in rendered {
        match rendered {
            Ok((output, remembered)) => {
                if let Some(page) = remembered {
                    standing.put(&address, page);
                }
                tree.files.insert(address, output);
            }
            // One mistake in a template shows on every page that uses it: it is told once, with the first of these pages.
            Err(found) if told.insert((found.path.clone(), found.place, found.message.clone())) => {
                findings.note(vec![*found]);
            }
            Err(_) => {}
        }
    }
    (tree, standing)
}
