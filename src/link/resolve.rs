//! What a link leads to, or why it leads nowhere.

use std::sync::Arc;

use super::broken::{leaves, no_heading};
use super::directory::Directory;
use super::paths::{decode, join, split};
use super::resolver::{Resolved, Resolver, Trail, Written, folder};
use super::shelf::Named;
use crate::diag::Diagnostic;
use crate::markdown::{Link, LinkKind, Target};
use crate::model::address::Address;
use crate::model::document::{Head, without_ending};
use crate::model::portfolio::{ArchivedLink, Destination, DocumentId};
use crate::model::source::composed;
use crate::slug::slug;

/// How many of those that a name may mean are told.
const NAMED: usize = 5;

impl Resolver<'_> {
    /// What each link of a document's body leads to. A broken one leads nowhere and is reported.
    pub fn document(&self, id: DocumentId) -> Resolved {
        let mut trail = Trail::default();
        let Some(head) = self.shelf.head(id) else { return Resolved::default() };
        let one = |link: &Link| {
            let written = Written { head, id, place: link.place, kind: link.kind };
            self.target(&written, &link.target, &mut trail)
        };
        Resolved { destinations: head.body.links.iter().map(one).collect(), trail }
    }

    fn target(&self, written: &Written<'_>, target: &Target, trail: &mut Trail) -> Destination {
        let found = match target {
            Target::Wiki { name, heading } => self.wiki(written, name, heading.as_deref(), trail),
            Target::PostUrl { name, fragment } => self.wiki(written, name, fragment.as_deref(), trail),
            Target::Address(address) => self.address(written, address, trail),
        };
        found.unwrap_or_else(|diagnostic| {
            trail.diagnostics.push(*diagnostic);
            Destination::Nowhere(words(target))
        })
    }

    /// What bears a name.
    fn bearers(&self, name: &str, trail: &mut Trail) -> &[Named] {
        let (bearers, is_by_title) = self.directory.search(name);
        if is_by_title {
            let (key, whole) = Directory::keys(name);
            trail.titles.extend([Some(key), whole].into_iter().flatten().map(Box::from));
        }
        bearers
    }

    /// `[[name#heading]]`
    fn wiki(
        &self,
        written: &Written<'_>,
        name: &str,
        heading: Option<&str>,
        trail: &mut Trail,
    ) -> Result<Destination, Box<Diagnostic>> {
        if name.trim().is_empty() {
            return self.built(written, written.id, heading, trail);
        }
        let found = self.bearers(name, trail);
        let names_file = found.is_empty() || written.kind == LinkKind::Show;
        if let Some(file) = names_file.then(|| self.directory.file_named(name, written.folder())).flatten() {
            return Ok(Destination::Attachment(Arc::clone(&self.material.files[file]), String::new()));
        }
        let Some(&newest) = found.last() else { return Err(Box::new(self.unknown_name(written, name))) };
        if found.len() > 1 && newest != Named::Held {
            trail.diagnostics.push(self.ambiguous(written, name, found));
        }
        self.named(written, newest, name, heading, trail)
    }

    fn ambiguous(&self, written: &Written<'_>, name: &str, found: &[Named]) -> Diagnostic {
        let paths: Vec<&str> = found.iter().filter_map(|named| self.path(*named)).take(NAMED).collect();
        let more = match found.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        written
            .warning("ambiguous-link", format!("`{name}` may be any of {}{more}", paths.join(", ")))
            .help("name the file, with its date, so that it is clear which one you mean")
    }

    /// A document found by name or path.
    fn named(
        &self,
        written: &Written<'_>,
        named: Named,
        name: &str,
        fragment: Option<&str>,
        trail: &mut Trail,
    ) -> Result<Destination, Box<Diagnostic>> {
        match named {
            Named::Held => Ok(Destination::Nowhere(name.to_owned())),
            Named::Draft(index) => Err(Box::new(self.leads_to_draft(written, index))),
            Named::Built(id) => self.built(written, id, fragment, trail),
        }
    }

    fn leads_to_draft(&self, written: &Written<'_>, index: usize) -> Diagnostic {
        let title = &self.shelf.left_out[index].head().title;
        written
            .error("link-to-draft", format!("this leads to `{title}`, which is a draft and is not published"))
            .help("take the link out, or take `draft` out of that file's front matter")
    }

    /// A page that is built, with the heading checked.
    fn built(
        &self,
        written: &Written<'_>,
        id: DocumentId,
        fragment: Option<&str>,
        trail: &mut Trail,
    ) -> Result<Destination, Box<Diagnostic>> {
        if !self.shelf.lists(id) && self.shelf.lists(written.id) && id != written.id {
            let title = self.shelf.head(id).map_or("", |head| &head.title);
            let message = format!("this leads to `{title}`, which is unlisted: whoever reads this page will find it");
            trail
                .diagnostics
                .push(written.warning("link-to-unlisted", message).help("take the link out if that is not meant"));
        }
        // Obsidian's `#^name` is a paragraph, which has no address: the link leads to its page.
        let fragment = fragment.filter(|fragment| !fragment.starts_with('^'));
        let fragment = match fragment.map(|fragment| (fragment, self.shelf.head(id))) {
            None => None,
            Some((fragment, Some(head))) => heading(written, head, fragment)?,
            Some((fragment, None)) => Some(fragment.to_owned()),
        };
        Ok(Destination::Document { id, fragment })
    }

    /// An address as written in Markdown or HTML.
    fn address(&self, written: &Written<'_>, address: &str, trail: &mut Trail) -> Result<Destination, Box<Diagnostic>> {
        let Some(inside) = self.below_base_url(address) else {
            return Ok(self.outside(written, address));
        };
        let (path, rest) = split(inside);
        let fragment = rest.split_once('#').map(|(_, fragment)| decode(fragment));
        if path.is_empty() && inside == address {
            return self.built(written, written.id, fragment.as_deref(), trail);
        }
        let decoded = decode(path);
        let candidates = self.candidates(written, &decoded, inside != address);
        for path in &candidates {
            if let Some(named) = self.directory.source(path) {
                return self.named(written, named, path, fragment.as_deref(), trail);
            }
            if let Some(file) = self.directory.file(path) {
                return self.file(written, file, path, rest);
            }
        }
        match candidates.iter().find_map(|path| self.published(path, trail)) {
            Some((_, Some(id))) => return self.built(written, id, fragment.as_deref(), trail),
            Some((address, None)) => return Ok(Destination::Page { address, fragment }),
            None if candidates.iter().any(|path| self.is_held_at(path)) => return Ok(Destination::Nowhere(decoded)),
            None => {}
        }
        match self.directory.file_of_name(&decoded).filter(|_| written.kind == LinkKind::Follow) {
            Some(named) => self.named(written, named, &decoded, fragment.as_deref(), trail),
            None if self.leaves(written, &decoded) => Err(Box::new(leaves(written, address))),
            None => Err(Box::new(self.broken(written, &decoded, candidates.first().map_or(&decoded, |path| path)))),
        }
    }

    /// Another site's address, or its copy where the text names one.
    fn outside(&self, written: &Written<'_>, address: &str) -> Destination {
        let head = written.head;
        let copy = head.copy_of(address).filter(|_| written.kind == LinkKind::Follow);
        let address = address.to_owned();
        let Some(copy) = copy.map(str::to_owned) else { return Destination::Outside(address) };
        let lang = head.lang.as_ref().unwrap_or(&self.material.settings.language).clone();
        Destination::Archived(Box::new(ArchivedLink { address, copy, lang }))
    }

    /// Whether a path leads out of the folder of the portfolio, from the file and from its address (one from the root, from there).
    fn leaves(&self, written: &Written<'_>, path: &str) -> bool {
        let address = self.addresses.of(written.id);
        let folders = if path.starts_with('/') { [""; 2] } else { [written.folder(), folder(address.as_str())] };
        folders.iter().all(|folder| join(folder, path).is_none())
    }

    /// What is published at a path: exactly there, or as hosts complete it, or where Jekyll would have put it.
    fn published(&self, path: &str, trail: &mut Trail) -> Option<(Address, Option<DocumentId>)> {
        let bare = path.trim_end_matches('/');
        let tries = [path.to_owned(), format!("{bare}.html"), format!("{bare}/index.html"), join(bare, "index.html")?];
        let found = tries.iter().find_map(|path| self.addresses.at(path));
        found.map(|(address, id)| (address.clone(), id)).or_else(|| {
            let id = self.dated(bare, trail)?;
            Some((self.addresses.of(id), Some(id)))
        })
    }

    fn dated(&self, path: &str, trail: &mut Trail) -> Option<DocumentId> {
        match self.bearers(&dated_name(path)?, trail) {
            [Named::Built(id)] => Some(*id),
            _ => None,
        }
    }

    fn is_held_at(&self, path: &str) -> bool {
        let name = dated_name(path.trim_end_matches('/'));
        self.directory.is_held_at(path) || name.is_some_and(|name| self.directory.is_held(&name))
    }

    /// A file to be published; its name must be right in case too, since hosts are strict.
    fn file(&self, written: &Written<'_>, file: usize, path: &str, rest: &str) -> Result<Destination, Box<Diagnostic>> {
        let real = &self.material.files[file];
        if composed(real) == composed(path) {
            return Ok(Destination::Attachment(Arc::clone(real), rest.to_owned()));
        }
        let name = real.rsplit('/').next().unwrap_or(real);
        let message = format!("there is no file `{path}`, but one whose name differs in capital letters");
        Err(Box::new(
            written.error("missing-file", message).help(format!("write `{name}`, exactly as the file is named")),
        ))
    }

    /// A file named in front matter.
    pub fn cover(&self, written: &Written<'_>, name: &str, trail: &mut Trail) -> Option<Arc<str>> {
        match self.target(written, &Target::Address(name.to_owned()), trail) {
            Destination::Attachment(file, _) => Some(file),
            Destination::Nowhere(_) => None,
            Destination::Document { .. }
            | Destination::Page { .. }
            | Destination::Outside(_)
            | Destination::Archived(_) => {
                let message = format!("a cover is a picture beside this file, which `{name}` is not");
                trail.diagnostics.push(written.error("missing-file", message));
                None
            }
        }
    }

    /// A document named in front matter.
    pub fn reference(&self, written: &Written<'_>, name: &str, trail: &mut Trail) -> Option<DocumentId> {
        let is_path = name.contains('/') || without_ending(name) != name;
        let mut said = Trail::default();
        let by_path = is_path.then(|| self.address(written, name, &mut said)).and_then(Result::ok);
        let found = match by_path {
            Some(destination) => {
                trail.diagnostics.append(&mut said.diagnostics);
                destination
            }
            None => {
                let name = name.trim().trim_start_matches("[[").trim_end_matches("]]");
                self.target(written, &Target::Wiki { name: name.to_owned(), heading: None }, trail)
            }
        };
        match found {
            Destination::Document { id, .. } => Some(id),
            _ => None,
        }
    }
}

