//! Telephone numbers of New Zealand, Australia, the United Kingdom and the United States, and those that begin with `+`.
//!
//! In: a text. Out: the bytes that they cover. A number is one by how its digits stand together; dates, book numbers, versions and amounts
//! stand together otherwise.

use super::names::Hit;
use super::words::just_before;

/// What names another kind of number before it.
const OTHERS: [&str; 8] = ["isbn", "issn", "doi", "orcid", "invoice", "nsn", "upn", "version"];

/// Where telephone numbers stand in a text.
pub(super) fn phones(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')) {
        let start = at + next;
        let end = start + length(&text[start..]);
        if is_free(text, start, end) && is_phone(&text[start..end]) {
            hits.push(Hit { start, end });
        }
        at = end.max(start + 1);
    }
    hits
}

/// How long the run of digits is, with the signs that may stand singly between them.
fn length(text: &str) -> usize {
    let mut end = 0;
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' => end = at + 1,
            '+' if at == 0 => {}
            '(' if at == 0 || matches!(last, ' ' | '+') || last.is_ascii_digit() => {}
            ')' => end = at + 1,
            ' ' | '-' | '.' | '\u{a0}' | '‑' if last.is_ascii_digit() || last == ')' => {}
            _ => break,
        }
        last = c;
    }
    end
}

/// Whether it is no part of a word, an address or a longer number, and not named as another kind of number.
fn is_free(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let is_part =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '=' | '#' | '$' | '€' | '£' | '_' | '%' | '-' | '.' | '&');
    let line = just_before(text, start).rsplit('\n').next().unwrap_or_default().to_ascii_lowercase();
    let near = line.char_indices().rev().nth(15).map_or(line.as_str(), |(at, _)| &line[at..]);
    let is_other = OTHERS.iter().any(|other| near.contains(other));
    !before.is_some_and(is_part)
        && !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '%' | '_'))
        && !is_other
}

fn is_phone(written: &str) -> bool {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    if written.starts_with('+') {
        return (8..=15).contains(&digits.len());
    }
    is_american(written, &groups) || (digits.starts_with('0') && is_national(&digits, &groups))
}

/// `(212) 555-0123`, `212-555-0123`, `212.555.0123`.
fn is_american(written: &str, groups: &[&str]) -> bool {
    let shape: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let begins = |group: &str| !group.starts_with(['0', '1']);
    let parted = written.contains(['-', '.', '(']);
    match (shape.as_slice(), groups) {
        ([3, 3, 4], [area, exchange, _]) => parted && begins(area) && begins(exchange),
        ([1, 3, 3, 4], ["1", area, exchange, _]) => parted && begins(area) && begins(exchange),
        _ => false,
    }
}

/// New Zealand has 9 to 11 digits, Australia 10, the United Kingdom 10 or 11, all with a 0 before the area. Free numbers of firms are nobody's own.
fn is_national(digits: &str, groups: &[&str]) -> bool {
    let is_date = matches!(groups, [day, month, year, ..] if day.len() <= 2 && month.len() <= 2 && year.len() == 4);
    let is_free_of_charge = ["0800", "0508", "0808", "0900"].iter().any(|area| digits.starts_with(area));
    let has_area = groups[0].len() >= 2 && matches!(digits.as_bytes()[1], b'1'..=b'9');
    let is_even = groups.iter().all(|group| group.len() >= 2) && groups.len() <= 5;
    (9..=11).contains(&digits.len()) && has_area && is_even && !is_date && !is_free_of_charge
}

#[cfg(test)]
mod tests {
    use super::phones;

    #[test]
    fn numbers_of_four_countries_are_found() {
        for text in [
            "021 123 4567",
            "(09) 555 0123",
            "027-555-0123",
            "+64 21 123 4567",
            "0412 345 678",
            "(02) 9555 0123",
            "07700 900123",
            "020 7946 0123",
            "+44 (0)20 7946 0123",
            "(212) 555-0123",
            "212-555-0123",
            "1-212-555-0123",
            "021 1234567",
            "0211234567",
        ] {
            let sentence = format!("ring {text}, please");
            let found: Vec<&str> = phones(&sentence).iter().map(|hit| &sentence[hit.start..hit.end]).collect();
            assert_eq!(found, [text]);
        }
    }

    #[test]
    fn other_numbers_are_not() {
        for text in [
            "ISBN 978-0-14-143951-8",
            "ISBN 0306406152",
            "0-19-853453-1",
            "2026-03-11",
            "03.11.2026 14",
            "11/03/2026",
            "1914 1918",
            "3.141592653",
            "0.123456789",
            "v0.10.2026",
            "ISSN 0028-8276",
            "$021 1234 567",
            "0800 83 83 83",
            "https://x.nz/0211234567",
            "watch?v=0211234567",
            "2023 2024 2025",
            "10.1080/0305764920070203",
            "room 12 34",
            "100 200 3000",
            "1 000 000 000",
        ] {
            assert_eq!(phones(text), [], "{text}");
        }
    }
}
