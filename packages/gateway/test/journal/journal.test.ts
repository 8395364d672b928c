import { appendFileSync, chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { openJournal, toLine } from "../../src/journal/journal.ts";
import { readJournal } from "../../src/journal/read-journal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("a line", () => {
  test("is one line, harmless on a screen, and the same value", () => {
    const naughty = "a\r\nb\u2028c\u2029d\u0085e\u001b[31mf\u009b1m\u007f\u0000\ud800";
    const line = toLine({ model: naughty });
    expect(line.slice(0, -1)).toMatch(/^[^\p{Cc}\u2028\u2029]*$/u);
    expect(line.split("\n")).toHaveLength(2);
    expect(JSON.parse(line)).toEqual({ model: naughty });
  });
});

describe("a journal", () => {
  test("is its owner's alone, in a folder that is too", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "new", "a.jsonl");
    await using journal = await openJournal(path);
    await journal.append(toLine({ a: 1 }));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder.path, "new")).mode & 0o777).toBe(0o700);
    expect(journal.size).toBe(statSync(path).size);
  });

  test("that others could read is theirs no more", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "a.jsonl");
    writeFileSync(path, "");
    chmodSync(path, 0o644);
    await using _ = await openJournal(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("closes off half a line, which is read as what it is", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "a.jsonl");
    writeFileSync(path, '{"a":1}\n{"a":2,"b":"to');
    await using journal = await openJournal(path);
    await journal.append(toLine({ a: 3 }));
    await journal.sync();
    expect(await Array.fromAsync(readJournal(path))).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 2, value: undefined },
      { line: 3, value: { a: 3 } },
    ]);
  });

  test("goes on behind what another process wrote", async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "a.jsonl");
    await using journal = await openJournal(path);
    await journal.append(toLine({ a: 1 }));
    appendFileSync(path, '{"a":2}\n{"a"');
    await journal.append(toLine({ a: 3 }));
    expect(readFileSync(path, "utf8")).toBe('{"a":1}\n{"a":2}\n{"a"\n{"a":3}\n');
    expect(journal.size).toBe(statSync(path).size);
  });

  test("that is not there has no lines", async () => {
    using folder = temporaryFolder();
    expect(await Array.fromAsync(readJournal(join(folder.path, "none")))).toEqual([]);
    await expect(Array.fromAsync(readJournal(folder.path))).rejects.toThrow(/EISDIR/);
  });
});