/// The id of the heading (or anchor) of `head` that `fragment` means; none for the heading that became the title, which is the page as a whole.
fn heading(written: &Written<'_>, head: &Head, fragment: &str) -> Result<Option<String>, Box<Diagnostic>> {
    let fragment = fragment.trim();
    let ids = || head.body.headings.iter().map(|h| h.id.as_str()).chain(head.body.anchors.iter().map(String::as_str));
    if fragment.is_empty() || fragment == "top" {
        return Ok(Some(fragment.to_owned()));
    }
    let wanted = slug(fragment);
    if let Some(id) = ids().find(|id| *id == fragment).or_else(|| ids().find(|id| *id == wanted)) {
        return Ok(Some(id.to_owned()));
    }
    if let Some(heading) = head.body.headings.iter().find(|heading| slug(&heading.text) == wanted) {
        return Ok(Some(heading.id.clone()));
    }
    let is_title = head.body.title.as_ref().is_some_and(|title| slug(title) == wanted);
    if is_title { Ok(None) } else { Err(Box::new(no_heading(written, head, fragment, &wanted))) }
}

/// The file name in `2017/09/10/talk` and `2017/09/10/talk.html`, as Jekyll addresses posts.
fn dated_name(path: &str) -> Option<String> {
    let parts: Vec<&str> = without_ending(path).split('/').collect();
    let [.., year, month, day, name] = parts.as_slice() else { return None };
    Some(format!("{year}-{month}-{day}-{name}"))
}

fn words(target: &Target) -> String {
    match target {
        Target::Wiki { name, .. } | Target::PostUrl { name, .. } => name.clone(),
        Target::Address(address) => address.clone(),
    }
}
