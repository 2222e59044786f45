// What the browser tests share: the browser, axe-core, and the account of what passed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const results = { passed: 0, failed: 0 };

/** The system's Chromium (`CHROMIUM`, else /usr/bin/chromium), which asks nobody for anything by itself. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Counts and prints one thing that must hold: it does when there are no problems. */
export function check(name, problems) {
  results[problems.length ? "failed" : "passed"] += 1;
  console.log(`${problems.length ? "FAILED" : "ok"} ${name}`);
  for (const problem of problems.slice(0, 20)) console.log(`    ${problem}`);
}

/** A list of one complaint, unless all is well. */
export const unless = (well, complaint) => (well ? [] : [complaint]);

/** The looks that a page must be good in. */
export const LOOKS = ["light", "dark"].flatMap((colorScheme) => [1280, 320].map((width) => ({ colorScheme, width, name: `${colorScheme}, ${width} px` })));

/** What axe-core finds on a page, and whether it scrolls sideways. */
export async function flaws(page) {
  await page.addScriptTag({ content: axe });
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")})`);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return sideways > 0 ? [...found, `scrolls sideways by ${sideways} px`] : found;
}

/** The closing line, and the end. */
export function finish() {
  console.log(`${results.passed} passed, ${results.failed} failed`);
  process.exit(results.failed ? 1 : 0);
}
