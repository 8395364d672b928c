import { defineManifest, type Supports } from "@g4f/core";
import { expect, it } from "vitest";

import { notApplicable } from "../src/applies.ts";
import type { Dialect } from "../src/dialect.ts";
import { wireless } from "../src/wireless.ts";
import { caseOf } from "./support/wireless.ts";

const manifest = (supports: Supports = {}) =>
  defineManifest({ name: "Acme", url: "https://acme.test", working: true, supports });
const wire: Dialect = { ...wireless, name: "acme-wire", framing: "sse", abilities: ["tools"] };
const nothing = async (): Promise<void> => {};

it("applies what the manifest does not rule out", () => {
  const one = caseOf(nothing, { needs: ["tools"] });
  expect(notApplicable(one, manifest(), wire)).toBeUndefined();
  expect(notApplicable(one, manifest({ tools: "unknown" }), wire)).toBeUndefined();
  expect(notApplicable(one, manifest({ tools: false }), wire)).toBe("Acme declares no tools");
});

it("asks the wire, not the manifest, what the wire can say", () => {
  expect(notApplicable(caseOf(nothing, { wire: ["tools"] }), manifest(), wire)).toBeUndefined();
  expect(notApplicable(caseOf(nothing, { wire: ["usage"] }), manifest(), wire)).toBe(
    "acme-wire has no usage",
  );
  const weak = { ...manifest(), terminator: "eof" as const };
  expect(notApplicable(caseOf(nothing, { terminators: ["finish"] }), weak, wire)).toBeUndefined();
  expect(notApplicable(caseOf(nothing, { terminators: ["eof"] }), weak, wire)).toContain("finish");
  expect(notApplicable(caseOf(nothing, { framings: ["ndjson"] }), weak, wire)).toContain("sse");
});

it("asks of a provider without a wire what the level wireless asks, and of no other", () => {
  const one = caseOf(nothing, { level: "wireless" });
  expect(notApplicable(one, manifest(), undefined)).toBeUndefined();
  expect(notApplicable(one, manifest(), wire)).toBe("the provider has a wire");
  expect(notApplicable(caseOf(nothing), manifest(), undefined)).toBe("the provider has no wire");
});
