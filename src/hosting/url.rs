//! The addresses of remotes, in the two forms that git knows (git-fetch(1), "Git URLs"). Pure.

/// The host and the path of a remote's address; `None` for a folder of this machine.
pub(super) fn host_and_path(remote: &str) -> Option<(&str, &str)> {
    let (place, path) = match remote.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?,
        // The short form: `git@github.com:me/portfolio.git`. With a slash before the colon it is a folder.
        None => remote.split_once(':').filter(|(place, _)| !place.contains(['/', '\\']) && place.len() > 1)?,
    };
    let host = place.rsplit('@').next().unwrap_or(place);
    Some((host.split(':').next().unwrap_or(host), path))
}

/// A text in which no address tells a name or a password before its host: `https://me:secret@host/` becomes `https://host/`.
#[must_use]
pub fn without_secrets(text: &str) -> String {
    let mut pieces = text.split("://");
    let mut shown = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let place = piece.find(|c: char| matches!(c, '/' | '\'' | '"') || c.is_whitespace()).unwrap_or(piece.len());
        let host = piece[..place].rfind('@').map_or(0, |at| at + 1);
        shown.push_str("://");
        shown.push_str(&piece[host..]);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn names_and_passwords_are_not_shown() {
        let cases = [
            ("https://me:secret@github.com/me/x.git", "https://github.com/me/x.git"),
            (
                "fatal: no 'https://token@github.com/me/x.git/', sorry",
                "fatal: no 'https://github.com/me/x.git/', sorry",
            ),
            ("https://a@h/ and https://b:c@h", "https://h/ and https://h"),
            ("https://github.com/me@home", "https://github.com/me@home"),
            ("git@github.com:me/x.git", "git@github.com:me/x.git"),
            ("/srv/git", "/srv/git"),
        ];
        for (text, shown) in cases {
            assert_eq!(without_secrets(text), shown);
        }
    }
}
