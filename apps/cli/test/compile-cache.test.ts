import { join } from "node:path";

import { expect, test } from "vitest";

import { cacheFolder } from "../src/compile-cache.ts";

const rows: readonly (readonly [NodeJS.Platform, Record<string, string>, string | undefined])[] = [
  ["linux", { XDG_CACHE_HOME: "/x", HOME: "/h" }, "/x/g4f/code"],
  ["linux", { XDG_CACHE_HOME: "x", HOME: "/h" }, "/h/.cache/g4f/code"],
  ["linux", { HOME: "" }, undefined],
  ["win32", { LOCALAPPDATA: "/l", HOME: "/h" }, "/l/g4f/code"],
  ["win32", { HOME: "/h" }, undefined],
];

test.each(rows)("%s, %j: %s", (platform, env, folder) => {
  expect(cacheFolder(env, platform)).toBe(folder === undefined ? undefined : join(folder));
});
