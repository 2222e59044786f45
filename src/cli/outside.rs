//! What became of the links that lead elsewhere, in a sentence.

use super::human::counted;
use crate::pipeline::Outside;

/// The sentence on what hosts answered; another when there was nothing to ask, or nobody.
pub(super) fn sentence(outside: &Outside) -> String {
    if outside.addresses == 0 {
        return "no address of another site was asked for\n".to_owned();
    }
    let many = if outside.addresses == 1 { "address" } else { "addresses" };
    let of_all = format!("{} outside {many} at {}", outside.addresses, counted(outside.hosts, "host"));
    if outside.is_offline {
        return format!("{of_all}: none could be reached, so nothing was kept (is this machine on the internet?)\n");
    }
    let parts = [alive(outside.alive), gone(outside.gone), waiting(outside), unclear(outside.unclear)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{of_all}: {}\n", parts.join(", "))
}

fn alive(count: usize) -> Option<String> {
    (count > 0).then(|| format!("{count} {}", if count == 1 { "answers" } else { "answer" }))
}

fn gone(count: usize) -> Option<String> {
    (count > 0).then(|| format!("{count} {} gone", if count == 1 { "is" } else { "are" }))
}

fn waiting(outside: &Outside) -> Option<String> {
    let (count, from) = (outside.waiting, outside.again_from?);
    let verb = if count == 1 { "was" } else { "were" };
    Some(format!("{count} {verb} not found, which counts if it is still so on {from} or later"))
}

fn unclear(count: usize) -> Option<String> {
    (count > 0).then(|| format!("{count} gave no clear answer (--verbose names them)"))
}

#[cfg(test)]
mod tests {
    use super::sentence;
    use crate::pipeline::Outside;

    #[test]
    fn what_hosts_answered_is_told_in_one_sentence() {
        let all = Outside {
            addresses: 14,
            hosts: 9,
            alive: 10,
            gone: 2,
            waiting: 1,
            again_from: Some("2026-03-13".parse().expect("a day")),
            unclear: 1,
            ..Outside::default()
        };
        assert_eq!(
            sentence(&all),
            "14 outside addresses at 9 hosts: 10 answer, 2 are gone, 1 was not found, which counts if it is still so on \
             2026-03-13 or later, 1 gave no clear answer (--verbose names them)\n"
        );
        let one = Outside { addresses: 1, hosts: 1, ..Outside::default() };
        assert_eq!(sentence(&Outside { alive: 1, ..one }), "1 outside address at 1 host: 1 answers\n");
        let one = Outside { addresses: 1, hosts: 1, ..Outside::default() };
        assert_eq!(sentence(&Outside { gone: 1, ..one }), "1 outside address at 1 host: 1 is gone\n");
        let off = Outside { addresses: 2, hosts: 1, unclear: 2, is_offline: true, ..Outside::default() };
        assert_eq!(
            sentence(&off),
            "2 outside addresses at 1 host: none could be reached, so nothing was kept (is this machine on the internet?)\n"
        );
        assert_eq!(sentence(&Outside::default()), "no address of another site was asked for\n");
    }
}
