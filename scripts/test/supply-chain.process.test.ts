import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { checkOrigins, lockedPackages } from "../lib/lockfile.ts";
import { root } from "../lib/root.ts";
import { findBelowFloor, isInRange, type SecurityFloor } from "../lib/security-floors.ts";
import { publicPackages, readManifest } from "../lib/workspace.ts";

const text = (file: string): Promise<string> => readFile(join(root, file), "utf8");
const floors: readonly SecurityFloor[] = JSON.parse(await text("security-floors.json"));
const lockfile = await text("pnpm-lock.yaml");
const locked = lockedPackages(lockfile);
const workspace = await text("pnpm-workspace.yaml");
const published = await publicPackages(root);
const hooks = ["preinstall", "install", "postinstall", "prepare"];

describe("the lockfile", () => {
  test("is read whole", () => {
    const resolutions = lockfile.match(/^ {4}resolution: /gmu) ?? [];
    expect(locked).toHaveLength(resolutions.length);
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.find(({ name }) => name === "@types/node")?.version).toMatch(/^24\./u);
  });

  test("has a hash for every package, and each comes from the registry", () => {
    expect(checkOrigins(locked)).toEqual([]);
  });

  test("has no address without TLS, no file, no repository", () => {
    const strange = /http:|git\+|git@github|git:|github\.com|type: (?:git|directory)|\bfile:\S/u;
    expect(lockfile.split("\n").filter((line) => strange.test(line))).toEqual([]);
  });

  test.each(["undici", "tough-cookie", "tsyringe", "zod", "reflect-metadata"])(
    "pins one version of %s, so that none is hidden behind it",
    (name) => {
      expect(locked.filter((entry) => entry.name === name)).toHaveLength(1);
    },
  );
});

describe("security floors", () => {
  test("nothing in the lockfile lies below", () => {
    expect(findBelowFloor(floors, locked)).toEqual([]);
  });

  test.each(floors)("$package: ranges are ranges, and an advisory is named", (floor) => {
    for (const bad of floor.bad) expect(isInRange("0.0.0", bad)).toBe(bad.startsWith("<"));
    expect(floor.advisories.length).toBeGreaterThan(0);
    for (const link of floor.advisories) expect(link).toMatch(/^https:\/\/github\.com\//u);
  });

  test.each([
    ["8.8.9", true],
    ["8.9.0", false],
    ["8.12.4", false],
    ["7.28.0", true],
    ["7.29.0", false],
    ["6.21.3", true],
  ])("undici %s is bad: %s", (version, bad) => {
    const found = findBelowFloor(floors, [{ name: "undici", version, resolution: "" }]);
    expect(found).toHaveLength(bad ? 1 : 0);
  });

  test("a range of another form is refused, not ignored", () => {
    expect(() => isInRange("1.0.0", "^1.0.0")).toThrow(TypeError);
    expect(() => isInRange("latest", "<1.0.0")).toThrow(TypeError);
  });
});

describe("origins", () => {
  const entry = (resolution: string): string =>
    `packages:\n\n  '@a/b@1.0.0':\n    resolution: ${resolution}\n\nsnapshots:\n\n  c@1.0.0: {}\n`;

  test.each([
    "{tarball: http://127.0.0.1/b.tgz}",
    "{integrity: sha1-abc=}",
    "{integrity: sha512-abc==, tarball: https://example.test/b.tgz}",
    "{type: directory, directory: ../b}",
  ])("%s is reported", (resolution) => {
    expect(checkOrigins(lockedPackages(entry(resolution)))).toEqual([`@a/b@1.0.0: ${resolution}`]);
  });

  test("a hash alone is right", () => {
    expect(checkOrigins(lockedPackages(entry("{integrity: sha512-ab+/c==}")))).toEqual([]);
  });
});

describe("the workspace", () => {
  test("lets no package but node run a script at installation", () => {
    expect(workspace).toMatch(/^allowBuilds: \{ node: true, pnpm: false \}$/mu);
    expect(workspace).not.toMatch(/dangerouslyAllowAllBuilds|onlyBuiltDependencies/u);
  });

  test("waits seven days before it takes a new version", () => {
    expect(workspace).toMatch(/^minimumReleaseAge: 10080$/mu);
    expect(workspace).not.toMatch(/minimumReleaseAgeExclude/u);
  });

  test("pins the pnpm that set-up fetches to the one in the lockfile", async () => {
    const { packageManager }: { readonly packageManager: string } = JSON.parse(
      await text("package.json"),
    );
    const pnpm = locked.find(({ name }) => name === "pnpm");
    expect(packageManager).toBe(`pnpm@${pnpm?.version}`);
  });

  test("core has at most five runtime dependencies", async () => {
    const { dependencies = {}, optionalDependencies = {} } = await readManifest(
      join(root, "packages", "core"),
    );
    expect(Object.keys({ ...dependencies, ...optionalDependencies }).length).toBeLessThanOrEqual(5);
  });

  test.each(published)("$name runs nothing when installed", ({ manifest }) => {
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => hooks.includes(name))).toEqual([]);
  });

  test.each(published)("$name depends on the registry alone", ({ manifest }) => {
    const { dependencies, optionalDependencies, peerDependencies } = manifest;
    const all = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    const other = Object.entries(all).filter(
      ([, range]) => !/^(?:workspace:\^|catalog:|[\^~]?\d+\.\d+\.\d+)$/u.test(range),
    );
    expect(other).toEqual([]);
  });
});
