import { describe, expect, it } from "vitest";

import { ProviderError } from "../../src/errors.ts";
import { SseDecoder } from "../../src/wire/sse-decoder.ts";
import { chunkings, cut, drive, utf8 } from "./drive.ts";
import { FORMAT_ROWS } from "./sse-format.ts";
import { whatwg } from "./whatwg.ts";

const MIB = 1024 * 1024;

describe("the format table", () => {
  it.each(FORMAT_ROWS)("$name", ({ input, wanted, retryMs }) => {
    const bytes = typeof input === "string" ? utf8(input) : Uint8Array.from(input);
    const events = wanted.map(([data, event = "message", id = ""]) => ({ event, data, id }));
    expect(whatwg(bytes)).toEqual({ events, retryMs });
    for (const chunks of chunkings(bytes)) {
      const decoder = new SseDecoder();
      expect(drive(decoder, chunks).records).toEqual(events);
      expect(decoder.retryMs).toBe(retryMs);
    }
  });
});

describe("what the end of the input leaves", () => {
  const residueOf = (text: string) => drive(new SseDecoder(), [utf8(text)]).residue;

  it.each(["data: [DONE]", "data: [DONE]\n", "data: [DONE]\r", "data: [DONE]\r\n"])(
    "is the event that %j would have become",
    (text) => {
      for (const chunks of chunkings(utf8(`id: 4\ndata: x\n\n${text}`))) {
        const residue = { event: "message", data: "[DONE]", id: "4" };
        expect(drive(new SseDecoder(), chunks).residue).toEqual(residue);
      }
    },
  );

  it("holds all lines of its data, and its name where that line was complete", () => {
    expect(residueOf("event: a\ndata: 1\ndata: 2")).toMatchObject({ event: "a", data: "1\n2" });
    expect(residueOf("data: 1\nevent: a")).toMatchObject({ event: "message", data: "1" });
  });

  it("is nothing where no data is", () => {
    for (const text of ["", "data: x\n\n", "event: a\n", ": ping", "dat", "id: 1"]) {
      expect(residueOf(text)).toBeUndefined();
    }
  });

  it("shows a cut character as U+FFFD", () => {
    const bytes = utf8("data: \u{1f389}").subarray(0, -1);
    expect(drive(new SseDecoder(), [bytes]).residue?.data).toBe("\u{fffd}");
  });
});

describe("the cap", () => {
  const limit = 64 * 1024;
  const flood = (line: string) => utf8(line.repeat(Math.ceil((2 * limit) / line.length)));

  it.each([
    ["an endless line", "x"],
    ["an endless data line", "data: x".padEnd(2 * limit, "x")],
    ["an endless event line", "event: x".padEnd(2 * limit, "x")],
    ["an endless id line", "id: x".padEnd(2 * limit, "x")],
    ["an endless comment", ": x".padEnd(2 * limit, "x")],
    ["endless data lines", "data: x\n"],
    ["endless empty data lines", "data\r"],
    ["endless comments", ": ping\r\n"],
    ["endless unknown lines", "foo: bar\n"],
  ])("refuses %s within one chunk", (_name, line) => {
    const decoder = new SseDecoder({ maxEventBytes: limit });
    let taken = 0;
    const outcome = drive(decoder, cut(flood(line), [1000]), () => (taken += 1000));
    expect(outcome).toEqual({ records: [], failure: "protocol" });
    expect(taken).toBe(65_000);
  });

  it("refuses a name of 1 MiB, line end and all, however it arrives", () => {
    const bytes = utf8(`event: ${"x".repeat(MIB)}\ndata: x\n\n`);
    for (const size of [bytes.length, 65_536, 1000]) {
      const outcome = drive(new SseDecoder({ maxEventBytes: limit }), cut(bytes, [size]));
      expect(outcome).toEqual({ records: [], failure: "protocol" });
    }
  });

  it("counts bytes, not characters, and starts anew with each event", () => {
    const event = utf8("data: \u{1f389}\u{1f389}\n\n");
    const many = utf8("data: \u{1f389}\u{1f389}\n\n".repeat(9));
    expect(drive(new SseDecoder({ maxEventBytes: event.length }), [many]).records).toHaveLength(9);
    const tight = drive(new SseDecoder({ maxEventBytes: event.length - 1 }), [many]);
    expect(tight).toEqual({ records: [], failure: "protocol" });
  });

  it("hands out what was complete before it, then keeps throwing", () => {
    const decoder = new SseDecoder({ maxEventBytes: 20 });
    const events = decoder.push(utf8(`data: 1\n\ndata: 2\n\ndata: ${"x".repeat(20)}`));
    expect(events.map(({ data }) => data)).toEqual(["1", "2"]);
    expect(decoder.failure).toMatchObject({ code: "protocol", phase: "stream", retryable: false });
    for (const again of [() => decoder.push(utf8("\n\n")), () => decoder.end()]) {
      expect(again).toThrow(decoder.failure?.message);
    }
  });

  it("says which rule was broken and how to change it", () => {
    const decoder = new SseDecoder({ maxEventBytes: 10 });
    let caught: unknown;
    try {
      decoder.push(utf8("data: secret-of-the-stream"));
    } catch (error) {
      caught = error;
    }
    expect(ProviderError.is(caught)).toBe(true);
    expect(String(caught)).toMatch(/10 bytes .*maxEventBytes/);
    expect(String(caught)).not.toContain("secret");
  });

  it("lets large events pass by default, up to 32 MiB", () => {
    for (const size of [5 * MIB, 12 * MIB, 32 * MIB - 8]) {
      const bytes = new Uint8Array(size + 8).fill(0x78);
      bytes.set(utf8("data: "));
      bytes.set([0x0a, 0x0a], size + 6);
      const { records } = drive(new SseDecoder(), cut(bytes, [65_536]));
      expect(records.map(({ data }) => data.length)).toEqual([size]);
    }
    const endless = cut(new Uint8Array(32 * MIB + 1), [65_536]);
    expect(drive(new SseDecoder(), endless).failure).toBe("protocol");
  });
});

describe("misuse", () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("a cap of %s is refused", (cap) => {
    expect(() => new SseDecoder({ maxEventBytes: cap })).toThrow(TypeError);
  });

  it("a chunk that is no bytes, and one after the end, are refused", () => {
    const decoder: { push(chunk: unknown): unknown; end(): unknown } = new SseDecoder();
    expect(() => decoder.push("data: x\n\n")).toThrow(/Uint8Array/);
    decoder.end();
    expect(decoder.end()).toBeUndefined();
    expect(() => decoder.push(utf8("x"))).toThrow(TypeError);
  });

  it("a chunk may be overwritten once it was pushed", () => {
    const decoder = new SseDecoder();
    const chunk = utf8("data: \u{1f389}").subarray(0, -1);
    decoder.push(chunk);
    chunk.fill(0x0a);
    expect(decoder.push(Uint8Array.of(0x89, 0x0a, 0x0a))).toMatchObject([{ data: "\u{1f389}" }]);
  });
});
