//! The whole way in one place: folder, source tree, documents, portfolio, pages, output tree, site.
//!
//! Everything a build does is called from here, in this order; nothing here knows how. If any diagnostic is an error, `write` is not called.
//! A [`Workshop`] does it again and again: it keeps what a build made, and nothing that it keeps is trusted over the sources.

mod archive;
mod beyond;
mod class_list;
mod commits;
mod counted;
mod desk;
mod edition;
mod findings;
mod history;
mod inspection;
mod loads;
mod looks;
mod outside;
mod press;
mod rehearsal;
mod scrutiny;
mod settled;
mod shown;
mod sources;
mod standing;
mod steps;
mod survey;
mod text;
mod texts;
mod told;
mod withheld;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

pub use self::class_list::NO_LIST;
pub use self::desk::{Desk, Draft};
pub use self::edition::Edition;
pub use self::findings::can_be_held_back;
pub use self::history::{depth, history, unsent};
pub use self::inspection::{Concerns, Inspection, concerns, inspect};
pub use self::outside::{Outside, outside};
pub use self::press::Press;
pub use self::steps::{Progress, Silent, Step};
pub use self::survey::Survey;

use self::settled::{Settled, Still};
use self::sources::Sources;
use self::standing::Hash;
use self::steps::Clock;
use crate::diag::{Broken, Diagnostic};
use crate::model::address::Address;
use crate::write;

/// How many texts or pages a processor takes at a time, at most: they are not alike, and one that has done its own should find something left to share.
const HANDFUL: usize = 16;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder of the portfolio.
    pub folder: PathBuf,
    /// Where the site goes; `_site` in the folder without.
    pub out: Option<PathBuf>,
    /// Whether drafts are built too.
    pub drafts: bool,
    /// Stands for `base_url` in `portfolio.yaml`.
    pub base_url: Option<String>,
    /// Whether files with errors are held back and the rest is built.
    pub keep_going: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// The day of the build: what was agreed for pictures until an earlier one has ended.
    pub today: NaiveDate,
}

impl Default for Request {
    /// The site of the folder that one stands in. Its day is the last of all, so that whoever forgets to say the day shows too little of children, and
    /// never too much.
    fn default() -> Self {
        Self {
            folder: PathBuf::new(),
            out: None,
            drafts: false,
            base_url: None,
            keep_going: false,
            strict: false,
            today: NaiveDate::MAX,
        }
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Report {
    /// Everything found, sorted by path, line and column, with the source lines.
    pub diagnostics: Vec<Diagnostic>,
    /// What was written; `None` when nothing was.
    pub site: Option<Summary>,
    /// The sources that are new, changed or gone since the last build; at first, since what an earlier process remembered.
    pub changed: Vec<Arc<str>>,
    /// What each step did and how long it took.
    pub steps: Vec<Step>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Where the site is.
    pub out: PathBuf,
    /// Files of the site.
    pub pages: usize,
    /// Reflections in it.
    pub reflections: usize,
    /// Pages that were rendered; the others stood already.
    pub rendered: usize,
    /// Files whose bytes changed.
    pub written: usize,
    /// Files that were already so.
    pub unchanged: usize,
    /// Files of ours that are no longer made.
    pub deleted: usize,
    /// Drafts that were left out.
    pub drafts: usize,
}

impl Request {
    /// The output folder.
    #[must_use]
    pub fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.folder.join("_site"))
    }
}

/// Builds the site of a folder.
///
/// # Errors
/// When the world is broken: a disk that is full, a folder without permission. Mistakes in the author's files are in the report.
pub fn build(request: &Request, progress: &dyn Progress) -> Result<Report, Broken> {
    let mut workshop = Workshop::new(request.clone());
    let report = workshop.build(progress)?.expect("a first build has everything to do");
    let_go(workshop);
    Ok(report)
}

/// Builds the same folder again and again, each time from what changed.
#[derive(Debug)]
pub struct Workshop {
    desk: Desk,
    press: Press,
    /// What the last build was made from.
    last: Option<Hash>,
    /// What the folder held when the last build read it.
    read: Option<Hash>,
}

impl Workshop {
    /// A workshop for one folder, in which nothing has been made yet.
    #[must_use]
    pub fn new(request: Request) -> Self {
        Self { press: Press::new(&request), desk: Desk::new(request), last: None, read: None }
    }

    /// The two halves, for whoever shows a site before it is written.
    #[must_use]
    pub fn apart(self) -> (Desk, Press) {
        (self.desk, self.press)
    }

