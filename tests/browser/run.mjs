// The browser tests: builds nothing, takes a built site and looks at it as readers do.
// Usage: node run.mjs SITE. Chromium is the system's (`CHROMIUM`, else /usr/bin/chromium).
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { crawl, files } from "./crawl.mjs";
import { LOOKS, check, finish, flaws, launch } from "./harness.mjs";
import { serve } from "./serve.mjs";

const require = createRequire(import.meta.url);
const site = resolve(process.argv[2] ?? "../../example-portfolio/_site");
const paths = files(site);

/** One page of every kind, found by its address; every reflection that holds something special is a kind of its own. */
function kinds() {
  const first = (test) => paths.find(test);
  const holding = (mark) => paths.filter((path) => /^\d{4}\/\d/.test(path)).find((path) => readFileSync(join(site, path), "utf8").includes(mark));
  const chosen = {
    home: "index.html", timeline: "timeline.html", inquiries: "inquiries/index.html", tags: "tags/index.html", "not found": "404.html",
    year: first((path) => /^\d{4}\/index\.html$/.test(path)),
    inquiry: first((path) => /^inquiries\/(?!index).*\.html$/.test(path)),
    tag: first((path) => /^tags\/(?!index).*\.html$/.test(path)),
    page: "about.html",
    "reflection with code": holding("<pre"),
    "reflection with a table": holding("<table"),
    "reflection with footnotes": holding('class="footnotes"'),
    "reflection with a picture": holding("<img"),
    "reflection with an alert": holding('class="alert'),
    "reflection in te reo Māori": holding('<html lang="mi"'),
    "reflection with tasks": holding('type="checkbox"'),
    "unlisted reflection": holding('name="robots"'),
  };
  return Object.entries(chosen);
}

/** axe-core and sideways scrolling, on every kind of page, light and dark, wide and narrow. */
async function accessibility(browser, root) {
  for (const { colorScheme, width, name } of LOOKS) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    for (const [kind, path] of kinds()) {
      if (path) await page.goto(root + path.split("/").map(encodeURIComponent).join("/"));
      check(`axe: ${kind}, ${name}`, path ? await flaws(page) : ["the example has no such page"]);
    }
    await context.close();
  }
}

async function crawls(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const atRoot = await serve(site, "/");
  const below = await serve(site, "/portfolio/");
  const folder = pathToFileURL(site).href + "/";
  const redirects = paths.filter((path) => path.endsWith(".html") && readFileSync(join(site, path), "utf8").includes('http-equiv="refresh"'));
  for (const root of [atRoot.root, below.root, folder]) {
    const { broken, visited } = await crawl(page, root, paths, redirects);
    check(`crawl of ${visited} pages at ${root.replace(/:\d+/, "").replace(/^file:.*/, "file://")}`, visited < 10 ? ["hardly a site"] : broken);
  }
  atRoot.close();
  below.close();
  await context.close();
}

/** No page asks another host for anything. */
async function quiet(browser) {
  const server = await serve(site, "/");
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = new Set();
  page.on("request", (request) => !request.url().startsWith(server.root) && !request.url().startsWith("data:") && asked.add(request.url()));
  for (const path of paths.filter((path) => path.endsWith(".html"))) await page.goto(server.root + encodeURI(path), { waitUntil: "load" });
  check("no page asks another host for anything", [...asked]);
  server.close();
  await context.close();
}

/** The Nu Html Checker over every page. */
function validity() {
  const pages = paths.filter((path) => path.endsWith(".html")).map((path) => join(site, path));
  let text = "";
  try {
    text = execFileSync("sh", ["-c", '"$0" "$@" 2>&1', "java", "-Xss2m", "-jar", String(require("vnu-jar")), "--errors-only", "--format", "json", "--exit-zero-always", ...pages], { maxBuffer: 1 << 28 }).toString();
  } catch (error) {
    check("Nu Html Checker", [String(error)]);
    return;
  }
  const messages = JSON.parse(text).messages.filter((message) => message.type === "error");
  check(`Nu Html Checker on ${pages.length} pages`, messages.map((m) => `${m.url}:${m.lastLine}: ${m.message} ${m.extract ?? ""}`));
}

const browser = await launch();
const server = await serve(site, "/");
await accessibility(browser, server.root);
server.close();
await crawls(browser);
await quiet(browser);
await browser.close();
validity();
finish();
