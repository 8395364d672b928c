import { describe, expect, it } from "vitest";

import { ProviderError } from "../../src/errors.ts";
import { sse } from "../../src/wire/sse.ts";
import { counted, endless, read } from "./source.ts";

describe("sse", () => {
  it("yields events as they complete, over chunks", async () => {
    const body = counted(["data: 1\n\nda", "ta: 2", "\n", "\nevent: x\ndata: 3\n\n"]);
    const events = sse(body);
    expect(body.pulled).toBe(0);
    expect((await events.next()).value).toEqual({ event: "message", data: "1", id: "" });
    expect(body.pulled).toBe(1);
    const { values } = await read(events);
    expect(values.map(({ event, data }) => [event, data])).toEqual([
      ["message", "2"],
      ["x", "3"],
    ]);
    expect(body).toMatchObject({ pulled: 4, closed: 1 });
  });

  it("yields nothing for a body without bytes", async () => {
    expect(await read(sse(counted([])))).toEqual({ values: [] });
  });

  it("asks the body what it is before it reads", async () => {
    const seen: unknown[] = [];
    const source = counted(["data: 1\n\n"]);
    const body = {
      [Symbol.asyncIterator]: () => source[Symbol.asyncIterator](),
      expect: async (types: readonly string[]) => void seen.push([types, source.pulled]),
    };
    expect((await read(sse(body))).values).toHaveLength(1);
    expect(seen).toEqual([[["text/event-stream"], 0]]);
  });

  it("reads nothing of a body that is something else", async () => {
    const source = counted(["<html>"]);
    const refusal = new ProviderError("protocol", "HTML");
    const body = {
      [Symbol.asyncIterator]: () => source[Symbol.asyncIterator](),
      expect: () => Promise.reject(refusal),
    };
    const { error } = await read(sse(body));
    expect(error).toBe(refusal);
    expect(source.pulled).toBe(0);
  });

  it("closes the body when the loop is left", async () => {
    const body = counted(endless("data: 1\n\ndata: 2\n\n"));
    for await (const { data } of sse(body)) {
      expect(data).toBe("1");
      break;
    }
    expect(body).toMatchObject({ pulled: 1, closed: 1 });
  });

  it("closes the body on return() and throw()", async () => {
    const returned = counted(endless("data: 1\n\n"));
    const first = sse(returned);
    await first.next();
    expect(await first.return(undefined)).toEqual({ done: true, value: undefined });
    expect(returned.closed).toBe(1);
    const thrown = counted(endless("data: 1\n\n"));
    const second = sse(thrown);
    await second.next();
    await expect(second.throw(new Error("mine"))).rejects.toThrow("mine");
    expect(thrown.closed).toBe(1);
  });

  it("passes an error of the body on as it is, behind what came before", async () => {
    const reset = new ProviderError("network", "reset");
    const { values, error } = await read(sse(counted(["data: 1\n\ndata: 2", reset])));
    expect(values.map(({ data }) => data)).toEqual(["1"]);
    expect(error).toBe(reset);
  });

  it.each([
    ["an endless line", "x".repeat(1024)],
    ["endless data lines", "data: x\n".repeat(128)],
    ["endless comments", ": ping\n".repeat(146)],
  ])("cuts %s off within one chunk", async (_name, chunk) => {
    const body = counted(endless(chunk));
    const { values, error } = await read(sse(body, { maxEventBytes: 10_000 }));
    expect(values).toEqual([]);
    expect(error).toMatchObject({ code: "protocol", phase: "stream" });
    expect(body).toMatchObject({ pulled: Math.floor(10_000 / chunk.length) + 1, closed: 1 });
  });

  it("yields what was complete before the fault, and pulls nothing more", async () => {
    const body = counted([`data: 1\n\n${"x".repeat(99)}`, "never read"]);
    const { values, error } = await read(sse(body, { maxEventBytes: 50 }));
    expect(values.map(({ data }) => data)).toEqual(["1"]);
    expect(error).toMatchObject({ code: "protocol" });
    expect(body).toMatchObject({ pulled: 1, closed: 1 });
  });

  it("refuses a senseless cap before it touches the body", async () => {
    const body = counted(["data: 1\n\n"]);
    expect((await read(sse(body, { maxEventBytes: 0 }))).error).toBeInstanceOf(TypeError);
    expect(body.pulled).toBe(0);
  });
});

describe("the marker", () => {
  const dataOf = async (text: string) => {
    const { values } = await read(sse(counted([text]), { marker: "[DONE]" }));
    return values.map(({ data }) => data);
  };

  it("is recognised where the input stops right behind it", async () => {
    expect(await dataOf("data: x\n\ndata: [DONE]")).toEqual(["x", "[DONE]"]);
    expect(await dataOf("data: x\n\ndata: [DONE]\n")).toEqual(["x", "[DONE]"]);
    expect(await dataOf("data: x\n\ndata: [DONE]\n\n")).toEqual(["x", "[DONE]"]);
  });

  it("is the exact data: no prefix, no line of more, no JSON, no other event", async () => {
    for (const cut of ["[DONE", "[DONE]x", "[DONE] ", '"[DONE]"', "x\ndata: [DONE]"]) {
      expect(await dataOf(`data: ${cut}`)).toEqual([]);
    }
  });

  it("is not looked for unless asked", async () => {
    expect((await read(sse(counted(["data: [DONE]"])))).values).toEqual([]);
  });
});