    /// The files of the site as the last build of this workshop wrote it.
    #[must_use]
    pub fn files(&self) -> &[Address] {
        self.press.files()
    }

    /// Looks at the folder before the first build, as [`look`]; the build begins with what was read.
    ///
    /// # Errors
    /// When the world is broken.
    pub fn look(&mut self) -> Result<Draft, Broken> {
        Ok(self.desk.draft(&Silent)?.expect("a first look finds everything new"))
    }

    /// Whether the last build read what a survey did, but for the bytes of pictures and attachments.
    #[must_use]
    pub fn is_made_from(&self, survey: &Survey) -> bool {
        self.read == Some(survey.sources.as_read)
    }

    /// Takes an address for the one in the settings, as [`Request::base_url`].
    pub fn set_base_url(&mut self, base_url: Option<String>) {
        self.desk.request.base_url = base_url;
    }

    /// Builds as on the day `today` from now on.
    pub fn on(&mut self, today: NaiveDate) {
        self.desk.on(today);
    }

    /// Trusts no stamp at the next build: every text is read again.
    pub fn trust_nothing(&mut self) {
        self.desk.trust_nothing();
    }

    /// What is private in texts that were just saved, as [`Desk::private_in`].
    #[must_use]
    pub fn private_in(&self, saved: &[Arc<str>]) -> Vec<Diagnostic> {
        self.desk.private_in(saved)
    }

    /// Builds the site; `None` if and only if every source is as it was at the last build.
    ///
    /// # Errors
    /// As [`build`].
    pub fn build(&mut self, progress: &dyn Progress) -> Result<Option<Report>, Broken> {
        let mut clock = Clock::new(progress);
        let read = match self.look_again(&mut clock)? {
            Still::No(read) => read,
            Still::Yes(made_from, site) => {
                let is_known = self.last.replace(made_from) == Some(made_from);
                let report =
                    || Report { diagnostics: Vec::new(), site: Some(site), changed: Vec::new(), steps: clock.steps() };
                return Ok((!is_known).then(report));
            }
        };
        let mut findings = self.desk.findings();
        let Some(sources) = self.desk.gather(read, &mut clock, &mut findings)? else {
            self.last = None;
            return Ok(Some(self.desk.report(None, findings, clock)));
        };
        self.read = Some(sources.as_read);
        let edition = self.desk.edit(&sources, self.desk.request.drafts, &mut clock, &mut findings)?;
        if self.last == Some(edition.made_from) {
            return Ok(None);
        }
        // What is settled is what this process wrote: the turn ends after both.
        let _turn = write::Turn::take(&self.desk.request.folder, &self.desk.request.out(), &|| false);
        let site = self.press.publish(&edition, &mut clock, &mut findings, &|| false)?;
        self.last = Some(edition.made_from);
        let is_settled = site.is_some() && findings.is_empty();
        clock.step("keep", || {
            self.desk.keep();
            if is_settled {
                self.settle(&sources, &edition);
            }
        });
        let_go((sources, edition));
        Ok(Some(self.desk.report(site, findings, clock)))
    }

    /// Whether anything has changed since the last build of an earlier process.
    fn look_again(&self, clock: &mut Clock<'_>) -> Result<Still, Broken> {
        let request = &self.desk.request;
        // Once texts are remembered, looking at them again costs less than this.
        if self.desk.has_looked() {
            return Ok(Still::No(None));
        }
        match Settled::remembered(&request.folder) {
            Some(settled) => settled.still(request, clock),
            None => Ok(Still::No(None)),
        }
    }

    fn settle(&self, sources: &Sources, edition: &Edition) {
        let desk = &self.desk;
        let made = (&self.press, edition.portfolio());
        let settled = Settled::new(&desk.request, (sources, desk.attachments(), edition.made_from), made);
        if let Some(settled) = settled {
            settled.keep(&desk.request.folder);
        }
    }
}

/// Looks at a folder without building it: what it holds, what is wrong with it, what it would come to.
///
/// # Errors
/// When the world is broken.
pub fn look(request: &Request) -> Result<Draft, Broken> {
    let mut desk = Desk::new(request.clone());
    let draft = desk.draft(&Silent)?.expect("a first look finds everything new");
    let_go(desk);
    Ok(draft)
}

/// Lets go of thousands of texts or pages beside the way: it takes a moment, for which nobody should wait.
fn let_go<T: Send + 'static>(what: T) {
    rayon::spawn(|| drop(what));
}
