//! Keys that open an account or a machine, as programs write them into files: whoever reads one can use it.
//!
//! In: a text. Out: the bytes of what each begins with, and no more: a key is not shown again by the message that tells of it. Only what is
//! written in the form of such a key is told.

use super::names::Hit;

/// What a key begins with, and how many letters and digits it has at least behind that (the "token formats" of GitHub; the "unique identifiers" of
/// Amazon's IAM).
const BEGINNINGS: [(&str, usize); 4] = [("ghp_", 36), ("gho_", 36), ("github_pat_", 22), ("AKIA", 16)];

/// The line before a private key (RFC 7468), whatever kind of key its middle names.
const BEFORE: &str = "-----BEGIN ";
const AFTER: &str = "PRIVATE KEY-----";

/// Where keys begin in a text.
pub(super) fn keys(text: &str) -> Vec<Hit> {
    let of_accounts = BEGINNINGS.iter().flat_map(|&(begin, length)| {
        let is_key = move |at: &usize| is_free(text, *at) && run(&text[at + begin.len()..]) >= length;
        text.match_indices(begin).map(|(at, _)| at).filter(is_key).map(|at| Hit { start: at, end: at + begin.len() })
    });
    of_accounts.chain(text.match_indices(BEFORE).filter_map(|(at, _)| armoured(text, at))).collect()
}

/// Whether nothing that belongs to a word stands before a place.
fn is_free(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}

/// How many letters and digits a text begins with.
fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
}

fn armoured(text: &str, at: usize) -> Option<Hit> {
    let line = text[at..].lines().next()?;
    let end = line.find(AFTER)? + AFTER.len();
    Some(Hit { start: at, end: at + end })
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn a_key_is_known_by_its_beginning_and_its_length() {
        let token = format!("ghp_{}", "a1".repeat(18));
        let cases = [
            (format!("token={token}"), &["ghp_"][..]),
            (format!("x{token}"), &[]),
            ("ghp_short and AKIA too".to_owned(), &[]),
            ("AKIAIOSFODNN7EXAMPLE".to_owned(), &["AKIA"]),
            ("{\"k\": \"-----BEGIN PRIVATE KEY-----\\nMII".to_owned(), &["-----BEGIN PRIVATE KEY-----"]),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\n".to_owned(), &["-----BEGIN OPENSSH PRIVATE KEY-----"]),
            ("-----BEGIN PUBLIC KEY-----\n".to_owned(), &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = keys(&text).iter().map(|hit| &text[hit.start..hit.end]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
