//! What a page is made from, as a hash: two pages of one template with one fingerprint are the same bytes.

use std::io;

use crate::model::theme::Theme;

/// BLAKE3, the first 16 bytes.
pub type Fingerprint = [u8; 16];

/// Takes the bytes that a View is written as.
#[derive(Debug)]
struct Hashing(blake3::Hasher);

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The fingerprint of a page: its template's name and its View.
pub(super) fn of(template: &str, view: &dyn erased_serde::Serialize) -> Fingerprint {
    let mut hashing = Hashing(blake3::Hasher::new());
    hashing.0.update(template.as_bytes()).update(&[0]);
    let mut buffered = io::BufWriter::with_capacity(16 * 1024, hashing);
    serde_json::to_writer(&mut buffered, view).expect("a View has text keys, and a hash takes everything");
    first(&buffered.into_inner().expect("a hash takes everything").0)
}

/// The fingerprint of all templates and of the program that reads them.
pub(super) fn of_templates(theme: &Theme) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    for (name, file) in &theme.templates {
        for part in [name, &file.text] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
    }
    first(&hasher)
}

fn first(hasher: &blake3::Hasher) -> Fingerprint {
    let mut fingerprint = [0; 16];
    fingerprint.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    fingerprint
}
