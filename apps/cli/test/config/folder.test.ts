import { join } from "node:path";

import { expect, test } from "vitest";

import { configFolder } from "../../src/config/folder.ts";

const rows: readonly (readonly [NodeJS.Platform, Record<string, string>, string | undefined])[] = [
  ["linux", { XDG_CONFIG_HOME: "/x", HOME: "/h" }, "/x/g4f"],
  ["linux", { XDG_CONFIG_HOME: "", HOME: "/h" }, "/h/.config/g4f"],
  ["linux", { XDG_CONFIG_HOME: "x", HOME: "/h" }, "/h/.config/g4f"],
  ["darwin", { HOME: "/h" }, "/h/.config/g4f"],
  ["linux", { HOME: "h" }, undefined],
  ["linux", {}, undefined],
  ["win32", { APPDATA: "/a", HOME: "/h", XDG_CONFIG_HOME: "/x" }, "/a/g4f"],
  ["win32", { HOME: "/h" }, undefined],
];

test.each(rows)("%s, %j: %s", (platform, env, folder) => {
  expect(configFolder({ env }, platform)).toBe(folder === undefined ? undefined : join(folder));
});
