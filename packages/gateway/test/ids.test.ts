import { expect, it } from "vitest";

import { newId } from "../src/ids.ts";

it("gives ids of 128 bits, each its own", () => {
  const ids = Array.from({ length: 2_000 }, newId);
  expect(new Set(ids).size).toBe(2_000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  // Each of the 32 digits takes all its values.
  for (let at = 0; at < 32; at++) expect(new Set(ids.map((id) => id[at])).size).toBe(16);
});
