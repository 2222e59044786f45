// Opens every page of the site in Chromium and follows everything it names: links, fragments, style sheets, pictures.
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Every file below `folder`, as paths with `/`. */
export function files(folder, below = "") {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below ? `${below}/${entry.name}` : entry.name;
    return entry.isDirectory() ? files(folder, path) : [path];
  });
}

/** What one page names, with every address made absolute by the browser, and the ids it has. */
async function look(page, url) {
  const failed = [];
  // A picture further down may still be loading when the next page is opened: that is no failure.
  const note = (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && failed.push(request.url());
  const bad = (response) => response.status() >= 400 && failed.push(response.url());
  page.on("requestfailed", note);
  page.on("response", bad);
  await page.goto(url, { waitUntil: "load" });
  const seen = await page.evaluate(() => ({
    here: location.href,
    links: [...document.querySelectorAll("a[href], area[href], link[href]")]
      .filter((link) => !["canonical", "alternate"].includes(link.rel))
      .map((link) => link.href?.baseVal !== undefined ? new URL(link.href.baseVal, location.href).href : link.href),
    shown: [...document.querySelectorAll("[src]")].map((shown) => shown.src),
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    blank: [...document.images].filter((image) => image.loading !== "lazy" && image.complete && image.naturalWidth === 0).map((image) => image.src),
    styled: getComputedStyle(document.body).fontFamily,
  }));
  page.off("requestfailed", note);
  page.off("response", bad);
  return { ...seen, failed };
}

/** Where a redirect page leads to. */
async function follow(page, url) {
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForURL((now) => now.href.split("#")[0] !== url, { timeout: 5000 }).catch(() => {});
  return page.url();
}

/** Crawls the site whose pages are `paths` below `root`; `redirects` are those of them that lead on. Resolves to the list of what is broken. */
export async function crawl(page, root, paths, redirects) {
  const broken = [];
  const known = new Map();
  const pages = paths.filter((path) => path.endsWith(".html"));
  const all = new Set(paths.map((path) => new URL(path.split("/").map(encodeURIComponent).join("/"), root).href));
  for (const path of pages) {
    const url = new URL(path.split("/").map(encodeURIComponent).join("/"), root).href;
    if (redirects.includes(path)) {
      const target = await follow(page, url);
      if (target === url || !all.has(target)) broken.push(`${url} does not lead on to a page: ${target}`);
      continue;
    }
    known.set(url, await look(page, url));
  }
  for (const [url, seen] of known) {
    for (const address of seen.failed) broken.push(`${url} asks in vain for ${address}`);
    for (const address of seen.blank) broken.push(`${url} shows no picture for ${address}`);
    for (const address of [...seen.links, ...seen.shown]) {
      if (!address.startsWith(root)) {
        if (/^(file|http:\/\/127)/.test(address)) broken.push(`${url} leads out of the site: ${address}`);
        continue;
      }
      const [bare, fragment] = address.split("#");
      const target = bare.endsWith("/") ? `${bare}index.html` : bare;
      if (root.startsWith("file:") && bare.endsWith("/")) broken.push(`${url} leads to a folder: ${address}`);
      if (!all.has(target) && !all.has(encodeURI(decodeURI(target)))) broken.push(`${url} leads nowhere: ${address}`);
      else if (fragment && known.has(target) && !known.get(target).ids.includes(decodeURIComponent(fragment)))
        broken.push(`${url} leads to a missing heading: ${address}`);
    }
  }
  return { broken, visited: known.size };
}
