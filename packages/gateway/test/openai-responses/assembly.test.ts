import { describe, expect, it } from "vitest";

import { ResponsesAssembly } from "../../src/faces/openai-responses/assembly.ts";

const ITEM = { type: "message", id: "msg_up" };

function assembled(...events: object[]): unknown {
  const assembly = new ResponsesAssembly();
  for (const data of events) assembly.raw({ type: "raw", data });
  return assembly.body();
}

const created = (id: string): object => ({
  type: "response.created",
  response: { id, output: [] },
});
const done = { type: "response.output_item.done", output_index: 0, item: ITEM };

describe("a response of upstream's own events", () => {
  it("is as upstream told it last", () => {
    const response = { id: "a", output: [{ ...ITEM, later: true }], new_field: 1 };
    expect(assembled(created("a"), done, { type: "response.completed", response })).toBe(response);
  });

  it("has the items of the way where the last event has none", () => {
    const response = { id: "a", output: [] };
    expect(assembled(created("a"), done, { type: "response.completed", response })).toEqual({
      id: "a",
      output: [ITEM],
    });
  });

  it("begins anew with who answers", () => {
    expect(assembled(created("a"), done, created("b"))).toEqual({ id: "b", output: [] });
    expect(assembled(done)).toBeUndefined();
  });
});
