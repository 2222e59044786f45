// From an empty folder to a published portfolio, as a new user goes: `node published.mjs PROGRAM`. A bare repository on the disk plays the host, and
// what lies on its branch is crawled in three ways: at the root of a server, below a folder of it, and from the disk.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { crawl, files } from "./crawl.mjs";
import { check, finish, launch, unless } from "./harness.mjs";
import { serve } from "./serve.mjs";

const program = resolve(process.argv[2]);
const place = mkdtempSync(join(tmpdir(), "throughline-published-"));
const portfolio = join(place, "portfolio");
const host = join(place, "host.git");
const home = join(place, "home");
mkdirSync(home);
// A machine on which nobody has set up anything but who they are.
const env = { PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: "1", NO_COLOR: "1" };

const run = (command, ...words) => execFileSync(command, words, { cwd: portfolio, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const throughline = (...words) => run(program, ...words);
const git = (...words) => run("git", ...words);

/** What lies on the branch now, as a host has it. */
function published(name) {
  const site = join(place, name);
  execFileSync("git", ["clone", "--quiet", "--branch", "gh-pages", host, site], { env, stdio: ["ignore", "ignore", "inherit"] });
  rmSync(join(site, ".git"), { recursive: true });
  return site;
}

async function crawled(browser, site, name) {
  const paths = files(site);
  const page = await browser.newPage();
  const servers = [await serve(site, "/"), await serve(site, "/portfolio/")];
  for (const root of [...servers.map((server) => server.root), `${pathToFileURL(site).href}/`]) {
    const { broken, visited } = await crawl(page, root, paths, []);
    check(`${name}: crawl of ${visited} pages at ${root.replace(/:\d+/, "").replace(/^file:.*/, "file://")}`, visited < 5 ? ["hardly a site"] : broken);
  }
  servers.forEach((server) => server.close());
  await page.close();
}

mkdirSync(portfolio);
execFileSync("git", ["init", "--quiet", "--bare", host], { env });
throughline("init", "--title", "After the corridor", "--author", "Ruth Merrin", "--base-url", "https://me.github.io/portfolio/");
throughline("new", "What I noticed", "--inquiry", "talk-that-helps");
throughline("build");
git("init", "--quiet");
git("config", "--global", "user.name", "Ruth Merrin");
git("config", "--global", "user.email", "ruth@example.org");
git("remote", "add", "origin", host);

const browser = await launch();
throughline("publish");
const first = published("first");
const built = files(join(portfolio, "_site")).filter((path) => path !== ".throughline-manifest");
const same = built.every((path) => files(first).includes(path) && readFileSync(join(portfolio, "_site", path)).equals(readFileSync(join(first, path))));
check("what is published is what is built", unless(same && files(first).length === built.length, files(first).join(" ")));
await crawled(browser, first, "published");

const [example] = readdirSync(join(portfolio, "reflections")).filter((name) => name.endsWith("-a-first-reflection.md"));
rmSync(join(portfolio, "reflections", example));
throughline("publish");
const second = published("second");
const left = files(second).filter((path) => path.includes("a-first-reflection") || readFileSync(join(second, path), "utf8").includes("A first reflection"));
check("a reflection that was taken out is gone", left);
await crawled(browser, second, "published again");

const tip = () => execFileSync("git", ["-C", host, "rev-parse", "gh-pages"], { env, encoding: "utf8" });
const before = tip();
throughline("publish");
check("nothing new is published where nothing has changed", unless(tip() === before, "the branch has moved"));

await browser.close();
rmSync(place, { recursive: true });
finish();
