//! What the facts mean, in words. Pure.

use super::facts::{Facts, OfRepository, Workflow};
use super::{Answer, Finding};
use crate::git::{Failure, Missing, Why};
use crate::hosting::workflow::{Age, pin};
use crate::hosting::{Agreement, Host};
use crate::model::source::KEPT_AT_HOME;

/// How many files are named.
const NAMED: usize = 3;

/// Every answer, in the order in which things are mended.
pub(super) fn all(facts: &Facts) -> Vec<Finding> {
    let version = match &facts.git {
        Ok(version) => version,
        Err(failure) => return vec![no_git(failure), remark("the rest can be told once git is here")],
    };
    let here = yes(format!("git is here: version {version}"));
    match &facts.repository {
        Ok(repository) => [here].into_iter().chain(of_repository(repository)).collect(),
        Err(failure) => vec![here, no_repository(failure), remark("the rest can be told once there is a repository")],
    }
}

fn of_repository(facts: &OfRepository) -> [Finding; 9] {
    [
        repository(facts),
        identity(facts.missing),
        remote(facts),
        host(facts),
        base_url(facts),
        workflow(&facts.workflow),
        private(&facts.private),
        drafts(&facts.drafts),
        history(facts.is_shallow),
    ]
}

fn no_git(failure: &Failure) -> Finding {
    match failure.why {
        Why::NoGit => no("there is no git on this machine", "install it from https://git-scm.com/downloads"),
        _ => failed(failure),
    }
}

fn no_repository(failure: &Failure) -> Finding {
    match failure.why {
        Why::NoRepository => no("the portfolio is in no git repository", "git init"),
        _ => failed(failure),
    }
}

/// Git itself does not work here.
fn failed(failure: &Failure) -> Finding {
    let told = failure.diagnostic();
    let remedy = told.help.unwrap_or_else(|| "show what git says to someone who knows it".to_owned());
    no(told.message, remedy)
}

fn repository(facts: &OfRepository) -> Finding {
    match &facts.top {
        None => yes("the portfolio is in a git repository"),
        Some(top) => yes(format!("the portfolio is in a git repository, {top}")),
    }
}

fn identity(missing: Missing) -> Finding {
    let name = "git config --global user.name \"Your Name\"";
    let email = "git config --global user.email \"you@example.org\"";
    let seen = "whoever can see the repository sees both; on GitHub an address that hides yours is in https://github.com/settings/emails";
    match (missing.name, missing.email) {
        (false, false) => yes("git knows your name and your e-mail address"),
        (true, false) => no("git does not know your name", format!("{name}\n{seen}")),
        (false, true) => no("git does not know your e-mail address", format!("{email}\n{seen}")),
        (true, true) => no("git knows neither your name nor your e-mail address", format!("{name}\n{email}\n{seen}")),
    }
}

fn remote(facts: &OfRepository) -> Finding {
    match (&facts.remote, facts.remotes.as_slice()) {
        (Some(remote), _) if facts.is_remote_gone => no(
            format!("the portfolio goes to the folder {}, which is not there", remote.url),
            format!("git remote set-url {} ADDRESS, with the address of a repository that is there", remote.name),
        ),
        (Some(remote), _) => yes(format!("the portfolio goes to {}, which git calls {}", remote.url, remote.name)),
        (None, []) => no(
            "git knows no place on the web to send the portfolio to",
            "git remote add origin ADDRESS, with the address of an empty repository that you make at https://github.com/new",
        ),
        (None, [first, ..]) => no(
            format!(
                "git knows several places to send the portfolio to, and none is called origin: {}",
                few(&facts.remotes)
            ),
            format!("git remote rename {first} origin"),
        ),
    }
}

fn host(facts: &OfRepository) -> Finding {
    match (&facts.project, &facts.remote) {
        (Some(project), _) => yes(format!("{} shows sites, this one at {}", project.host.name(), project.address())),
        (None, Some(_)) => remark(
            "whether that place shows sites is not known here, since it is not on GitHub, GitLab or Codeberg: ask whoever runs it",
        ),
        (None, None) => remark("whether the site can be shown there can be told once there is a place"),
    }
}

