//! Tags and inquiries: which spellings are one, which reflections belong to which, what led to what.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ahash::AHashMap;

use super::shelf::{Shelf, ShelvedThread};
use crate::diag::{Diagnostic, nearest};
use crate::model::address::Address;
use crate::model::document::{DEFAULT_STAGES, Inquiry, Reflection, Term, ThreadColour};
use crate::model::portfolio::{HeldBack, Stage, Tag, Years};
use crate::slug::slug;

/// A term and the reflections that name it.
struct Gathered {
    label: String,
    reflections: Vec<usize>,
}

/// Groups the listed reflections by a term's slug; the label is the first spelling by date.
fn gather<'a>(shelf: &'a Shelf, terms: impl Fn(&'a Reflection) -> &'a [Term]) -> BTreeMap<&'a str, Gathered> {
    let mut gathered: AHashMap<&str, Gathered> = AHashMap::new();
    for &index in &*shelf.listed {
        for term in terms(&shelf.reflections[index]) {
            let entry = gathered
                .entry(&term.slug)
                .or_insert_with(|| Gathered { label: term.label.clone(), reflections: Vec::new() });
            entry.reflections.push(index);
        }
    }
    gathered.into_iter().collect()
}

/// Every tag of a listed reflection, by slug.
pub(super) fn tags(shelf: &Shelf) -> Vec<Tag> {
    let tag = |(slug, gathered): (&str, Gathered)| Tag {
        slug: slug.to_owned(),
        label: gathered.label,
        address: Address::tag(slug),
        years: Years::of(gathered.reflections.iter().map(|&index| shelf.days[index])),
        reflections: gathered.reflections,
    };
    gather(shelf, |reflection| &reflection.tags).into_iter().map(tag).collect()
}

