//! Edition to site: lays out and renders every page that does not stand already, each in its turn, many at once, and writes what differs.
//!
//! A rendered page goes to the disk at once and waits there: memory holds no more of them than there are threads. Once an error has been found
//! nothing goes to the disk any more, and the other pages are rendered for their own errors alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::edition::Edition;
use super::findings::Findings;
use super::settled;
use super::standing::{self, Hash, Standing};
use super::steps::{Clock, Silent};
use super::told::Told;
use super::{HANDFUL, Report, Request, Summary};
use crate::diag::{Broken, Diagnostic};
use crate::layout::{self, LaidPage, Site};
use crate::model::address::Address;
use crate::model::output::{Output, OutputTree};
use crate::model::source::Stamp;
use crate::{read, render, write};

/// The slow half of a workshop: puts editions of one site onto the disk, one after the other.
#[derive(Debug)]
pub struct Press {
    folder: PathBuf,
    out: PathBuf,
    /// What stands, and the templates it was made with; `None` before the first edition.
    standing: Option<(Hash, Standing)>,
    /// Every file of the last edition.
    files: Vec<Address>,
    /// The threads for all editions but the first; `None` before they are needed, or where the system gives none.
    beside: Option<Arc<ThreadPool>>,
}

impl Press {
    pub(super) fn new(request: &Request) -> Self {
        Self { folder: request.folder.clone(), out: request.out(), standing: None, files: Vec::new(), beside: None }
    }

    /// Publishes an edition that has no errors: renders what does not stand already, and writes what differs. `wanted` is asked again and
    /// again; once it says no, nothing more is done and nothing written.
    ///
    /// Gives what was written, or `None`; what was found on the way; and what each step took. After the first edition one processor is left
    /// to whoever shows the site meanwhile.
    ///
    /// # Errors
    /// When the world is broken.
    pub fn put(&mut self, edition: &Edition, wanted: &(dyn Fn() -> bool + Sync)) -> Result<Report, Broken> {
        let mut clock = Clock::new(&Silent);
        let mut findings = Findings::new(false, false);
        let given_up = || !wanted();
        let site = match (write::Turn::take(&self.folder, &self.out, &given_up), self.beside()) {
            (None, _) => None,
            (Some(_turn), Some(threads)) => {
                threads.install(|| self.publish(edition, &mut clock, &mut findings, &given_up))?
            }
            (Some(_turn), None) => self.publish(edition, &mut clock, &mut findings, &given_up)?,
        };
        let mut diagnostics = findings.sorted();
        read::source_lines(&self.folder, &mut diagnostics);
        Ok(Report { diagnostics, site, changed: Vec::new(), steps: clock.steps() })
    }

    fn beside(&mut self) -> Option<Arc<ThreadPool>> {
        self.standing.as_ref()?;
        if self.beside.is_none() {
            let count = rayon::current_num_threads().saturating_sub(1).max(1);
            self.beside = ThreadPoolBuilder::new().num_threads(count).build().ok().map(Arc::new);
        }
        self.beside.clone()
    }

