//! Numbers by which an office knows a person: of New Zealand's health service and schools, and of the United States' social security.
//!
//! In: a text. Out: the bytes that they cover. Only what its check digit or the word before it makes sure of is told.

use super::names::Hit;
use super::words::just_before;

/// The letters of a health number, which leave out I and O (HISO 10046).
const LETTERS: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Where such numbers stand in a text.
pub(super) fn identity_numbers(text: &str) -> Vec<Hit> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut hits = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(|c: char| !is_part(c)) {
        let word = piece.trim_end_matches(|c: char| !is_part(c));
        if is_health_number(word)
            || is_social_security(word)
            || (is_student_number(word) && is_named(just_before(text, start)))
        {
            hits.push(Hit { start, end: start + word.len() });
        }
        start += piece.len();
    }
    hits
}

/// Three letters and four digits, or three letters, two digits and two letters; the last is the check.
fn is_health_number(word: &str) -> bool {
    let values: Option<Vec<usize>> = word.chars().map(value).collect();
    let kinds: String = word.chars().map(|c| if c.is_ascii_digit() { '9' } else { 'A' }).collect();
    let (Some(values), true) = (values, word.len() == 7) else { return false };
    let sum: usize = values[..6].iter().zip((2..=7).rev()).map(|(value, weight)| value * weight).sum();
    match kinds.as_str() {
        "AAA9999" => !sum.is_multiple_of(11) && (11 - sum % 11) % 10 == values[6],
        // The examples that are published for the newer form follow one rule or the other.
        "AAA99AA" => 23 - sum % 23 == values[6] || 24 - sum % 24 == values[6],
        _ => false,
    }
}

/// A digit's own value, a letter's place among those that are used, from 1.
fn value(c: char) -> Option<usize> {
    let digit = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
    digit.or_else(|| LETTERS.find(c).map(|at| at + 1))
}

/// `123-45-6789`, but for those that are never given out.
fn is_social_security(word: &str) -> bool {
    let groups: Vec<&str> = word.split('-').collect();
    let is_number = |group: &&str| group.bytes().all(|b| b.is_ascii_digit());
    match groups.as_slice() {
        [area, group, serial] => {
            (area.len(), group.len(), serial.len()) == (3, 2, 4)
                && groups.iter().all(is_number)
                && !matches!(*area, "000" | "666")
                && !area.starts_with('9')
                && *group != "00"
                && *serial != "0000"
        }
        _ => false,
    }
}

fn is_student_number(word: &str) -> bool {
    (6..=10).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the words before say that a student's number follows.
fn is_named(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().to_ascii_lowercase();
    let near = line.trim_end_matches([' ', ':', '#', '=', ',']);
    near.ends_with("nsn") || near.ends_with("student number") || near.ends_with("student id")
}

#[cfg(test)]
mod tests {
    use super::identity_numbers;

    #[test]
    fn a_number_is_told_when_its_check_or_its_name_makes_sure() {
        for text in ["ZZZ0016", "ZBN77VL", "ZVB97XQ", "ALU18KZ", "123-45-6789"] {
            assert_eq!(identity_numbers(text).len(), 1, "{text}");
        }
        let text = "NSN: 0123456789";
        assert_eq!(
            identity_numbers(text).iter().map(|hit| &text[hit.start..hit.end]).collect::<Vec<_>>(),
            ["0123456789"]
        );
        for text in [
            "ZZZ0017",
            "ZBN77VM",
            "ABC1234",
            "000-12-3456",
            "0123456789",
            "COVID19",
            "2026-03-11",
            "zzz0016",
            "ROOM101",
        ] {
            assert_eq!(identity_numbers(text), [], "{text}");
        }
    }
}
