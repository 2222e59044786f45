// The soak: thousands of random saves in a row against a running `serve`, with a page open in Chromium all the while.
// Run by hand and not by .ci, since it takes minutes: node soak.mjs PROGRAM [SAVES] [SEED], on Linux. Chromium as in run.mjs.
//
// It fails at the first update that is not served, or that the open page does not follow; at any error in the page or the program;
// when the site on the disk is not that of a clean build; and when memory has grown by more than a fifth since the hundredth save.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { files } from "./crawl.mjs";

const PATIENCE = 20_000;
/** After how many saves memory is measured for the first time. */
const WARM = 100;
/** How often the open page is looked at, in saves. */
const LOOK = 25;
/** How many texts there are: never more than a feed tells of. */
const TEXTS = { fewest: 5, most: 20 };
const TAGS = 8;

const [program, saves, seed] = [resolve(process.argv[2] ?? "throughline"), Number(process.argv[3] ?? 3000), Number(process.argv[4] ?? 1)];

/** Numbers below `n`, the same for the same seed (mulberry32). */
function dice(state) {
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

const roll = dice(seed);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks until the answer is yes. */
async function until(what, holds) {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`missed: ${what}\n${preview.said.slice(-2000)}`);
    await pause(2);
  }
}

/** The running program: its address, its memory, and what it has said. */
async function start(folder) {
  const child = spawn(program, ["serve", folder, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
  const preview = { child, said: "", root: null, ended: new Promise((done) => child.on("exit", done)) };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => { preview.said = (preview.said + bytes).slice(-100_000); });
  const end = Date.now() + PATIENCE;
  while (!(preview.root = preview.said.match(/the preview is at (\S+)/)?.[1])) {
    if (Date.now() > end) throw new Error(`the program does not start\n${preview.said}`);
    await pause(10);
  }
  return preview;
}

/** Resident memory in KiB. */
const memory = () => Number(readFileSync(`/proc/${preview.child.pid}/status`, "utf8").match(/VmRSS:\s*(\d+)/)[1]);

/** What is served at an address; `null` if nothing. */
async function served(address) {
  const response = await fetch(preview.root + address);
  const text = await response.text();
  return response.status === 404 ? null : text;
}

const revision = (html) => html?.match(/data-revision="(\d+)"/)?.[1];

/** A reflection of ours, all in a year after the example's last, so that the timeline shows them in full. */
function text(number) {
  const day = String(1 + (number % 28)).padStart(2, "0");
  const month = String(1 + (Math.floor(number / 28) % 12)).padStart(2, "0");
  const name = `soak-${number}`;
  return {
    path: join(folder, "reflections", `2031-${month}-${day}-${name}.md`), address: `2031/${month}-${day}-${name}.html`,
    title: `Title of ${name}`, body: "As it came.", tag: roll(TAGS),
  };
}

const source = ({ title, body, tag }) => `---\ntitle: ${title}\ntags: [soak-tag-${tag}]\n---\n\n${body}\n`;

/** Writes as one kind of editor or another does. */
function write(path, bytes) {
  if (roll(2)) {
    writeFileSync(path, bytes);
  } else {
    writeFileSync(`${path}~`, bytes);
    renameSync(`${path}~`, path);
  }
}

/** Each kind of save takes a text and the save's number, and waits until all that must differ is served. */
const kinds = {
  async body(text, save) {
    text.body = `The words of save ${save}.`;
    write(text.path, source(text));
    await until(`the body of ${text.address}`, async () => (await served(text.address))?.includes(text.body));
  },
  async title(text, save) {
    text.title = `Title ${save} of ${text.address.slice(11, -5)}`;
    write(text.path, source(text));
    for (const address of [text.address, "timeline.html", "2031/", `tags/soak-tag-${text.tag}.html`, "feed.json"]) {
      await until(`the title in ${address}`, async () => (await served(address))?.includes(text.title));
    }
  },
  async tag(text) {
    const before = text.tag;
    text.tag = (text.tag + 1 + roll(TAGS - 1)) % TAGS;
    write(text.path, source(text));
    const shows = async (tag) => Boolean((await served(`tags/soak-tag-${tag}.html`))?.includes(text.address));
    await until(`${text.address} under its new tag`, () => shows(text.tag));
    await until(`${text.address} no more under its old tag`, async () => !(await shows(before)));
  },
  async create(_, save) {
    const made = text(save);
    texts.push(made);
    write(made.path, source(made));
    for (const address of [made.address, "timeline.html", `tags/soak-tag-${made.tag}.html`]) {
      await until(`the new text in ${address}`, async () => (await served(address))?.includes(made.title));
    }
  },
  async remove(text) {
    texts.splice(texts.indexOf(text), 1);
    rmSync(text.path);
    await until(`${text.address} to be gone`, async () => (await served(text.address)) === null);
    for (const address of ["timeline.html", "2031/", `tags/soak-tag-${text.tag}.html`, "feed.xml"]) {
      await until(`the deleted text to be gone from ${address}`, async () => !(await served(address))?.includes(text.address));
    }
  },
  async broken(text) {
    preview.said = "";
    write(text.path, source({ ...text, title: "[" }));
    await until("the message about a mistake", () => /error/.test(preview.said));
    if (!(await served(text.address))?.includes(text.body)) throw new Error(`${text.address} does not stand while its text is broken`);
    broken = text;
  },
  async mended(text, save) {
    broken = null;
    await kinds.body(text, save);
  },
};

/** What is done next: a mistake stands for one save, and there are always some texts, and never too many. */
function next() {
  if (broken) return "mended";
  if (texts.length < TEXTS.fewest) return "create";
  const all = ["body", "body", "body", "title", "tag", "create", "remove", "broken"];
  return all.filter((kind) => kind !== "create" || texts.length < TEXTS.most)[roll(all.length - (texts.length < TEXTS.most ? 0 : 1))];
}

/** Waits until the open page is as new as what is served, and says so of mistakes. */
async function follows(page) {
  const newest = revision(await served("timeline.html"));
  const shown = () => page.evaluate(() => document.querySelector("script[data-revision]")?.dataset.revision);
  // A page that is just being loaded again has nothing to ask.
  await until(`the open page at revision ${newest}`, async () => (await shown().catch(() => null)) === newest);
  const overlaid = () => page.getByRole("alertdialog").isVisible();
  await until(broken ? "the message on the open page" : "no message on the open page", async () => (await overlaid().catch(() => null)) === Boolean(broken));
  for (const text of texts) {
    if (!(await page.content()).includes(text.title)) throw new Error(`the open page does not show "${text.title}"`);
  }
}

/** The site on the disk is that of a clean build. */
async function equals() {
  const clean = join(folder, "..", `${basename(folder)}-clean`);
  execFileSync(program, ["build", folder, "--out", clean, "--quiet"]);
  const site = join(folder, "_site");
  const same = () => {
    const [ours, theirs] = [files(site).sort(), files(clean).sort()];
    return ours.join() === theirs.join() && ours.every((path) => readFileSync(join(site, path)).equals(readFileSync(join(clean, path))));
  };
  await until("the site on the disk to be that of a clean build", same);
  rmSync(clean, { recursive: true });
}

const folder = mkdtempSync(join(tmpdir(), "throughline-soak-"));
const example = new URL("../../example-portfolio", import.meta.url).pathname;
cpSync(example, folder, { recursive: true, filter: (path) => !/[/\\](_site|\.throughline)$/.test(path) });
const texts = [];
let broken = null;
const preview = await start(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const page = await browser.newPage();
const errors = [];
page.on("pageerror", (error) => errors.push(String(error)));
page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });

