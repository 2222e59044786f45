//! What a build did, in a sentence and in a table.
//!
//! In: the pipeline's summary and steps. Out: text. The clock's figures stand here only.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::human::{counted, visible};
use crate::pipeline::{Step, Summary};

/// The sentence on what was written, and below it which file to open, and what was left out.
pub(super) fn sentence(site: &Summary, took: Duration) -> String {
    let deleted = match site.deleted {
        0 => String::new(),
        n => format!(", {n} deleted"),
    };
    format!(
        "{} from {}, {} written, {} unchanged{deleted}, in {:.2} s\nopen {}\n{}",
        counted(site.pages, "page"),
        counted(site.reflections, "reflection"),
        site.written,
        site.unchanged,
        took.as_secs_f64(),
        typed(&site.out.join("index.html")),
        left_out(site.drafts),
    )
}

/// The line on drafts that were left out; empty if there are none.
pub(super) fn left_out(drafts: usize) -> String {
    match drafts {
        0 => String::new(),
        1 => "1 draft left out: throughline serve shows it\n".to_owned(),
        n => format!("{n} drafts left out: throughline serve shows them\n"),
    }
}

/// The steps as a table: what, on how much, how long.
pub(super) fn steps(steps: &[Step]) -> String {
    let widest = |text: fn(&Step) -> &str| steps.iter().map(|s| text(s).chars().count()).max().unwrap_or(0);
    let (name, did) = (widest(|s| s.name), widest(|s| &s.did));
    let line = |s: &Step| format!("  {:name$}  {:did$}  {:>8.1} ms\n", s.name, s.did, s.took.as_secs_f64() * 1000.0);
    steps.iter().map(line).collect()
}

/// A path as one would type it: no `./` before it, quoted when it holds a space.
pub(super) fn typed(path: &Path) -> String {
    let plain: PathBuf = path.strip_prefix(".").unwrap_or(path).to_path_buf();
    let text = visible(&plain.display().to_string());
    if text.contains(char::is_whitespace) { format!("\"{text}\"") } else { text }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Step, Summary, sentence, steps};

    fn summary(out: &str) -> Summary {
        Summary {
            out: out.into(),
            pages: 214,
            reflections: 38,
            rendered: 12,
            written: 12,
            unchanged: 202,
            deleted: 0,
            drafts: 0,
        }
    }

    #[test]
    fn a_build_is_told_in_one_sentence() {
        let took = Duration::from_millis(87);
        assert_eq!(
            sentence(&summary("example-portfolio/_site"), took),
            "214 pages from 38 reflections, 12 written, 202 unchanged, in 0.09 s\n\
             open example-portfolio/_site/index.html\n"
        );
        let one = Summary { pages: 1, reflections: 1, written: 0, unchanged: 1, deleted: 3, ..summary("./_site") };
        assert_eq!(
            sentence(&one, took),
            "1 page from 1 reflection, 0 written, 1 unchanged, 3 deleted, in 0.09 s\nopen _site/index.html\n"
        );
        let drafts = |drafts| sentence(&Summary { drafts, ..summary("my site") }, took);
        assert!(drafts(1).ends_with("\n1 draft left out: throughline serve shows it\n"));
        assert!(drafts(2).ends_with("\n2 drafts left out: throughline serve shows them\n"));
        assert!(sentence(&summary("my site"), took).ends_with("\nopen \"my site/index.html\"\n"));
    }

    #[test]
    fn steps_stand_in_columns() {
        let step = |name, did: &str, micros| Step { name, did: did.to_owned(), took: Duration::from_micros(micros) };
        assert_eq!(
            steps(&[step("read", "38 files", 1260), step("lay out", "214 pages", 123_456)]),
            "  read     38 files        1.3 ms\n  lay out  214 pages     123.5 ms\n"
        );
        assert_eq!(steps(&[]), "");
    }
}
