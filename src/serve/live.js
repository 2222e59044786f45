// The preview's live reload, and the messages of a build that failed. The preview server adds this to the pages that it
// serves; it is never part of the site.
//
// In: what `live.rs` tells (`Told`). Out: a page that is as new as the site and keeps its place, or the messages over it.
// It runs in two places: in each page, and once as a shared worker that holds the one stream of events of all tabs, since
// a browser opens six connections to a server and no more.
(() => {
  "use strict";

  const EVENTS = "/_throughline/events";
  const CHANNEL = "throughline-preview";
  const KEPT = "throughline-preview";
  /** The server gives a sign of life every 15 s. A stream that is silent for longer than this died in the laptop's sleep. */
  const SILENCE = 45_000;

  /** Tells each piece of news, for ever: through the laptop's sleep and restarts of the server. `null`: nothing is known now. */
  function listen(tell) {
    let source;
    let heard;
    const alive = () => { heard = Date.now(); };
    const open = () => {
      source?.close();
      alive();
      source = new EventSource(EVENTS);
      source.addEventListener("open", alive);
      source.addEventListener("beat", alive);
      source.addEventListener("error", () => tell(null));
      source.addEventListener("message", (event) => { alive(); tell(JSON.parse(event.data)); });
    };
    const look = () => {
      if (source.readyState === EventSource.CLOSED || Date.now() - heard > SILENCE) open();
    };
    open();
    setInterval(look, 1000);
  }

  /** The shared worker: each page hears the latest news when it comes, and all hear what follows. */
  function work() {
    let latest = null;
    const all = new BroadcastChannel(CHANNEL);
    listen((news) => {
      latest = news;
      if (news) all.postMessage(news);
    });
    self.addEventListener("connect", (event) => {
      if (latest) event.ports[0].postMessage(latest);
    });
  }

  if (typeof SharedWorkerGlobalScope !== "undefined") {
    work();
    return;
  }

  const script = document.currentScript;
  /** Of which site this page is. */
  const page = {
    instance: Number(script.dataset.instance),
    revision: Number(script.dataset.revision),
    base: script.dataset.base,
  };
  /** Set once this page makes room for a newer one. */
  let leaving = false;

  /** Hears the news through the shared worker, or alone where there is none. */
  function connect() {
    const hear = (news) => { if (news && !leaving) follow(news); };
    if (typeof SharedWorker === "undefined") {
      listen(hear);
      return;
    }
    new BroadcastChannel(CHANNEL).addEventListener("message", (event) => hear(event.data));
    const worker = new SharedWorker(script.src);
    worker.addEventListener("error", () => listen(hear), { once: true });
    worker.port.addEventListener("message", (event) => hear(event.data));
    worker.port.start();
    // A page that comes back from the browser's memory has missed the news.
    addEventListener("pageshow", (event) => {
      if (event.persisted) location.reload();
    });
  }

  /** Brings this page up to date. */
  function follow(news) {
    // A server that was started anew has no site at first, and does not know where it will stand: until then this page is the best there is.
    if (news.revision === 0 && !news.trouble) return;
    const same = news.instance === page.instance;
    if (news.revision > 0 && (!same || news.revision > page.revision)) {
      const next = same && news.revision === page.revision + 1;
      if (!next || !news.styles) {
        leave(target(news, next));
        return;
      }
      page.revision = news.revision;
      if (news.styles.length > 0) swap(news.styles);
    }
    trouble.tell(news);
  }

  /** Where the newer page is: here, where the site has moved to, or, for the tab in view, the page just edited. */
  function target(news, next) {
    const plain = (path) => decodeURIComponent(path).replace(/(index)?\.html$/, "");
    if (next && news.follow && document.visibilityState === "visible" && plain(news.follow) !== plain(location.pathname)) {
      return news.follow;
    }
    // A page that waited for the first site did not know where it would stand.
    if (page.revision > 0 && news.base !== page.base && location.pathname.startsWith(page.base)) {
      return news.base + location.pathname.slice(page.base.length);
    }
    return null;
  }

  /** Loads a newer page: at `path`, or at this place. */
  function leave(path) {
    leaving = true;
    trouble.close();
    keep();
    if (path === null) location.reload();
    else location.assign(path);
  }

  /** Puts new style sheets in the place of old ones; the old one stands until the new one is there. */
  function swap(styles) {
    const path = (link) => decodeURIComponent(new URL(link.href).pathname);
    for (const [before, after] of styles) {
      const links = [...document.querySelectorAll("link[rel~=stylesheet]")];
      for (const old of links.filter((link) => path(link) === decodeURIComponent(before))) {
        const fresh = old.cloneNode();
        fresh.href = `${after}?${page.revision}`;
        fresh.addEventListener("load", () => old.remove());
        fresh.addEventListener("error", () => leave(null));
        old.after(fresh);
      }
    }
    say("Page updated");
  }

  /** A selector of an element that finds it again in a page that is nearly the same. */
  function trail(element) {
    if (!element || element === document.body || element === document.documentElement) return "body";
    if (element.id) return `#${CSS.escape(element.id)}`;
    const place = [...element.parentElement.children].indexOf(element) + 1;
    return `${trail(element.parentElement)} > :nth-child(${place})`;
  }

  /** Keeps the reader's place for the page that comes. */
  function keep() {
    const scrolled = [...document.body.querySelectorAll("*")].filter((one) => one.scrollTop || one.scrollLeft);
    const kept = {
      path: location.pathname,
      place: [scrollX, scrollY],
      within: scrolled.map((one) => [trail(one), one.scrollLeft, one.scrollTop]),
      open: [...document.querySelectorAll("details")].map((one) => one.open),
      focus: trail(document.activeElement),
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // Without storage the browser's own memory of the place must do.
    }
  }

  /** What the page before this one kept, once. */
  function kept() {
    try {
      const text = sessionStorage.getItem(KEPT);
      sessionStorage.removeItem(KEPT);
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  /** Puts the reader back to their place. */
  function restore() {
    const before = kept();
    if (!before) return;
    say("Page updated");
    if (before.path !== location.pathname) return;
    const details = [...document.querySelectorAll("details")];
    if (details.length === before.open.length) details.forEach((one, index) => { one.open = before.open[index]; });
    if (before.focus !== "body") document.querySelector(before.focus)?.focus({ preventScroll: true });
    scroll(before);
  }

  /** Scrolls now, and once more when the pictures are there, unless the reader has moved on by then. */
  function scroll({ place: [left, top], within }) {
    const there = () => {
      for (const [where, left, top] of within) document.querySelector(where)?.scrollTo({ left, top, behavior: "instant" });
      scrollTo({ left, top, behavior: "instant" });
    };
    const moved = new AbortController();
    for (const act of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(act, () => moved.abort(), { signal: moved.signal, passive: true });
    }
    addEventListener("load", () => { there(); moved.abort(); }, { signal: moved.signal });
    there();
  }

  // Sizes go by the reader's own size of letters, not by that of the page.
  const STYLE = `
    :host { all: initial }
    * { box-sizing: border-box }
    [role=status] { position: fixed; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
    dialog {
      --paper: #fffdf9; --ink: #1d1b18; --quiet: #5a544c; --mark: #a3180f; --sheet: #f4efe6;
      font: medium/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); color-scheme: light;
      inline-size: min(64em, 100vw - 1.5em); max-inline-size: none; max-block-size: calc(100dvh - 1.5em);
      margin: auto; padding: 1.25em; border: 1px solid var(--quiet); border-block-start: .375em solid var(--mark); border-radius: .5em;
    }
    dialog[open] { display: flex; flex-direction: column; gap: .75em }
    dialog::backdrop { background: rgb(0 0 0 / .45) }
    h2 { margin: 0; font-size: 1.25em; line-height: 1.3; color: var(--mark) }
    p { margin: 0; color: var(--quiet) }
    pre {
      flex: 1 1 auto; min-block-size: 4em; margin: 0; padding: .75em; overflow: auto; tab-size: 4;
      font: .875em/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; background: var(--sheet); border-radius: .25em;
    }
    button {
      align-self: end; min-block-size: 2.75em; padding: 0 1.25em; cursor: pointer;
      font: inherit; color: var(--ink); background: var(--sheet); border: 1px solid var(--quiet); border-radius: .375em;
    }
    :focus-visible { outline: .1875em solid #1f6feb; outline-offset: .125em }
    @media (max-width: 40em) { pre { white-space: pre-wrap; overflow-wrap: anywhere } }
    @media (prefers-color-scheme: dark) {
      dialog { --paper: #1b1e24; --ink: #f0ece4; --quiet: #b9b2a6; --mark: #ff9d8f; --sheet: #101216; color-scheme: dark }
      :focus-visible { outline-color: #7cb4ff }
    }
    @media print { dialog { display: none !important } }
  `;

  /** This script's own corner of the page: what the page's style does not reach, and what does not stand in the page's body. */
  const corner = (() => {
    const host = document.createElement("throughline-preview");
    host.lang = "en";
    host.dir = "ltr";
    const root = host.attachShadow({ mode: "open" });
    root.innerHTML = `
      <style>${STYLE}</style>
      <div role="status"></div>
      <dialog role="alertdialog" aria-labelledby="title" aria-describedby="about">
        <h2 id="title" aria-live="polite"></h2>
        <p id="about"></p>
        <pre tabindex="0" role="region" aria-label="Messages"></pre>
        <button type="button">Close</button>
      </dialog>`;
    document.documentElement.append(host);
    return root;
  })();

  /** Says to screen readers, when they have nothing better to say. */
  function say(words) {
    const status = corner.querySelector("[role=status]");
    // A text that stands there from the beginning is not news to a screen reader, and one that stays is in the way.
    setTimeout(() => { status.textContent = words; }, 200);
    setTimeout(() => { status.textContent = ""; }, 5000);
  }

  /** The messages of the build that failed, over the page. */
  const trouble = (() => {
    const dialog = corner.querySelector("dialog");
    let shown = "";
    const close = () => dialog.close();
    corner.querySelector("button").addEventListener("click", close);

    /** Shows each failed build once; one that was closed stays closed until the next. */
    function tell({ instance, trouble }) {
      const name = trouble && `${instance} ${trouble.number}`;
      if (!trouble) {
        if (dialog.open) say("The mistake is mended");
        close();
      } else if (name !== shown) {
        shown = name;
        corner.querySelector("h2").textContent = trouble.count === 1 ? "1 error" : `${trouble.count} errors`;
        corner.querySelector("p").textContent = page.revision === 0
          ? "The site is shown as soon as the mistake is mended."
          : "You see the last good site. This message goes away when the mistake is mended.";
        corner.querySelector("pre").textContent = trouble.text;
        if (!dialog.open) dialog.showModal();
      }
    }
    return { tell, close };
  })();

  restore();
  connect();
})();
