//! Passing over what means nothing, many bytes at a time: most of a text is words.

/// How many bytes are looked at in one step: one instruction for each comparison. Most of what is looked through is hardly longer than two.
const STEP: usize = 16;

/// Where the first byte stands that is sought. `is_sought` should not branch (`|` in place of `||`).
#[inline]
pub fn position(bytes: &[u8], is_sought: impl Fn(u8) -> bool) -> Option<usize> {
    find(bytes, |byte| u8::from(!is_sought(byte)), &is_sought)
}

/// Where the first byte stands that is one of `sought`.
#[inline]
pub fn position_of<const N: usize>(bytes: &[u8], sought: &[u8; N]) -> Option<usize> {
    // The least difference from any, since of several comparisons a compiler makes far more instructions.
    let differs = |byte: u8| sought.iter().fold(u8::MAX, |least, one| least.min(byte ^ one));
    find(bytes, differs, |byte| sought.contains(&byte))
}

/// Whether a byte that is sought stands in `bytes`.
#[inline]
pub fn has(bytes: &[u8], is_sought: impl Fn(u8) -> bool) -> bool {
    position(bytes, is_sought).is_some()
}

/// The first byte that differs by nothing from what is sought. Inlined always: what that is, is known only where it is asked for.
#[inline(always)]
fn find(bytes: &[u8], differs: impl Fn(u8) -> u8, is_sought: impl Fn(u8) -> bool) -> Option<usize> {
    let (steps, rest) = bytes.as_chunks();
    let passed = steps.iter().take_while(|step| !is_in(step, &differs)).count() * STEP;
    let is_at_end = passed + rest.len() == bytes.len();
    if is_at_end && bytes.last_chunk().is_some_and(|last| !is_in(last, &differs)) {
        return None;
    }
    bytes[passed..].iter().position(|&byte| is_sought(byte)).map(|at| passed + at)
}

#[inline(always)]
fn is_in(step: &[u8; STEP], differs: impl Fn(u8) -> u8) -> bool {
    step.iter().fold(false, |found, &byte| found | (differs(byte) == 0))
}

/// How many bytes are counted.
#[inline]
pub fn count(bytes: &[u8], is_counted: impl Fn(u8) -> bool) -> usize {
    // So many that their count fits into a byte: then sixteen are counted in one step.
    let counts = bytes.chunks(240).map(|part| part.iter().map(|&byte| u8::from(is_counted(byte))).sum::<u8>());
    counts.map(usize::from).sum()
}

#[cfg(test)]
mod tests {
    use super::{count, has, position, position_of};

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for (length, at) in (0..70).flat_map(|length| (0..length).map(move |at| (length, at))) {
            let mut bytes = vec![b'a'; length];
            assert!(!has(&bytes, |byte| byte == b'.'));
            bytes[at] = b'.';
            assert_eq!(position(&bytes, |byte| byte == b'.'), Some(at));
            assert_eq!(position_of(&bytes, b"!."), Some(at));
            assert_eq!(position_of(&bytes, b"!?"), None);
            bytes[length - 1] = b'.';
            assert_eq!(position(&bytes, |byte| byte == b'.'), Some(at));
        }
    }

    #[test]
    fn all_are_counted() {
        for length in [0, 1, 17, 240, 241, 1000] {
            assert_eq!(count(&vec![b'a'; length], |byte| byte == b'a'), length);
            assert_eq!(count(&vec![b'b'; length], |byte| byte == b'a'), 0);
        }
    }
}
