//! What a written address may mean inside the site: nothing here looks whether anything is there.

use super::paths::{below, is_absolute, join};
use super::resolver::{Resolver, Written, folder};
use crate::model::document::without_ending;

impl Resolver<'_> {
    /// The part of an address inside the site: all of a relative one, what follows `base_url` of an absolute one (with a slash before it);
    /// `None` for another site's.
    pub fn below_base_url<'t>(&self, address: &'t str) -> Option<&'t str> {
        if !is_absolute(address) {
            return Some(address);
        }
        below(address, self.material.settings.base_url.as_deref()?.trim_end_matches('/'))
    }

    /// The paths that a written path may mean, most likely first. From the root: there, there as the site sees it, in the folders of other tools.
    /// Else: from the folder of the file, from its address here, from its address under Hugo, which makes a folder of each file. Those that
    /// lead out of the folder of the portfolio are left out.
    pub fn candidates(&self, written: &Written<'_>, path: &str, absolute: bool) -> Vec<String> {
        let rooted = absolute || path.starts_with('/');
        let trimmed = path.trim_start_matches('/');
        if rooted {
            let mut candidates = Vec::from_iter(join("", trimmed));
            let below = self.base_folder().and_then(|folder| path.strip_prefix(folder)).filter(|_| !absolute);
            candidates.extend(below.and_then(|path| join("", path)));
            candidates
                .extend(["static/", "public/", "content/", "pages/"].iter().filter_map(|folder| join(folder, trimmed)));
            return candidates;
        }
        let from_file = join(written.folder(), path);
        let from_address = join(folder(self.addresses.of(written.id).as_str()), path);
        let from_hugo = join(without_ending(&written.head.path), path);
        [from_file, from_address, from_hugo].into_iter().flatten().collect()
    }

    /// The path of `base_url`, with a slash at both ends; `None` when it is the root.
    fn base_folder(&self) -> Option<&str> {
        let base = self.material.settings.base_url.as_deref()?;
        let (_, after) = base.split_once("://")?;
        after.find('/').map(|at| &after[at..]).filter(|folder| folder.len() > 1)
    }
}
