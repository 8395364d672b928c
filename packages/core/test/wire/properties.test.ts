import { describe, it } from "vitest";

import { properties } from "./properties.ts";

describe("the decoders hold for whatever comes", () => {
  it.each(properties)("$id: $title", { timeout: 60_000 }, ({ check }) => {
    check(20_000);
  });
});
