import { ProviderError } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { Eliza } from "../src/index.ts";
import { reply } from "../src/reply.ts";
import { user } from "./messages.ts";

const messages = user("Hello, who are you?");

async function failure(run: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!ProviderError.is(error)) throw new Error(`not a ProviderError: ${String(error)}`);
  return error;
}

describe("Eliza", () => {
  it("streams the reply word by word, each with its space", async () => {
    const chunks: string[] = [];
    for await (const text of Eliza.createAsyncGenerator({ messages })) chunks.push(text);
    expect(chunks.join("")).toBe(reply(messages));
    expect(chunks.length).toBeGreaterThan(5);
    for (const chunk of chunks.slice(0, -1)) expect(chunk).toMatch(/^\S+ $/u);
  });

  it("ends with an estimate of usage in words, and stop", async () => {
    const result = await new Eliza().createAsyncGenerator({ messages }).collect();
    expect(result.finishReason).toBe("stop");
    expect(result).toMatchObject({ model: "eliza", provider: "Eliza", warnings: [] });
    const outputTokens = result.text.split(" ").length;
    expect(result.usage).toEqual({
      inputTokens: 4,
      outputTokens,
      totalTokens: 4 + outputTokens,
      exact: false,
    });
  });

  it("heeds the seed", async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((seed) =>
        new Eliza().createAsyncGenerator({ messages, seed }).collect(),
      ),
    );
    expect(answers.map(({ text }) => text)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => reply(messages, { seed })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBeGreaterThan(1);
  });

  it("keeps no state between calls", async () => {
    const eliza = new Eliza();
    const first = await eliza.createAsyncGenerator({ messages }).collect();
    const second = await eliza.createAsyncGenerator({ messages }).collect();
    expect(second.text).toBe(first.text);
  });

  it("gives the whole answer with a delay between words, too", async () => {
    const { text } = await new Eliza().createAsyncGenerator({ messages, delayMs: 1 }).collect();
    expect(text).toBe(reply(messages));
  });

  it("is aborted within a delay", async () => {
    const controller = new AbortController();
    const stream = new Eliza().createAsyncGenerator({
      messages,
      delayMs: 60_000,
      signal: controller.signal,
    });
    const { value } = await stream.next();
    const pending = stream.next();
    controller.abort();
    const error = await failure(pending);
    expect(error.code).toBe("aborted");
    expect(error.partial?.text).toBe(value);
    await stream.closed;
  });

  it.each([{ delayMs: -1 }, { delayMs: 0.5 }, { delayMs: 60_001 }, { seed: 1.5 }])(
    "refuses %j",
    async (options) => {
      const error = await failure(
        new Eliza().createAsyncGenerator({ messages, ...options }).collect(),
      );
      expect(error.code).toBe("invalid_request");
    },
  );

  it.each([
    { temperature: 1 },
    { topP: 1 },
    { topK: 1 },
    { maxTokens: 5 },
    { stop: "." },
    { presencePenalty: 1 },
    { frequencyPenalty: 1 },
    { reasoningEffort: "low" },
    { schema: { type: "object" } },
    { tools: [{ name: "t", parameters: { type: "object" } }] },
  ])("does not pretend to heed %j", async (options) => {
    const error = await failure(
      new Eliza().createAsyncGenerator({ messages, ...options }).collect(),
    );
    expect(error.code).toBe("not_supported");
  });

  it("does not pretend to heed a system message or to see an image", async () => {
    const system = [{ role: "system", content: "Be a pirate." } as const, ...messages];
    const image = [
      { role: "user", content: [{ type: "image", url: "https://example.test/i.png" }] },
    ] as const;
    for (const said of [system, image]) {
      const error = await failure(new Eliza().createAsyncGenerator({ messages: said }).collect());
      expect(error.code).toBe("not_supported");
    }
  });

  it("has one model", async () => {
    const named = await new Eliza().createAsyncGenerator({ messages, model: "eliza" }).collect();
    expect(named.model).toBe("eliza");
    const error = await failure(
      new Eliza().createAsyncGenerator({ messages, model: "gpt" }).collect(),
    );
    expect(error.code).toBe("model_not_found");
  });
});
