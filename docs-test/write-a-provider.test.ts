import { expect, it } from "vitest";

import { blocksOf } from "./blocks.ts";
import { load, read, rows, section } from "./tables.ts";

interface Scaffold {
  readonly packageFiles: (
    names: unknown,
    wire: string,
    versions: { readonly g4f: string },
  ) => ReadonlyMap<string, string>;
}

const page = read("docs/write-a-provider.md");

it.each([
  ["provider.ts", "src/provider.ts"],
  ["dialect.ts", "test/dialect.ts"],
])("shows %s as g4f create-provider writes it", async (flag, path) => {
  const names = await load<{ scaffoldNames: (name: string) => unknown }>(
    "packages/conformance/src/scaffold/names.ts",
  );
  const scaffold = await load<Scaffold>("packages/conformance/src/scaffold/package-files.ts");
  const files = scaffold.packageFiles(names.scaffoldNames("acme"), "sse", { g4f: "^1.0.0" });
  const shown = blocksOf(page).find(({ flags }) => flags.includes(flag));
  expect(`${shown?.code}\n`).toBe(files.get(path));
});

it("lists the wires that there are", async () => {
  const { WIRES } = await load<{ WIRES: readonly string[] }>(
    "packages/conformance/src/scaffold/wires.ts",
  );
  const told = rows(section(page, "Begin")).map(([wire]) => wire);
  expect(told).toEqual([...WIRES]);
});
