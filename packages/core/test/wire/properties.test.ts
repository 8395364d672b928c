import { describe, expect, it } from "vitest";

import { RUNS } from "../support/runs.ts";
import { properties } from "./properties.ts";

describe("the decoders hold for whatever comes", () => {
  it.each(properties)("$id: $title", { timeout: 60_000 }, ({ check }) => {
    expect(() => check(RUNS.numRuns, RUNS.seed)).not.toThrow();
  });
});
