import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, expect, test } from "vitest";

import { lintTarball } from "../lib/lint-tarball.ts";
import { mustRun } from "../lib/must-run.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** What is wrong with a package of these exports, packed. */
async function problemsOf(exports: object): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "g4f-lint-"));
  folders.push(folder);
  const manifest = { name: "acme", version: "1.0.0", type: "module", license: "MIT", exports };
  const files = {
    "package.json": JSON.stringify({ ...manifest, files: ["dist"] }),
    "dist/index.js": "export const a = 1;\n",
    "dist/index.d.ts": "export declare const a: number;\n",
    "dist/a.cjs": "exports.a = 1;\n",
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await mustRun("pnpm", ["pack"], folder);
  return await lintTarball(join(folder, "acme-1.0.0.tgz"));
}

const types = "./dist/index.d.ts";

test("a package that is in order, though no CommonJS can load it", async () => {
  expect(await problemsOf({ ".": { types, default: "./dist/index.js" } })).toEqual([]);
});

test("an entry without a file", async () => {
  const problems = await problemsOf({ ".": { types, default: "./dist/none.js" } });
  expect(problems).toContainEqual(expect.stringMatching(/none\.js but the file does not exist/));
});

test("types that say another kind of module than there is", async () => {
  const problems = await problemsOf({ ".": { types, default: "./dist/a.cjs" } });
  expect(problems).toContainEqual(expect.stringMatching(/index\.d\.ts: Types are ESM/));
});
