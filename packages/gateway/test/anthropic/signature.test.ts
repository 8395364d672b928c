import { expect, test } from "vitest";

import { signatureOf, stateOf } from "../../src/faces/anthropic/signature.ts";

test.each([{ provider: "Acme", data: { a: ["é", 1, null] } }, "text", 0, [], null])(
  "what a provider wants back is a signature for as long as a client has it: %j",
  (state) => {
    expect(signatureOf(state)).toMatch(/^g4f\.[\w-]*$/);
    expect(stateOf(signatureOf(state))).toEqual(state);
  },
);

test.each(["", "c2lnbmF0dXJl", "g4f", "g4f.", "g4f.c2ln", "XXXXe30"])(
  "%j is none of ours",
  (other) => {
    expect(stateOf(other)).toBeUndefined();
  },
);
