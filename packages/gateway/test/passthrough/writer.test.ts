import { ProviderError, type Chunk } from "@g4f/core";
import { describe, expect, test } from "vitest";

import type { AnswerWriter } from "../../src/face.ts";
import { PassingWriter } from "../../src/relay/passthrough.ts";

/** Writes what it is given by its kind. */
const plain: AnswerWriter = {
  start: () => "start;",
  text: (text) => `text ${text};`,
  part: (part) => `part ${part.type};`,
  raw: ({ text }) => `${text};`,
  rawEnd: () => "DONE;",
  end: () => "end;",
  fail: ({ message }) => `fail ${message};`,
};
const raw = (text: string): Chunk => ({ type: "raw", data: {}, text });
const failure = {
  status: 502,
  code: "upstream",
  message: "m",
  requestId: "r",
  retryable: false,
} as const;
const usage: Chunk = { type: "usage", exact: true };

/** What each chunk makes it write, in order. */
function writes(writer: AnswerWriter, ...chunks: Chunk[]): string[] {
  return chunks.map((chunk) => {
    if (typeof chunk === "string") return writer.text(chunk);
    return chunk.type === "raw" ? writer.raw(chunk) : writer.part(chunk);
  });
}

describe("upstream's own events", () => {
  test("are written in place of what they mean, once it is known", () => {
    const writer = new PassingWriter(plain, false);
    expect(writer.start()).toBe("");
    expect(writes(writer, raw("a"), usage, raw("b"), "x", raw("c"), "y", raw("d"), usage)).toEqual([
      "",
      "",
      "",
      "a;b;",
      "",
      "c;",
      "",
      "",
    ]);
    expect(writer.end()).toBe("d;DONE;");
  });

  test("that mean nothing here follow with the next", () => {
    const writer = new PassingWriter(plain, false);
    expect(writes(writer, raw("a"), "x", raw("new"), raw("b"))).toEqual(["", "a;", "", "new;"]);
  });

  test.each(["text", "reasoning", "tool-call-delta", "tool-call", "file"] as const)(
    "are held back until there is content: %s",
    (type) => {
      const writer = new PassingWriter(plain, true);
      writes(writer, raw("a"));
      expect(writer.part({ type } as never)).toBe("a;");
    },
  );

  test("of a tool that runs upstream are content, unless another may be asked yet", () => {
    const custom: Chunk = { type: "custom", name: "server_tool_use", data: {} };
    expect(writes(new PassingWriter(plain, false), raw("a"), custom)).toEqual(["", "a;"]);
    expect(writes(new PassingWriter(plain, true), raw("a"), custom)).toEqual(["", ""]);
  });

  test("of somebody who did not answer are dropped", () => {
    const provider: Chunk = { type: "provider", provider: "B" };
    const writer = new PassingWriter(plain, true);
    expect(writes(writer, raw("a"), provider, raw("b"), "x")).toEqual(["", "", "", "b;"]);
  });

  test("in several lines become one", () => {
    const writer = new PassingWriter(plain, false);
    writes(writer, raw('{"a":\r\n1,\n"b":2}'));
    expect(writer.end()).toBe('{"a": 1, "b":2};DONE;');
  });
});

describe("an answer that goes wrong", () => {
  test("the event that was the error is never written", () => {
    const writer = new PassingWriter(plain, false);
    writes(writer, raw("a"), "x", raw("error"));
    expect(writer.fail(failure)).toBe("fail m;");
  });

  test("the end of one that is not complete is never written", () => {
    const writer = new PassingWriter(plain, false);
    expect(writes(writer, raw("a"), "x", raw("stop"), usage)).toEqual(["", "a;", "", ""]);
    expect(writer.fail(failure)).toBe("fail m;");
  });

  test("without an event nothing was answered", () => {
    const protocol = expect.objectContaining({ code: "protocol" }) as Error;
    expect(() => writes(new PassingWriter(plain, false), "x")).toThrow(protocol);
    expect(() => new PassingWriter(plain, false).end()).toThrow(protocol);
  });

  test("no more than 32 Mi characters are held back", () => {
    const writer = new PassingWriter(plain, true);
    const mebi = raw("x".repeat(1024 * 1024));
    const write = (): unknown => writes(writer, ...Array.from({ length: 33 }, () => mebi));
    let thrown: unknown;
    try {
      write();
    } catch (error) {
      thrown = error;
    }
    expect(ProviderError.is(thrown) && thrown.code).toBe("protocol");
  });
});
