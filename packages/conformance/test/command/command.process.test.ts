import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import {
  ConformanceUsageError,
  runConformanceCommand,
  type ConformanceCommand,
  type Report,
} from "../../src/command.ts";
import { supervise } from "../../src/command/supervise.ts";
import { Modules } from "./modules.ts";

const modules = new Modules();
afterAll(() => modules[Symbol.dispose]());

const GOOD = "export class Good extends Reference {}";

function sink(): { readonly write: (text: string) => void; text: string; isTTY?: boolean } {
  const stream = { text: "", write: (text: string) => void (stream.text += text) };
  return stream;
}

async function run(
  source: string,
  options: Partial<ConformanceCommand> = {},
): Promise<{ readonly report: Report; readonly out: string; readonly err: string }> {
  const stdout = sink();
  const stderr = sink();
  const report = await runConformanceCommand({
    target: { module: modules.url(source), dialect: "openai-chat" },
    filter: "read.",
    stdout,
    stderr,
    ...options,
  });
  return { report, out: stdout.text, err: stderr.text };
}

test("a good provider: a table, a level, nothing failed; a badge; progress is taken away", async () => {
  const badge = join(tmpdir(), `g4f-badge-${process.pid}.svg`);
  const stderr = Object.assign(sink(), { isTTY: true });
  const { report, out } = await run(GOOD, { badge, stderr });
  expect(report).toMatchObject({ failed: 0, dialect: "openai-chat", provider: "Reference" });
  expect(report.passed).toBeGreaterThan(5);
  expect(out).toContain(`${report.passed} passed, 0 failed`);
  expect(readFileSync(badge, "utf8")).toMatch(/^<svg/);
  rmSync(badge);
  const total = report.cases.length;
  expect(stderr.text).toContain(`\r\u001B[K${total}/${total}, 0 failed`);
  expect(stderr.text.endsWith("\r\u001B[K")).toBe(true);
});

test("json has what a program needs, and nothing else stands on stdout", async () => {
  const { report, out } = await run(GOOD, { reporter: "json" });
  expect(JSON.parse(out)).toMatchObject({
    passed: report.passed,
    failed: 0,
    notApplicable: report.notApplicable,
    level: report.level,
    ms: report.ms,
    cases: report.cases.map(({ id, status }) => ({ id, status })),
  });
});

test.each([
  ["no provider", "export const a = 1;", /exports no provider: a class that extends/],
  ["several", `${GOOD} export class Other extends Reference {}`, /several providers.*Good, Other/s],
  ["a module that throws", 'throw new Error("not today");', /cannot be imported: not today/],
])("a module with %s is refused in one line", async (_, source, message) => {
  const running = run(source);
  await expect(running).rejects.toThrow(ConformanceUsageError);
  await expect(running).rejects.toThrow(message);
});

test.each([
  ["reporter", { reporter: "xml" }, /no reporter is named "xml": pretty, tap, junit, json/],
  ["filter", { filter: "nothing-of-this-name" }, /no case has "nothing-of-this-name"/],
])("an unknown %s", async (_, options, message) => {
  await expect(run(GOOD, options)).rejects.toThrow(message);
});

test("an unknown dialect, and none at all", async () => {
  const module = modules.url(GOOD);
  await expect(run("", { target: { module, dialect: "morse" } })).rejects.toThrow(
    /no dialect is named "morse"; there are openai-chat/,
  );
  await expect(run("", { target: { module } })).rejects.toThrow(/which wire does it speak\?/);
});

test.each([
  ["throws in its constructor", "constructor() { super(); throw new Error('no'); }"],
  ["never yields", "override generate() { return new Promise(() => {}); }"],
  [
    "writes to stdout",
    "override generate(...a) { console.log('hi'); return super.generate(...a); }",
  ],
  [
    "leaks a timer",
    "override generate(...a) { setInterval(() => {}, 9e5); return super.generate(...a); }",
  ],
  ["ends the process", "override generate() { process.exit(0); }"],
  ["kills the process", "override generate() { process.kill(process.pid, 'SIGKILL'); }"],
])("a provider that %s is told of, and never green", async (_, body) => {
  const source = `// @ts-nocheck\nexport class Bad extends Reference { ${body} }`;
  const { report } = await run(source, { filter: "read.text" });
  expect(report.failed).toBeGreaterThan(0);
  expect(report.level).toBe("none");
});

test("what is written when a module is imported spoils the run", async () => {
  const { report } = await run(`process.stdout.write("hello"); ${GOOD}`, { filter: "read.text" });
  expect(report.failed).toBe(1);
  expect(report.cases[0]?.failure?.message).toContain('wrote to stdout: "hello"');
});

test("a provider that blocks its process is cut off", async () => {
  const source = `export class Bad extends Reference { override generate() { for (;;); } }`;
  const target = { module: modules.url(source), dialect: "openai-chat" };
  const report = await supervise({ target, filter: "read.text" }, { silenceMs: 3000 });
  expect(report.failed).toBeGreaterThan(0);
  expect(report.cases[0]?.failure?.message).toContain("did nothing");
});

test("Ctrl-C ends the run and its process", async () => {
  const abort = new AbortController();
  const target = { module: modules.url(GOOD), dialect: "openai-chat" };
  const running = supervise(
    { target, filter: undefined },
    {
      signal: abort.signal,
      onCase: () => abort.abort(),
    },
  );
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
});
