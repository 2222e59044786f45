//! The words of a page as a reader sees them: without tags, with the letters that entities stand for. A name may be whole there that is in pieces in
//! the source: `Tam**sin**`, `Zo&euml;`.

/// Tags that do not part a word.
const INSIDE_WORDS: [&str; 20] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "tspan", "u", "wbr",
];

/// What is read on a page whose HTML this is, well formed as every body is.
#[must_use]
pub fn words_of(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    for piece in html.split_inclusive('>') {
        let (text, tag) = piece.split_once('<').unwrap_or((piece, ""));
        words.push_str(text);
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !tag.is_empty() && !INSIDE_WORDS.iter().any(|inside| name.eq_ignore_ascii_case(inside)) {
            words.push('\n');
        }
    }
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
        ("\u{200b}", ""),
        ("\u{2060}", ""),
    ];
    plain.iter().fold(words, |words, (entity, letter)| words.replace(entity, letter))
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn words_are_whole_as_a_reader_sees_them() {
        let cases = [
            ("<p>Tam<strong>sin</strong> saw <em>it</em></p>", "\nTamsin saw it\n"),
            ("<p>Tam</p><p>sin</p>", "\nTam\n\nsin\n"),
            ("Tam<wbr>sin &amp; Tom<br>x", "Tamsin & Tom\nx"),
            ("<a href=\"x\">Tom</a>&#39;s a &lt;b&gt;", "Tom's a <b>"),
            ("Tam\u{200b}sin", "Tamsin"),
        ];
        for (html, expected) in cases {
            assert_eq!(words_of(html), expected, "{html}");
        }
    }
}
