import { Writable } from "node:stream";

import { describe, expect, test } from "vitest";

import { AnswerWriter } from "../../src/ask/answer-writer.ts";
import { OutputClosed } from "../../src/print.ts";

/** A stream that takes one character at a time, when it is told to. */
function slow(): { readonly stream: Writable; readonly read: () => void; readonly got: string[] } {
  const got: string[] = [];
  let next = (): void => {};
  const stream = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _, done) {
      got.push(chunk.toString());
      next = done;
    },
  });
  return { stream, got, read: () => next() };
}

describe("a writer", () => {
  test("makes whoever writes wait for a slow reader", async () => {
    const { stream, read } = slow();
    const writer = new AnswerWriter(stream, new AbortController().signal);
    const waiting = writer.write("a");
    let drained = false;
    void waiting?.then(() => (drained = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(drained).toBe(false);
    read();
    await waiting;
    expect(drained).toBe(true);
  });

  test("makes nobody wait for a quick one, nor for nothing", () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
    const writer = new AnswerWriter(stream, new AbortController().signal);
    expect(writer.write("a")).toBeUndefined();
    expect(new AnswerWriter(slow().stream, AbortSignal.abort()).write("")).toBeUndefined();
  });

  test("waits no longer once all is over, and leaves no listener", async () => {
    const over = new AbortController();
    const { stream } = slow();
    const before = stream.listenerCount("drain");
    const waiting = new AnswerWriter(stream, over.signal).write("a");
    over.abort();
    await waiting;
    await new AnswerWriter(stream, over.signal).write("b");
    expect(stream.listenerCount("drain")).toBe(before);
  });

  test("finishes the last line, and no line that is finished", async () => {
    for (const [texts, wanted] of [
      [["a", ""], "a\n"],
      [["a\n"], "a\n"],
      [[], ""],
    ] as const) {
      let got = "";
      const stream = new Writable({
        write(chunk: Buffer, _, done) {
          got += chunk.toString();
          done();
        },
      });
      const writer = new AnswerWriter(stream, new AbortController().signal);
      for (const text of texts) await writer.write(text);
      await writer.end();
      expect(got).toBe(wanted);
    }
  });

  test.each([
    ["EPIPE", OutputClosed, ""],
    ["ENOSPC", Error, "stdout could not be written: no space left on the device"],
  ])("tells what %s means", async (code, kind, message) => {
    const stream = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
    });
    stream.on("error", () => {});
    const writer = new AnswerWriter(stream, new AbortController().signal);
    await writer.write("a");
    await writer.write("b");
    const ending = writer.end();
    await expect(ending).rejects.toBeInstanceOf(kind);
    await expect(ending).rejects.toThrow(message);
  });
});
