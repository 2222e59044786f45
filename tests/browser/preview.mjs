// The tests of the preview: a real browser looks at `serve` on a copy of the example, while the copy is edited.
// Usage: node preview.mjs PROGRAM. Chromium is the system's (`CHROMIUM`, else /usr/bin/chromium).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { files } from "./crawl.mjs";
import { LOOKS, check, finish, flaws, launch, unless } from "./harness.mjs";
import { Folder, PATIENCE, Program, becomes } from "./program.mjs";

const BINARY = process.argv[2] ?? "../../target/release/throughline";
const EXAMPLE = "../../example-portfolio";
const STYLE = "../../themes/default/style.css";

const CORRIDOR = "reflections/2023/2023-03-14-the-corridor.md";
const CORRIDOR_PAGE = "2023/03-14-the-corridor.html";
const LATER = "reflections/2026/2026-03-11-three-years-on.md";
const LATER_PAGE = "2026/03-11-three-years-on.html";
const NEW = "reflections/2026/2026-03-02-a-cold-morning.md";
const NEW_PAGE = "2026/03-02-a-cold-morning.html";
const DRAFT_PAGE = "2026/11-13-waking-maths-talk.html";
const DRAFT_TITLE = "Waking maths talk?";

const folder = new Folder(EXAMPLE);
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 900, height: 500 } });
const complaints = [];
let program = await Program.start(BINARY, folder);

async function opened(path, where = context) {
  const page = await where.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  const response = await page.goto(program.root + path);
  await listening(page);
  return { page, status: response.status() };
}

/** Waits until the page has heard of the site it shows: from then on it hears every change. */
async function listening(page) {
  await page.waitForFunction(() => document.querySelector("throughline-preview")?.shadowRoot);
  await page.waitForTimeout(300);
}

const shows = (page, words) => page.waitForFunction((words) => document.body?.textContent.includes(words), words).then(() => true, () => false);
const lacks = (page, words) => page.waitForFunction((words) => document.body && !document.body.textContent.includes(words), words).then(() => true, () => false);
const within = (page, selector) => page.locator(`throughline-preview ${selector}`);
const overlay = (page) => within(page, "dialog");
const overlaid = (page) => overlay(page).waitFor({ state: "visible" }).then(() => true, () => false);
const cleared = (page) => overlay(page).waitFor({ state: "hidden" }).then(() => true, () => false);
const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const published = (path) => (folder.has(`_site/${path}`) ? folder.text(`_site/${path}`) : "");

/** Marks this very document: a reload would lose the mark. */
const mark = (page) => page.evaluate(() => { window.mark = true; });
const isMarked = (page) => page.evaluate(() => window.mark === true);

async function anEditKeepsTheReadersPlace() {
  const { page } = await opened(CORRIDOR_PAGE);
  const place = () => page.evaluate(() => ({ top: scrollY, focus: document.activeElement.textContent }));
  await page.evaluate(() => {
    document.querySelector("main h2:last-of-type").scrollIntoView({ behavior: "instant" });
    document.querySelector("footer a, main a:last-of-type").focus({ preventScroll: true });
  });
  const before = await place();
  await mark(page);
  folder.edit(CORRIDOR, "It had a shape.", "It had a good shape.");
  const changed = await shows(page, "It had a good shape.");
  check("an edit shows on the open page", unless(changed, "the page stays as it was"));
  check("the page was loaded again", unless(!(await isMarked(page)), "the same document stands"));
  const after = await place();
  check("the reader's place is kept", unless(before.top > 300 && after.top === before.top, `it was at ${before.top} px and is at ${after.top} px`));
  check("the focus is kept", unless(before.focus && after.focus === before.focus, `it was on "${before.focus}" and is on "${after.focus}"`));
  const said = await becomes(async () => (await within(page, "[role=status]").textContent()) === "Page updated");
  check("screen readers are told", unless(said, "the status says nothing"));
  check("the site on the disk follows", unless(await becomes(() => published(CORRIDOR_PAGE).includes("It had a good shape.")), `_site/${CORRIDOR_PAGE} is out of date`));
  await page.close();
}

