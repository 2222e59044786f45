//! Edition to site without a site: every page is rendered for what is found on the way, and nothing is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::edition::Edition;
use super::findings::Findings;
use super::standing;
use super::steps::Clock;
use super::told::Told;
use crate::diag::Broken;
use crate::model::address::Address;
use crate::model::output::{Output, OutputTree};
use crate::{layout, render, write};

/// Renders every page for what is found on the way, and looks at what stands in the output folder; writes nothing. Gives the bytes of each page
/// that is made.
pub(super) fn rehearse(
    edition: &Edition,
    out: &Path,
    clock: &mut Clock<'_>,
    findings: &mut Findings,
) -> Result<BTreeMap<Address, u64>, Broken> {
    let Some(engine) = &edition.engine else { return Ok(BTreeMap::new()) };
    let site = edition.site();
    let pages = layout::pages(&site);
    let progress = clock.begin("render", pages.len());
    let rendered: Vec<_> = clock.step("render", || {
        let one = |buffer: &mut Vec<u8>, page: &layout::LaidPage<'_>| {
            let rendered = engine.render(page, |_| false, buffer).map(|rendered| rehearsed(&rendered));
            progress.advance();
            (page.address.clone(), rendered)
        };
        pages.par_iter().map_init(Vec::new, one).collect()
    });
    clock.did(format!("{} pages", pages.len()));
    let (mut files, mut sizes) = (BTreeMap::new(), BTreeMap::new());
    let mut told = Told::default();
    for (address, rendered) in rendered {
        match rendered {
            Ok((output, bytes)) => {
                sizes.extend(bytes.map(|bytes| (address.clone(), bytes)));
                files.insert(address, output);
            }
            Err(found) => told.tell(*found, findings),
        }
    }
    // A build that has errors does not come as far as the output folder.
    if !findings.stop() {
        findings.note(write::Prepared::new(&OutputTree { files }, out)?.conflicts().to_vec());
    }
    Ok(sizes)
}

/// What would be written, by its hash, and how much: the bytes themselves are let go.
fn rehearsed(rendered: &render::Rendered<'_>) -> (Output, Option<u64>) {
    match rendered {
        render::Rendered::Made(bytes, _) => {
            let output = Output::Waiting { from: PathBuf::new(), hash: standing::hash(bytes) };
            (output, Some(bytes.len() as u64))
        }
        render::Rendered::Copied(used) => (Output::Copy { from: used.disk.clone(), hash: used.hash }, None),
        render::Rendered::Stands => (Output::Kept, None),
    }
}
