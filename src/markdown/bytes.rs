//! Passing over what means nothing, many bytes at a time: most of a text is words.

/// How many bytes are looked at in one step; a compiler makes one or two instructions of each comparison.
const STEP: usize = 32;

/// Where the first byte stands that is sought. `is_sought` should not branch (`|` in place of `||`).
pub fn position(bytes: &[u8], is_sought: impl Fn(u8) -> bool) -> Option<usize> {
    let passed = bytes.chunks_exact(STEP).take_while(|chunk| !has(chunk, &is_sought)).count() * STEP;
    bytes[passed..].iter().position(|&byte| is_sought(byte)).map(|at| passed + at)
}

/// Where the first byte stands that is one of `sought`.
pub fn position_of(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    let is_passed = |chunk: &&[u8]| !sought.iter().any(|&one| has(chunk, |byte| byte == one));
    let passed = bytes.chunks_exact(STEP).take_while(is_passed).count() * STEP;
    bytes[passed..].iter().position(|byte| sought.contains(byte)).map(|at| passed + at)
}

/// Whether a byte that is sought stands in `bytes`.
pub fn has(bytes: &[u8], is_sought: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(false, |found, &byte| found | is_sought(byte))
}

#[cfg(test)]
mod tests {
    use super::{position, position_of};

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for at in 0..100 {
            let mut bytes = vec![b'a'; 100];
            assert_eq!(position(&bytes, |byte| byte == b'.'), None);
            bytes[at] = b'.';
            assert_eq!(position(&bytes, |byte| byte == b'.'), Some(at));
            assert_eq!(position_of(&bytes, b"!."), Some(at));
            bytes[99] = b'.';
            assert_eq!(position(&bytes, |byte| byte == b'.'), Some(at));
        }
    }
}
