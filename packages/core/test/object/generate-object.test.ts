import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";

import type { Chunk, FinishReason } from "../../src/chunk.ts";
import { defineManifest, type Supports } from "../../src/manifest.ts";
import { generateObject, PartialJson } from "../../src/object.ts";
import { AsyncGeneratorProvider } from "../../src/provider.ts";
import type { ProviderRequest } from "../../src/request.ts";

const messages = [{ role: "user", content: "Who?" }] as const;
const schema = z.object({ name: z.string(), age: z.number().default(7) });

/** Gives these answers, one after the other, character by character; keeps what it was asked. */
class Scripted extends AsyncGeneratorProvider {
  readonly asked: ProviderRequest[] = [];
  readonly #answers: string[];
  readonly #reason: FinishReason;

  constructor(answers: string[], supports: Supports = {}, reason: FinishReason = "stop") {
    const base = { name: "Scripted", url: "https://scripted.test", working: true };
    super({}, defineManifest({ ...base, supports }));
    this.#answers = answers;
    this.#reason = reason;
  }

  protected override async *generate(request: ProviderRequest): AsyncGenerator<Chunk> {
    this.asked.push(request);
    yield* (this.#answers.shift() ?? "").split("");
    yield { type: "finish", reason: this.#reason };
  }
}

const generate = (provider: Scripted, more: object = {}) =>
  generateObject({ provider, request: { messages }, schema, ...more });

test("the provider holds the model to the schema, and the answer is checked all the same", async () => {
  const provider = new Scripted(['{"name":"Ann"}']);
  const { object, repaired } = await generate(provider);
  expect(object).toEqual({ name: "Ann", age: 7 });
  expect(repaired).toBe(false);
  expect(provider.asked[0]).toMatchObject({
    schema: { type: "object", required: ["name"] },
    messages: [{ role: "user", content: "Who?" }],
  });
});

test("where there is no mode for it the schema is told in words; a fence is no harm", async () => {
  const provider = new Scripted(['```json\n{"name":"Ann","age":3}\n```'], { schema: false });
  expect((await generate(provider)).object).toEqual({ name: "Ann", age: 3 });
  expect(provider.asked[0]).not.toHaveProperty("schema");
  expect(provider.asked[0]?.messages).toMatchObject([
    { role: "system", content: expect.stringContaining('"required":["name"]') as string },
    { role: "user" },
  ]);
});

test("an answer that does not fit is asked for once more, with what was wrong", async () => {
  const provider = new Scripted(['{"name":1}', '{"name":"Ann"}']);
  expect(await generate(provider)).toMatchObject({ object: { name: "Ann" }, repaired: true });
  expect(provider.asked[1]?.messages.slice(1)).toMatchObject([
    { role: "assistant", content: '{"name":1}' },
    { role: "user", content: expect.stringContaining("name must be a string") as string },
  ]);
});

describe("what cannot be had is a typed error", () => {
  test.each([
    ["no JSON twice", ["Ann", "I said Ann"], "the answer does not fit the schema: it is no JSON"],
    ["wrong twice", ['{"name":1}', "{}"], "the answer does not fit the schema: name is missing"],
  ])("%s", async (_, answers, message) => {
    const provider = new Scripted(answers);
    await expect(generate(provider)).rejects.toMatchObject({ code: "protocol", message });
    expect(provider.asked).toHaveLength(2);
  });

  test("a cut answer is not asked for again", async () => {
    const provider = new Scripted(['{"name":"An'], {}, "length");
    await expect(generate(provider)).rejects.toMatchObject({
      code: "protocol",
      partial: { text: '{"name":"An' },
    });
    expect(provider.asked).toHaveLength(1);
  });
});

test.each([{}, { schema: false }])(
  "a schema that is no object is refused, %j",
  async (supports) => {
    const provider = new Scripted(["[]"], supports);
    await expect(generate(provider, { schema: z.array(z.string()) })).rejects.toMatchObject({
      code: "invalid_request",
      message: "schema must be a JSON Schema of type object",
    });
    expect(provider.asked).toEqual([]);
  },
);

test("a JSON Schema checks as well", async () => {
  const json = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };
  const provider = new Scripted(['{"n":"1"}', '{"n":1}']);
  expect((await generate(provider, { schema: json })).object).toEqual({ n: 1 });
});

test("what has come so far is told on the way", async () => {
  const seen: unknown[] = [];
  const provider = new Scripted(['{"name":"Ann","age":3}']);
  await generate(provider, { onPartial: (value: unknown) => seen.push(value) });
  expect(seen).toContainEqual({});
  expect(seen).toContainEqual({ name: "An" });
  expect(seen).toContainEqual({ name: "Ann" });
  expect(seen.length).toBeGreaterThan(5);
});

describe("JSON that is still being written", () => {
  const at = (text: string): unknown => new PartialJson().push(text);

  test.each([
    ["", undefined],
    ["  ", undefined],
    ["{", {}],
    ['{"a', {}],
    ['{"a":', {}],
    ['{"a":"x', { a: "x" }],
    ['{"a":"x\\', { a: "x" }],
    ['{"a":"x\\\\', { a: "x\\" }],
    ['{"a":"\\u00', { a: "" }],
    ['{"a":"\\\\u00', { a: "\\u00" }],
    ['{"a":1', {}],
    ['{"a":12,', { a: 12 }],
    ['{"a":[1,2', { a: [1] }],
    ['{"a":[{"b":"', { a: [{ b: "" }] }],
    ['{"a":{"b":true},"c', { a: { b: true } }],
    ["no JSON", undefined],
    ['{"a":{{', undefined],
  ])("%j", (text, wanted) => {
    expect(at(text)).toEqual(wanted);
  });

  test("every beginning of any JSON object gives an object or nothing, the whole gives itself", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
        (value) => {
          const text = JSON.stringify(value);
          const wrong = Array.from(text, (_, end) => text.slice(0, end + 1)).filter(
            (beginning) => typeof at(beginning) !== "object",
          );
          expect(wrong).toEqual([]);
          expect(at(text)).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 200 },
    );
  });
});