fn base_url(facts: &OfRepository) -> Finding {
    let set = facts.base_url.as_deref().unwrap_or_default();
    match &facts.agreement {
        Agreement::Same => yes(format!("base_url is where the site stands: {set}")),
        Agreement::Implied(address) => yes(format!("base_url is not set, and publish takes {address}")),
        Agreement::Elsewhere(address) => no(
            format!("base_url is {set}, but the site stands at {address}"),
            format!("write into portfolio.yaml: base_url: {address}"),
        ),
        Agreement::OwnDomain(domain) => own_domain(facts, domain),
        Agreement::Unknown => remark("whether base_url is right cannot be told: it is not known where the site stands"),
    }
}

/// Where a domain is entered is a matter of the host: on GitHub its settings, from which nothing need come back into the folder.
fn own_domain(facts: &OfRepository, domain: &str) -> Finding {
    let place = match &facts.project {
        Some(project) if project.host == Host::GitHub => format!("{} under \"Custom domain\"", project.settings()),
        Some(project) => project.settings(),
        None => "the settings of the host".to_owned(),
    };
    remark(format!("base_url is on a domain of your own, {domain}: it must stand in {place} too"))
}

fn workflow(workflow: &Workflow) -> Finding {
    let current = env!("CARGO_PKG_VERSION");
    match workflow {
        Workflow::None => remark("there is no workflow: publish builds the site here, and sends that"),
        Workflow::Below(path) => no(
            format!("the host does not look for the workflow where it is: {path}"),
            "move its folder .github into the topmost folder of the repository",
        ),
        Workflow::NotKept(path) => {
            no(format!("git does not keep the workflow {path}"), format!("git add -f {path}, in the topmost folder"))
        }
        Workflow::Unready(path) => remark(format!(
            "publish builds the site here and sends that, so there is nothing to do; the workflow {path} waits until it is told where throughline comes from"
        )),
        Workflow::Found(path, Age::Current) => yes(format!("the workflow is there and current: {path}")),
        Workflow::Found(path, Age::Older(version)) => no(
            format!("the workflow {path} takes throughline {version}, and this is {current}"),
            format!("write into it: {}", pin()),
        ),
        Workflow::Found(path, Age::Newer(version)) => no(
            format!("the workflow {path} takes throughline {version}, and this is only {current}"),
            format!("install throughline {version} on this machine too"),
        ),
        Workflow::Found(path, Age::Unpinned) => remark(format!(
            "the workflow {path} is there; by which version it builds cannot be told, without a line THROUGHLINE_VERSION"
        )),
    }
}

fn private(paths: &[String]) -> Finding {
    if paths.is_empty() {
        return yes("nothing that is only for you is in git");
    }
    let starts = |path: &String, name: &str| path.split('/').next().is_some_and(|it| it.eq_ignore_ascii_case(name));
    let kept = KEPT_AT_HOME.iter().filter(|name| paths.iter().any(|path| starts(path, name)));
    let kept: Vec<&str> = kept.copied().collect();
    no(
        format!("git keeps what is only for you: {}", few(paths)),
        format!("git rm -r --cached {} (the files stay; earlier commits still hold them)", kept.join(" ")),
    )
}

fn drafts(paths: &[String]) -> Finding {
    match paths {
        [] => yes("no draft is in git"),
        [one] => remark(format!("a draft is in git, and whoever can see the repository can read it: {one}")),
        many => remark(format!(
            "{} drafts are in git, and whoever can see the repository can read them: {}",
            many.len(),
            few(many)
        )),
    }
}

fn history(is_shallow: bool) -> Finding {
    match is_shallow {
        false => yes("the whole history is here"),
        true => no("only the newest part of the history is here", "git fetch --unshallow"),
    }
}

fn few(paths: &[String]) -> String {
    let named = paths.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match paths.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

fn yes(sentence: impl Into<String>) -> Finding {
    Finding { answer: Answer::Yes, sentence: sentence.into(), remedy: None }
}

fn no(sentence: impl Into<String>, remedy: impl Into<String>) -> Finding {
    Finding { answer: Answer::No, sentence: sentence.into(), remedy: Some(remedy.into()) }
}

fn remark(sentence: impl Into<String>) -> Finding {
    Finding { answer: Answer::Remark, sentence: sentence.into(), remedy: None }
}
