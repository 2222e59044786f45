//! What the last build knew of its pages: for each address the fingerprint of what it was made from, and the hash of its bytes.
//!
//! A page whose fingerprint is the same, and at whose address those very bytes stand, need not be rendered again. The record is a cache: it may be
//! deleted at any time, is of use only to the same version with the same templates, and holds hashes instead of addresses.

use std::collections::BTreeMap;

use crate::digest;
use crate::model::address::Address;

/// The first 16 bytes of a BLAKE3 hash.
pub(super) type Hash = digest::Digest;

/// The name of the cache file.
pub(super) const NAME: &str = "pages";
/// What the cache file begins with; the number changes with its form.
const MARK: &[u8] = b"throughline pages 1\n";

/// What is known of the pages of a site.
#[derive(Debug, Default)]
pub(super) struct Standing {
    pages: BTreeMap<Hash, Page>,
}

/// What is known of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Of what it was made from.
    pub fingerprint: Hash,
    /// Of its bytes.
    pub bytes: Hash,
}

impl Standing {
    /// Reads a record. One of other templates, of another version, or damaged, knows nothing.
    pub fn decode(record: &[u8], templates: &Hash) -> Self {
        let body = record.strip_prefix(MARK).and_then(|rest| rest.strip_prefix(templates.as_slice()));
        let (records, []) = body.unwrap_or_default().as_chunks::<48>() else { return Self::default() };
        let hash = |bytes: &[u8]| Hash::try_from(bytes).expect("a record has three hashes");
        let page = |r: &[u8; 48]| (hash(&r[..16]), Page { fingerprint: hash(&r[16..32]), bytes: hash(&r[32..]) });
        Self { pages: records.iter().map(page).collect() }
    }

    /// Writes the record.
    pub fn encode(&self, templates: &Hash) -> Vec<u8> {
        let mut record = [MARK, templates].concat();
        for (address, page) in &self.pages {
            record.extend_from_slice(address);
            record.extend_from_slice(&page.fingerprint);
            record.extend_from_slice(&page.bytes);
        }
        record
    }

    pub fn of(&self, address: &Address) -> Option<Page> {
        self.pages.get(&hash(address.as_str().as_bytes())).copied()
    }

    pub fn put(&mut self, address: &Address, page: Page) {
        self.pages.insert(hash(address.as_str().as_bytes()), page);
    }
}

/// The hash of bytes as the record keeps it.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    digest::of(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Page, Standing};
    use crate::model::address::Address;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let (address, page) = (Address::timeline(), Page { fingerprint: [1; 16], bytes: [2; 16] });
        let mut standing = Standing::default();
        standing.put(&address, page);
        let record = standing.encode(&[3; 16]);
        assert_eq!(Standing::decode(&record, &[3; 16]).of(&address), Some(page));
        assert_eq!(Standing::decode(&record, &[4; 16]).of(&address), None, "other templates");
        assert_eq!(Standing::decode(&record[..record.len() - 1], &[3; 16]).of(&address), None, "damaged");
        assert_eq!(Standing::decode(b"", &[3; 16]).of(&address), None, "missing");
    }
}
