//! Folder to documents: reads and parses, and remembers what from.

use std::path::Path;

use chrono::NaiveDate;

use super::Request;
use super::counted::{everything_but_texts, of_files};
use super::findings::Findings;
use super::looks::Looks;
use super::standing::Hash;
use super::steps::Clock;
use super::texts::Texts;
use crate::diag::{Broken, Diagnosed};
use crate::digest;
use crate::model::consent::Consent;
use crate::model::document::Document;
use crate::model::settings::Settings;
use crate::model::source::{Role, SourceTree};
use crate::model::theme::Theme;
use crate::{check, parse, read};

/// All that the author wrote, read.
#[derive(Debug)]
pub(super) struct Sources {
    /// The files; the bytes of texts are dropped.
    pub tree: SourceTree,
    pub settings: Settings,
    pub looks: Looks,
    pub documents: Vec<Document>,
    /// What was agreed for pictures.
    pub consents: Vec<Consent>,
    /// The day on which it must still hold.
    pub today: NaiveDate,
    /// Whether files with errors are held back and the rest is built.
    pub keep_going: bool,
    /// The hash of everything in the folder but the bytes of attachments.
    pub hash: Hash,
    /// The same, whatever else the texts were parsed with.
    pub as_read: Hash,
    /// The first without the theme's style sheets.
    pub hash_but_styles: Hash,
}

/// Reads the folder, unless it is `read` already, and parses it. Errors stop nothing but the writing: a broken key must not hide broken links, nor
/// these a broken template. `None` when there is nothing to go on with.
pub(super) fn gather(
    request: &Request,
    read: Option<Diagnosed<SourceTree>>,
    (texts, looks): (&mut Texts, &mut Option<Looks>),
    clock: &mut Clock<'_>,
    findings: &mut Findings,
) -> Result<Option<Sources>, Broken> {
    let out = request.out();
    // A wrong output folder may hold what the author wrote, so it is read like any other.
    let passed_over = if findings.stop() { request.folder.join("_site") } else { out };
    let mut read = match read {
        Some(read) => read,
        None => read_folder(&request.folder, &passed_over, &|path| texts.stamp(path), clock)?,
    };
    let context = context(request, &read.value);
    if !texts.fits(&context) && read.value.files.iter().any(|file| file.role == Role::Markdown && file.bytes.is_none())
    {
        read = read_folder(&request.folder, &passed_over, &|_| None, clock)?;
    }
    let mut tree = findings.take(read);
    if tree.files.is_empty() {
        return Ok(None);
    }
    let settings = settings(request, &tree, findings);
    let looks = match looks.take().filter(|looks| looks.fits(&tree)) {
        Some(known) => looks.insert(known),
        None => looks.insert(Looks::new(&tree)),
    };
    findings.note(looks.diagnostics.clone());
    let parsed = texts.parse(&mut tree, (&settings, &looks.theme, context), clock);
    let mut documents = Vec::with_capacity(parsed.len());
    let mut all = Vec::with_capacity(64 * parsed.len());
    all.extend_from_slice(&context);
    for (path, hash, parsed) in parsed {
        for part in [path.as_bytes(), &[0], &hash] {
            all.extend_from_slice(part);
        }
        findings.note(parsed.diagnostics.clone());
        documents.extend(parsed.value.clone());
    }
    let consents = consents(&tree, &looks.theme, findings);
    let texts = digest::of(&all);
    let with = |others: Hash| digest::of([texts, others].as_flattened());
    let others = everything_but_texts(&tree, |_| true);
    let hash = with(others);
    let as_read = digest::of([digest::of(&all[context.len()..]), others].as_flattened());
    let hash_but_styles =
        with(everything_but_texts(&tree, |file| file.role != Role::Theme || !file.path.ends_with(".css")));
    let (looks, keep_going, today) = (looks.clone(), request.keep_going, request.today);
    Ok(Some(Sources { tree, settings, looks, documents, consents, today, keep_going, hash, as_read, hash_but_styles }))
}

/// Reads the folder, as a step.
pub(super) fn read_folder(
    root: &Path,
    out: &Path,
    known: read::Known<'_>,
    clock: &mut Clock<'_>,
) -> Result<Diagnosed<SourceTree>, Broken> {
    let read = clock.step("read", || read::folder(root, out, known))?;
    clock.did(format!("{} files", read.value.files.len()));
    Ok(read)
}

/// The hash of what every text is parsed with: the settings, and the words of every language.
fn context(request: &Request, tree: &SourceTree) -> Hash {
    let files = of_files(tree, |file| {
        file.role == Role::Settings || (file.role == Role::Theme && file.path.starts_with("theme/languages/"))
    });
    let base_url = request.base_url.as_deref().unwrap_or_default();
    digest::of(&[&files, base_url.as_bytes()].concat())
}

/// What was agreed for the pictures of a folder.
fn consents(tree: &SourceTree, theme: &Theme, findings: &mut Findings) -> Vec<Consent> {
    let mut consents = Vec::new();
    for file in tree.files.iter().filter(|file| file.role == Role::Consent) {
        consents.extend(findings.take(parse::consent(file, theme)));
    }
    if !consents.is_empty() {
        findings.note(check::nowhere(&consents, &tree.paths()));
    }
    consents
}

fn settings(request: &Request, tree: &SourceTree, findings: &mut Findings) -> Settings {
    let file = tree.files.iter().find(|file| file.role == Role::Settings);
    let mut settings = findings.take(parse::settings(file, &folder_name(&request.folder)));
    if let Some(base_url) = &request.base_url {
        settings.base_url = findings.take(parse::base_url_given(base_url));
    }
    settings
}

/// The last part of the folder's full path.
fn folder_name(folder: &Path) -> String {
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
