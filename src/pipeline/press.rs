//! Edition to site: lays out and renders every page that does not stand already, each in its turn, many at once, and writes what differs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::edition::Edition;
use super::findings::Findings;
use super::standing::{self, Hash, Standing};
use super::steps::{Clock, Silent};
use super::{Report, Request, Summary};
use crate::diag::{Broken, Diagnostic};
use crate::layout::{self, Site};
use crate::model::address::Address;
use crate::model::laid::LaidPage;
use crate::model::output::{Output, OutputTree};
use crate::{read, render, write};

/// The slow half of a workshop: puts editions of one site onto the disk, one after the other.
#[derive(Debug)]
pub struct Press {
    folder: PathBuf,
    out: PathBuf,
    /// What stands, and the templates it was made with; `None` before the first edition.
    standing: Option<(Hash, Standing)>,
}

impl Press {
    pub(super) fn new(request: &Request) -> Self {
        Self { folder: request.folder.clone(), out: request.out(), standing: None }
    }

    /// Publishes an edition that has no errors: renders what does not stand already, and writes what differs. `wanted` is asked again and
    /// again; once it says no, nothing more is done and nothing written.
    ///
    /// Gives what was written, or `None`; what was found on the way; and what each step took.
    ///
    /// # Errors
    /// When the world is broken.
    pub fn put(&mut self, edition: &Edition, wanted: &(dyn Fn() -> bool + Sync)) -> Result<Report, Broken> {
        let mut clock = Clock::new(&Silent);
        let mut findings = Findings::new(false, false);
        let site = self.publish(edition, &mut clock, &mut findings, &|| !wanted())?;
        let mut diagnostics = findings.sorted();
        read::source_lines(&self.folder, &mut diagnostics);
        Ok(Report { diagnostics, site, changed: Vec::new(), steps: clock.steps() })
    }

    /// Renders what does not stand already, and writes what differs. `None` when an error keeps the site from being written, or when `given_up`
    /// says that nobody wants it any more.
    pub(super) fn publish(
        &mut self,
        edition: &Edition,
        clock: &mut Clock<'_>,
        findings: &mut Findings,
        given_up: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Summary>, Broken> {
        // No page would tell anything but that a template cannot be read.
        let Some(engine) = &edition.engine else { return Ok(None) };
        let templates = engine.fingerprint();
        let last = self.last(&templates);
        let (output, known) = self.render_all(&edition.site(), (engine, &last), clock, findings, given_up);
        if findings.stop() || given_up() {
            self.standing = Some((templates, last));
            return Ok(None);
        }
        let pages = output.files.len();
        let rendered = output.files.values().filter(|output| matches!(output, Output::Bytes(_))).count();
        let written = clock.step("write", || {
            let prepared = write::Prepared::new(&output, &self.out)?;
            findings.note(prepared.conflicts().to_vec());
            if findings.stop() { Ok(None) } else { prepared.write().map(Some) }
        })?;
        let Some(write::Written { written, unchanged, deleted }) = written else { return Ok(None) };
        clock.did(format!("{written} of {pages} files"));
        self.remember(templates, known);
        let reflections = edition.portfolio().reflections.len();
        Ok(Some(Summary { out: self.out.clone(), pages, reflections, rendered, written, unchanged, deleted }))
    }

    fn render_all(
        &self,
        site: &Site<'_>,
        (engine, last): (&render::Engine, &Standing),
        clock: &mut Clock<'_>,
        findings: &mut Findings,
        given_up: &(dyn Fn() -> bool + Sync),
    ) -> (OutputTree, Known) {
        let pages = layout::pages(site);
        let progress = clock.begin("render", pages.len());
        let rendered: Vec<_> = clock.step("render", || {
            let one = |page: &LaidPage<'_>| {
                let rendered = render_one(engine, page, last.of(&page.address), &self.out);
                progress.advance();
                (page.address.clone(), rendered)
            };
            pages.par_iter().take_any_while(|_| !given_up()).map(one).collect()
        });
        let (tree, known) = gather(rendered, findings);
        let rendered = tree.files.values().filter(|output| matches!(output, Output::Bytes(_))).count();
        clock.did(format!("{rendered} of {} pages", pages.len()));
        (tree, known)
    }

    /// What stands and was made with these templates: as it was remembered, else as the cache has it.
    fn last(&mut self, templates: &Hash) -> Standing {
        match self.standing.take() {
            Some((with, standing)) if with == *templates => standing,
            Some(_) => Standing::default(),
            None => Standing::decode(&read::cache(&self.folder, standing::NAME).unwrap_or_default(), templates),
        }
    }

    /// Keeps what is known of the pages, which all stand now.
    fn remember(&mut self, templates: Hash, known: Known) {
        let with_stamp = |(address, page): &(Address, standing::Page)| {
            let stamp = page.stamp.or_else(|| write::standing(&self.out, address)?.stamp);
            standing::Page { stamp, ..*page }
        };
        let pages: Vec<standing::Page> = known.par_iter().map(with_stamp).collect();
        let standing: Standing = known.iter().map(|(address, _)| address).zip(pages).collect();
        write::cache(&self.folder, standing::NAME, standing.encode(&templates));
        self.standing = Some((templates, standing));
    }
}

/// What is to be remembered of the pages.
type Known = Vec<(Address, standing::Page)>;

/// What stands at an address, and what is to be remembered of it; or why it cannot be made.
type RenderedPage = Result<(Output, Option<standing::Page>), Box<Diagnostic>>;

fn render_one(engine: &render::Engine, page: &LaidPage<'_>, known: Option<standing::Page>, out: &Path) -> RenderedPage {
    let mut stamp = None;
    let stands = |fingerprint| {
        let Some(known) = known.filter(|known| known.fingerprint == fingerprint) else { return false };
        let Some(standing) = write::standing(out, &page.address) else { return false };
        stamp = standing.stamp;
        (stamp.is_some() && stamp == known.stamp) || standing.hash() == Some(known.bytes)
    };
    let render::Rendered { output, fingerprint } = engine.render(page, stands)?;
    let remembered = match (&output, fingerprint) {
        (Output::Bytes(bytes), Some(fingerprint)) => {
            Some(standing::Page { fingerprint, bytes: standing::hash(bytes), stamp: None })
        }
        (Output::Kept, _) => known.map(|known| standing::Page { stamp, ..known }),
        _ => None,
    };
    Ok((output, remembered))
}

fn gather(rendered: Vec<(Address, RenderedPage)>, findings: &mut Findings) -> (OutputTree, Known) {
    let (mut files, mut known) = (Vec::with_capacity(rendered.len()), Vec::with_capacity(rendered.len()));
    let mut told = BTreeSet::new();
    for (address, rendered) in rendered {
        match rendered {
            Ok((output, remembered)) => {
                known.extend(remembered.map(|page| (address.clone(), page)));
                files.push((address, output));
            }
            // One mistake in a template shows on every page that uses it: it is told once, with the first of these pages.
            Err(found) if told.insert((found.path.clone(), found.place, found.message.clone())) => {
                findings.note(vec![*found]);
            }
            Err(_) => {}
        }
    }
    (OutputTree { files: files.into_iter().collect() }, known)
}
