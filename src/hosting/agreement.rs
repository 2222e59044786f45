//! Whether `base_url` is where the host will show the site. Pure.

use super::Project;

/// How `base_url` agrees with what the host will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// There is no `base_url`: this address is implied.
    Implied(String),
    /// It is where the site will stand.
    Same,
    /// The site will stand at this address instead.
    Elsewhere(String),
    /// It is on a domain of the author's own, of which the folder says nothing: only the settings of the host can.
    OwnDomain(String),
    /// Nothing is known of the host.
    Unknown,
}

/// Compares `base_url` with the domain in a `CNAME` file, else with the address that the remote implies.
#[must_use]
pub fn agreement(base_url: Option<&str>, cname: Option<&str>, project: Option<&Project>) -> Agreement {
    let expected = match (cname, project) {
        (Some(domain), _) => format!("https://{domain}/"),
        (None, Some(project)) => project.address(),
        (None, None) => return Agreement::Unknown,
    };
    let Some(base_url) = base_url else { return Agreement::Implied(expected) };
    if same_place(base_url, &expected) {
        return Agreement::Same;
    }
    match (cname, project) {
        (None, Some(project)) if !host(base_url).ends_with(project.host.domain()) => {
            Agreement::OwnDomain(host(base_url))
        }
        _ => Agreement::Elsewhere(expected),
    }
}

/// The domain in the bytes of a `CNAME` file; `None` if it holds none.
#[must_use]
pub fn domain(cname: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(cname);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let bare = line.split_once("://").map_or(line, |(_, rest)| rest).trim_end_matches('/');
    (!bare.contains(['/', ' ']) && !bare.is_empty()).then(|| bare.to_lowercase())
}

/// Whether two addresses lead to one place: the scheme does not count, nor the case of the host, nor a slash at the end.
fn same_place(a: &str, b: &str) -> bool {
    let path =
        |address: &str| rest(address).split_once('/').map_or("", |(_, path)| path).trim_end_matches('/').to_owned();
    host(a) == host(b) && path(a) == path(b)
}

fn host(address: &str) -> String {
    rest(address).split('/').next().unwrap_or_default().to_lowercase()
}

fn rest(address: &str) -> &str {
    address.split_once("://").map_or(address, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::{Agreement, agreement, domain};
    use crate::hosting::Project;

    #[test]
    fn base_url_is_held_against_the_domain_and_the_remote() {
        let project = Project::of("git@github.com:me/portfolio.git");
        let elsewhere = |address: &str| Agreement::Elsewhere(address.to_owned());
        let cases = [
            (Some("https://me.github.io/portfolio/"), None, Agreement::Same),
            (Some("http://ME.github.io/portfolio"), None, Agreement::Same),
            (Some("https://me.github.io/"), None, elsewhere("https://me.github.io/portfolio/")),
            (Some("https://me.github.io/Portfolio/"), None, elsewhere("https://me.github.io/portfolio/")),
            (Some("https://me.nz/"), None, Agreement::OwnDomain("me.nz".to_owned())),
            (Some("https://me.nz/"), Some("me.nz"), Agreement::Same),
            (Some("https://me.github.io/portfolio/"), Some("me.nz"), elsewhere("https://me.nz/")),
            (None, Some("me.nz"), Agreement::Implied("https://me.nz/".to_owned())),
            (None, None, Agreement::Implied("https://me.github.io/portfolio/".to_owned())),
        ];
        for (base_url, cname, expected) in cases {
            assert_eq!(agreement(base_url, cname, project.as_ref()), expected, "{base_url:?} {cname:?}");
        }
        assert_eq!(agreement(Some("https://me.nz/"), None, None), Agreement::Unknown);
    }

    #[test]
    fn a_domain_is_read_as_people_write_it() {
        for (bytes, expected) in [
            (&b"me.nz\n"[..], Some("me.nz")),
            (b"\r\n  Me.NZ \r\n", Some("me.nz")),
            (b"https://me.nz/", Some("me.nz")),
            (b"", None),
            (b"my site", None),
            (b"me.nz/portfolio", None),
        ] {
            assert_eq!(domain(bytes).as_deref(), expected);
        }
    }
}
