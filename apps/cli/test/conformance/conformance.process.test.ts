import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { OWN_NAMES } from "../../src/conformance/targets.ts";
import { g4f } from "../g4f.ts";
import { temporaryFolder } from "../temporary.ts";

// Half of the time of a suite is waiting for deadlines.
describe("providers of ours are green at their level", { concurrent: true }, () => {
  test.each(OWN_NAMES)("%s", async (name) => {
    const { status, out } = await g4f(["conformance", name, "--reporter", "json"]);
    const report = JSON.parse(out) as {
      readonly level: string;
      readonly cases: readonly { readonly id: string; readonly status: string }[];
    };
    const failed = report.cases.filter((one) => one.status === "failed").map(({ id }) => id);
    expect(failed).toEqual([]);
    expect(status).toBe(0);
    expect(report.level).toContain(name === "eliza" ? "wireless" : "core");
  });
});

test("a module of one's own, with a dialect of one's own, that fails: status 6", async () => {
  using folder = temporaryFolder({
    "provider.mjs": `export class Silent { manifest = { name: "silent", supports: {} }; createAsyncGenerator() { throw new Error("no"); } }`,
    "dialect.mjs": `export const dialect = { name: "own", framing: "sse", contentType: "text/event-stream", terminator: "finish", abilities: [], read: () => undefined, encode: () => [], errorBody: () => "" };`,
  });
  const { status, out, err } = await g4f([
    "conformance",
    join(folder.path, "provider.mjs"),
    "--dialect",
    join(folder.path, "dialect.mjs"),
    "--filter",
    "read.text",
  ]);
  expect(status).toBe(6);
  expect(out).toContain("0 passed");
  expect(err).toMatch(/^g4f: conformance_failed: /m);
});

test.each([
  [["opnai"], /no provider named "opnai" can be judged; did you mean openai\?/],
  [["./nothing-here.ts"], /there is no file .*nothing-here\.ts/],
  [["openai", "--dialect", "morse"], /no dialect is named "morse"; there are openai-chat/],
  [["openai", "--reporter", "xml"], /pretty, tap, junit, json/],
  [["openai", "--filter", "nothing-like-this"], /no case has "nothing-like-this"/],
  [[], /missing required argument 'provider'/],
])("g4f conformance %j is a wrong command line", async (args, message) => {
  const { status, err } = await g4f(["conformance", ...args]);
  expect(err).toMatch(message);
  expect(status).toBe(2);
});

test("create-provider writes a package, and leaves one that is there alone", async () => {
  using folder = temporaryFolder({});
  const before = process.cwd();
  process.chdir(folder.path);
  try {
    const made = await g4f(["create-provider", "acme", "--wire", "ndjson"]);
    expect(made).toMatchObject({ status: 0, err: "" });
    expect(made.out).toContain("g4f-provider-acme/src/provider.ts\n");
    expect(made.out).toContain("next: cd g4f-provider-acme && npm install && npm test\n");
    writeFileSync("g4f-provider-acme/README.md", "mine");
    const again = await g4f(["create-provider", "acme"]);
    expect(again).toMatchObject({ status: 5, out: "" });
    expect(again.err).toContain("is there already and not empty");
    expect((await g4f(["create-provider", "Acme!"])).status).toBe(2);
  } finally {
    process.chdir(before);
  }
});
