import { describe, expect, it } from "vitest";

import { Pieces } from "../../src/wire/pieces.ts";

describe.each(["", "\n"])("pieces joined with %j", (separator) => {
  it.each([0, 1, 2, 1023, 1024, 1025, 2048, 3000])("%i of them", (count) => {
    const pieces = new Pieces(separator);
    const texts = Array.from({ length: count }, (_, index) => (index % 3 === 0 ? "" : `p${index}`));
    // Twice, since taking them starts anew.
    for (let round = 0; round < 2; round++) {
      for (const text of texts) pieces.add(text);
      expect(pieces.empty).toBe(count === 0);
      expect(pieces.take()).toBe(texts.join(separator));
      expect(pieces.empty).toBe(true);
    }
  });
});
