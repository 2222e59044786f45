//! Which path was probably meant where somebody wrote one by hand that is not there: without its folder, without its day, or with a slip.

use std::sync::Arc;

use crate::diag::nearest;

/// What was probably meant by `written`, of the `paths` of a portfolio: the folder of that name, else the file of that name in another folder or with
/// a day before it, else what is nearly written so.
pub(super) fn meant(written: &str, paths: &[Arc<str>]) -> Option<String> {
    let folder = format!("{written}/");
    if paths.iter().any(|path| path.starts_with(&folder)) {
        return Some(folder);
    }
    let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let name = last(written);
    let by = |is_it: &dyn Fn(&str) -> bool| paths.iter().find(|path| is_it(&last(path))).map(|path| &**path);
    let same = by(&|other| !name.is_empty() && other == name);
    let dated = || by(&|other| !name.is_empty() && is_dated(other) && other.get(11..) == Some(&name));
    same.or_else(dated).or_else(|| nearest(written, paths.iter().map(|path| &**path))).map(str::to_owned)
}

/// Whether a file's name begins with a day, as in `2026-03-11-talk.md`.
fn is_dated(name: &str) -> bool {
    name.len() > 10 && name.bytes().take(10).all(|byte| byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::meant;

    #[test]
    fn a_path_is_known_without_its_folder_without_its_day_and_with_a_slip() {
        let paths: Vec<Arc<str>> = [
            "pages/about.md",
            "pictures/pond.jpg",
            "reflections/2026-03-11-small-talk.md",
            "reflections/2026-03-12-talk.md",
        ]
        .map(Arc::from)
        .into();
        let cases = [
            ("about.md", Some("pages/about.md")),
            ("Pictures/Pond.JPG", Some("pictures/pond.jpg")),
            ("reflections/talk.md", Some("reflections/2026-03-12-talk.md")),
            ("2026-03-12-talk.md", Some("reflections/2026-03-12-talk.md")),
            ("reflections/2026-03-13-talk.md", Some("reflections/2026-03-12-talk.md")),
            ("pages/abuot.md", Some("pages/about.md")),
            ("pages", Some("pages/")),
            ("elsewhere/", None),
            ("nothing.md", None),
        ];
        for (written, expected) in cases {
            assert_eq!(meant(written, &paths).as_deref(), expected, "{written}");
        }
    }
}
