//! The hash of what a page without a View is made from.

/// The first 16 bytes of a BLAKE3 hash.
pub(super) type Hash = [u8; 16];

/// The hash of parts, in their order.
pub(super) fn of<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Hash {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        let part = part.as_ref();
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    let mut hash = [0; 16];
    hash.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    hash
}
