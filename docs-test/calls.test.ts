import { expect, it } from "vitest";

import { load, read, rows, section } from "./tables.ts";

const document = read("docs/calls.md");

it("docs/calls.md has the deadlines that hold, with their defaults", async () => {
  const { DEFAULT_LIMITS } = await load<{ DEFAULT_LIMITS: object }>("packages/core/src/watch.ts");
  const told = rows(section(document, "Deadlines")).map(([name, ms]) => [name, Number(ms)]);
  expect(told).toEqual(Object.entries(DEFAULT_LIMITS));
});

it("docs/calls.md has every common field of a request", async () => {
  const { COMMON_FIELDS } = await load<{ COMMON_FIELDS: ReadonlySet<string> }>(
    "packages/core/src/request-schema.ts",
  );
  const told = rows(section(document, "The request")).flatMap(([names = ""]) => names.split(", "));
  expect(told.toSorted()).toEqual([...COMMON_FIELDS].toSorted());
});
