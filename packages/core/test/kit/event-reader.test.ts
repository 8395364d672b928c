import { describe, expect, test } from "vitest";

import { EventReader } from "../../src/kit.ts";

/** Reads words: `bad` fails once it is half read, `end` ends the answer. */
function reader(): { readonly reader: EventReader<string>; readonly seen: readonly string[] } {
  const seen: string[] = [];
  const answer = { over: false };
  return {
    seen,
    reader: new EventReader<string>(answer, (word, batch) => {
      seen.push(word);
      batch.push(word);
      if (word === "bad") throw new SyntaxError("bad");
      if (word === "end") answer.over = true;
    }),
  };
}

describe("events that came together", () => {
  test("are one batch, and a new one each time", () => {
    const { reader: words } = reader();
    const first = words.read(["a", "b"]);
    expect(words.read(["c"])).toEqual(["c"]);
    expect(first).toEqual(["a", "b"]);
    expect(words.read([])).toEqual([]);
    expect(words.failure).toBeUndefined();
  });

  test("are read up to one that fails: what came before is told, then the error", () => {
    const { reader: words, seen } = reader();
    expect(words.read(["a", "bad", "b"])).toEqual(["a", "bad"]);
    expect(words.failure).toBeInstanceOf(SyntaxError);
    expect(seen).toEqual(["a", "bad"]);
  });

  test("are read up to the one that ends the answer", () => {
    const { reader: words, seen } = reader();
    expect(words.read(["a", "end", "bad"])).toEqual(["a", "end"]);
    expect(words.failure).toBeUndefined();
    expect(seen).toEqual(["a", "end"]);
  });
});
