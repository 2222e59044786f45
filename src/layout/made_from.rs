//! Hashes in the place of what pages are made from.

use serde::{Serialize, Serializer};

use crate::digest;

/// The hash of what a page is made from.
pub(super) type Hash = digest::Digest;

/// A hash as a fingerprint counts it: at one go, and not byte by byte.
pub(super) struct Mark<'p>(pub &'p Hash);

impl Serialize for Mark<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// The hash of parts, in their order.
pub(super) fn of<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        let part = part.as_ref();
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    digest::finish(&hasher)
}
