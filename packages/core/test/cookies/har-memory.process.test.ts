import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("../../scripts/har-memory.ts", import.meta.url));

test("a HAR of 128 MiB is never held", async () => {
  const args = ["--conditions=@g4f/source", SCRIPT, "128"];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const [, cookies, grown] = /: (\d+) cookies, the process grew by (\d+) MiB/.exec(stdout) ?? [];
  // Of each of 50 hosts `sid`, `tracker` and `last`.
  expect(Number(cookies)).toBe(150);
  expect(Number(grown)).toBeLessThan(100);
});
