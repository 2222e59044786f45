//! Whose turn it is: errands by host, of which each is asked one thing at a time, with a pause before the next. Pure; the clock is an argument.

use std::collections::{BTreeMap, VecDeque};
use std::time::Instant;

use super::errand::Errand;
use crate::model::outside::Why;

/// The errands that wait, and the hosts that are being asked.
#[derive(Debug, Default)]
pub(super) struct Rounds {
    hosts: BTreeMap<String, Host>,
    under_way: usize,
}

/// One host.
#[derive(Debug, Default)]
struct Host {
    waiting: VecDeque<Errand>,
    is_asked: bool,
    /// When it may be asked again.
    ready: Option<Instant>,
    /// Why it is not asked any more.
    closed: Option<Why>,
}

/// What there is to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// This errand.
    Ask(Errand),
    /// To wait: until this moment, or until somebody comes back.
    Wait(Option<Instant>),
    /// Nothing any more.
    Over,
}

impl Rounds {
    /// Puts an errand behind those for its host; the reason why not, when that one is not asked any more.
    pub(super) fn put(&mut self, errand: Errand) -> Result<(), Why> {
        let host = self.hosts.entry(errand.host().to_owned()).or_default();
        match host.closed {
            Some(why) => Err(why),
            None => {
                host.waiting.push_back(errand);
                Ok(())
            }
        }
    }

    /// Whose turn it is.
    pub(super) fn turn(&mut self, now: Instant) -> Turn {
        let mut waiting = self.hosts.values_mut().filter(|host| !host.is_asked && !host.waiting.is_empty());
        let mut soonest = None;
        let next = waiting.find(|host| match host.ready.filter(|ready| *ready > now) {
            Some(ready) => {
                soonest = Some(soonest.map_or(ready, |soonest: Instant| soonest.min(ready)));
                false
            }
            None => true,
        });
        if let Some(host) = next
            && let Some(errand) = host.waiting.pop_front()
        {
            host.is_asked = true;
            self.under_way += 1;
            return Turn::Ask(errand);
        }
        if soonest.is_none() && self.under_way == 0 { Turn::Over } else { Turn::Wait(soonest) }
    }

    /// Notes that a host has been asked, and may be asked again from `ready` on.
    pub(super) fn done(&mut self, host: &str, ready: Instant) {
        self.under_way -= 1;
        let host = self.hosts.entry(host.to_owned()).or_default();
        host.is_asked = false;
        host.ready = Some(ready);
    }

    /// Asks a host nothing more; gives what was to be asked.
    pub(super) fn close(&mut self, host: &str, why: Why) -> VecDeque<Errand> {
        let host = self.hosts.entry(host.to_owned()).or_default();
        host.closed = Some(why);
        std::mem::take(&mut host.waiting)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Errand, Rounds, Turn};
    use crate::model::outside::{Why, asked_as};

    fn errand(link: usize, address: &str) -> Errand {
        Errand::new(link, asked_as(address).expect("an address"))
    }

    #[test]
    fn a_host_is_asked_one_thing_at_a_time_with_a_pause_between() {
        let (mut rounds, now) = (Rounds::default(), Instant::now());
        let [one, two, other] = [errand(0, "https://a.nz/1"), errand(1, "https://a.nz/2"), errand(2, "https://b.nz/")];
        for errand in [&one, &two, &other] {
            assert_eq!(rounds.put(errand.clone()), Ok(()));
        }
        assert_eq!(rounds.turn(now), Turn::Ask(one));
        assert_eq!(rounds.turn(now), Turn::Ask(other));
        assert_eq!(rounds.turn(now), Turn::Wait(None));
        let ready = now + Duration::from_secs(1);
        rounds.done("a.nz", ready);
        assert_eq!(rounds.turn(now), Turn::Wait(Some(ready)));
        assert_eq!(rounds.turn(ready), Turn::Ask(two));
        rounds.done("a.nz", ready);
        rounds.done("b.nz", ready);
        assert_eq!(rounds.turn(now), Turn::Over);
    }

    #[test]
    fn a_host_that_wants_rest_is_asked_nothing_more() {
        let (mut rounds, now) = (Rounds::default(), Instant::now());
        let later = errand(1, "https://a.nz/2");
        rounds.put(errand(0, "https://a.nz/1")).expect("it is open");
        rounds.put(later.clone()).expect("it is open");
        assert!(matches!(rounds.turn(now), Turn::Ask(_)));
        assert_eq!(rounds.close("a.nz", Why::Busy), [later]);
        assert_eq!(rounds.put(errand(2, "https://a.nz/3")), Err(Why::Busy));
        rounds.done("a.nz", now);
        assert_eq!(rounds.turn(now), Turn::Over);
    }
}
