import { spawnSync } from "node:child_process";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { applyChangesets, staleVersionConstants } from "../lib/versions.ts";
import { FreshClone } from "./fresh-clone.ts";

// They start many processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let clone: FreshClone;

beforeEach(async () => {
  clone = await FreshClone.make();
  await clone.start([]).ended;
});

afterEach(async () => {
  await clone.remove();
});

const git = (...args: readonly string[]) => {
  const identity = ["-c", "user.name=x", "-c", "user.email=x@example.test"];
  const { status } = spawnSync("git", [...identity, ...args], { cwd: clone.folder });
  expect(status).toBe(0);
};
const release = (...args: readonly string[]) => clone.node(["scripts/release.ts", ...args]).ended;

/** A clean repository with one public package; publishing would leave the file `published`. */
async function repository(version: string): Promise<void> {
  await clone.write(".gitignore", "*\n!*/\n!package.json\n!version.ts\n!.changeset/*\n");
  await clone.write("apps/cli/package.json", '{ "name": "@g4f/cli", "private": true }');
  await clone.write("packages/core/package.json", '{ "name": "@g4f/core", "version": "0.2.0" }');
  await clone.write("packages/core/src/version.ts", `export const VERSION = "${version}";\n`);
  await clone.write(".changeset/config.json", "{}");
  for (const name of ["pnpm", "tsc"]) {
    await clone.tool(`node_modules/.bin/${name}`, `echo "${name} $@" >> published`);
  }
  await clone.tool("node_modules/.bin/changeset", 'echo "changeset $@" >> published; echo done');
  git("init", "--quiet");
}

const commit = (): void => {
  git("add", "--all");
  git("commit", "--quiet", "--message", "x");
};

describe("a release refuses", () => {
  test("a work tree with changes", async () => {
    await repository("0.2.0");
    const { status, stderr } = await release();
    expect([status, stderr]).toEqual([
      1,
      "release: the work tree has changes: commit or remove them, then release\n",
    ]);
    expect(await clone.read("published")).toBe("");
  });

  test("changesets without a version", async () => {
    await repository("0.2.0");
    await clone.write(".changeset/new-thing.md", "---\n---\n");
    commit();
    const { status, stderr } = await release();
    expect(status).toBe(1);
    expect(stderr).toContain(
      "changesets wait for a version (new-thing.md): run pnpm release:version",
    );
    expect(await clone.read("published")).toBe("");
  });

  test("a version in the source that is not the package's", async () => {
    await repository("0.1.0");
    commit();
    const { status, stderr } = await release();
    expect(status).toBe(1);
    expect(stderr).toContain("src/version.ts is out of date in @g4f/core");
    expect(await clone.read("published")).toBe("");
  });

  test("words it does not know", async () => {
    const { status, stderr } = await release("--dryrun");
    expect([status, stderr]).toEqual([
      1,
      "release: it takes nothing, or one of: --dry-run, version\n",
    ]);
  });
});

test("a release cleans, builds anew and publishes, in this order", async () => {
  await repository("0.2.0");
  commit();
  expect(await release()).toMatchObject({ status: 0, stdout: "release: done\n" });
  expect(await clone.read("published")).toMatch(/^pnpm run clean\ntsc -b\nchangeset publish\n$/u);
});

test("release:version makes the constant in the source the package's version", async () => {
  await repository("0.1.0");
  expect(await staleVersionConstants(clone.folder)).toEqual(["@g4f/core"]);
  expect(await applyChangesets(clone.folder)).toBe(
    "changesets applied: 0; versions: @g4f/core 0.2.0",
  );
  expect(await clone.read("packages/core/src/version.ts")).toBe(
    'export const VERSION = "0.2.0";\n',
  );
  expect(await staleVersionConstants(clone.folder)).toEqual([]);
});