async function aTitleChangesWhereverItStands() {
  const tabs = {};
  for (const path of ["", "timeline.html", "2026/", "inquiries/talk-before-text.html", "tags/watching.html", CORRIDOR_PAGE]) tabs[path] = (await opened(path)).page;
  folder.edit(LATER, "title: The corridor, three years on", "title: The corridor, seen again");
  for (const [path, page] of Object.entries(tabs)) {
    check(`a new title shows at /${path}`, unless(await shows(page, "The corridor, seen again"), "the old one stands"));
    await page.close();
  }
}

async function aStyleSheetIsSwapped() {
  const { page } = await opened(CORRIDOR_PAGE);
  await page.evaluate(() => scrollTo({ top: 400, behavior: "instant" }));
  const sheet = readFileSync(STYLE, "utf8");
  for (const [name, colour] of [["a style sheet put into theme/", "rgb(1, 2, 3)"], ["a style sheet edited", "rgb(4, 5, 6)"]]) {
    await mark(page);
    folder.save("theme/style.css", `${sheet}\nbody { background: ${colour} }\n`);
    const applied = await becomes(async () => (await background(page)) === colour);
    check(`${name} applies`, unless(applied, `the background is ${await background(page)}`));
    const { links, top } = await page.evaluate(() => ({ links: document.querySelectorAll("link[rel=stylesheet]").length, top: scrollY }));
    check(`${name} reloads nothing`, [
      ...unless(await isMarked(page), "the page was loaded again"),
      ...unless(links === 1, `${links} style sheets stand`),
      ...unless(top === 400, `it scrolled to ${top} px`),
    ]);
  }
  folder.delete("theme/style.css");
  check("a style sheet taken away applies no more", unless(await becomes(async () => (await background(page)) !== "rgb(4, 5, 6)"), "its colour stays"));
  await page.close();
}

async function aMistakeLiesOverThePageUntilMended() {
  const { page } = await opened(CORRIDOR_PAGE);
  const { page: other } = await opened("timeline.html");
  await page.evaluate(() => document.querySelector("main a, nav a").focus());
  const focus = () => page.evaluate(() => document.activeElement.textContent);
  const before = await focus();
  const site = published(CORRIDOR_PAGE);
  await page.bringToFront();
  await mark(page);
  folder.edit(CORRIDOR, "stage: focusing", "stage: [focusing");
  check("a mistake lies over every open page", [...unless(await overlaid(page), "not over its own page"), ...unless(await overlaid(other), "not over the timeline")]);
  const words = await overlay(page).innerText();
  check("it says what and where", [
    ...unless(words.includes("1 error"), "no number of errors"),
    ...unless(words.includes(`${CORRIDOR}:`), "no place"),
    ...unless(words.includes("You see the last good site."), "not what is shown"),
  ].map((lacking) => `${lacking}: ${words}`));
  check("the terminal says the same", unless(program.said.includes(`${CORRIDOR}:`), program.said));
  check("the last good site stays", [...unless(published(CORRIDOR_PAGE) === site, "_site has changed"), ...unless((await page.innerText("main")).includes("good shape"), "the page has changed")]);
  await theOverlayIsAccessible();
  await page.keyboard.press("Escape");
  check("Escape closes it, and the focus is where it was", [...unless(await cleared(page), "it stands"), ...unless(before && (await focus()) === before, `the focus is on "${await focus()}"`)]);
  folder.edit(CORRIDOR, "stage: [focusing", "stage: [still focusing");
  check("the next mistake shows again", unless(await overlaid(page), "nothing shows"));
  folder.edit(CORRIDOR, "stage: [still focusing", "stage: focusing");
  check("mended, it goes away by itself", [...unless(await cleared(page), "not from its own page"), ...unless(await cleared(other), "not from the timeline")]);
  check("mended as it was, nothing is loaded again", unless(await isMarked(page), "the page was loaded again"));
  folder.edit(CORRIDOR, "stage: focusing", "stage: [focusing");
  await overlaid(page);
  folder.save(CORRIDOR, folder.text(CORRIDOR).replace("stage: [focusing", "stage: focusing").replace("a good shape", "a better shape"));
  check("mended with other words, the page shows them", [...unless(await shows(page, "a better shape"), "it does not"), ...unless(await cleared(page), "the message stands")]);
  await page.close();
  await other.close();
}

