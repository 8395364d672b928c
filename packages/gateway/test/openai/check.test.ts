import { describe, expect, it } from "vitest";
import * as z from "zod";

import { checkOf } from "../../src/faces/openai/check.ts";
import type { RequestObject } from "../../src/faces/request-object.ts";
import { refusalOf } from "../support/refusal-of.ts";

const check = checkOf(
  z.object({
    model: z.string(),
    count: z.int().min(1).optional(),
    words: z
      .array(z.string())
      .nullish()
      .transform((words) => words ?? []),
  }),
);

/** A body as it is parsed. */
function body(text: string): RequestObject {
  return JSON.parse(text) as RequestObject;
}

describe("a body", () => {
  it("is what the schemas of its fields make of it, without those that are unknown", () => {
    const asked = body('{"model":"m","words":null,"other":1,"__proto__":{"count":0}}');
    const made = check(asked);
    expect(made).toEqual({ model: "m", words: [] });
    expect(made.count).toBeUndefined();
  });

  it("without a field that must be there is refused", () => {
    expect(refusalOf(() => check(body('{"count":1}')))).toMatchObject({
      parameter: "model",
      problem: "missing",
    });
  });

  it("is refused for the field that comes first in the schema, not in the body", () => {
    expect(refusalOf(() => check(body('{"words":1,"count":0,"model":"m"}')))).toMatchObject({
      parameter: "count",
      problem: "value",
    });
  });

  it("has what a schema makes of an absent field", () => {
    expect(check(body('{"model":"m"}'))).toEqual({ model: "m", words: [] });
  });
});
