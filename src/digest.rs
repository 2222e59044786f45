//! The one hash that is used throughout: BLAKE3, cut to its first 16 bytes, which is enough to tell any two texts apart.

/// The first 16 bytes of a BLAKE3 hash.
pub type Digest = [u8; 16];

/// Which program this is: a hash of its sources, in hexadecimal. What it keeps for itself in caches bears it, and no other program trusts it.
pub const PROGRAM: &str = env!("THROUGHLINE_PROGRAM");

/// The digest of bytes.
#[must_use]
pub fn of(bytes: &[u8]) -> Digest {
    cut(&blake3::hash(bytes))
}

/// The digest of what a hasher was fed.
#[must_use]
pub fn finish(hasher: &blake3::Hasher) -> Digest {
    cut(&hasher.finalize())
}

fn cut(hash: &blake3::Hash) -> Digest {
    let mut digest = [0; 16];
    digest.copy_from_slice(&hash.as_bytes()[..16]);
    digest
}
