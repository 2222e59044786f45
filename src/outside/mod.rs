//! Other people's hosts: the only code that asks them for anything, and the only user of ureq.
//!
//! In: addresses. Out: an [`Answer`] to each. Asked is as a polite visitor would: one thing at a time of one host, with a pause; only what is said of
//! a page, and the page itself where that is refused, without its bytes; and a host that wants rest has it. A host learns the address that it is asked
//! for, and which program asks: neither who links there nor from where. Proxies and certificates are those of the machine.
#![allow(clippy::disallowed_methods, reason = "this room is the one that asks other hosts")]

mod errand;
mod rounds;

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ureq::http::{HeaderMap, Method, Request};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};
use url::Url;

use self::errand::{Errand, Next, Reply};
use self::rounds::{Rounds, Turn};
use crate::model::outside::{Answer, Why};

/// What hosts are told of who asks.
const VISITOR: &str = concat!("throughline/", env!("CARGO_PKG_VERSION"), " (looks whether links still lead somewhere)");

/// How hosts are asked.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// How many hosts are asked at once.
    pub hosts_at_once: usize,
    /// How long a host is left alone before it is asked the next thing.
    pub pause: Duration,
    /// How long an answer may take.
    pub patience: Duration,
    /// How long all of it may take; what was not asked by then is not asked.
    pub limit: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            hosts_at_once: 6,
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(15),
            limit: Duration::from_secs(600),
        }
    }
}

/// What asking for each of `addresses` came to, in their order. `answered` is called at each answer.
#[must_use]
pub fn ask(addresses: &[Url], manners: Manners, answered: &(dyn Fn() + Sync)) -> Vec<Answer> {
    let mut round = Round { rounds: Rounds::default(), answers: vec![None; addresses.len()] };
    for (link, address) in addresses.iter().enumerate() {
        round.put(Errand::new(link, address.clone()));
    }
    let visit = Visit {
        agent: agent(manners.patience),
        pause: manners.pause,
        until: Instant::now() + manners.limit,
        round: Mutex::new(round),
        bell: Condvar::new(),
        answered,
    };
    std::thread::scope(|scope| {
        for _ in 0..manners.hosts_at_once.min(addresses.len()) {
            scope.spawn(|| visit.go());
        }
    });
    let round = visit.round.into_inner().unwrap_or_else(PoisonError::into_inner);
    round.answers.into_iter().map(|answer| answer.unwrap_or(Answer::Unclear(Why::NoTime))).collect()
}

fn agent(patience: Duration) -> Agent {
    let config = Agent::config_builder()
        .user_agent(VISITOR)
        .http_status_as_error(false)
        // Redirects are errands of their own: the host that they lead to is asked politely too.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(patience))
        // Schools look into what comes over their network, by a certificate that only their machines know.
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build());
    config.build().new_agent()
}

/// All that those who ask share.
struct Visit<'v> {
    agent: Agent,
    pause: Duration,
    until: Instant,
    round: Mutex<Round>,
    /// Rings when somebody comes back.
    bell: Condvar,
    answered: &'v (dyn Fn() + Sync),
}

/// What is still to be asked, and what came of the rest.
struct Round {
    rounds: Rounds,
    answers: Vec<Option<Answer>>,
}

impl Round {
    /// Takes an errand; `true` if that was an answer already, since its host is not asked any more.
    fn put(&mut self, errand: Errand) -> bool {
        let link = errand.link;
        let why = self.rounds.put(errand).err();
        self.answers[link] = why.map(Answer::Unclear);
        why.is_some()
    }

    /// Notes what came of an errand; gives how many answers that makes.
    fn note(&mut self, errand: Errand, outcome: Result<Reply, Failure>, ready: Instant) -> usize {
        let (host, link) = (errand.host().to_owned(), errand.link);
        self.rounds.done(&host, ready);
        let closed = match &outcome {
            Ok(reply) if reply.wants_rest() => self.close(&host, Why::Busy),
            Err(Failure::OfHost) => self.close(&host, Why::Unreached),
            _ => 0,
        };
        let next = match outcome {
            Ok(reply) => errand.next(&reply),
            Err(Failure::OfHost) => Next::Answer(Answer::Unclear(Why::Unreached)),
            Err(Failure::OfAddress) => Next::Answer(Answer::Unclear(Why::Odd)),
        };
        let ended = match next {
            Next::Ask(errand) => self.put(errand),
            Next::Answer(answer) => {
                self.answers[link] = Some(answer);
                true
            }
        };
        closed + usize::from(ended)
    }

    fn close(&mut self, host: &str, why: Why) -> usize {
        let waiting = self.rounds.close(host, why);
        waiting.iter().for_each(|errand| self.answers[errand.link] = Some(Answer::Unclear(why)));
        waiting.len()
    }
}

/// Why there was no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// The host cannot be reached, for this address or another.
    OfHost,
    /// What it says is no answer.
    OfAddress,
}

impl Visit<'_> {
    /// Runs errands until there is none, or no time.
    fn go(&self) {
        while let Some(errand) = self.next() {
            let outcome = reply(&self.agent, &errand);
            let ended = self.lock().note(errand, outcome, Instant::now() + self.pause);
            self.bell.notify_all();
            (0..ended).for_each(|_| (self.answered)());
        }
    }

    /// The next errand, when it is its turn.
    fn next(&self) -> Option<Errand> {
        let mut round = self.lock();
        loop {
            let now = Instant::now();
            let left = self.until.checked_duration_since(now).filter(|left| !left.is_zero())?;
            let ready = match round.rounds.turn(now) {
                Turn::Ask(errand) => return Some(errand),
                Turn::Over => return None,
                Turn::Wait(ready) => ready,
            };
            let wait = ready.map_or(left, |ready| ready.saturating_duration_since(now).min(left));
            (round, _) = self.bell.wait_timeout(round, wait).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Round> {
        self.round.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a host says to an errand. The bytes of a page are not waited for.
fn reply(agent: &Agent, errand: &Errand) -> Result<Reply, Failure> {
    let method = if errand.whole { Method::GET } else { Method::HEAD };
    let request = Request::builder().method(method).uri(errand.at.as_str()).body(());
    let response = agent.run(request.map_err(|_| Failure::OfAddress)?).map_err(|error| failure(&error))?;
    let headers: &HeaderMap = response.headers();
    let location = headers.get("location").map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
    let retry_after = headers.contains_key("retry-after");
    Ok(Reply { status: response.status().as_u16(), location, retry_after })
}

/// A host that is silent, slow or unknown is so for all of its addresses; what it says to one of them may be odd.
fn failure(error: &Error) -> Failure {
    match error {
        Error::Http(_) | Error::BadUri(_) | Error::Protocol(_) | Error::LargeResponseHeader(..) => Failure::OfAddress,
        _ => Failure::OfHost,
    }
}
