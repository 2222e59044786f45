//! Edition to site: lays out and renders every page that does not stand already, each in its turn, many at once, and writes what differs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Summary;
use super::edition::Edition;
use super::findings::Findings;
use super::standing::{self, Hash, Standing};
use super::steps::Clock;
use crate::diag::{Broken, Diagnostic};
use crate::layout::{self, Site};
use crate::model::address::Address;
use crate::model::laid::LaidPage;
use crate::model::output::{Output, OutputTree};
use crate::{read, render, write};

/// Puts editions of one site onto the disk, one after the other.
#[derive(Debug)]
pub(super) struct Pages {
    folder: PathBuf,
    out: PathBuf,
    /// What stands, and the templates it was made with; `None` before the first edition.
    standing: Option<(Hash, Standing)>,
}

impl Pages {
    /// For the portfolio in `folder` and its site in `out`.
    pub fn new(folder: PathBuf, out: PathBuf) -> Self {
        Self { folder, out, standing: None }
    }

    /// Renders what does not stand already, and writes what differs. `None` when an error keeps the site from being written.
    pub fn publish(
        &mut self,
        edition: &Edition,
        clock: &mut Clock<'_>,
        findings: &mut Findings,
    ) -> Result<Option<Summary>, Broken> {
        // No page would tell anything but that a template cannot be read.
        let Some(engine) = &edition.engine else { return Ok(None) };
        let templates = engine.fingerprint();
        let (output, standing) = self.render_all(&edition.site(), engine, clock, findings);
        if findings.stop() {
            return Ok(None);
        }
        findings.note(write::conflicts(&output, &self.out)?);
        if findings.stop() {
            return Ok(None);
        }
        let pages = output.files.len();
        let rendered = pages - output.files.values().filter(|output| **output == Output::Kept).count();
        let written = clock.step("write", || write::write(output, &self.out))?;
        clock.did(format!("{} of {pages} files", written.written));
        self.remember(templates, standing);
        let write::Written { written, unchanged, deleted } = written;
        let reflections = edition.portfolio().reflections.len();
        Ok(Some(Summary { out: self.out.clone(), pages, reflections, rendered, written, unchanged, deleted }))
    }

    fn render_all(
        &mut self,
        site: &Site<'_>,
        engine: &render::Engine,
        clock: &mut Clock<'_>,
        findings: &mut Findings,
    ) -> (OutputTree, Standing) {
        let last = self.last(&engine.fingerprint());
        let pages = layout::pages(site);
        let progress = clock.begin("render", pages.len());
        let rendered: Vec<_> = clock.step("render", || {
            let one = |page: &LaidPage<'_>| {
                let rendered = render_one(engine, page, last.of(&page.address), &self.out);
                progress.advance();
                (page.address.clone(), rendered)
            };
            pages.par_iter().map(one).collect()
        });
        let (tree, standing) = gather(rendered, findings);
        let kept = tree.files.values().filter(|output| **output == Output::Kept).count();
        clock.did(format!("{} of {} pages", pages.len() - kept, pages.len()));
        (tree, standing)
    }

    /// What stands and was made with these templates: as it was remembered, else as the cache has it.
    fn last(&mut self, templates: &Hash) -> Standing {
        match self.standing.take() {
            Some((with, standing)) if with == *templates => standing,
            Some(_) => Standing::default(),
            None => Standing::decode(&read::cache(&self.folder, standing::NAME).unwrap_or_default(), templates),
        }
    }

    fn remember(&mut self, templates: Hash, standing: Standing) {
        write::cache(&self.folder, standing::NAME, standing.encode(&templates));
        self.standing = Some((templates, standing));
    }
}

/// What stands at an address, and what is to be remembered of it; or why it cannot be made.
type RenderedPage = Result<(Output, Option<standing::Page>), Box<Diagnostic>>;

fn render_one(engine: &render::Engine, page: &LaidPage<'_>, known: Option<standing::Page>, out: &Path) -> RenderedPage {
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
