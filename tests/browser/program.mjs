// The running program for the tests of the preview: `serve` on a copy of a portfolio, that may be edited.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

/** How long anything may take before it counts as missed; a hundred times what it does take. */
export const PATIENCE = 10_000;

/** Asks again and again until the answer is yes; whether it ever was. */
export async function becomes(ask) {
  for (const until = Date.now() + PATIENCE; Date.now() < until; await new Promise((wait) => setTimeout(wait, 20))) {
    if (await ask()) return true;
  }
  return false;
}

/** A copy of a portfolio without its site, in a folder that goes away with `remove`. */
export class Folder {
  constructor(portfolio) {
    this.path = mkdtempSync(join(tmpdir(), "throughline-preview-"));
    const made = ["_site", ".throughline"];
    cpSync(portfolio, this.path, { recursive: true, filter: (path) => !made.includes(basename(path)) });
  }

  text(name) {
    return readFileSync(join(this.path, name), "utf8");
  }

  has(name) {
    return existsSync(join(this.path, name));
  }

  /** Saves as careful editors do: beside it, and then in its place. */
  save(name, text) {
    const beside = join(this.path, `${name}.tmp`);
    mkdirSync(dirname(beside), { recursive: true });
    writeFileSync(beside, text);
    renameSync(beside, join(this.path, name));
  }

  /** Saves a text with some of its words replaced. */
  edit(name, before, after) {
    const text = this.text(name);
    if (!text.includes(before)) throw new Error(`${name} does not hold "${before}"`);
    this.save(name, text.replace(before, () => after));
  }

  delete(name) {
    rmSync(join(this.path, name));
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** One run of `serve`. */
export class Program {
  /** Starts it; resolves once the site is shown and published, or cannot be. */
  static async start(binary, folder, ...options) {
    const program = new Program(spawn(resolve(binary), ["serve", ...options], { cwd: folder.path }));
    const up = () => /the preview is at \S+\n/.test(program.said) && /rendered|error/.test(program.said);
    if (!(await becomes(() => up() || program.child.exitCode !== null)) || !up()) {
      program.child.kill("SIGKILL");
      throw new Error(`the preview does not start: ${program.said}`);
    }
    program.root = program.said.match(/the preview is at (\S+)/)[1];
    return program;
  }

  constructor(child) {
    this.child = child;
    /** All that it has said, on both streams. */
    this.said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => { this.said += text; });
  }

  get port() {
    return new URL(this.root).port;
  }

  /** Ends it with a signal; resolves to how it ended and after how many milliseconds. */
  end(signal) {
    const begun = Date.now();
    return new Promise((ended) => {
      this.child.once("exit", (code) => ended({ code, took: Date.now() - begun }));
      this.child.kill(signal);
    });
  }
}