async function theOverlayIsAccessible() {
  for (const { colorScheme, width, name } of LOOKS) {
    const look = await browser.newContext({ colorScheme, viewport: { width, height: 700 } });
    const { page } = await opened(CORRIDOR_PAGE, look);
    const late = unless(await overlaid(page), "a page opened later does not show it");
    const box = await overlay(page).boundingBox();
    const fits = unless(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= 700, `it stands at ${JSON.stringify(box)}`);
    const focused = await page.evaluate(() => document.querySelector("throughline-preview").shadowRoot.activeElement?.localName);
    check(`axe: the overlay, ${name}`, [...late, ...fits, ...unless(focused, "the focus is not in it"), ...(await flaws(page))]);
    await look.close();
  }
}

async function aTextComesAndGoes() {
  const { page, status } = await opened(NEW_PAGE);
  const { page: timeline } = await opened("timeline.html");
  check("before a text is there, its address answers 404", unless(status === 404, `it answers ${status}`));
  const comes = async (name) => {
    folder.save(NEW, "---\ntitle: A cold morning\n---\nEverybody came in with their breath showing.\n");
    check(name, [...unless(await shows(page, "with their breath showing"), "not at its address"), ...unless(await shows(timeline, "A cold morning"), "not on the timeline")]);
    await becomes(() => folder.has(`_site/${NEW_PAGE}`));
  };
  await comes("a new text shows");
  folder.delete(NEW);
  check("deleted, its page says that nothing is there", unless(await shows(page, "Page not found"), await page.innerText("body")));
  const gone = await page.request.get(program.root + NEW_PAGE);
  check("its address answers 404", unless(gone.status() === 404, `it answers ${gone.status()}`));
  check("it is gone from the timeline", unless(await lacks(timeline, "A cold morning"), "it stands there"));
  check("its page is gone from the disk", unless(await becomes(() => !folder.has(`_site/${NEW_PAGE}`)), "it stands there"));
  await comes("put back, it shows again");
  await page.close();
  await timeline.close();
}

async function draftsAreShownAndNotPublished() {
  const { page, status } = await opened(DRAFT_PAGE);
  check("a draft is shown, and marked", [...unless(status === 200, `it answers ${status}`), ...unless((await page.innerText("main")).includes("This is a draft."), "no mark")]);
  await page.goto(`${program.root}timeline.html`);
  const card = page.locator(".is-draft", { hasText: DRAFT_TITLE });
  check("it is marked on the timeline", unless((await card.count()) === 1 && (await card.innerText()).includes("Draft"), "no mark"));
  const holding = files(join(folder.path, "_site")).filter((path) => folder.text(`_site/${path}`).includes(DRAFT_TITLE));
  check("it is nowhere in _site", [...unless(!folder.has(`_site/${DRAFT_PAGE}`), "its page is there"), ...holding]);
  await page.close();
}

async function everyTextIsExplained() {
  const look = await browser.newContext({ viewport: { width: 320, height: 700 }, colorScheme: "dark" });
  const page = await look.newPage();
  await page.goto(new URL("/_status", program.root).href);
  const why = (path) => page.locator("details", { has: page.locator("summary", { hasText: path }) });
  const of = await why(CORRIDOR).locator("p").textContent();
  check("a text is explained", unless(of.includes("is on the site") && of.includes("is from the name of the file"), of));
  check("axe: the page that explains", await flaws(page));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  check("it fits a narrow screen", unless(wide <= 320, `it is ${wide} px wide`));
  const good = folder.text(CORRIDOR);
  folder.edit(CORRIDOR, "stage: focusing", "stage: [focusing");
  const first = async () => (await page.reload(), page.locator("h2").first().textContent());
  const told = await becomes(async () => (await first()) === "To be mended (1)");
  check("a mistake is explained", unless(told && (await why(CORRIDOR).locator("p").textContent()).includes("line 5: this list is never closed"), await page.innerText("main")));
  folder.save(CORRIDOR, good);
  check("mended, it is explained no more", unless(await becomes(async () => (await first()) === "Drafts (1)"), await page.innerText("main")));
  await why(CORRIDOR).locator("summary").click();
  await why(CORRIDOR).getByRole("link").click();
  check("the way to its page is there", unless(await becomes(() => page.url() === program.root + CORRIDOR_PAGE), page.url()));
  await look.close();
}