/** All the saves, each shown before the next; gives how many there were of each kind, and memory after `WARM` of them. */
async function soak() {
  const [begun, done] = [Date.now(), {}];
  let warm;
  for (let save = 1; save <= saves; save += 1) {
    const kind = next();
    await kinds[kind](broken ?? texts[roll(texts.length)], save);
    done[kind] = (done[kind] ?? 0) + 1;
    if (save % LOOK === 0) await follows(page);
    if (save === Math.min(WARM, saves)) warm = memory();
    if (save % 500 === 0) console.log(`${save} saves, ${memory()} KiB, ${((Date.now() - begun) / 1000).toFixed(0)} s`);
    if (preview.child.exitCode !== null || preview.said.includes("panicked")) errors.push(`the program failed: ${preview.said}`);
    if (errors.length) throw new Error(`save ${save}: ${errors.join("; ")}`);
  }
  if (broken) await kinds.mended(broken, saves + 1);
  await follows(page);
  return { done, warm };
}

try {
  await page.goto(`${preview.root}timeline.html`);
  const { done, warm } = await soak();
  await equals();
  const last = memory();
  preview.child.kill("SIGINT");
  await preview.ended;
  const growth = (last / warm - 1) * 100;
  console.log(`${saves} saves (${Object.entries(done).map(([kind, n]) => `${n} ${kind}`).join(", ")}), none missed, no error`);
  console.log(`resident memory: ${warm} KiB after ${WARM}, ${last} KiB at the end (${growth.toFixed(1)} %); ended with ${preview.child.exitCode}`);
  process.exitCode = growth <= 20 && preview.child.exitCode === 0 ? 0 : 1;
} finally {
  await browser.close();
  preview.child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
