//! The two hashes that are used throughout, each of 16 bytes.
//!
//! What this program keeps for itself, and deletes and makes again when it likes, is told apart by XXH3 (128 bits), which costs no more than reading. What
//! others may hold us to, the names of files in the site and the entries of its manifest, has BLAKE3, cut to its first 16 bytes.

use std::io::{self, Read};

use twox_hash::XxHash3_128;

/// A hash of either kind.
pub type Digest = [u8; 16];

/// Which program this is: a hash of its sources, in hexadecimal. What it keeps for itself in caches bears it, and no other program trusts it.
pub const PROGRAM: &str = env!("THROUGHLINE_PROGRAM");

/// XXH3 of bytes.
#[must_use]
pub fn of(bytes: &[u8]) -> Digest {
    XxHash3_128::oneshot(bytes).to_le_bytes()
}

/// XXH3 of parts in their order, each with its length: the same bytes parted elsewhere give another.
pub fn of_parts<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Digest {
    // In one piece: the hash is quickest so.
    let mut all = Vec::with_capacity(512);
    for part in parts {
        let part = part.as_ref();
        all.extend_from_slice(&(part.len() as u64).to_le_bytes());
        all.extend_from_slice(part);
    }
    of(&all)
}

/// BLAKE3 of bytes, the first 16.
#[must_use]
pub fn lasting(bytes: &[u8]) -> Digest {
    cut(&blake3::hash(bytes))
}

/// BLAKE3 of all that can be read, the first 16 bytes.
///
/// # Errors
/// When it cannot be read.
pub fn lasting_of(reader: impl Read) -> io::Result<Digest> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(reader)?;
    Ok(cut(&hasher.finalize()))
}

fn cut(hash: &blake3::Hash) -> Digest {
    let mut digest = [0; 16];
    digest.copy_from_slice(&hash.as_bytes()[..16]);
    digest
}

#[cfg(test)]
mod tests {
    use super::{lasting, lasting_of, of, of_parts};

    #[test]
    fn each_is_the_hash_that_it_says() {
        // The vectors of the two specifications for nothing at all.
        assert_eq!(u128::from_le_bytes(of(b"")), 0x99aa_06d3_0147_98d8_6001_c324_468d_497f);
        assert_eq!(lasting(b"")[..4], [0xaf, 0x13, 0x49, 0xb9]);
        assert_eq!(lasting_of(&b"words"[..]).unwrap(), lasting(b"words"));
    }

    #[test]
    fn where_parts_end_counts() {
        assert_ne!(of_parts(["ab", "c"]), of_parts(["a", "bc"]));
        assert_ne!(of_parts(["", "a"]), of_parts(["a", ""]));
    }
}
