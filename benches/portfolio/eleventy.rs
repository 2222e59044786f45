//! The same portfolio for Eleventy, with what [`crate::hugo`] has: pages, years, tags, inquiries, a timeline, a feed, previous and next, and links that
//! bear the title of what they lead to. Code is not highlighted, which spares it that work.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::generator::{self, Generator};
use crate::texts::texts;

/// Names, neighbours and terms are looked up in maps that are made once, and not searched for anew by every page.
const SETTINGS: &str = r#"
const { basename } = require("node:path");

module.exports = function (config) {
  let sorted = [];
  const places = new Map();
  const name = (item) => basename(item.inputPath, ".md");

  config.addCollection("reflections", (api) => {
    sorted = api.getFilteredByGlob("content/reflections/*.md");
    sorted.sort((one, other) => one.date - other.date || (name(one) < name(other) ? -1 : 1));
    places.clear();
    sorted.forEach((item, at) => places.set(name(item), at));
    return sorted;
  });

  const grouped = (terms) => (api) => {
    const groups = new Map();
    for (const item of api.getFilteredByGlob("content/reflections/*.md")) {
      for (const term of terms(item)) {
        if (!groups.has(term)) groups.set(term, []);
        groups.get(term).push(item);
      }
    }
    return [...groups].sort().map(([title, items]) => ({ title, items }));
  };
  config.addCollection("byTag", grouped((item) => item.data.tags ?? []));
  config.addCollection("byInquiry", grouped((item) => (item.data.inquiry ? [item.data.inquiry] : [])));
  config.addCollection("byYear", grouped((item) => [name(item).slice(0, 4)]));

  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("newest", (items, count) => items.slice(-count).reverse());
  config.addFilter("neighbour", (page, by) => sorted[places.get(name(page)) + by]);

  const link = (whole, to) => {
    const item = sorted[places.get(to)];
    return item ? `[${item.data.title}](${item.url})` : whole;
  };
  config.amendLibrary("md", (md) => {
    md.core.ruler.before("normalize", "to", (state) => {
      state.src = state.src.replace(/\[\[([^\]]+)\]\]/g, link);
    });
  });

  return { dir: { input: "content" }, markdownTemplateEngine: false };
};
"#;

const BASE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ title }} · Generated</title>
<link rel="alternate" type="application/atom+xml" href="/feed.xml">
</head>
<body>
<nav><a href="/">Home</a> <a href="/timeline/">Timeline</a> <a href="/inquiries/">Inquiries</a> <a href="/tags/">Tags</a></nav>
<main><h1>{{ title }}</h1>{{ content | safe }}</main>
</body>
</html>
"#;

const REFLECTION: &str = r#"---
layout: base.njk
---
<p><time>{{ page.date | day }}</time>
{% for tag in tags %}<a href="/tags/{{ tag | slugify }}/">{{ tag }}</a> {% endfor %}
{% if inquiry %}<a href="/inquiries/{{ inquiry | slugify }}/">{{ inquiry }}</a>{% endif %}</p>
{{ content | safe }}
<p>{% set to = page | neighbour(-1) %}{% if to %}<a href="{{ to.url }}">{{ to.data.title }}</a>{% endif %}
{% set to = page | neighbour(1) %}{% if to %}<a href="{{ to.url }}">{{ to.data.title }}</a>{% endif %}</p>
"#;

const HOME: &str = r#"---
layout: base.njk
title: Generated
---
<ul>{% for item in collections.reflections | newest(20) %}<li><a href="{{ item.url }}">{{ item.data.title }}</a> <time>{{ item.date | day }}</time></li>
{% endfor %}</ul>
"#;

/// The years, and the texts of the newest.
const TIMELINE: &str = r#"---
layout: base.njk
title: Timeline
---
<ul>{% for year in collections.byYear %}<li><a href="/years/{{ year.title }}/">{{ year.title }}</a> {{ year.items.length }}</li>
{% endfor %}</ul>
{% for year in collections.byYear | newest(1) %}<ul>{% for item in year.items %}<li><a href="{{ item.url }}">{{ item.data.title }}</a></li>
{% endfor %}</ul>{% endfor %}
"#;

const FEED: &str = r#"---
permalink: /feed.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Generated</title><id>https://example.org/</id>
{% for item in collections.reflections | newest(30) %}<entry><title>{{ item.data.title }}</title><id>https://example.org{{ item.url }}</id>
<updated>{{ item.date | day }}T00:00:00Z</updated><content type="html">{{ item.templateContent }}</content></entry>
{% endfor %}</feed>
"#;

const SITEMAP: &str = r#"---
permalink: /sitemap.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for item in collections.all %}<url><loc>https://example.org{{ item.url }}</loc></url>
{% endfor %}</urlset>
"#;

/// A term's texts, and the list of all terms of a kind.
fn terms(kind: &str, collection: &str, heading: &str) -> [(String, String); 2] {
    let each = format!(
        r#"---
layout: base.njk
pagination: {{ data: collections.{collection}, size: 1, alias: term, addAllPagesToCollections: true }}
permalink: "/{kind}/{{{{ term.title | slugify }}}}/"
eleventyComputed: {{ title: "{{{{ term.title }}}}" }}
---
<ul>{{% for item in term.items %}}<li><a href="{{{{ item.url }}}}">{{{{ item.data.title }}}}</a> <time>{{{{ item.date | day }}}}</time></li>
{{% endfor %}}</ul>
"#
    );
    let all = format!(
        r#"---
layout: base.njk
title: {heading}
permalink: "/{kind}/"
---
<ul>{{% for term in collections.{collection} %}}<li><a href="/{kind}/{{{{ term.title | slugify }}}}/">{{{{ term.title }}}}</a> {{{{ term.items.length }}}}</li>
{{% endfor %}}</ul>
"#
    );
    [(format!("content/{kind}-each.njk"), each), (format!("content/{kind}-all.njk"), all)]
}

/// A folder that Eleventy makes a site of.
pub struct Eleventy {
    program: PathBuf,
    name: String,
    folder: TempDir,
}

impl Eleventy {
    /// The same texts for Eleventy; `None` when it is not on the machine.
    pub fn of(portfolio: &Path, on: &Path) -> Option<Self> {
        let (program, name) = generator::program("ELEVENTY", "eleventy", "--version")?;
        let folder = tempfile::tempdir_in(on).expect("a folder for the benchmark");
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
        };
        put("eleventy.config.cjs", SETTINGS);
        put("content/reflections/reflections.json", r#"{ "layout": "reflection.njk" }"#);
        for (name, text) in [
            ("_includes/base", BASE),
            ("_includes/reflection", REFLECTION),
            ("index", HOME),
            ("timeline", TIMELINE),
            ("feed", FEED),
            ("sitemap", SITEMAP),
        ] {
            put(&format!("content/{name}.njk"), text);
        }
        let kinds = [("tags", "byTag", "Tags"), ("inquiries", "byInquiry", "Inquiries"), ("years", "byYear", "Years")];
        for (name, text) in kinds.into_iter().flat_map(|(kind, collection, heading)| terms(kind, collection, heading)) {
            put(&name, &text);
        }
        for (name, text) in texts(portfolio) {
            put(&format!("content/reflections/{name}.md"), &text);
        }
        Some(Self { program, name, folder })
    }
}

impl Generator for Eleventy {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn build(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--quiet").current_dir(self.folder.path());
        command
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("_site")
    }
}
