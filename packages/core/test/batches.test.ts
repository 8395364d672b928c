import { describe, expect, it } from "vitest";

import {
  AsyncGeneratorProvider,
  defineManifest,
  fromBatches,
  type Batch,
  type Chunk,
} from "../src/index.ts";

const messages = [{ role: "user", content: "go" }] as const;
const END = { type: "finish", reason: "stop" } as const;

/** A provider that says these batches, and how often its generator was asked. */
function batched(batches: readonly Batch[], failure?: Error) {
  const seen = { turns: 0, closed: false };
  class Batched extends AsyncGeneratorProvider {
    static override readonly manifest = defineManifest({
      name: "Batched",
      url: "https://batched.test",
      working: true,
    });

    protected override generate(): AsyncGenerator<Chunk> {
      return fromBatches(this.#batches());
    }

    async *#batches(): AsyncGenerator<Batch, undefined> {
      try {
        for (const batch of batches) {
          seen.turns++;
          yield batch;
        }
        if (failure !== undefined) throw failure;
      } finally {
        seen.closed = true;
      }
      return undefined;
    }
  }
  return {
    seen,
    open: (fields: { readonly signal?: AbortSignal } = {}) =>
      new Batched().createAsyncGenerator({ messages, ...fields }),
  };
}

describe("a hook over batches", () => {
  it("hands out what came together one by one, in order, empty texts left out", async () => {
    const { open } = batched([["a", "b"], [], ["", { type: "usage", exact: true }, "c"], [END]]);
    const chunks = await Array.fromAsync(open().chunks());
    expect(chunks).toEqual(["a", "b", { type: "usage", exact: true }, "c", END]);
    expect((await open().collect()).text).toBe("abc");
    expect(await Array.fromAsync(open())).toEqual(["a", "b", "c"]);
  });

  it("is collected in order, whatever stands between its texts", async () => {
    const usage = { type: "usage", outputTokens: 3, exact: true } as const;
    const { open } = batched([
      ["a", "", "b", usage, "c"],
      [],
      ["d"],
      [{ type: "text", text: "e" }, END],
    ]);
    const result = await open().collect();
    expect(result).toMatchObject({ text: "abcde", usage: { outputTokens: 3 } });
  });

  it("fails while it is collected with all that came before", async () => {
    const { open } = batched([["a", "b"], ["c"]], new Error("broken"));
    await expect(open().collect()).rejects.toMatchObject({ partial: { text: "abc" } });
  });

  it("asks the generator once for a batch, and only when the one before was handed out", async () => {
    const { open, seen } = batched([["a", "b"], ["c"], [END]]);
    const stream = open();
    await stream.next();
    await stream.next();
    expect(seen.turns).toBe(1);
    await stream.next();
    expect(seen.turns).toBe(2);
    await stream.return();
    expect(seen).toEqual({ turns: 2, closed: true });
  });

  it("tells an error only after what came before it", async () => {
    const { open } = batched([["a", "b"]], new SyntaxError("broken"));
    const stream = open();
    expect(await stream.next()).toEqual({ done: false, value: "a" });
    expect(await stream.next()).toEqual({ done: false, value: "b" });
    await expect(stream.next()).rejects.toMatchObject({
      code: "protocol",
      partial: { text: "ab" },
    });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("answers pulls that overlap in turn, across batches", async () => {
    const { open } = batched([["a"], ["b", "c"], ["d", END]]);
    const stream = open();
    const steps = await Promise.all(Array.from({ length: 6 }, () => stream.next()));
    expect(steps.map(({ value }) => value)).toEqual(["a", "b", "c", "d", undefined, undefined]);
  });

  it("hands out nothing that is at hand once the call was left or aborted", async () => {
    const left = batched([["a", "b", "c"], [END]]);
    const stream = left.open();
    await stream.next();
    await stream.return();
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(left.seen).toEqual({ turns: 1, closed: true });

    const abort = new AbortController();
    const aborted = batched([["a", "b", "c"], [END]]).open({ signal: abort.signal });
    await aborted.next();
    abort.abort();
    await expect(aborted.next()).rejects.toMatchObject({ code: "aborted", partial: { text: "a" } });
    expect(await aborted.next()).toEqual({ done: true, value: undefined });
  });
});

describe("the generator by itself", () => {
  const generator = (batches: readonly Batch[]) =>
    fromBatches(
      (async function* () {
        yield* batches;
        return undefined;
      })(),
    );

  it("is one like any other: for await, overlapping next, return", async () => {
    expect(await Array.fromAsync(generator([["a"], ["b", END]]))).toEqual(["a", "b", END]);
    const overlapping = generator([["a", "b"], ["c"]]);
    const steps = await Promise.all(Array.from({ length: 4 }, () => overlapping.next()));
    expect(steps.map(({ value }) => value)).toEqual(["a", "b", "c", undefined]);
    const left = generator([["a", "b"]]);
    await left.next();
    expect(await left.return(undefined)).toEqual({ done: true, value: undefined });
    expect(await left.next()).toEqual({ done: true, value: undefined });
  });
});
