//! The stage: where the thread that rebuilds puts the site, and where the server finds it.
//!
//! In: a new site with what changed, or the messages of a build that failed. Out: a [`Scene`], one consistent moment.
//! Nothing piles up here: whoever looks late sees the last scene only.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;

use tokio::sync::watch;

use super::{Site, Status};

/// What changed with a new site, told to the open pages. The default: anything may have changed, and they reload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Old and new address of each changed style sheet, when nothing else changed: pages swap them without a reload.
    /// With an empty list nothing changed at all.
    pub styles_only: Option<Vec<(String, String)>>,
    /// The address of the page that was just edited, if the page in view is to go there.
    pub follow: Option<String>,
}

/// The stage, shared by the thread that rebuilds and the server: a clone is the same stage.
#[derive(Clone)]
pub struct Stage {
    scene: Arc<watch::Sender<Scene>>,
}

/// What is on the stage at one moment.
#[derive(Clone)]
pub(super) struct Scene {
    /// Tells this stage from that of an earlier server at the same port: by chance, in 52 bits, which a script's numbers hold.
    pub(super) instance: u64,
    /// How many sites were put here: pages of an earlier one are out of date.
    pub(super) revision: u64,
    /// The last good site; `None` before the first.
    pub(super) site: Option<Arc<dyn Site>>,
    /// Why each text is shown or not; `None` before the first build.
    pub(super) status: Option<Arc<dyn Status>>,
    /// What changed since the revision before.
    pub(super) news: Arc<News>,
    /// How many builds failed.
    pub(super) failures: u64,
    /// What the last build died of; `None` when it was good.
    pub(super) trouble: Option<Arc<Trouble>>,
}

/// Why there is no newer site.
pub(super) struct Trouble {
    pub(super) messages: String,
    pub(super) count: usize,
}

impl Stage {
    /// An empty stage. The server may run before the first site is there.
    #[must_use]
    pub fn new() -> Self {
        let scene = Scene {
            instance: RandomState::new().build_hasher().finish() >> 12,
            revision: 0,
            site: None,
            status: None,
            news: Arc::default(),
            failures: 0,
            trouble: None,
        };
        Self { scene: Arc::new(watch::Sender::new(scene)) }
    }

    /// Shows a new site, and tells the open pages what changed. A message that stands on them goes away.
    pub fn put(&self, site: Arc<dyn Site>, news: News) {
        self.scene.send_modify(|scene| {
            scene.revision += 1;
            scene.site = Some(site);
            scene.news = Arc::new(news);
            scene.trouble = None;
        });
    }

    /// Explains the site so from now on. No open page hears of it.
    pub fn explain(&self, status: Arc<dyn Status>) {
        self.scene.send_if_modified(|scene| {
            scene.status = Some(status);
            false
        });
    }

    /// Keeps the last good site, and shows on the open pages what the terminal shows: `messages` is plain text without colours,
    /// with `count` errors in it.
    pub fn fail(&self, messages: String, count: usize) {
        self.scene.send_modify(|scene| {
            scene.failures += 1;
            scene.trouble = Some(Arc::new(Trouble { messages, count }));
        });
    }

    pub(super) fn scene(&self) -> Scene {
        self.scene.borrow().clone()
    }

    /// Hears of the scene at once and of each later one.
    pub(super) fn scenes(&self) -> watch::Receiver<Scene> {
        let mut scenes = self.scene.subscribe();
        scenes.mark_changed();
        scenes
    }
}

impl Default for Stage {
    fn default() -> Self {
        Self::new()
    }
}

impl Scene {
    /// The path that the site stands at; the root before the first site.
    pub(super) fn base_path(&self) -> &str {
        self.site.as_deref().map_or("/", Site::base_path)
    }
}
