//! The same portfolio for Hugo, with the least that shows the same things: pages, years, tags, inquiries, a timeline, a feed, and links that bear
//! the title of what they lead to.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::generator::{self, Generator};
use crate::preview::Preview;
use crate::server::Server;
use crate::texts::{Text, texts};

const SETTINGS: &str = r#"
baseURL = "https://example.org/"
title = "Generated"
timeout = "10m"
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
[services.rss]
limit = 30
[markup.goldmark.renderer]
unsafe = true
[taxonomies]
tag = "tags"
inquiry = "inquiry"
year = "years"
"#;

const TIMELINE: &str = "---\ntitle: Timeline\nlayout: timeline\n---\n";

/// Every page: `main` is the template's own.
const BASE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ .Title }} · {{ site.Title }}</title>
{{ with .OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .Permalink }}">{{ end }}
</head>
<body>
<nav><a href="/">Home</a> <a href="/timeline/">Timeline</a> <a href="/inquiry/">Inquiries</a> <a href="/tags/">Tags</a></nav>
<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main>
</body>
</html>
"#;

const SINGLE: &str = r#"{{ define "main" }}
<p><time>{{ .Date.Format "2006-01-02" }}</time>
{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}
{{ range .GetTerms "inquiry" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</p>
{{ .Content }}
<p>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p>
{{ end }}
"#;

/// A term's texts; of the home page and of sections the newest.
const LIST: &str = r#"{{ define "main" }}<ul>
{{ range (cond (eq .Kind "term") .Pages (first 20 .RegularPages)) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date.Format "2006-01-02" }}</time></li>
{{ end }}</ul>{{ end }}
"#;

const TERMS: &str = r#"{{ define "main" }}<ul>
{{ range .Data.Terms.ByCount }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>
{{ end }}</ul>{{ end }}
"#;

/// The years, and the texts of the newest.
const TIMELINES: &str = r#"{{ define "main" }}<ul>
{{ range site.Taxonomies.years.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>
{{ end }}</ul>
{{ range first 1 site.Taxonomies.years.Alphabetical.Reverse }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>{{ end }}{{ end }}
"#;

/// A link to another text, with its title.
const LINK: &str = r#"{{ with site.GetPage (print "/reflections/" (.Get 0)) }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}"#;

/// A folder that Hugo makes a site of.
pub struct Hugo {
    program: PathBuf,
    name: String,
    folder: TempDir,
}

impl Hugo {
    /// The same texts for Hugo; `None` when it is not on the machine.
    pub fn of(portfolio: &Path, on: &Path) -> Option<Self> {
        let (program, name) = generator::program("HUGO", "hugo", "version")?;
        let folder = tempfile::tempdir_in(on).expect("a folder for the benchmark");
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
        };
        put("hugo.toml", SETTINGS);
        put("content/timeline.md", TIMELINE);
        for (name, text) in [
            ("_default/baseof", BASE),
            ("_default/single", SINGLE),
            ("_default/list", LIST),
            ("_default/terms", TERMS),
            ("_default/timeline", TIMELINES),
            ("shortcodes/to", LINK),
        ] {
            put(&format!("layouts/{name}.html"), text);
        }
        for (name, text) in texts(portfolio) {
            put(&format!("content/reflections/{name}.md"), &translated(&name, &text));
        }
        Some(Self { program, name, folder })
    }
}

/// Date and year go after the title, which stays the second line; links become shortcodes.
fn translated(name: &str, text: &str) -> String {
    let (date, year) = (&name[..10], &name[..4]);
    let (title, rest) = text.strip_prefix("---\n").and_then(|text| text.split_once('\n')).expect("a title");
    let rest = rest.replace("[[", "{{< to ").replace("]]", " >}}");
    format!("---\n{title}\ndate: {date}\nyears: [\"{year}\"]\n{rest}")
}

impl Generator for Hugo {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn build(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["--quiet", "--source"]).arg(self.folder.path());
        command
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("public")
    }
}

impl Server for Hugo {
    fn start(&self, texts: &[Text]) -> Preview {
        let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|socket| socket.local_addr());
        let port = free.expect("a port is free").port();
        let mut command = Command::new(&self.program);
        command
            .args(["server", "--renderToMemory", "--port"])
            .arg(port.to_string())
            .arg("--source")
            .arg(self.folder.path());
        Preview::start_at(port, &mut command, &self.page(&texts[0].name))
    }

    fn source(&self, text: &str) -> PathBuf {
        self.folder.path().join("content/reflections").join(format!("{text}.md"))
    }

    fn page(&self, text: &str) -> String {
        format!("/reflections/{text}/")
    }

    fn year(&self, text: &str) -> String {
        format!("/years/{}/", &text[..4])
    }
}