/// Every inquiry, by the first day of its listed reflections, then slug. An inquiry's file is matched by its slug, else by its title.
pub(super) fn threads(
    shelf: &Shelf,
    files: Vec<Arc<Inquiry>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ShelvedThread> {
    let by_title: BTreeMap<String, String> =
        files.iter().map(|file| (slug(&file.head.title), file.head.slug.clone())).collect();
    let slugs: BTreeSet<&str> = files.iter().map(|file| file.head.slug.as_str()).collect();
    let mut of_slug: BTreeMap<String, Gathered> = BTreeMap::new();
    for (slug, gathered) in gather(shelf, |reflection| &reflection.inquiries) {
        let slug = if slugs.contains(slug) { slug } else { by_title.get(slug).map_or(slug, String::as_str) };
        merge(&mut of_slug, slug, gathered);
    }
    let mut threads: Vec<ShelvedThread> = Vec::new();
    for file in files {
        let first =
            threads.iter().filter(|thread| thread.slug == file.head.slug).find_map(|thread| thread.file.as_ref());
        if let Some(first) = first {
            diagnostics.push(same_inquiry(&file, first));
            continue;
        }
        let gathered = of_slug.remove(&file.head.slug);
        threads.push(thread_of_file(file, gathered));
    }
    threads.extend(of_slug.into_iter().map(|(slug, gathered)| thread_of_tag(slug, gathered)));
    threads.sort_by(|a, b| {
        let first = |thread: &ShelvedThread| thread.reflections.first().copied().unwrap_or(usize::MAX);
        (first(a), &a.slug).cmp(&(first(b), &b.slug))
    });
    give_colours(&mut threads);
    for thread in &mut threads {
        thread.years = Years::of(thread.reflections.iter().map(|&index| shelf.days[index]));
    }
    threads
}

fn merge(into: &mut BTreeMap<String, Gathered>, slug: &str, gathered: Gathered) {
    let Some(entry) = into.get_mut(slug) else {
        into.insert(slug.to_owned(), gathered);
        return;
    };
    entry.reflections.extend(gathered.reflections);
    entry.reflections.sort_unstable();
    entry.reflections.dedup();
}

/// Of two files for one inquiry the first counts. `addresses` sees only that one.
fn same_inquiry(file: &Inquiry, first: &Inquiry) -> Diagnostic {
    let message = format!("this file and {} are both the inquiry `{}`", first.head.path, file.head.slug);
    Diagnostic::error("same-address", message)
        .in_file(&file.head.path)
        .help("keep one of the two files, or give this one a `slug:` of its own")
}

fn thread_of_file(file: Arc<Inquiry>, gathered: Option<Gathered>) -> ShelvedThread {
    ShelvedThread {
        slug: file.head.slug.clone(),
        title: file.head.title.clone(),
        colour: file.colour.unwrap_or(ThreadColour::Teal),
        file: Some(file),
        reflections: gathered.map_or_else(Vec::new, |gathered| gathered.reflections),
        years: Years::default(),
        stages: Vec::new(),
    }
}

fn thread_of_tag(slug: String, gathered: Gathered) -> ShelvedThread {
    ShelvedThread {
        slug,
        title: gathered.label,
        file: None,
        colour: ThreadColour::Teal,
        reflections: gathered.reflections,
        years: Years::default(),
        stages: Vec::new(),
    }
}

/// Gives each inquiry whose author chose no colour the next one that nobody chose, in the order of their beginnings: a new inquiry never
/// changes the colour of an older one.
fn give_colours(threads: &mut [ShelvedThread]) {
    let chosen = |thread: &ShelvedThread| thread.file.as_ref().and_then(|file| file.colour);
    let taken: Vec<ThreadColour> = threads.iter().filter_map(chosen).collect();
    let free: Vec<ThreadColour> = ThreadColour::ALL.into_iter().filter(|colour| !taken.contains(colour)).collect();
    let palette = if free.is_empty() { ThreadColour::ALL.to_vec() } else { free };
    let without = threads.iter_mut().filter(|thread| chosen(thread).is_none());
    for (thread, colour) in without.zip(palette.into_iter().cycle()) {
        thread.colour = colour;
    }
}

/// Gives every inquiry its stages. While the file of an inquiry is held back its stages are not known, and no reflection is told that its own is wrong.
pub(super) fn stages(shelf: &mut Shelf, held: &HeldBack, diagnostics: &mut Vec<Diagnostic>) {
    let all: Vec<Vec<Stage>> = shelf.threads.iter().map(|thread| stages_of(shelf, thread)).collect();
    for (thread, stages) in shelf.threads.iter_mut().zip(all) {
        thread.stages = stages;
    }
    if !is_inquiry_held(held) {
        diagnostics.extend(unknown_stages(shelf));
    }
}

/// Whether the file of an inquiry is held back: what it says is not known then.
pub(super) fn is_inquiry_held(held: &HeldBack) -> bool {
    held.iter().any(|path| path.split('/').any(|folder| folder == "inquiries"))
}

/// The stages with their reflections.
fn stages_of(shelf: &Shelf, thread: &ShelvedThread) -> Vec<Stage> {
    let named = thread.file.as_ref().map(|file| &file.stages).filter(|stages| !stages.is_empty());
    let names = named.cloned().unwrap_or_else(|| DEFAULT_STAGES.map(str::to_owned).to_vec());
    let slugs: Vec<String> = names.iter().map(|name| slug(name)).collect();
    let mut stages: Vec<Stage> = names.into_iter().map(|name| Stage { name, reflections: Vec::new() }).collect();
    for &index in &thread.reflections {
        let own = shelf.reflections[index].stage.as_deref().map(slug);
        if let Some(known) = slugs.iter().position(|slug| own.as_ref() == Some(slug)) {
            stages[known].reflections.push(index);
        }
    }
    stages
}

/// Stages that no inquiry of their reflection knows, told of the first of these.
fn unknown_stages(shelf: &Shelf) -> Vec<Diagnostic> {
    let known =
        |thread: &ShelvedThread| thread.stages.iter().flat_map(|stage| stage.reflections.clone()).collect::<Vec<_>>();
    let mut told: BTreeSet<usize> = shelf.threads.iter().flat_map(known).collect();
    let mut found = Vec::new();
    for thread in &shelf.threads {
        for &index in &thread.reflections {
            let reflection = &shelf.reflections[index];
            if let Some(stage) = reflection.stage.as_ref().filter(|_| told.insert(index)) {
                found.push(unknown_stage(reflection, stage, thread));
            }
        }
    }
    found
}

fn unknown_stage(reflection: &Reflection, stage: &str, thread: &ShelvedThread) -> Diagnostic {
    let names: Vec<&str> = thread.stages.iter().map(|stage| stage.name.as_str()).collect();
    let help = match nearest(stage, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its stages are {}; more can be named under `stages:` in its file", names.join(", ")),
    };
    Diagnostic::warning("unknown-stage", format!("the inquiry `{}` has no stage `{stage}`", thread.title))
        .in_file(&reflection.head.path)
        .at(reflection.stage_place)
        .help(help)
}
