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

/// The shortest name before a host that is taken for a token rather than for somebody's name.
const TOKEN: usize = 20;

/// A text in which no address tells what may open a door: a name or a password before its host, what stands behind a question mark or a `#`.
/// `https://me:secret@host/?token=secret` becomes `https://host/`.
#[must_use]
pub fn without_secrets(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(word_without_secrets).collect()
}

fn word_without_secrets(word: &str) -> String {
    let mut pieces = word.split("://");
    let first = pieces.next().unwrap_or_default();
    let shown = without_token(first);
    pieces.map(address_without_secrets).fold(shown, |shown, address| format!("{shown}://{address}"))
}

/// What stands behind `://`, and what encloses it.
fn address_without_secrets(address: &str) -> String {
    let address = &address[before_host(address)..];
    let (open, secret) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    let closing = secret.find(|c: char| matches!(c, '\'' | '"') || c.is_whitespace()).unwrap_or(secret.len());
    format!("{open}{}", &secret[closing..])
}

/// How many bytes of an address name whoever asks.
fn before_host(address: &str) -> usize {
    let place = &address[..address.find(['/', '?', '#']).unwrap_or(address.len())];
    // A password with a slash in it: what stands behind a host's colon is a number.
    let is_cut = place.split_once(':').is_some_and(|(_, port)| port.starts_with(|c: char| !c.is_ascii_digit()));
    let whole = if is_cut { address } else { place };
    place.rfind('@').or_else(|| whole.rfind('@')).map_or(0, |at| at + 1)
}

/// A word such as `git@github.com:me/x.git` as it is, unless it is a token that stands before the host.
fn without_token(word: &str) -> String {
    let Some(at) = word.find('@') else { return word.to_owned() };
    let start = word[..at].rfind(['\'', '"', '(', '<']).map_or(0, |at| at + 1);
    let name = &word[start..at];
    let is_secret = !name.contains('/') && (name.contains(':') || name.len() >= TOKEN);
    if is_secret { format!("{}{}", &word[..start], &word[at + 1..]) } else { word.to_owned() }
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
            ("https://host/me/x.git?private_token=secret", "https://host/me/x.git"),
            ("https://host?token=secret", "https://host"),
            ("https://host/me/x.git#secret", "https://host/me/x.git"),
            (
                "fatal: unable to access 'https://host/x.git?token=secret/': gone\nsee https://h/y#part\n",
                "fatal: unable to access 'https://host/x.git': gone\nsee https://h/y\n",
            ),
            ("'https://me:sec/ret@host:8080/x'", "'https://host:8080/x'"),
            ("https://host:8080/me@home", "https://host:8080/me@home"),
            ("ssh://git@host:22/x", "ssh://host:22/x"),
            ("fatal: 'ghp_0123456789abcdef0123@github.com:me/x.git' gone", "fatal: 'github.com:me/x.git' gone"),
            ("me:secret@github.com/x", "github.com/x"),
            ("org-123@github.com:me/x.git", "org-123@github.com:me/x.git"),
        ];
        for (text, shown) in cases {
            assert_eq!(without_secrets(text), shown);
        }
    }
}
