import { describe, expect, test } from "vitest";

import { checkTools, type ToolFields } from "../../src/kit/check-request.ts";
import { checkKeyOwner } from "../../src/kit/key-owner.ts";
import { fromBase64, mediaOf, toBase64 } from "../../src/kit/media.ts";
import { usagePart } from "../../src/kit/usage-part.ts";
import { defineManifest } from "../../src/manifest.ts";

const object = { type: "object", properties: {} };

describe("tools that no wire carries", () => {
  const tool = { name: "f", parameters: object };
  const rows: readonly (readonly [string, ToolFields, string])[] = [
    ["a name", { tools: [{ ...tool, name: "a b" }] }, 'the tool name "a b" must match ^[a-z]+$'],
    ["two of one name", { tools: [tool, tool] }, 'two tools are called "f"; names must differ'],
    [
      "parameters that are no object",
      { tools: [{ ...tool, parameters: { type: "string" } }] },
      'the parameters of the tool "f" must be a schema of type object',
    ],
    ["a choice of none", { toolChoice: "required" }, "toolChoice required needs tools"],
    [
      "a choice of another",
      { tools: [tool], toolChoice: { name: "g" } },
      'toolChoice names "g", which is no tool',
    ],
    [
      "a schema that is no object",
      { schema: { type: "array" } },
      "schema must be a JSON Schema of type object",
    ],
  ];
  test.each(rows)("%s", (_, request, message) => {
    expect(() => checkTools(request, { provider: "Acme", name: /^[a-z]+$/ })).toThrow(
      expect.objectContaining({ code: "invalid_request", provider: "Acme", message }),
    );
  });

  test("good ones pass", () => {
    const request: ToolFields = {
      tools: [tool, { name: "g", parameters: {} }],
      toolChoice: { name: "g" },
      schema: { properties: {} },
    };
    expect(() => checkTools(request, { provider: "Acme", name: /^[a-z]+$/ })).not.toThrow();
  });
});

describe("a key of another service", () => {
  const manifest = defineManifest({
    name: "OpenAI",
    url: "https://openai.test",
    working: true,
    keyVariable: "OPENAI_API_KEY",
  });

  test("is told by its beginning, and never shown", () => {
    expect(() => checkKeyOwner(manifest, { apiKey: "sk-ant-CANARY" })).toThrow(
      expect.objectContaining({
        code: "auth",
        message:
          "OpenAI was given a key that looks like ANTHROPIC_API_KEY; pass OPENAI_API_KEY as apiKey",
      }),
    );
  });

  test.each([
    ["its own", { apiKey: "sk-proj-1" }],
    ["an unknown one", { apiKey: "whatever" }],
    ["any, to a server of one's own", { apiKey: "sk-ant-1", baseUrl: "https://proxy.test" }],
    ["none", {}],
  ])("%s passes", (_, settings) => {
    expect(() => checkKeyOwner(manifest, settings)).not.toThrow();
  });
});

describe("media", () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);

  test("bytes there and back, also more than fit into one call", () => {
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  });

  test("base64 as it is found in the wild", () => {
    expect(fromBase64("aGVs\n bG8=")).toEqual(Uint8Array.from(Buffer.from("hello")));
    expect(fromBase64("_-8")).toEqual(Uint8Array.from(Buffer.from("_-8", "base64url")));
    expect(fromBase64("aGVsbG8x.")).toEqual(Uint8Array.from(Buffer.from("hello1")));
    expect(fromBase64("A")).toHaveLength(0);
  });

  test("inline, by URL, and as a data: URL", () => {
    const png = Uint8Array.of(1, 2, 3);
    expect(mediaOf({ type: "image", data: png, mediaType: "image/png" })).toEqual({
      base64: "AQID",
      mediaType: "image/png",
    });
    expect(mediaOf({ type: "image", url: "https://a.test/x.png" })).toEqual({
      url: "https://a.test/x.png",
      mediaType: undefined,
    });
    const url = new URL("data:image/png;base64,AQID");
    expect(mediaOf({ type: "image", url })).toEqual({ base64: "AQID", mediaType: "image/png" });
  });

  test("what cannot be sent says what it lacks", () => {
    expect(() => mediaOf({ type: "image", data: bytes })).toThrow(
      "image with data needs its mediaType",
    );
    expect(() => mediaOf({ type: "file", url: "data:text/plain,hi" })).toThrow(
      "the data: URL of the file must be data:<media type>;base64,<data>",
    );
  });
});

test("usage takes whole numbers and nothing else", () => {
  expect(usagePart({ input: 3, output: 4, cached: null, reasoning: "2" })).toEqual({
    type: "usage",
    exact: true,
    inputTokens: 3,
    outputTokens: 4,
    totalTokens: 7,
  });
  expect(usagePart({ input: -1, output: 1.5, total: NaN })).toEqual({ type: "usage", exact: true });
});
