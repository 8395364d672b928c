import { simulate, type Script, type Upstream } from "@g4f/conformance/testing";
import { Anthropic } from "@g4f/provider-anthropic";
import { openaiCompatible } from "@g4f/provider-openai";
import { route } from "@g4f/router";
import { expect, test } from "vitest";

import { dialect } from "../support/dialect.ts";
import { serve } from "../support/serve.ts";
import { sseEvents } from "../support/sse-events.ts";

const say = (text: string): Script => [
  { type: "text", text },
  { type: "usage", usage: { inputTokens: 1, outputTokens: 1 } },
  { type: "finish", reason: "stop" },
];
const start = (id: string): Script[number] => ({
  type: "event",
  event: "message_start",
  data: JSON.stringify({ type: "message_start", message: { id, content: [], usage: {} } }),
});
const overloaded = { code: "overloaded", message: "Overloaded" } as const;
const body = {
  model: "main",
  max_tokens: 10,
  stream: true,
  messages: [{ role: "user", content: [{ type: "text", text: "Hi", cache_control: {} }] }],
};
const headers = { "anthropic-version": "2023-06-01" };

async function upstream(name: string, ...scripts: Script[]): Promise<Upstream> {
  const answers = scripts.map((script) => ({ script }));
  return await simulate({ dialect: dialect(name), answers });
}

test("of a target that failed before content nothing is seen", async () => {
  await using first = await upstream("anthropic-messages", [
    start("msg_first"),
    { type: "error", error: overloaded },
  ]);
  await using second = await upstream("anthropic-messages", [start("msg_second"), ...say("ok")]);
  const use = [first, second].map(({ settings }) => new Anthropic({ ...settings, apiKey: "k" }));
  const main = route({ name: "main", use });
  expect(main.manifest.wire).toBe("anthropic-messages");
  await using serving = await serve([main], { models: { main: "main" } });
  const response = await serving.ask("/v1/messages", body, { headers });
  const text = await response.text();
  expect(text).not.toContain("msg_first");
  const types = sseEvents(text).map(({ event }) => event);
  expect(types[0]).toBe("message_start");
  expect(types.at(-1)).toBe("message_stop");
  expect([first.calls.length, second.calls.length]).toEqual([1, 1]);
  expect(second.calls[0]?.request.body).toContain("cache_control");
});

test("a route of several wires is asked for what all of them know", async () => {
  await using first = await upstream("anthropic-messages", [{ type: "error", error: overloaded }]);
  await using second = await upstream("openai-chat", say("ok"));
  const Acme = openaiCompatible({ name: "Acme", baseUrl: second.baseUrl });
  const use = [
    new Anthropic({ ...first.settings, apiKey: "k" }),
    new Acme({ ...second.settings, apiKey: "k" }),
  ];
  const main = route({ name: "main", use: use.map((provider) => ({ provider, model: "m" })) });
  await using serving = await serve([main], { models: { main: "main" } });
  const response = await serving.ask("/v1/messages", { ...body, stream: false }, { headers });
  expect(await response.json()).toMatchObject({ content: [{ type: "text", text: "ok" }] });
  expect(first.calls[0]?.request.body).not.toContain("cache_control");
});
