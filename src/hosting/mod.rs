//! The hosts that show a repository's pages to the world: which one a remote leads to, and where the site then stands.
//!
//! In: the address of a remote, as git knows it. Out: the project there, the address of its site, the page of its settings.
//! Pure: nothing is asked of any host.

mod agreement;
mod url;
pub mod workflow;

pub use agreement::{Agreement, agreement, domain};
pub use url::without_secrets;

/// A host with pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// github.com
    GitHub,
    /// gitlab.com
    GitLab,
    /// codeberg.org
    Codeberg,
}

/// A repository on such a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Where it is kept.
    pub host: Host,
    /// The account or organisation.
    pub owner: String,
    /// The repository; on GitLab perhaps in groups: `school/portfolio`.
    pub name: String,
}

impl Host {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GitHub => "GitHub",
            Self::GitLab => "GitLab",
            Self::Codeberg => "Codeberg",
        }
    }

    /// Where it tells how its pages are used.
    #[must_use]
    pub fn manual(self) -> &'static str {
        match self {
            Self::GitHub => "https://docs.github.com/pages",
            Self::GitLab => "https://docs.gitlab.com/user/project/pages/",
            Self::Codeberg => "https://docs.codeberg.org/codeberg-pages/",
        }
    }

    /// The branch of which it shows the files.
    #[must_use]
    pub fn branch(self) -> &'static str {
        match self {
            Self::GitHub | Self::GitLab => "gh-pages",
            Self::Codeberg => "pages",
        }
    }

    /// Some hosts have a second name for those who may only use the port of web pages.
    fn of(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "github.com" | "www.github.com" | "ssh.github.com" => Some(Self::GitHub),
            "gitlab.com" | "altssh.gitlab.com" => Some(Self::GitLab),
            "codeberg.org" => Some(Self::Codeberg),
            _ => None,
        }
    }

    /// The end of the names under which sites of its accounts stand.
    fn domain(self) -> &'static str {
        match self {
            Self::GitHub => "github.io",
            Self::GitLab => "gitlab.io",
            Self::Codeberg => "codeberg.page",
        }
    }
}

/// Whether a remote is a folder of this machine.
#[must_use]
pub fn is_folder(remote: &str) -> bool {
    url::host_and_path(remote).is_none_or(|(host, _)| host.is_empty())
}

impl Project {
    /// The project that a remote's address leads to; `None` if and only if that is no repository on one of these hosts.
    #[must_use]
    pub fn of(remote: &str) -> Option<Self> {
        let (host, path) = url::host_and_path(remote)?;
        let host = Host::of(host)?;
        let path = path.trim_matches('/');
        let (owner, name) = path.strip_suffix(".git").unwrap_or(path).split_once('/')?;
        let has_groups = name.contains('/');
        let is_whole = !owner.is_empty() && !name.is_empty() && (!has_groups || host == Host::GitLab);
        is_whole.then(|| Self { host, owner: owner.to_owned(), name: name.to_owned() })
    }

    /// Where its site stands, ending in a slash, as long as it has no domain of its own.
    #[must_use]
    pub fn address(&self) -> String {
        let site = format!("{}.{}", self.owner.to_lowercase(), self.host.domain());
        let is_of_the_account = match self.host {
            Host::GitHub | Host::GitLab => self.name.eq_ignore_ascii_case(&site),
            Host::Codeberg => self.name == "pages",
        };
        if is_of_the_account { format!("https://{site}/") } else { format!("https://{site}/{}/", self.name) }
    }

    /// The page of the repository.
    #[must_use]
    pub fn page(&self) -> String {
        let host = match self.host {
            Host::GitHub => "github.com",
            Host::GitLab => "gitlab.com",
            Host::Codeberg => "codeberg.org",
        };
        format!("https://{host}/{}/{}", self.owner, self.name)
    }

    /// Where its pages are switched on: on GitHub the very page, elsewhere the settings as a whole.
    #[must_use]
    pub fn settings(&self) -> String {
        match self.host {
            Host::GitHub => format!("{}/settings/pages", self.page()),
            Host::GitLab => format!("{}/pages", self.page()),
            Host::Codeberg => format!("{}/settings", self.page()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Project;

    #[test]
    fn a_remote_leads_to_a_project_and_its_site() {
        let cases = [
            ("https://github.com/Me/portfolio.git", "https://me.github.io/portfolio/"),
            ("https://github.com/Me/portfolio/", "https://me.github.io/portfolio/"),
            ("https://me:secret@github.com/me/Portfolio", "https://me.github.io/Portfolio/"),
            ("git@github.com:me/me.github.io.git", "https://me.github.io/"),
            ("git@github.com:Me/me.GitHub.io", "https://me.github.io/"),
            ("git@github.com:me/you.github.io", "https://me.github.io/you.github.io/"),
            ("ssh://git@ssh.github.com:443/me/portfolio.git", "https://me.github.io/portfolio/"),
            ("git@gitlab.com:school/room-6/portfolio.git", "https://school.gitlab.io/room-6/portfolio/"),
            ("https://codeberg.org/me/pages.git", "https://me.codeberg.page/"),
            ("https://codeberg.org/me/portfolio", "https://me.codeberg.page/portfolio/"),
        ];
        for (remote, site) in cases {
            assert_eq!(Project::of(remote).map(|project| project.address()).as_deref(), Some(site), "{remote}");
        }
    }

    #[test]
    fn what_is_no_repository_on_a_known_host_is_none() {
        let remotes = [
            "",
            "../github.com/me/portfolio",
            "/srv/git/portfolio.git",
            "C:\\git\\portfolio",
            "https://example.org/me/portfolio.git",
            "https://github.com/me",
            "https://github.com/me/portfolio/tree",
            "git@github.com:portfolio",
            "github.com/me/portfolio",
            "https://notgithub.com/me/portfolio",
        ];
        for remote in remotes {
            assert_eq!(Project::of(remote), None, "{remote}");
        }
    }

    #[test]
    fn the_page_of_the_settings_is_named_in_full() {
        let project = Project::of("git@github.com:me/portfolio.git").expect("a project");
        assert_eq!(project.settings(), "https://github.com/me/portfolio/settings/pages");
    }
}
