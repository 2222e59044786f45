//! A laid-out page and the theme to bytes; the only user of tera.
//!
//! Autoescape is on for every template, so that whatever comes from a file is escaped where it lands unless a template says `| safe`.

mod fingerprint;
mod trouble;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::value::Key;
use tera::{Context, Kwargs, State, Tera, Value};

pub use self::fingerprint::Fingerprint;
use self::trouble::Trouble;

use crate::diag::{Diagnosed, Diagnostic};
use crate::model::address::Address;
use crate::model::laid::{Content, LaidPage};
use crate::model::output::Output;
use crate::model::source::Attachment;
use crate::model::theme::Theme;

/// The templates, read and ready. Shared by all threads.
#[derive(Debug)]
pub struct Engine {
    tera: Tera,
    theme: Arc<Theme>,
    /// The interface's words by language, as templates have them: made once, and shared by all pages.
    words: BTreeMap<String, Value>,
}

/// A page rendered, or found standing.
#[derive(Debug)]
pub enum Rendered<'a> {
    /// Its bytes, and what it was made from.
    Made(&'a [u8], Fingerprint),
    /// Its bytes stand already.
    Stands,
    /// It is a file of the folder as it is.
    Copied(&'a Attachment),
}

impl Engine {
    /// Reads every template of a theme; `None` if and only if some cannot be read, and each of these is reported.
    #[must_use]
    pub fn new(theme: &Arc<Theme>) -> Diagnosed<Option<Self>> {
        let mut diagnostics = Vec::new();
        let mut texts: Vec<(&str, &str)> =
            theme.templates.iter().map(|(name, file)| (name.as_str(), file.text.as_str())).collect();
        loop {
            let mut tera = Tera::new();
            tera.autoescape_on([".html", ".xml"]);
            tera.register_filter("safe", safe);
            let Err(error) = tera.add_raw_templates(texts.iter().copied()) else {
                let value =
                    diagnostics.is_empty().then(|| Self { tera, theme: Arc::clone(theme), words: words_of(theme) });
                return Diagnosed { value, diagnostics };
            };
            if !blank(&mut texts, trouble::unreadable(&error, theme), &mut diagnostics) {
                return Diagnosed { value: None, diagnostics };
            }
        }
    }

    /// The bytes of a page, whatever stands.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub fn make<V: Serialize>(&self, page: &LaidPage<'_, V>) -> Result<Output, Box<Diagnostic>> {
        match &page.content {
            Content::Made { make, .. } => Ok(Output::Bytes(make())),
            Content::Copied(attachment) => Ok(Output::Copy { from: attachment.disk.clone(), hash: attachment.hash }),
            Content::Template { name, view } => {
                let mut bytes = Vec::new();
                self.page(name, &view(), &page.address, &mut bytes)?;
                Ok(Output::Bytes(bytes))
            }
        }
    }

    /// The bytes of a page, unless they stand already: `stands` is asked, with the fingerprint of what the page is made from. They are made
    /// in `buffer`, whatever is in it.
    ///
    /// # Errors
    /// A diagnostic when the page's template asks for something its View does not have, or fails otherwise.
    pub fn render<'a, V: Serialize>(
        &self,
        page: &'a LaidPage<'_, V>,
        stands: impl FnOnce(Fingerprint) -> bool,
        buffer: &'a mut Vec<u8>,
    ) -> Result<Rendered<'a>, Box<Diagnostic>> {
        buffer.clear();
        match &page.content {
            Content::Copied(attachment) => Ok(Rendered::Copied(attachment)),
            Content::Made { from, make } => {
                let fingerprint = from();
                if stands(fingerprint) {
                    return Ok(Rendered::Stands);
                }
                *buffer = make();
                Ok(Rendered::Made(buffer, fingerprint))
            }
            Content::Template { name, view } => {
                let view = view();
                let fingerprint = fingerprint::of(name, &view);
                if stands(fingerprint) {
                    return Ok(Rendered::Stands);
                }
                self.page(name, &view, &page.address, buffer)?;
                Ok(Rendered::Made(buffer, fingerprint))
            }
        }
    }

    fn page(
        &self,
        name: &str,
        view: &impl Serialize,
        at: &Address,
        buffer: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        self.template(name, view, buffer).map_err(|error| self.trouble(&error, name, at))
    }

    /// What all pages are made from besides their Views: the program's version and every template.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint::of_templates(&self.theme)
    }

    fn template(&self, name: &str, view: &impl Serialize, bytes: &mut Vec<u8>) -> tera::TeraResult<()> {
        let context = self.context(view)?;
        self.tera.render_to(name, &context, bytes)
    }

    /// What a template is given: the fields of its View, and in its frame the words of the language that the View names there.
    fn context(&self, view: &impl Serialize) -> tera::TeraResult<Context> {
        let mut context = Context::new();
        for (key, value) in Value::try_from_serializable(view)?.into_map().unwrap_or_default() {
            let key = name(key);
            let value = if key == FRAME { self.with_words(value) } else { value };
            context.insert_value(key, value);
        }
        Ok(context)
    }

    fn with_words(&self, frame: Value) -> Value {
        let mut frame = frame.into_map().unwrap_or_default();
        let lang = frame.get(&Key::Str(WORDS)).and_then(Value::as_str);
        if let Some(words) = lang.and_then(|lang| self.words.get(lang)) {
            frame.insert(Key::Str(WORDS), words.clone());
        }
        Value::from(frame)
    }

    fn trouble(&self, error: &tera::Error, name: &str, address: &Address) -> Box<Diagnostic> {
        Box::new(trouble::failed(error, &self.theme, name, address))
    }
}

/// The field of a View that every page has.
const FRAME: &str = "frame";
/// The field of a frame that stands for the interface's words: a View has their language there.
const WORDS: &str = "words";

fn words_of(theme: &Theme) -> BTreeMap<String, Value> {
    let words = theme.catalogues.values().map(|catalogue| (&catalogue.lang, &catalogue.words));
    words.map(|(lang, words)| (lang.clone(), Value::from_serializable(words))).collect()
}

fn name(key: Key<'static>) -> Cow<'static, str> {
    match key {
        Key::Str(name) => Cow::Borrowed(name),
        other => Cow::Owned(other.to_string()),
    }
}

/// Tera's own filter of this name copies the text, which may be a whole body.
fn safe(value: &Value, _: Kwargs, _: &State<'_>) -> Value {
    if value.is_string() { value.clone().mark_safe() } else { Value::safe_string(&value.to_string()) }
}

/// Notes what is wrong, and empties the template that it is wrong with, so that the mistakes of the others can be found. Returns whether there
/// was one to empty. What seems wrong between templates when one was emptied before may come from that, and is not noted.
fn blank(texts: &mut [(&str, &str)], troubles: Vec<Trouble>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let first = diagnostics.is_empty();
    let mut blanked = false;
    for trouble in troubles.into_iter().filter(|trouble| trouble.is_syntax || first) {
        let file = texts.iter_mut().find(|(name, _)| Some(*name) == trouble.template.as_deref());
        if let (Some((_, text)), true) = (file, trouble.is_syntax) {
            blanked |= !text.is_empty();
            *text = "";
        }
        diagnostics.push(trouble.diagnostic);
    }
    blanked
}