    /// In a turn of this process: renders what does not stand already, and writes what differs. `None` when an error keeps the site from being
    /// written, or when `given_up` says that nobody wants it any more.
    pub(super) fn publish(
        &mut self,
        edition: &Edition,
        clock: &mut Clock<'_>,
        findings: &mut Findings,
        given_up: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Summary>, Broken> {
        // No page would tell anything but that a template cannot be read.
        let Some(engine) = &edition.engine else { return Ok(None) };
        settled::forget(&self.folder);
        let templates = engine.fingerprint();
        let last = self.last(&templates);
        let ahead = write::Ahead::new(&self.out);
        let printing =
            Printing { engine, last: &last, out: &self.out, ahead: &ahead, hopeless: findings.stop().into() };
        let site = render_all(&edition.site(), &printing, clock, findings, given_up)?;
        if findings.stop() || given_up() {
            self.standing = Some((templates, last));
            return Ok(None);
        }
        let Rendered { output, known, rendered } = site;
        let pages = output.files.len();
        let written = clock.step("write", || {
            let prepared = ahead.prepare(&output)?;
            findings.note(prepared.conflicts().to_vec());
            if findings.stop() { Ok(None) } else { prepared.write().map(Some) }
        })?;
        let Some(write::Written { written, unchanged, deleted }) = written else { return Ok(None) };
        clock.did(format!("{written} of {pages} files"));
        self.remember(templates, known);
        self.files = output.files.into_keys().collect();
        let (reflections, drafts) = (edition.portfolio().reflections.len(), edition.portfolio().drafts_left_out);
        Ok(Some(Summary { out: self.out.clone(), pages, reflections, rendered, written, unchanged, deleted, drafts }))
    }

    /// The files of the site as it was last published.
    pub(super) fn files(&self) -> &[Address] {
        &self.files
    }

    /// Each of them with what the file system says of it; `None` where that is too little.
    pub(super) fn stamped(&self) -> Option<Vec<(String, Stamp)>> {
        let known = |file: &Address| self.standing.as_ref().and_then(|(_, standing)| standing.of(file)?.stamp);
        let stamp = |file: &Address| known(file).or_else(|| write::standing(&self.out, file)?.stamp);
        self.files.par_iter().map(|file| Some((file.as_str().to_owned(), stamp(file)?))).collect()
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

/// All that the pages of one edition are rendered with.
struct Printing<'a> {
    engine: &'a render::Engine,
    last: &'a Standing,
    out: &'a Path,
    ahead: &'a write::Ahead,
    /// Whether an error keeps the site from being written.
    hopeless: AtomicBool,
}

/// The pages of an edition, none of which failed.
struct Rendered {
    output: OutputTree,
    known: Known,
    /// How many did not stand already.
    rendered: usize,
}

/// A page at its address.
struct Printed {
    output: Output,
    /// What is to be remembered of it.
    known: Option<standing::Page>,
    /// Whether it did not stand already.
    is_rendered: bool,
}

fn render_all(
    site: &Site<'_>,
    printing: &Printing<'_>,
    clock: &mut Clock<'_>,
    findings: &mut Findings,
    given_up: &(dyn Fn() -> bool + Sync),
) -> Result<Rendered, Broken> {
    let pages = layout::pages(site);
    let progress = clock.begin("render", pages.len());
    let printed: Vec<_> = clock.step("render", || {
        let one = |buffer: &mut Vec<u8>, page: &LaidPage<'_>| {
            let printed = printing.print(page, buffer)?;
            progress.advance();
            Ok((page.address.clone(), printed))
        };
        let wanted = pages.par_iter().with_max_len(HANDFUL).take_any_while(|_| !given_up());
        wanted.map_init(Vec::new, one).collect::<Result<_, Broken>>()
    })?;
    let site = gather(printed, findings);
    clock.did(format!("{} of {} pages", site.rendered, pages.len()));
    Ok(site)
}

impl Printing<'_> {
    /// A page at its address, or why it cannot be made.
    fn print(&self, page: &LaidPage<'_>, buffer: &mut Vec<u8>) -> Result<Result<Printed, Box<Diagnostic>>, Broken> {
        let known = self.last.of(&page.address);
        let mut stamp = None;
        let stands = |fingerprint| {
            let Some(known) = known.filter(|known| known.fingerprint == fingerprint) else { return false };
            let Some(standing) = write::standing(self.out, &page.address) else { return false };
            stamp = standing.stamp;
            (stamp.is_some() && stamp == known.stamp) || standing.hash() == Some(known.bytes)
        };
        let rendered = match self.engine.render(page, stands, buffer) {
            Ok(rendered) => rendered,
            Err(found) => {
                self.hopeless.store(true, Ordering::Relaxed);
                return Ok(Err(found));
            }
        };
        Ok(Ok(match rendered {
            render::Rendered::Made(bytes, fingerprint) => {
                let hash = standing::hash(bytes);
                let output = self.put(page, bytes, hash)?;
                let known = Some(standing::Page { fingerprint, bytes: hash, stamp: None });
                Printed { output, known, is_rendered: true }
            }
            render::Rendered::Stands => {
                let known = known.map(|known| standing::Page { stamp, ..known });
                Printed { output: Output::Kept, known, is_rendered: false }
            }
            render::Rendered::Copied(used) => {
                let output = Output::Copy { from: used.disk.clone(), hash: used.hash };
                Printed { output, known: None, is_rendered: false }
            }
        }))
    }

    /// What is no longer hoped for needs no bytes: nobody will write it.
    fn put(&self, page: &LaidPage<'_>, bytes: &[u8], hash: Hash) -> Result<Output, Broken> {
        if self.hopeless.load(Ordering::Relaxed) {
            return Ok(Output::Kept);
        }
        self.ahead.take(&page.address, bytes, hash)
    }
}

fn gather(printed: Vec<(Address, Result<Printed, Box<Diagnostic>>)>, findings: &mut Findings) -> Rendered {
    let (mut files, mut known) = (Vec::with_capacity(printed.len()), Vec::with_capacity(printed.len()));
    let mut rendered = 0;
    let mut told = Told::default();
    for (address, printed) in printed {
        match printed {
            Ok(printed) => {
                known.extend(printed.known.map(|page| (address.clone(), page)));
                rendered += usize::from(printed.is_rendered);
                files.push((address, printed.output));
            }
            Err(found) => told.tell(*found, findings),
        }
    }
    Rendered { output: OutputTree { files: files.into_iter().collect() }, known, rendered }
}
