//! The quick half of a workshop: folder to linked site. Nothing is rendered here, and nothing written.

use std::sync::Arc;

use super::archive;
use super::edition::{self, Attachments, Edition};
use super::findings::Findings;
use super::looks::Looks;
use super::sources::{self, Sources};
use super::standing::Hash;
use super::steps::{Clock, Progress, Step};
use super::texts::Texts;
use super::{Report, Request, Summary};
use crate::diag::{Broken, Diagnostic};
use crate::model::document::Audience;
use crate::{link, read, write};

/// Reads, parses and links one folder again and again.
#[derive(Debug)]
pub struct Desk {
    pub(super) request: Request,
    /// What is remembered of texts and attachments; `None` before the first look.
    memory: Option<(Texts, Attachments)>,
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
    /// The sources that are new, changed or gone.
    pub changed: Vec<Arc<str>>,
    /// What each step did and how long it took.
    pub steps: Vec<Step>,
}

impl Desk {
    pub(super) fn new(request: Request) -> Self {
        Self { request, memory: None, looks: None, links: Default::default(), last: None }
    }

    /// Trusts no stamp the next time: every text is read again.
    pub fn trust_nothing(&mut self) {
        self.memory().0.trust_nothing();
    }

    /// What the folder comes to now; `None` if and only if every source is as it was the last time.
    ///
    /// # Errors
    /// When the world is broken.
    pub fn draft(&mut self, progress: &dyn Progress) -> Result<Option<Draft>, Broken> {
        let mut clock = Clock::new(progress);
        let mut findings = self.findings();
        let Some(sources) = self.gather(&mut clock, &mut findings)? else {
            self.last = None;
            return Ok(Some(self.told(findings, None, None, clock)));
        };
        let mut of_shown = findings.clone();
        let shown = Arc::new(self.edit(&sources, true, &mut clock, &mut of_shown)?);
        if self.last.replace(shown.made_from) == Some(shown.made_from) {
            return Ok(None);
        }
        let has_drafts = sources.documents.iter().any(|document| document.head().audience == Audience::Draft);
        let published = if has_drafts && !self.request.drafts {
            let known = self.memory().1.clone();
            let published = Arc::new(self.edit(&sources, false, &mut clock, &mut findings)?);
            self.memory().1.extend(known);
            published
        } else {
            findings = of_shown.clone();
            Arc::clone(&shown)
        };
        // To let go of thousands of files takes a moment in which the site could be shown.
        rayon::spawn(move || drop(sources));
        let shown = Some(shown).filter(|shown| !of_shown.stop() && shown.engine.is_some());
        let published = Some(published).filter(|_| !findings.stop());
        Ok(Some(self.told(findings, shown, published, clock)))
    }

    fn told(
        &mut self,
        findings: Findings,
        shown: Option<Arc<Edition>>,
        published: Option<Arc<Edition>>,
        clock: Clock<'_>,
    ) -> Draft {
        let mut diagnostics = findings.sorted();
        read::source_lines(&self.request.folder, &mut diagnostics);
        Draft { diagnostics, shown, published, changed: self.memory().0.take_changed(), steps: clock.steps() }
    }

    pub(super) fn findings(&self) -> Findings {
        Findings::new(self.request.strict, self.request.keep_going)
    }

    /// Folder to documents. `None` when there is nothing to go on with.
    pub(super) fn gather(&mut self, clock: &mut Clock<'_>, findings: &mut Findings) -> Result<Option<Sources>, Broken> {
        findings.note(write::inspect(&self.request.out(), &self.request.folder)?);
        if self.memory.is_none() {
            let texts = clock.step("recall", || self.memory().0.count());
            clock.did(format!("{texts} texts"));
        }
        let Self { request, memory, looks, .. } = self;
        let (texts, _) = memory.as_mut().expect("it was just recalled");
        sources::gather(request, (texts, looks), clock, findings)
    }

    fn memory(&mut self) -> &mut (Texts, Attachments) {
        let folder = &self.request.folder;
        self.memory.get_or_insert_with(|| (Texts::remembered(folder), archive::load_attachments(folder)))
    }

    /// Remembers for a later process what texts were parsed to.
    pub fn keep(&mut self) {
        if let Some((texts, attachments)) = &mut self.memory {
            texts.archive(&self.request.folder);
            archive::save_attachments(&self.request.folder, attachments);
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
        self.memory();
        let Self { memory, links, .. } = self;
        let (_, attachments) = memory.as_mut().expect("it was just recalled");
        edition::edit(sources, drafts, (attachments, &mut links[usize::from(drafts)]), clock, findings)
    }

    pub(super) fn report(&mut self, site: Option<Summary>, findings: Findings, clock: Clock<'_>) -> Report {
        let mut diagnostics = findings.sorted();
        read::source_lines(&self.request.folder, &mut diagnostics);
        Report { diagnostics, site, changed: self.memory().0.take_changed(), steps: clock.steps() }
    }
}
