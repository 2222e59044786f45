//! The quick half of a workshop: folder to linked site. Nothing is rendered here, and nothing written.

use std::sync::Arc;

use chrono::NaiveDate;

use super::archive::{self, Attachments};
use super::class_list;
use super::edition::{self, Edition};
use super::findings::Findings;
use super::looks::Looks;
use super::sources::{self, Sources};
use super::standing::Hash;
use super::steps::{Clock, Progress, Silent, Step};
use super::survey::Survey;
use super::texts::Texts;
use super::{Report, Request, Summary};
use crate::diag::{Broken, Diagnosed, Diagnostic};
use crate::model::document::Audience;
use crate::model::source::SourceTree;
use crate::{link, read, write};

/// Reads, parses and links one folder again and again.
#[derive(Debug)]
pub struct Desk {
    pub(super) request: Request,
    texts: Texts,
    attachments: Attachments,
    /// Whether what an earlier process remembered is among them.
    has_recalled: bool,
    looks: Option<Looks>,
    /// Without drafts, and with them.
    links: [link::Memory; 2],
    /// What the last draft was made from.
    last: Option<Hash>,
}

/// A site to be shown with its drafts, and to be published without them.
#[derive(Debug)]
pub struct Draft {
    /// Everything found, with the source lines: what is told of the site that is to be published.
    pub diagnostics: Vec<Diagnostic>,
    /// The site with its drafts, marked; `None` when errors keep it from being made.
    pub shown: Option<Arc<Edition>>,
    /// The site without them; `None` when errors keep it from being made.
    pub published: Option<Arc<Edition>>,
    /// What the folder holds and comes to, errors or not; `None` when there was nothing to go on with.
    pub survey: Option<Arc<Survey>>,
    /// The sources that are new, changed or gone.
    pub changed: Vec<Arc<str>>,
    /// What each step did and how long it took.
    pub steps: Vec<Step>,
}

impl Desk {
    pub(super) fn new(request: Request) -> Self {
        Self {
            request,
            texts: Texts::default(),
            attachments: Attachments::default(),
            has_recalled: false,
            looks: None,
            links: Default::default(),
            last: None,
        }
    }

    /// Takes it to be the day `today` from now on.
    pub fn on(&mut self, today: NaiveDate) {
        self.request.today = today;
    }

    /// Trusts no stamp the next time: every text is read again.
    pub fn trust_nothing(&mut self) {
        self.recall(&mut Clock::new(&Silent));
        self.texts.trust_nothing();
    }

    /// What the folder comes to now; `None` if and only if every source is as it was the last time.
    ///
    /// # Errors
    /// When the world is broken.
    pub fn draft(&mut self, progress: &dyn Progress) -> Result<Option<Draft>, Broken> {
        let mut clock = Clock::new(progress);
        let mut findings = self.findings();
        let Some(sources) = self.gather(None, &mut clock, &mut findings)? else {
            self.last = None;
            return Ok(Some(self.told(findings, (None, None), None, clock)));
        };
        let mut of_shown = findings.clone();
        let shown = Arc::new(self.edit(&sources, true, &mut clock, &mut of_shown)?);
        if self.last.replace(shown.made_from) == Some(shown.made_from) {
            return Ok(None);
        }
        let has_drafts = sources.documents.iter().any(|document| document.head().audience == Audience::Draft);
        let published = if has_drafts && !self.request.drafts {
            let known = self.attachments.clone();
            let published = Arc::new(self.edit(&sources, false, &mut clock, &mut findings)?);
            self.attachments.extend(known);
            published
        } else {
            findings = of_shown.clone();
            Arc::clone(&shown)
        };
        let survey = Survey::of(sources, Arc::clone(&published));
        let shown = Some(shown).filter(|shown| !of_shown.stop() && shown.engine.is_some());
        let published = Some(published).filter(|_| !findings.stop());
        Ok(Some(self.told(findings, (shown, published), Some(survey), clock)))
    }

    /// Names of children in texts that were just saved, and what tells how to reach or to find a person, as warnings with their lines.
    #[must_use]
    pub fn private_in(&self, saved: &[Arc<str>]) -> Vec<Diagnostic> {
        class_list::private_in(&self.request.folder, saved)
    }

    fn told(
        &mut self,
        findings: Findings,
        (shown, published): (Option<Arc<Edition>>, Option<Arc<Edition>>),
        survey: Option<Survey>,
        clock: Clock<'_>,
    ) -> Draft {
        let mut diagnostics = findings.sorted();
        read::source_lines(&self.request.folder, &mut diagnostics);
        let survey = survey.map(|survey| Arc::new(Survey { diagnostics: diagnostics.clone(), ..survey }));
        Draft { diagnostics, shown, published, survey, changed: self.texts.take_changed(), steps: clock.steps() }
    }

    pub(super) fn findings(&self) -> Findings {
        Findings::new(self.request.strict, self.request.keep_going)
    }

    /// Folder to documents; the folder may have been `read` already. `None` when there is nothing to go on with.
    pub(super) fn gather(
        &mut self,
        read: Option<Diagnosed<SourceTree>>,
        clock: &mut Clock<'_>,
        findings: &mut Findings,
    ) -> Result<Option<Sources>, Broken> {
        findings.note(write::inspect(&self.request.out(), &self.request.folder)?);
        self.recall(clock);
        let read = read.filter(|read| self.texts.know(&read.value));
        sources::gather(&self.request, read, (&mut self.texts, &mut self.looks), clock, findings)
    }

    /// Takes up what an earlier process remembered, the first time.
    fn recall(&mut self, clock: &mut Clock<'_>) {
        if self.has_recalled {
            return;
        }
        let folder = &self.request.folder;
        (self.texts, self.attachments) =
            clock.step("recall", || (Texts::remembered(folder), archive::load_attachments(folder)));
        clock.did(format!("{} texts", self.texts.count()));
        self.has_recalled = true;
    }

    /// Whether the folder has been looked at in this process.
    pub(super) fn has_looked(&self) -> bool {
        self.has_recalled
    }

    /// The attachments that the last edition uses.
    pub(super) fn attachments(&self) -> &Attachments {
        &self.attachments
    }

    /// Remembers for a later process what texts were parsed to.
    pub fn keep(&mut self) {
        if self.has_recalled {
            self.texts.archive(&self.request.folder);
            archive::save_attachments(&self.request.folder, &self.attachments);
        }
    }

    /// Documents to a linked site.
    pub(super) fn edit(
        &mut self,
        sources: &Sources,
        drafts: bool,
        clock: &mut Clock<'_>,
        findings: &mut Findings,
    ) -> Result<Edition, Broken> {
        let known = (&mut self.attachments, &mut self.links[usize::from(drafts)]);
        edition::edit(sources, drafts, known, clock, findings)
    }

    pub(super) fn report(&mut self, site: Option<Summary>, findings: Findings, clock: Clock<'_>) -> Report {
        let mut diagnostics = findings.sorted();
        read::source_lines(&self.request.folder, &mut diagnostics);
        Report { diagnostics, site, changed: self.texts.take_changed(), steps: clock.steps() }
    }
}
