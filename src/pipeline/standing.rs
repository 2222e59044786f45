//! What the last build knew of its pages: for each address the fingerprint of what it was made from, the hash of its bytes, and what the file
//! system said of its file.
//!
//! A page whose fingerprint is the same, and at whose address those very bytes stand, need not be rendered again. The record is a cache: it may be
//! deleted at any time, is of use only to the same version with the same templates, and holds hashes instead of addresses.

use std::collections::BTreeMap;

use crate::digest;
use crate::model::address::Address;
use crate::model::source::Stamp;

/// XXH3, since nobody else reads what is kept here.
pub(super) type Hash = digest::Digest;

/// The name of the cache file.
pub(super) const NAME: &str = "pages";
/// What the cache file begins with; the number changes with its form.
const MARK: &[u8] = b"throughline pages 2\n";

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
    /// Of its file, when that has these bytes.
    pub stamp: Option<Stamp>,
}

/// How many bytes the record has for a page: three hashes, and the four numbers of a stamp, all nought when there is none.
const LENGTH: usize = 3 * 16 + 4 * 8;

impl Standing {
    /// Reads a record. One of other templates, of another version, or damaged, knows nothing.
    pub fn decode(record: &[u8], templates: &Hash) -> Self {
        let body = record.strip_prefix(MARK).and_then(|rest| rest.strip_prefix(templates.as_slice()));
        let (records, []) = body.unwrap_or_default().as_chunks::<LENGTH>() else { return Self::default() };
        Self { pages: records.iter().map(page).collect() }
    }

    /// Writes the record.
    pub fn encode(&self, templates: &Hash) -> Vec<u8> {
        let mut record = Vec::with_capacity(MARK.len() + 16 + LENGTH * self.pages.len());
        record.extend_from_slice(MARK);
        record.extend_from_slice(templates);
        for (address, page) in &self.pages {
            for hash in [address, &page.fingerprint, &page.bytes] {
                record.extend_from_slice(hash);
            }
            let stamp = page.stamp.unwrap_or(Stamp { length: 0, modified: 0, changed: 0, number: 0 });
            for number in [stamp.length, stamp.modified.cast_unsigned(), stamp.changed.cast_unsigned(), stamp.number] {
                record.extend_from_slice(&number.to_le_bytes());
            }
        }
        record
    }

    pub fn of(&self, address: &Address) -> Option<Page> {
        self.pages.get(&hash(address.as_str().as_bytes())).copied()
    }
}

impl<'a> FromIterator<(&'a Address, Page)> for Standing {
    fn from_iter<I: IntoIterator<Item = (&'a Address, Page)>>(pages: I) -> Self {
        Self { pages: pages.into_iter().map(|(address, page)| (hash(address.as_str().as_bytes()), page)).collect() }
    }
}

fn page(record: &[u8; LENGTH]) -> (Hash, Page) {
    let (hashes, numbers) = record.split_at(3 * 16);
    let (hashes, _) = hashes.as_chunks::<16>();
    let (numbers, _) = numbers.as_chunks::<8>();
    let [length, modified, changed, number] = [0, 1, 2, 3].map(|at| u64::from_le_bytes(numbers[at]));
    let stamp = Stamp { length, modified: modified.cast_signed(), changed: changed.cast_signed(), number };
    let stamp = Some(stamp).filter(|stamp| stamp.modified != 0);
    (hashes[0], Page { fingerprint: hashes[1], bytes: hashes[2], stamp })
}

/// The hash of bytes as the record keeps it.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    digest::of(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Page, Standing};
    use crate::model::address::Address;
    use crate::model::source::Stamp;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let stamp = Stamp { length: 3, modified: -4, changed: 5, number: u64::MAX };
        let page = Page { fingerprint: [1; 16], bytes: [2; 16], stamp: Some(stamp) };
        let (address, other) = (Address::timeline(), Address::home());
        let standing: Standing = [(&address, page), (&other, Page { stamp: None, ..page })].into_iter().collect();
        let record = standing.encode(&[3; 16]);
        let decoded = Standing::decode(&record, &[3; 16]);
        assert_eq!(decoded.of(&address), Some(page));
        assert_eq!(decoded.of(&other), Some(Page { stamp: None, ..page }));
        assert_eq!(Standing::decode(&record, &[4; 16]).of(&address), None, "other templates");
        assert_eq!(Standing::decode(&record[..record.len() - 1], &[3; 16]).of(&address), None, "damaged");
        assert_eq!(Standing::decode(b"", &[3; 16]).of(&address), None, "missing");
    }
}
