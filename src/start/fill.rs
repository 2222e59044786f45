//! Names in double braces, as `{{title}}`, replaced by what they stand for.
//!
//! In one pass: what was put in is never looked at again, whatever braces a title has.

/// The text with each `{{name}}` replaced by its value. One without a value stays as it stands.
pub(super) fn fill(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{{") {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 2..];
        let name = inside.find("}}").map(|end| &inside[..end]);
        match name.and_then(|name| Some((name, value(name.trim())?))) {
            Some((name, value)) => {
                out.push_str(&value);
                rest = &inside[name.len() + 2..];
            }
            None => {
                out.push_str("{{");
                rest = inside;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn only_what_has_a_value_is_replaced_and_only_once() {
        let value = |name: &str| (name == "title").then(|| "{{title}} & {{x}}".to_owned());
        let cases = [
            ("{{title}}, {{ title }}", "{{title}} & {{x}}, {{title}} & {{x}}"),
            ("${{ env.X }} {{titel}} {{", "${{ env.X }} {{titel}} {{"),
            ("{{{title}}}", "{{{title}}}"),
            ("{{x {{title}}", "{{x {{title}} & {{x}}"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(fill(text, value), expected, "{text}");
        }
    }
}
