//! `throughline serve`: what `watch` does, and the site in the browser, reloading itself.
//!
//! A change is shown as soon as it is linked, its pages rendered when they are asked for; the site on the disk follows behind, and a newer change
//! interrupts that.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use clap::Args;

use super::options::{Destination, Portfolio};
use super::screen::Screen;
use super::telling::Telling;
use super::{Exit, day, listening};
use crate::diag::{self, Broken};
use crate::model::output::Output;
use crate::pipeline::{Desk, Draft, Edition, Press, Request, Silent, Survey, Workshop};
use crate::serve::{self, File, News, Options, Running, Stage};
use crate::watch::{Doorbell, Knock};
use crate::why;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    destination: Destination,

    /// The port of the preview; the first free one from 4000 without
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,

    /// Open the preview in your browser
    #[arg(long)]
    open: bool,

    /// Let open pages go to the page that was just edited
    #[arg(long)]
    follow: bool,

    /// Look at the folder again and again instead of waiting to be told of changes
    #[arg(long)]
    poll: bool,

    #[command(flatten)]
    portfolio: Portfolio,
}

const EXAMPLES: &str = "\
Examples:
  throughline serve --open                write, save, and see it in the browser
  throughline serve --follow              and go to the page that was just edited

Drafts are shown in the preview, and marked; they are not written into _site. Only this machine can see the preview.
The page /_status of the preview says of every text whether it is on the site, and why.";

/// Serves until Ctrl-C.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    let telling = arguments.portfolio.telling();
    match begin(arguments, screen) {
        Ok((doorbell, preview)) => {
            preview.keep_showing(doorbell, telling, screen);
            Exit::Clean
        }
        Err(broken) => {
            telling.broken(&broken, screen);
            Exit::Broken
        }
    }
}

fn begin(arguments: &Arguments, screen: &mut Screen<'_>) -> Result<(Doorbell, Preview), Broken> {
    let request = Request {
        folder: arguments.portfolio.folder.clone(),
        out: arguments.destination.out.clone(),
        today: day::today(),
        ..Request::default()
    };
    let doorbell = listening::listen(&request.folder, &request.out(), arguments.poll)?;
    let stage = Stage::new();
    let running = serve::start(stage.clone(), &Options { port: arguments.port, ..Options::default() })?;
    listening::tell(doorbell.listening(), &request.folder, screen);
    let (desk, press) = Workshop::new(request).apart();
    let preview = Preview {
        desk,
        press,
        stage,
        running,
        shown: None,
        unpublished: None,
        follow: arguments.follow,
        open: arguments.open,
    };
    Ok((doorbell, preview))
}

/// The preview, between one change and the next.
struct Preview {
    desk: Desk,
    press: Press,
    stage: Stage,
    running: Running,
    /// What the open pages show.
    shown: Option<Arc<Edition>>,
    /// What is not on the disk yet, and the sources that made it differ.
    unpublished: Option<(Arc<Edition>, Vec<Arc<str>>)>,
    follow: bool,
    open: bool,
}

impl Preview {
    fn keep_showing(mut self, doorbell: Doorbell, telling: Telling, screen: &mut Screen<'_>) {
        let (knocks, waiting) = forward(doorbell);
        let begun = Knock { lost: false, first: Instant::now() };
        self.show(begun, telling, screen);
        let address = self.running.address();
        let status = self.running.status_address();
        screen.say(&format!("the preview is at {address}\n(which texts are on it, and why: {status})\n"));
        if self.open && open::that_detached(&address).is_err() {
            screen.report("warning: no browser could be opened: open the address above by hand\n");
        }
        self.publish(begun, &waiting, telling, screen);
        while let Ok(mut knock) = knocks.recv() {
            let mut taken = 1;
            for later in knocks.try_iter() {
                knock.lost |= later.lost;
                taken += 1;
            }
            waiting.fetch_sub(taken, Ordering::AcqRel);
            self.show(knock, telling, screen);
            self.publish(knock, &waiting, telling, screen);
        }
        self.running.stop();
    }

    /// Puts what the folder comes to now on the stage.
    fn show(&mut self, knock: Knock, telling: Telling, screen: &mut Screen<'_>) {
        if knock.lost {
            self.desk.trust_nothing();
        }
        self.desk.on(day::today());
        match self.desk.draft(&Silent) {
            Ok(Some(draft)) => self.stage(draft, telling, screen),
            Ok(None) => {}
            Err(broken) => {
                telling.broken(&broken, screen);
                self.stage.fail(broken.to_string(), 1);
            }
        }
    }

