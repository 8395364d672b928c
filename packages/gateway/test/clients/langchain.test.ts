import { gate, type Script } from "@g4f/conformance/testing";
import { HumanMessage, ToolMessage, type AIMessageChunk } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { describe, expect, test } from "vitest";
import * as z from "zod";

import {
  BROKEN,
  CALL,
  ready,
  rejected,
  SAY,
  UPSTREAMS,
  type Ready,
  type UpstreamName,
} from "./ready.ts";

const weather = tool(({ city }: { readonly city: string }) => `sunny in ${city}`, {
  name: "weather",
  schema: z.object({ city: z.string() }),
});

function modelAt({ baseURL, serving }: Ready, useResponsesApi: boolean): ChatOpenAI {
  const configuration = { baseURL };
  return new ChatOpenAI({
    model: "m",
    apiKey: serving.key,
    maxRetries: 0,
    configuration,
    useResponsesApi,
  });
}

const CASES = UPSTREAMS.flatMap((upstream): [UpstreamName, boolean][] => [
  [upstream, false],
  [upstream, true],
]);

describe.each(CASES)("LangChain over %s, by the Responses API: %s", (upstream, responses) => {
  test("a message, whole", async () => {
    await using at = await ready(upstream, SAY);
    const message = await modelAt(at, responses).invoke("Hi");
    expect(message.text).toBe("Hello there");
    expect(message.usage_metadata).toMatchObject({ input_tokens: 10, output_tokens: 2 });
  });

  test("a stream", async () => {
    await using at = await ready(upstream, SAY);
    let whole: AIMessageChunk | undefined;
    const texts: string[] = [];
    for await (const chunk of await modelAt(at, responses).stream("Hi")) {
      if (chunk.text !== "") texts.push(chunk.text);
      whole = whole === undefined ? chunk : whole.concat(chunk);
    }
    expect(texts).toEqual(["Hello ", "there"]);
    expect(whole?.text).toBe("Hello there");
  });

  test("a round trip of tools", async () => {
    await using at = await ready(upstream, CALL, SAY);
    const model = modelAt(at, responses).bindTools([weather]);
    const question = new HumanMessage("Hi");
    const first = await model.invoke([question]);
    expect(first.tool_calls?.map(({ args }) => args)).toEqual([{ city: "Ulm" }, { city: "Bonn" }]);
    const results = await Promise.all(
      (first.tool_calls ?? []).map(async (call) => {
        const content = await weather.invoke(call.args as { city: string });
        return new ToolMessage({ content, tool_call_id: call.id ?? "" });
      }),
    );
    const second = await model.invoke([question, first, ...results]);
    expect(second.text).toBe("Hello there");
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
    const stream = await modelAt(at, responses).stream("Hi", { signal: abort.signal });
    const seen = await at.upstream.called();
    const read = async (): Promise<void> => {
      for await (const chunk of stream) if (chunk.text !== "") abort.abort();
    };
    await rejected(read());
    await expect(seen.closed).resolves.toBeUndefined();
  });

  test("an error has status and code", async () => {
    await using at = await ready(upstream);
    at.upstream.play({ error: { code: "rate_limit", message: "slow down" }, status: 429 });
    const thrown = await rejected(modelAt(at, responses).invoke("Hi"));
    expect(thrown).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
  });

  test("an error after content is thrown, not taken for the end", async () => {
    await using at = await ready(upstream, BROKEN);
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const { text } of await modelAt(at, responses).stream("Hi")) texts.push(text);
    };
    expect(await rejected(read())).toMatchObject({ code: "overloaded" });
    expect(texts.join("")).toBe("Hello");
  });
});
