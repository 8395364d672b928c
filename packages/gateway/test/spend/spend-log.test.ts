import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Spend } from "../../src/index.ts";
import { readTotals } from "../../src/spend/read-totals.ts";
import { SpendLog } from "../../src/spend/spend-log.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const AT = Date.UTC(2026, 4, 10, 12);

function spend(more: Partial<Spend> = {}): Spend {
  return {
    requestId: "req_1",
    client: { id: "key_a", name: "team" },
    face: "openai-chat",
    model: "fast",
    provider: "Acme",
    upstreamModel: "acme-1",
    usage: { inputTokens: 10, outputTokens: 5, cachedTokens: 4, exact: true },
    outcome: "complete",
    startedAt: AT,
    durationMs: 12.4,
    ...more,
  };
}

async function opened(file: string, more: { maxBytes?: number; keep?: number } = {}) {
  const warnings: string[] = [];
  const log = await SpendLog.open({ file, warn: (words) => warnings.push(words), ...more });
  return { log, warnings };
}

const linesOf = (file: string): unknown[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);

describe("a spend log", () => {
  test("has a line for each call: who, whom and how much", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "spend.jsonl");
    const { log } = await opened(file);
    log.record(spend(), 0.25);
    log.record(spend({ usage: undefined, provider: undefined, outcome: "failed" }), undefined);
    await log[Symbol.asyncDispose]();
    expect(linesOf(file)).toEqual([
      {
        type: "call",
        at: "2026-05-10T12:00:00.000Z",
        ms: 12,
        requestId: "req_1",
        key: "key_a",
        name: "team",
        api: "openai-chat",
        model: "fast",
        provider: "Acme",
        upstreamModel: "acme-1",
        outcome: "complete",
        inputTokens: 10,
        outputTokens: 5,
        cachedTokens: 4,
        exact: true,
        cost: 0.25,
      },
      expect.objectContaining({ outcome: "failed" }),
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("a name made to look like lines is in one, and cut", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "spend.jsonl");
    const { log } = await opened(file);
    log.record(spend({ model: `a\n{"type":"call"}\u2028\u001b[2J${"x".repeat(1_000)}` }), 0);
    await log[Symbol.asyncDispose]();
    expect(linesOf(file)).toHaveLength(1);
    expect(statSync(file).size).toBeLessThan(1_000);
  });

  test("is put aside by size; each file begins with what was before it, and the oldest goes", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "spend.jsonl");
    const { log } = await opened(file, { maxBytes: 2_000, keep: 2 });
    for (let i = 0; i < 40; i++) {
      log.record(spend({ requestId: `req_${i}` }), 0.5);
      await log.flush();
    }
    await log[Symbol.asyncDispose]();
    expect([1, 2, 3].map((n) => existsSync(`${file}.${n}`))).toEqual([true, true, false]);
    for (const name of [file, `${file}.1`, `${file}.2`]) {
      expect(statSync(name).size).toBeLessThanOrEqual(2_000);
      expect(linesOf(name)[0]).toMatchObject({ type: "totals" });
    }
    const { totals, warnings } = await readTotals(file);
    expect(warnings).toEqual([]);
    expect(totals.of("key_a", "day", AT)).toMatchObject({ cost: 20, tokens: 600 });
  });

  test("goes on after half a line, which is told", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "spend.jsonl");
    const first = await opened(file);
    first.log.record(spend(), 1);
    await first.log[Symbol.asyncDispose]();
    appendFileSync(file, '{"type":"call","at":"2026');
    const second = await opened(file);
    expect(second.warnings).toEqual([`${file}:2: no record of a call; it is left out`]);
    second.log.record(spend(), 1);
    await second.log[Symbol.asyncDispose]();
    expect((await readTotals(file)).totals.of("key_a", "total", AT)).toMatchObject({ cost: 2 });
  });

  test("a crash between putting aside and beginning anew loses nothing", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "spend.jsonl");
    const { log } = await opened(`${file}.1`);
    log.record(spend(), 1);
    await log[Symbol.asyncDispose]();
    expect((await readTotals(file)).totals.of("key_a", "month", AT)).toMatchObject({ cost: 1 });
    writeFileSync(file, "");
    expect((await readTotals(file)).totals.of("key_a", "month", AT)).toMatchObject({ cost: 1 });
  });

  test("nor do two of them, one after the other", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "spend.jsonl");
    for (let crash = 1; crash <= 3; crash++) {
      const { log } = await opened(file);
      log.record(spend(), 1);
      await log[Symbol.asyncDispose]();
      renameSync(file, `${file}.1`);
      const { totals } = await readTotals(file);
      expect(totals.of("key_a", "month", AT)).toMatchObject({ cost: crash });
    }
  });

  test("a disk that fails is told once, and once when it is back", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "on", "spend.jsonl");
    const { log, warnings } = await opened(file, { maxBytes: 1 });
    log.record(spend(), 1);
    await log.flush();
    // Nothing can be made where a file stands in the place of the folder.
    rmSync(join(folder.path, "on"), { recursive: true });
    writeFileSync(join(folder.path, "on"), "");
    for (let i = 0; i < 3; i++) {
      log.record(spend(), 1);
      await log.flush();
    }
    rmSync(join(folder.path, "on"));
    mkdirSync(join(folder.path, "on"));
    log.record(spend(), 1);
    await log[Symbol.asyncDispose]();
    expect(warnings).toEqual([
      expect.stringMatching(/cannot be written: .*; what calls cost is lost$/),
      `${file} is written again; 3 calls are not in it`,
    ]);
    expect(linesOf(file).at(-1)).toMatchObject({ type: "call" });
  });

  test("a file that cannot be used is no start", async () => {
    using folder = temporaryFolder();
    await expect(opened(folder.path)).rejects.toThrow(
      `${folder.path}: it cannot be used: it is a folder`,
    );
  });
});

test("sums begin anew with their period, whatever order calls end in", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "spend.jsonl");
  const { log } = await opened(file);
  const nextDay = AT + 86_400_000;
  log.record(spend(), 1);
  log.record(spend({ startedAt: nextDay }), 2);
  // Began the day before, and ended last.
  log.record(spend(), 4);
  await log[Symbol.asyncDispose]();
  const { totals } = await readTotals(file);
  expect(totals.of("key_a", "day", nextDay)).toMatchObject({ cost: 2 });
  expect(totals.of("key_a", "day", AT)).toMatchObject({ cost: 0 });
  expect(totals.of("key_a", "month", AT)).toMatchObject({ cost: 7 });
  expect(totals.of("key_b", "month", AT)).toMatchObject({ cost: 0 });
});