    fn stage(&mut self, draft: Draft, telling: Telling, screen: &mut Screen<'_>) {
        let found = diag::together(&draft.diagnostics, self.desk.private_in(&draft.changed));
        let told = if self.shown.is_none() { telling } else { telling.again() };
        let (errors, messages) = told.diagnostics(&found, screen);
        telling.steps(&draft.steps, screen);
        if let Some(survey) = &draft.survey {
            self.stage.explain(Arc::new(Explained(Arc::clone(survey))));
        }
        match draft.shown {
            Some(edition) => {
                let follow = if self.follow { edited(&edition, &draft.changed) } else { None };
                let styles_only = self.shown.as_ref().and_then(|before| edition.restyles(before));
                self.stage.put(Arc::new(Shown::new(&edition)), News { styles_only, follow });
                self.shown = Some(edition);
            }
            None => self.stage.fail(messages, errors),
        }
        let mut changed = draft.changed;
        if let Some((_, earlier)) = self.unpublished.take() {
            changed.extend(earlier);
            changed.sort();
            changed.dedup();
        }
        self.unpublished = draft.published.map(|edition| (edition, changed));
    }

    /// Brings the site on the disk up to date, unless a knock is waiting.
    fn publish(&mut self, knock: Knock, waiting: &AtomicUsize, telling: Telling, screen: &mut Screen<'_>) {
        let Some((edition, changed)) = self.unpublished.take() else { return };
        let put = self.press.put(&edition, &|| waiting.load(Ordering::Acquire) == 0);
        self.desk.keep();
        match put {
            Ok(report) => {
                let (errors, messages) = telling.diagnostics(&report.diagnostics, screen);
                match &report.site {
                    Some(site) => telling.rebuild(&changed, site, &report.steps, knock.first.elapsed(), screen),
                    None if errors > 0 => self.stage.fail(messages, errors),
                    None => self.unpublished = Some((edition, changed)),
                }
            }
            Err(broken) => telling.broken(&broken, screen),
        }
    }
}

/// Knocks as they come, from a thread of their own, and how many wait. The end counts as one that is never taken: what is under way then is
/// given up.
fn forward(mut doorbell: Doorbell) -> (Receiver<Knock>, Arc<AtomicUsize>) {
    let (sender, knocks) = mpsc::channel();
    let waiting = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&waiting);
    std::thread::spawn(move || {
        loop {
            let knock = doorbell.wait();
            // Counted first: a knock that could be taken before it is counted would later seem to wait for ever.
            counted.fetch_add(1, Ordering::AcqRel);
            match knock {
                Some(knock) if sender.send(knock).is_ok() => {}
                _ => return,
            }
        }
    });
    (knocks, waiting)
}

/// The page of the text that was edited; of several the first that has one.
fn edited(edition: &Edition, changed: &[Arc<str>]) -> Option<String> {
    changed.iter().find_map(|path| edition.address_of(path))
}

/// A look at the folder as the server asks for it.
struct Explained(Arc<Survey>);

impl serve::Status for Explained {
    fn page(&self) -> Vec<u8> {
        why::page(&self.0).into_bytes()
    }
}

/// How many pages of an edition are kept once they were asked for.
const KEPT: usize = 32;

/// An edition as the server asks for it.
struct Shown {
    edition: Arc<Edition>,
    base_path: String,
    /// The pages that were asked for last: an edition never changes, and who asks for a page asks again.
    pages: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Shown {
    fn new(edition: &Arc<Edition>) -> Self {
        Self { base_path: edition.base_path(), edition: Arc::clone(edition), pages: Mutex::default() }
    }
}

impl serve::Site for Shown {
    fn base_path(&self) -> &str {
        &self.base_path
    }

    fn file(&self, address: &str) -> Option<File> {
        let pages = || self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = pages().get(address) {
            return Some(File::Bytes(bytes.clone()));
        }
        Some(match self.edition.file(address)? {
            Ok(Output::Bytes(bytes)) => {
                let mut pages = pages();
                if pages.len() == KEPT {
                    pages.clear();
                }
                pages.insert(address.to_owned(), bytes.clone());
                File::Bytes(bytes)
            }
            Ok(Output::Copy { from, .. }) => File::Disk(from),
            // A page that fails is told by the terminal and on the stage, when the whole site is made.
            Ok(Output::Waiting { .. } | Output::Kept) | Err(_) => return None,
        })
    }
}
