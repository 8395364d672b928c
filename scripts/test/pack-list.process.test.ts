import { expect, test } from "vitest";

import { checkFiles, checkPackedManifest } from "../lib/pack-list.ts";

const good = [
  "package.json",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "dist/index.js",
  "dist/index.js.map",
  "dist/http/session.d.ts",
  "dist/http/session.d.ts.map",
  "src/index.ts",
  "src/http/session.ts",
  "src/script.json",
];

test("what a package holds", () => {
  expect(checkFiles(good)).toEqual([]);
});

test.each([
  "dist/.tsbuildinfo",
  "test/index.test.ts",
  "src/index.test.ts",
  "src/test/index.ts",
  "tsconfig.json",
  "turbo.json",
  ".env",
  "src/notes.txt",
  "node_modules/x/index.js",
])("%s is not packed", (file) => {
  expect(checkFiles([...good, file])).toEqual([`${file} must not be packed`]);
});

test.each(["README.md", "LICENSE", "package.json"])("%s is packed", (file) => {
  expect(checkFiles(good.filter((name) => name !== file))).toEqual([`${file} is missing`]);
});

test("output of a deleted source is found", () => {
  expect(checkFiles([...good, "dist/old.js"])).toEqual([
    "dist/old.js has no src/old.ts: it is left over from an older build",
  ]);
});

test("a package without a build is found", () => {
  expect(checkFiles(good.filter((name) => !name.startsWith("dist/")))).toEqual(["dist is missing"]);
});

test.each([
  ['{"dependencies":{"a":"workspace:^"}}', 'package.json still has "workspace:"'],
  ['{"dependencies":{"a":"catalog:"}}', 'package.json still has "catalog:"'],
  ['{"dependencies":{"a":"file:../a"}}', 'package.json still has "file:"'],
  ['{"exports":{".":{"@g4f/source":"./src/index.ts"}}}', 'package.json still has "@g4f/source"'],
  ['{"scripts":{"postinstall":"x"}}', "package.json has a postinstall script"],
])("%s", (text, problem) => {
  expect(checkPackedManifest(text)).toEqual([problem]);
});

test("a manifest as pnpm rewrites it", () => {
  const manifest = { dependencies: { "@g4f/core": "^0.1.0" }, scripts: { build: "tsc -b" } };
  expect(checkPackedManifest(JSON.stringify(manifest))).toEqual([]);
});
