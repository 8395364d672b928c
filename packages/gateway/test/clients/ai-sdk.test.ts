import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { gate, type Script } from "@g4f/conformance/testing";
import { APICallError, generateText, isStepCount, streamText, tool } from "ai";
import { describe, expect, test } from "vitest";
import * as z from "zod";

import { BROKEN, CALL, ready, rejected, SAY, UPSTREAMS, type Ready } from "./ready.ts";

function modelAt({
  baseURL,
  serving,
}: Ready): ReturnType<ReturnType<typeof createOpenAICompatible>> {
  return createOpenAICompatible({ name: "g4f", baseURL, apiKey: serving.key, includeUsage: true })(
    "m",
  );
}

const THINK: Script = [{ type: "reasoning", text: "hm" }, ...SAY];

const weather = tool({
  inputSchema: z.object({ city: z.string() }),
  execute: ({ city }) => Promise.resolve(`sunny in ${city}`),
});

describe.each(UPSTREAMS)("AI SDK over %s", (upstream) => {
  test("a text, whole", async () => {
    await using at = await ready(upstream, SAY);
    const { text, usage, finishReason } = await generateText({ model: modelAt(at), prompt: "Hi" });
    expect({ text, finishReason }).toEqual({ text: "Hello there", finishReason: "stop" });
    expect(usage).toMatchObject({ inputTokens: 10, outputTokens: 2 });
  });

  test("a stream, with the reasoning before it", async () => {
    await using at = await ready(upstream, THINK);
    const answer = streamText({ model: modelAt(at), prompt: "Hi" });
    const texts: string[] = [];
    for await (const text of answer.textStream) texts.push(text);
    expect(texts).toEqual(["Hello ", "there"]);
    expect(await answer.reasoningText).toBe("hm");
    expect(await answer.usage).toMatchObject({ inputTokens: 10, outputTokens: 2 });
  });

  test("tools are called, and their results go back", async () => {
    await using at = await ready(upstream, CALL, SAY);
    const { text } = await generateText({
      model: modelAt(at),
      prompt: "Hi",
      tools: { weather },
      stopWhen: isStepCount(3),
    });
    expect(text).toBe("Hello there");
    const history = at.upstream.calls[1]?.request.body;
    for (const result of ["sunny in Ulm", "sunny in Bonn"]) expect(history).toContain(result);
  });

  test("abort cuts upstream", async () => {
    const wait: Script = [
      { type: "text", text: "Hello" },
      { type: "wait", gate: gate() },
    ];
    await using at = await ready(upstream, wait);
    const abort = new AbortController();
    const answer = streamText({ model: modelAt(at), prompt: "Hi", abortSignal: abort.signal });
    const seen = await at.upstream.called();
    for await (const text of answer.textStream) if (text !== "") abort.abort();
    await expect(seen.closed).resolves.toBeUndefined();
  });

  test("an error has status and message", async () => {
    await using at = await ready(upstream);
    at.upstream.play({ error: { code: "quota", message: "pay first" }, status: 429 });
    const model = modelAt(at);
    const thrown = await rejected(generateText({ model, prompt: "Hi", maxRetries: 0 }));
    expect(APICallError.isInstance(thrown)).toBe(true);
    expect(thrown).toMatchObject({
      statusCode: 429,
      data: { error: { type: "insufficient_quota", code: "insufficient_quota" } },
    });
    expect(thrown.message).toContain("pay first");
  });

  test("an error after content is told, not taken for the end", async () => {
    await using at = await ready(upstream, BROKEN);
    const answer = streamText({ model: modelAt(at), prompt: "Hi", onError: () => undefined });
    const kinds: string[] = [];
    for await (const part of answer.fullStream) kinds.push(part.type);
    expect(kinds).toContain("text-delta");
    expect(kinds).toContain("error");
  });
});
