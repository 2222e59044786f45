//! Each step by itself, on a generated portfolio, so that a change to one can be judged: `cargo bench --bench steps`, with a step's name for it alone.
//!
//! Texts are parsed, and pages made and rendered, one after the other; a build does that on every processor. Linking uses them all here too.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

#[path = "portfolio/generate.rs"]
#[allow(dead_code, reason = "the survey's figures are of no use here")]
mod generate;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use generate::{SEED, Shape};
use throughline::layout::{self, LaidPage, Marks, Site};
use throughline::link::{self, Material};
use throughline::model::document::Document;
use throughline::model::laid::Content;
use throughline::model::portfolio::{HeldBack, Portfolio};
use throughline::model::settings::Settings;
use throughline::model::source::{Role, SourceFile};
use throughline::model::theme::Theme;
use throughline::render::Engine;
use throughline::{parse, read};

/// How many reflections are parsed, and how many are in the portfolio of the later steps.
const PARSED: usize = 200;
const LINKED: usize = 1_000;
const SHAPES: [Shape; 2] = [Shape::Surveyed, Shape::Code];

fn main() {
    divan::main();
}

/// The sources of a portfolio, and what every step needs of them.
struct Sources {
    texts: Vec<SourceFile>,
    settings: Settings,
    theme: Arc<Theme>,
}

impl Sources {
    fn of(shape: Shape, count: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the benchmark");
        generate::portfolio(folder.path(), count, SEED, shape);
        let read = read::folder(folder.path(), &folder.path().join("_site"), &|_| None);
        let files = read.expect("the folder can be read").value.files;
        let settings = files.iter().find(|file| file.role == Role::Settings);
        Self {
            settings: parse::settings(settings, "portfolio").value,
            theme: Arc::new(parse::theme(&files).value),
            texts: files.into_iter().filter(|file| file.role == Role::Markdown).collect(),
        }
    }

    fn documents(&self) -> Vec<Document> {
        self.texts.iter().filter_map(|text| parse::document(text, &self.settings, &self.theme).value).collect()
    }

    fn link(&self, documents: &[Document]) -> Arc<Portfolio> {
        let held = HeldBack::default();
        let settings = &self.settings;
        link::link(
            Material { documents, files: &[], settings, drafts: false, held: &held, held_documents: &[] },
            &mut link::Memory::default(),
        )
        .value
    }
}

/// A surveyed portfolio, linked, for the steps after that.
fn linked() -> (Site<'static>, &'static Engine) {
    static MADE: OnceLock<(Arc<Theme>, Arc<Portfolio>, Marks, Engine)> = OnceLock::new();
    let (theme, portfolio, marks, engine) = MADE.get_or_init(|| {
        let sources = Sources::of(Shape::Surveyed, LINKED);
        let portfolio = sources.link(&sources.documents());
        let engine = Engine::new(&sources.theme).value.expect("the theme can be read");
        let marks = Marks::of(&portfolio, &[]);
        (sources.theme, portfolio, marks, engine)
    });
    (Site { portfolio, theme, attachments: &[], marks, cname: None }, engine)
}

#[divan::bench(args = SHAPES, sample_count = 20)]
fn parse(bencher: Bencher<'_, '_>, shape: Shape) {
    let sources = Sources::of(shape, PARSED);
    let bytes: usize = sources.texts.iter().flat_map(|text| &text.bytes).map(Vec::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| sources.documents());
}

#[divan::bench]
fn link(bencher: Bencher<'_, '_>) {
    let sources = Sources::of(Shape::Surveyed, LINKED);
    let documents = sources.documents();
    bencher.counter(ItemsCount::new(documents.len())).bench_local(|| sources.link(&documents));
}

/// Addresses of all pages, and every View.
#[divan::bench]
fn lay_out(bencher: Bencher<'_, '_>) {
    let (site, _) = linked();
    bencher.counter(ItemsCount::new(layout::pages(&site).len())).bench_local(|| {
        for page in layout::pages(&site) {
            if let Content::Template { view, .. } = &page.content {
                black_box(view());
            }
        }
    });
}

/// Views to bytes, by kind of page: all pages of a template. The Views and their fingerprints are made on the way.
#[divan::bench(args = templates())]
fn render(bencher: Bencher<'_, '_>, template: &str) {
    let (site, engine) = linked();
    let pages: Vec<LaidPage<'_>> =
        layout::pages(&site).into_iter().filter(|page| template_of(page) == template).collect();
    bencher.counter(ItemsCount::new(pages.len())).bench_local(|| {
        let mut buffer = Vec::new();
        for page in &pages {
            black_box(engine.render(page, |_| false, &mut buffer).is_ok());
        }
    });
}

/// Every template that has pages, by name.
fn templates() -> Vec<&'static str> {
    let (site, _) = linked();
    let names: BTreeSet<&str> = layout::pages(&site).iter().map(template_of).collect();
    names.into_iter().collect()
}

fn template_of(page: &LaidPage<'_>) -> &'static str {
    match page.content {
        Content::Template { name, .. } => name,
        Content::Made { .. } => "without a template",
        Content::Copied(_) => "copied",
    }
}

/// Reading every template of the theme, which each build does once.
#[divan::bench]
fn templates_read(bencher: Bencher<'_, '_>) {
    let sources = Sources::of(Shape::Surveyed, LINKED);
    bencher.bench_local(|| Engine::new(&sources.theme));
}
