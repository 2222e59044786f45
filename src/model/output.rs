//! The site as it is to be: what `render` makes and `write` takes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::address::Address;

/// Every file of the site, by address.
#[derive(Clone, Debug, Default)]
pub struct OutputTree {
    /// What stands at each address.
    pub files: BTreeMap<Address, Output>,
}

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of a file of the folder.
    Copy {
        /// Where it lies on the disk.
        from: PathBuf,
        /// BLAKE3 of its bytes, the first 16.
        hash: [u8; 16],
    },
    /// Bytes that were written ahead: they wait in a file beside the site, to be moved into their place.
    Waiting {
        /// Where they wait.
        from: PathBuf,
        /// XXH3 of them.
        hash: [u8; 16],
    },
    /// The bytes that stand there from an earlier build: they were looked at, and what they are made from is the same.
    Kept,
}
