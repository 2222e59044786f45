//! Addresses of other sites: how they are asked for, what came of it, and what is kept of those that were not found.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use chrono::NaiveDate;
use url::{Host, Url};

/// Where the addresses that were not found are kept, beside `portfolio.yaml`.
pub const RECORD: &str = "links-not-found.txt";

/// An address as it is asked for: of the web, without what follows `#`, which no host is told, and without a name or password. `None` for one that
/// is not of the web (`mailto:`), or that no program could ask for.
#[must_use]
pub fn asked_as(written: &str) -> Option<Url> {
    let written = written.trim();
    let scheme = if written.starts_with("//") { "https:" } else { "" };
    plain(Url::parse(&format!("{scheme}{written}")).ok()?)
}

/// The same of an address that is whole already.
#[must_use]
pub fn plain(mut url: Url) -> Option<Url> {
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    url.set_fragment(None);
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url)
}

/// Whether an address is one of this machine or of the network that it stands in (RFC 1918, RFC 6598, RFC 6761, RFC 6762, RFC 8375): other people
/// reach something else there, or nothing.
#[must_use]
pub fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => is_near(ip),
        Some(Host::Ipv6(ip)) => match inner(ip) {
            Some(ip) => is_near(ip),
            None => ip.is_unique_local() || ip.is_unicast_link_local(),
        },
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            !name.contains('.') || NEAR.iter().any(|end| name.ends_with(end))
        }
        None => true,
    }
}

/// How names end that only one network knows.
const NEAR: [&str; 5] = [".localhost", ".local", ".internal", ".home.arpa", ".lan"];

fn is_near(ip: Ipv4Addr) -> bool {
    let [first, second, ..] = ip.octets();
    let is_shared = first == 100 && second & 0b1100_0000 == 64;
    ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_broadcast() || is_shared || first == 0
}

/// The address of the older kind that one of the newer stands for: `::ffff:127.0.0.1`, also `::1` (RFC 4291, section 2.5.5), and `64:ff9b::` before
/// it (RFC 6052).
fn inner(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let translated = match ip.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low))),
        _ => None,
    };
    ip.to_ipv4().or(translated)
}

/// What asking for an address came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There is something.
    Alive {
        /// The address that it has for good now, when its host says so.
        moved: Option<Url>,
    },
    /// Its host says that there is nothing (404), or nothing any more (410).
    NotFound,
    /// Neither.
    Unclear(Why),
}

/// Why asking told nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The host gave an answer of this number, which says neither.
    Status(u16),
    /// The host wants to be left alone for now.
    Busy,
    /// The host could not be reached, or not in time.
    Unreached,
    /// It leads on and on, or to where nobody is sent.
    Astray,
    /// What the host says is no answer.
    Odd,
    /// There was no time left to ask.
    NoTime,
}

/// The addresses that were not found, with the days.
pub type Record = BTreeMap<Url, Missing>;

/// When an address was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The first time.
    pub first: NaiveDate,
    /// The first time that it still was not, days later: it counts as gone.
    pub again: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::{asked_as, is_private};

    #[test]
    fn an_address_is_asked_for_without_what_is_nobodys_business() {
        let cases = [
            (" https://example.org ", Some("https://example.org/")),
            ("//example.org/x#part", Some("https://example.org/x")),
            ("HTTP://me:secret@Example.org:80/a b?q#x", Some("http://example.org/a%20b?q")),
            ("https://ngākōrero.nz/é", Some("https://xn--ngkrero-t3a99d.nz/%C3%A9")),
            ("mailto:a@b.nz", None),
            ("ftp://example.org/", None),
            ("https://", None),
            ("other.md", None),
        ];
        for (written, expected) in cases {
            assert_eq!(asked_as(written).as_ref().map(url::Url::as_str), expected, "{written}");
        }
    }

    #[test]
    fn what_only_one_network_can_reach_is_private() {
        let cases = [
            ("http://localhost:8000/", true),
            ("http://portfolio.localhost/", true),
            ("http://127.0.0.1/", true),
            ("http://192.168.1.20/", true),
            ("http://10.0.0.1/", true),
            ("http://[::1]/", true),
            ("http://[fd00::1]/", true),
            ("http://[::]/", true),
            ("http://[::ffff:127.0.0.1]/", true),
            ("http://[::ffff:192.168.1.20]/", true),
            ("http://[64:ff9b::10.0.0.1]/", true),
            ("http://0.1.2.3/", true),
            ("http://100.64.0.1/", true),
            ("http://printer.home.arpa/", true),
            ("http://nas.lan/", true),
            ("http://100.128.0.1/", false),
            ("http://[::ffff:8.8.8.8]/", false),
            ("http://[64:ff9b::8.8.8.8]/", false),
            ("http://[2606:4700::1]/", false),
            ("http://intranet/", true),
            ("http://nas.local./", true),
            ("https://example.org/", false),
            ("https://8.8.8.8/", false),
            ("https://local.example.org/", false),
        ];
        for (address, expected) in cases {
            assert_eq!(is_private(&asked_as(address).expect("an address")), expected, "{address}");
        }
    }
}
