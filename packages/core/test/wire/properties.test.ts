import { describe, expect, it } from "vitest";

import { properties } from "./properties.ts";

describe("the decoders hold for whatever comes", () => {
  it.each(properties)("$id: $title", { timeout: 60_000 }, ({ check }) => {
    expect(() => check(20_000)).not.toThrow();
  });
});
