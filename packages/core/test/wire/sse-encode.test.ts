import { describe, expect, it } from "vitest";

import { encodeSse } from "../../src/wire/sse-encode.ts";

describe("encodeSse", () => {
  it("writes only what is there", () => {
    expect(encodeSse({ data: "x" })).toBe("data: x\n\n");
    expect(encodeSse({ data: "" })).toBe("data: \n\n");
    expect(encodeSse({ event: "message", data: "x" })).toBe("data: x\n\n");
    expect(encodeSse({ event: "a", data: "x", id: "1", retryMs: 5 })).toBe(
      "event: a\nid: 1\nretry: 5\ndata: x\n\n",
    );
    expect(encodeSse({ data: "x", id: "" })).toBe("id: \ndata: x\n\n");
  });

  it("ends lines as it is told", () => {
    expect(encodeSse({ data: "a\nb" }, { lineEnd: "\r\n" })).toBe("data: a\r\ndata: b\r\n\r\n");
  });

  it("makes a data line of every line, so nothing in the text can end the event", () => {
    expect(encodeSse({ data: "a\n\nevent: x\rid: y\r\nz" })).toBe(
      "data: a\ndata: \ndata: event: x\ndata: id: y\ndata: z\n\n",
    );
  });

  it.each([
    { event: "a\nb", data: "" },
    { event: "a\rdata: x", data: "" },
    { id: "1\n\ndata: x", data: "" },
    { id: "\0", data: "" },
    { retryMs: 1.5, data: "" },
    { retryMs: -1, data: "" },
  ])("refuses %j", (message) => {
    expect(() => encodeSse(message)).toThrow(TypeError);
  });
});
