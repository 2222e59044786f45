//! One address on its way to an answer: asked for, led on, asked for once more. Pure.
//!
//! By RFC 9110: 301 and 308 are for good, the other redirects for now (section 15.4); a host that refuses HEAD, or answers it with a mistake, is
//! asked with GET before it is believed (section 9.3.2 wants them alike, many hosts do not keep to it).

use url::Url;

use crate::model::outside::{Answer, Why, is_private, plain};

/// How many redirects are followed.
const MOST_HOPS: u8 = 10;

/// An address that is to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Errand {
    /// Which of the addresses it is for.
    pub link: usize,
    /// Where it has come to.
    pub at: Url,
    /// Whether the page itself is asked for, and not only what is said of it.
    pub whole: bool,
    hops: u8,
    /// Whether every redirect so far was for good.
    lasting: bool,
    moved: Option<Url>,
}

/// What a host said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    /// The number of its answer.
    pub status: u16,
    /// Where it leads on to, as written.
    pub location: Option<String>,
    /// Whether it says when it may be asked again.
    pub retry_after: bool,
}

impl Reply {
    /// Whether the host wants to be left alone (RFC 6585, section 4; RFC 9110, section 10.2.3).
    pub(super) fn wants_rest(&self) -> bool {
        self.status == 429 || (self.status == 503 && self.retry_after)
    }
}

/// What follows from a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The errand has ended.
    Answer(Answer),
    /// It goes on.
    Ask(Errand),
}

impl Errand {
    /// The first way to an address.
    pub(super) fn new(link: usize, at: Url) -> Self {
        Self { link, at, whole: false, hops: 0, lasting: true, moved: None }
    }

    /// The host that is to be asked, with its port: who serves two ports is one host only by name.
    pub(super) fn host(&self) -> &str {
        self.at.authority()
    }

    /// What follows from `reply`.
    pub(super) fn next(self, reply: &Reply) -> Next {
        match reply.status {
            200..=299 => Next::Answer(Answer::Alive { moved: self.moved }),
            301 | 302 | 303 | 307 | 308 => self.led_on(reply),
            _ if reply.wants_rest() => Next::Answer(Answer::Unclear(Why::Busy)),
            _ if !self.whole => Next::Ask(Self { whole: true, ..self }),
            404 | 410 => Next::Answer(Answer::NotFound),
            status => Next::Answer(Answer::Unclear(Why::Status(status))),
        }
    }

    fn led_on(self, reply: &Reply) -> Next {
        let to = reply.location.as_deref().and_then(|to| plain(self.at.join(to).ok()?));
        match to.filter(|to| !is_private(to) && self.hops < MOST_HOPS) {
            Some(at) => {
                let lasting = self.lasting && matches!(reply.status, 301 | 308);
                let moved = if lasting { Some(at.clone()) } else { self.moved };
                Next::Ask(Self { at, moved, lasting, hops: self.hops + 1, ..self })
            }
            None => Next::Answer(Answer::Unclear(Why::Astray)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Errand, MOST_HOPS, Next, Reply};
    use crate::model::outside::{Answer, Why, asked_as};

    fn errand(address: &str) -> Errand {
        Errand::new(0, asked_as(address).expect("an address"))
    }

    fn reply(status: u16) -> Reply {
        Reply { status, ..Reply::default() }
    }

    fn to(status: u16, location: &str) -> Reply {
        Reply { status, location: Some(location.to_owned()), retry_after: false }
    }

    /// What a host comes to that answers so, one after the other.
    fn come_to(replies: &[Reply]) -> Answer {
        let mut errand = errand("https://a.nz/x");
        for reply in replies {
            match errand.next(reply) {
                Next::Answer(answer) => return answer,
                Next::Ask(next) => errand = next,
            }
        }
        panic!("no answer to {replies:?}")
    }

    fn alive(moved: Option<&str>) -> Answer {
        Answer::Alive { moved: moved.and_then(asked_as) }
    }

    #[test]
    fn nothing_is_gone_before_its_page_was_asked_for() {
        assert_eq!(come_to(&[reply(204)]), alive(None));
        for first in [400, 403, 404, 405, 410, 500, 501] {
            assert_eq!(come_to(&[reply(first), reply(200)]), alive(None), "{first}");
            assert_eq!(come_to(&[reply(first), reply(404)]), Answer::NotFound, "{first}");
            assert_eq!(come_to(&[reply(first), reply(410)]), Answer::NotFound, "{first}");
        }
        for last in [400, 401, 403, 405, 451, 500, 502, 503, 999] {
            assert_eq!(come_to(&[reply(404), reply(last)]), Answer::Unclear(Why::Status(last)));
        }
    }

    #[test]
    fn who_wants_rest_has_it() {
        assert_eq!(come_to(&[reply(429)]), Answer::Unclear(Why::Busy));
        assert_eq!(come_to(&[Reply { retry_after: true, ..reply(503) }]), Answer::Unclear(Why::Busy));
        assert!(!Reply { retry_after: true, ..reply(404) }.wants_rest());
    }

    #[test]
    fn a_new_address_is_one_as_far_as_every_host_on_the_way_says_for_good() {
        let cases = [
            (vec![to(301, "/y")], Some("https://a.nz/y")),
            (vec![to(308, "//b.nz/y#part")], Some("https://b.nz/y")),
            (vec![to(301, "/y"), to(302, "/z")], Some("https://a.nz/y")),
            (vec![to(302, "/y"), to(301, "/z")], None),
            (vec![to(307, "http://b.nz/")], None),
        ];
        for (mut replies, moved) in cases {
            replies.push(reply(200));
            assert_eq!(come_to(&replies), alive(moved), "{replies:?}");
        }
        assert_eq!(come_to(&[to(301, "/y"), reply(404), reply(404)]), Answer::NotFound);
    }

    #[test]
    fn nobody_is_led_astray() {
        let astray = Answer::Unclear(Why::Astray);
        for location in ["mailto:a@b.nz", "http://192.168.0.1/login", "http://localhost/", "https://", "file:///etc"] {
            assert_eq!(come_to(&[to(302, location)]), astray, "{location}");
        }
        assert_eq!(come_to(&[reply(301)]), astray);
        assert_eq!(come_to(&vec![to(301, "/x"); usize::from(MOST_HOPS) + 1]), astray);
        let mut long = vec![to(301, "/x"); usize::from(MOST_HOPS)];
        long.push(reply(200));
        assert_eq!(come_to(&long), alive(Some("https://a.nz/x")));
    }
}
