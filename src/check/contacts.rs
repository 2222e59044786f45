//! E-mail addresses and places on the map, as a text writes them.
//!
//! In: a text. Out: the bytes that they cover. What only looks like one, the name of a picture or an address kept for examples, is passed over.

use super::names::Hit;

/// Endings of file names, which no address of a person has: `face@2x.png`.
const FILES: [&str; 12] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "css", "js", "mjs", "html", "pdf", "md"];

/// Where e-mail addresses stand in a text.
pub(super) fn emails(text: &str) -> Vec<Hit> {
    let hit = |(at, _): (usize, &str)| {
        let start = at - text[..at].bytes().rev().take_while(|&b| is_local(b)).count();
        let end = at
            + 1
            + text[at + 1..].bytes().take_while(|&b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')).count();
        let end = start + text[start..end].trim_end_matches(['.', '-']).len();
        let local = text[start..at].trim_start_matches('.');
        is_address(local, text.get(at + 1..end)?).then_some(Hit { start: at - local.len(), end })
    };
    text.match_indices('@').filter_map(hit).collect()
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

/// Addresses of examples (RFC 2606), of files and of git's own user are nobody's.
fn is_address(local: &str, host: &str) -> bool {
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    let is_word = ending.len() > 1 && ending.bytes().all(|b| b.is_ascii_alphabetic());
    let ending = ending.to_ascii_lowercase();
    let is_example = matches!(ending.as_str(), "example" | "invalid" | "test" | "localhost")
        || name.rsplit('.').next().is_some_and(|name| name.eq_ignore_ascii_case("example"));
    is_word
        && !name.is_empty()
        && !local.is_empty()
        && local != "git"
        && !is_example
        && !FILES.contains(&ending.as_str())
}

/// Where coordinates stand: two decimal numbers side by side with four places or more, or degrees with their minutes and a direction.
pub(super) fn coordinates(text: &str) -> Vec<Hit> {
    let mut hits = decimal_pairs(text);
    hits.extend(degrees(text));
    hits
}

fn decimal_pairs(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut rest = 0;
    for (at, _) in text.match_indices('.') {
        if at < rest {
            continue;
        }
        let Some(first) = decimal(text, at).filter(|first| first.value.abs() <= 90.0) else { continue };
        let gap = &text[first.end..];
        let between = gap.len() - gap.trim_start_matches([' ', ',', ';']).len();
        let second = &text[first.end + between..];
        let Some(dot) = second.find('.').filter(|dot| (1..=4).contains(dot)) else { continue };
        let second = decimal(text, first.end + between + dot).filter(|second| second.start == first.end + between);
        if let Some(second) = second.filter(|second| between > 0 && second.value.abs() <= 180.0) {
            hits.push(Hit { start: first.start, end: second.end });
            rest = second.end;
        }
    }
    hits
}

/// A number with a sign or none, and at least four places behind its point: some ten metres on the ground.
struct Decimal {
    start: usize,
    end: usize,
    value: f64,
}

fn decimal(text: &str, point: usize) -> Option<Decimal> {
    let whole = text[..point].bytes().rev().take_while(u8::is_ascii_digit).count();
    let places = text[point + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let signed = text[..point - whole].ends_with(['-', '+', '−']);
    let sign = if signed { text[..point - whole].chars().next_back().map_or(0, char::len_utf8) } else { 0 };
    let (start, end) = (point - whole - sign, point + 1 + places);
    let before = text[..start].chars().next_back();
    let is_free = !before.is_some_and(|c| c.is_alphanumeric() || c == '.') && !continues(&text[end..]);
    let value = text[start..end].replace('−', "-").parse().ok()?;
    ((1..=3).contains(&whole) && (4..=15).contains(&places) && is_free).then_some(Decimal { start, end, value })
}

/// Whether a number goes on behind a point, as in an address of a machine.
fn continues(after: &str) -> bool {
    after.strip_prefix('.').is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}

/// `36°50'54"S`: the direction tells it from a temperature and from an angle.
fn degrees(text: &str) -> Vec<Hit> {
    let hit = |(at, sign): (usize, &str)| {
        let start = at - text[..at].bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let after = &text[at + sign.len()..];
        let minutes = |c: char| c.is_ascii_digit() || matches!(c, '.' | '\'' | '’' | '′' | '"' | '”' | '″' | ' ');
        let length = after.len() - after.trim_start_matches(minutes).len();
        let direction = after[length..].chars().next().filter(|c| "NSEW".contains(*c))?;
        let is_word = after[length + direction.len_utf8()..].starts_with(char::is_alphanumeric);
        let has_minutes = after[..length].contains(|c: char| c.is_ascii_digit());
        (start < at && has_minutes && !is_word).then_some(Hit { start, end: at + sign.len() + length + 1 })
    };
    text.match_indices('°').filter_map(hit).collect()
}

#[cfg(test)]
mod tests {
    use super::{coordinates, emails};

    #[test]
    fn an_address_of_a_person_is_told_from_what_looks_like_one() {
        let found = |text| emails(text).iter().map(|hit| &text[hit.start..hit.end]).collect::<Vec<&str>>();
        assert_eq!(
            found("Write to a.ngata@school.nz. Or <x_y+z@a-b.co.uk>!"),
            ["a.ngata@school.nz", "x_y+z@a-b.co.uk"]
        );
        for text in [
            "you@example.org",
            "a@b.example",
            "face@2x.png",
            "git@github.com:me/x",
            "@room4",
            "npm i x@1.2.3",
            "a @ b.nz",
            "x@",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn places_on_the_map_are_told_from_other_numbers() {
        let found = |text| coordinates(text).iter().map(|hit| &text[hit.start..hit.end]).collect::<Vec<&str>>();
        assert_eq!(found("at -36.84853, 174.76349."), ["-36.84853, 174.76349"]);
        assert_eq!(found("?q=−41.2865,174.7762"), ["−41.2865,174.7762"]);
        assert_eq!(found("36°50'54\"S 174°45.8′ E"), ["36°50'54\"S", "174°45.8′ E"]);
        for text in [
            "0.1234",
            "3.14159 and 2.71828",
            "1.2, 3.4",
            "21.5° Saturday",
            "180° N",
            "1.23456, 2",
            "192.1681.1.1, 2.34567",
            "95.12345, 20.12345",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
