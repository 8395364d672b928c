import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { supervise } from "../../src/command/supervise.ts";
import { createProviderPackage } from "../../src/scaffold.ts";
import { WIRES } from "../../src/scaffold/wires.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
let folder: string;
// Beside the packages that the new ones import.
beforeAll(async () => {
  folder = await mkdtemp(join(here, "tmp-"));
  await mkdir(join(folder, "node_modules", "@g4f"), { recursive: true });
  await symlink(join(here, "../.."), join(folder, "node_modules", "@g4f", "conformance"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("a new package is green as it stands", () => {
  test.concurrent.each(WIRES)("wire %s", async (wire) => {
    const made = await createProviderPackage({ name: `acme-${wire}`, wire, folder });
    const url = (path: string): string => pathToFileURL(join(made.folder, path)).href;
    const dialects = { openai: "openai-chat", none: undefined, sse: "own", ndjson: "own" };
    const dialect = dialects[wire] === "own" ? url("test/dialect.ts") : dialects[wire];
    const report = await supervise({
      target: { module: url("src/index.ts"), dialect },
      filter: undefined,
    });
    const failed = report.cases.filter(({ status }) => status === "failed");
    expect(failed).toEqual([]);
    expect(report.passed).toBeGreaterThan(wire === "none" ? 10 : 150);
    expect(report.level).toMatch(wire === "none" ? /wireless/ : /core/);
  });
});

test("its test hands the suite to vitest with provider and dialect", async () => {
  const made = await createProviderPackage({ name: "acme-cloud", folder });
  expect(made.folder).toBe(join(folder, "g4f-provider-acme-cloud"));
  const text = await readFile(join(made.folder, "test/conformance.test.ts"), "utf8");
  expect(text).toContain("create: (settings) => new AcmeCloud(settings)");
  expect(text).toContain('import { dialect } from "./dialect.ts";');
});

test.each(["", "Acme", "../acme", "a b", "-acme", "acme-", "a".repeat(41), "ácme", "9lives"])(
  "the name %j is refused",
  async (name) => {
    await expect(createProviderPackage({ name, folder })).rejects.toThrow(
      `not a name for a provider: ${JSON.stringify(name)}; write lower-case letters`,
    );
  },
);

test("an unknown wire is refused with those that there are", async () => {
  await expect(createProviderPackage({ name: "acme", wire: "grpc", folder })).rejects.toThrow(
    'no wire is named "grpc"; there are openai, sse, ndjson, none',
  );
});

test("a folder that holds something is left alone", async () => {
  const made = await createProviderPackage({ name: "mine", wire: "none", folder });
  await writeFile(join(made.folder, "README.md"), "mine");
  await expect(createProviderPackage({ name: "mine", folder })).rejects.toThrow(
    "is there already and not empty",
  );
  expect(await readFile(join(made.folder, "README.md"), "utf8")).toBe("mine");
});