async function aServerThatComesBackIsFound() {
  const { page } = await opened(CORRIDOR_PAGE);
  const { port } = program;
  await program.end("SIGKILL");
  folder.edit(CORRIDOR, "a better shape", "the shape of a story");
  await page.waitForTimeout(2500);
  program = await Program.start(BINARY, folder, "--port", port);
  check("the server killed and started again: the page comes back to life", unless(await shows(page, "the shape of a story"), "it stays as it was"));
  await listening(page);
  await mark(page);
  await page.waitForTimeout(1500);
  check("it is loaded again only once", unless(await isMarked(page), "it is loaded again and again"));
  folder.edit(CORRIDOR, "the shape of a story", "the shape of a tale");
  check("and it hears the next edit", unless(await shows(page, "the shape of a tale"), "it does not"));
  await page.close();
}

async function aServerThatComesBackWithoutASiteIsWaitedFor() {
  const { page } = await opened(CORRIDOR_PAGE);
  const { port } = program;
  const here = page.url();
  await page.evaluate(() => scrollTo({ top: 400, behavior: "instant" }));
  await program.end("SIGKILL");
  folder.edit(CORRIDOR, "stage: focusing", "stage: [focusing");
  program = await Program.start(BINARY, folder, "--port", port);
  check("a server started anew tells of the mistake that keeps it from having a site", [
    ...unless(await overlaid(page), "nothing shows"),
    ...unless(page.url() === here && (await page.innerText("main")).includes("the shape of a tale"), `the page has gone to ${page.url()}: ${await page.title()}`),
  ]);
  folder.save(CORRIDOR, folder.text(CORRIDOR).replace("stage: [focusing", "stage: focusing").replace("the shape of a tale", "the shape of a myth"));
  check("mended, the page is as new as the site, and at its place", [
    ...unless(await shows(page, "the shape of a myth"), `it is not: ${page.url()}`),
    ...unless(await cleared(page), "the message stands"),
    ...unless(page.url() === here, page.url()),
    ...unless(await becomes(() => page.evaluate(() => scrollY === 400)), `it is at ${await page.evaluate(() => scrollY)} px`),
  ]);
  await page.close();
}

async function ctrlCEndsAtOnce() {
  const { page } = await opened("");
  const { code, took } = await program.end("SIGINT");
  check("Ctrl-C ends at once and cleanly", [...unless(code === 0, `with ${code}`), ...unless(took < 1000, `after ${took} ms`)]);
  await page.close();
}

async function followGoesToTheEditedPage() {
  program = await Program.start(BINARY, folder, "--follow");
  const { page } = await opened("timeline.html");
  await page.bringToFront();
  folder.edit(CORRIDOR, "the shape of a myth", "the shape of a fable");
  check("--follow goes to the page just edited", [...unless(await shows(page, "the shape of a fable"), "it does not"), ...unless(page.url() === program.root + CORRIDOR_PAGE, page.url())]);
  await listening(page);
  folder.edit(LATER, "title: ", "title: Again, ");
  check("and to the next", [...unless(await becomes(() => page.url() === program.root + LATER_PAGE), page.url()), ...unless(await shows(page, "Again, "), "with its old title")]);
  await page.close();
}

function nothingOfThePreviewIsWritten() {
  const holding = files(join(folder.path, "_site")).filter((path) => /_throughline|throughline-preview/.test(folder.text(`_site/${path}`)));
  check("no file of _site holds the reload script", holding);
}

try {
  await anEditKeepsTheReadersPlace();
  await aTitleChangesWhereverItStands();
  await aStyleSheetIsSwapped();
  await aMistakeLiesOverThePageUntilMended();
  await aTextComesAndGoes();
  await draftsAreShownAndNotPublished();
  await everyTextIsExplained();
  nothingOfThePreviewIsWritten();
  await aServerThatComesBackIsFound();
  await aServerThatComesBackWithoutASiteIsWaitedFor();
  await ctrlCEndsAtOnce();
  await followGoesToTheEditedPage();
  nothingOfThePreviewIsWritten();
  check("no script of any page failed", complaints);
} catch (error) {
  check("the tests ran to their end", [String(error.stack), program.said.slice(-2000)]);
} finally {
  program.child.kill("SIGKILL");
  await browser.close();
  folder.remove();
}
finish();
