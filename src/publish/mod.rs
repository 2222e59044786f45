//! From the folder to the host: the built site to a branch of its own or, where a workflow builds on the host, the sources to theirs.
//!
//! The way: `begin` finds out where to and what stands there, `build` makes the site as it is now in a folder of passing use, `concerns` looks for
//! what may not go, `plan` compares, and [`Plan::carry_out`] sends. Until then nothing but objects that no branch knows of has been made. No branch
//! is ever forced, and the author's index, branch and files are touched by the second way alone, and there only as a commit would.

mod begin;
mod choose;
mod message;
mod outline;
mod remarks;
mod set_aside;
mod site;
mod sources;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use self::site::Site;
use self::sources::Sources;
use crate::diag::{Broken, Diagnostic};
use crate::git::{Failure, Remote, Repository};
use crate::hosting::Project;
use crate::model::address::Address;
use crate::pipeline::{self, Progress, Report, Survey, Workshop};
use crate::write::Passing;

pub use self::begin::begin;
pub use self::message::counts;
pub use self::outline::{Outline, Way};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder of the portfolio.
    pub folder: PathBuf,
    /// The day of the build.
    pub today: NaiveDate,
    /// The remote, when the author names one.
    pub remote: Option<String>,
    /// The branch for the built site, when the author names one.
    pub branch: Option<String>,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Stop {
    /// There is something for the author to mend.
    Mistakes(Vec<Diagnostic>),
    /// The world is broken.
    Broken(Broken),
}

impl From<Diagnostic> for Stop {
    fn from(found: Diagnostic) -> Self {
        Self::Mistakes(vec![found])
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        failure.diagnostic().into()
    }
}

impl From<Broken> for Stop {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// Where to, and all that is known of it before the site is built.
#[derive(Debug)]
pub struct Publication {
    ground: Ground,
    errand: Errand,
    /// Where the site is made, from what was read when the folder was looked at.
    workshop: Workshop,
}

/// Where from and where to.
#[derive(Debug)]
struct Ground {
    /// The folder of the portfolio.
    folder: PathBuf,
    repository: Repository,
    remote: Remote,
    project: Option<Project>,
    survey: Arc<Survey>,
    /// A workflow that cannot do its work yet.
    unready: Option<String>,
    /// Where the site is made.
    passing: Passing,
}

/// What is to be sent.
#[derive(Debug)]
enum Errand {
    /// The built site.
    Site(Site),
    /// The sources.
    Sources(Box<Sources>),
}

/// The site as it is now.
#[derive(Debug)]
pub struct Built {
    /// What came of the build.
    pub report: Report,
    /// The files of the site.
    files: Vec<Address>,
}

/// The name of the site in its folder of passing use.
const SITE: &str = "site";

impl Publication {
    /// What keeps the portfolio from being published, though a build would not mind: names of children. Where the sources are sent, every file that
    /// goes with them is looked through, also what no build would read. Also what was not looked for; that there is no class list, the first time.
    ///
    /// # Errors
    /// When a file or the class list cannot be read, or git fails.
    pub fn concerns(&self) -> Result<Vec<Diagnostic>, Stop> {
        let further: &[String] = match &self.errand {
            Errand::Site(_) => &[],
            Errand::Sources(sources) => &sources.sent,
        };
        let pipeline::Concerns { mut found, unread } =
            pipeline::concerns(&self.ground.folder, &self.ground.survey, further)?;
        // Told once, before the first is sent: from then on it is in the history.
        found.retain(|found| found.code != pipeline::NO_LIST || self.is_first());
        if let Errand::Sources(sources) = &self.errand {
            found.extend(remarks::unread(&sources.not_there_yet(&self.ground.repository, unread)?));
        }
        Ok(found)
    }

    /// Whether nothing was published there before.
    fn is_first(&self) -> bool {
        match &self.errand {
            Errand::Site(site) => site.is_new(),
            Errand::Sources(sources) => sources.is_new(),
        }
    }

    /// What is worth saying before anything is built.
    #[must_use]
    pub fn remarks(&self) -> Vec<Diagnostic> {
        remarks::all(self)
    }

    /// Builds the site as it is in the folder now, without drafts, and away from `_site`: whatever else lies there is not published.
    ///
    /// # Errors
    /// When the world is broken, or the folder is not as it was when it was looked at. Mistakes in the author's files are in the report.
    pub fn build(&mut self, progress: &dyn Progress) -> Result<Built, Stop> {
        let base_url = remarks::implied_base_url(self);
        self.workshop.set_base_url(base_url);
        let report = self.workshop.build(progress)?.expect("a first build has everything to do");
        if report.site.is_some() && !self.workshop.is_made_from(&self.ground.survey) {
            return Err(remarks::changed_meanwhile().into());
        }
        Ok(Built { report, files: self.workshop.files().to_vec() })
    }

    /// Compares the site with what stands on the remote, and decides what is to be done.
    ///
    /// # Errors
    /// When what would be sent may not be, or git fails.
    pub fn plan(self, built: Built) -> Result<Plan, Stop> {
        let address = remarks::address(&self);
        match self.errand {
            Errand::Site(site) => site.plan(self.ground, address, &built),
            Errand::Sources(sources) => sources.plan(self.ground, address),
        }
    }
}

/// What is to be done.
#[derive(Debug)]
pub struct Plan {
    /// What would go where.
    pub outline: Outline,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Site(Box<site::Work>),
    Sources(Box<sources::Work>),
}

impl Plan {
    /// Does it; gives what went where, which is more than was planned if someone else published meanwhile. Nothing is done when nothing has changed.
    ///
    /// # Errors
    /// When the remote does not take it.
    pub fn carry_out(self) -> Result<Outline, Stop> {
        if self.outline.is_nothing() {
            return Ok(self.outline);
        }
        match self.work {
            Work::Site(work) => work.carry_out(self.outline),
            Work::Sources(work) => work.carry_out(self.outline),
        }
    }
}
