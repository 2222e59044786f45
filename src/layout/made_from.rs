//! Hashes in the place of what pages are made from.

use serde::{Serialize, Serializer};

use crate::digest;

/// The hash of what a page is made from.
pub(super) type Hash = digest::Digest;

/// A hash as a fingerprint counts it: at one go, and not byte by byte.
pub(super) struct Mark(pub Hash);

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}
