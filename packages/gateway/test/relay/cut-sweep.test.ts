import { simulate, type Delivery, type Script, type Upstream } from "@g4f/conformance/testing";
import { Anthropic } from "@g4f/provider-anthropic";
import { openaiCompatible } from "@g4f/provider-openai";
import { describe, expect, it } from "vitest";

import { dialect } from "../support/dialect.ts";
import { serve } from "../support/serve.ts";

const MESSAGES = [{ role: "user", content: "hi" }];
const SCRIPT: Script = [
  { type: "text", text: "one " },
  { type: "text", text: "two ☃ " },
  { type: "text", text: "three" },
  { type: "usage", usage: { inputTokens: 3, outputTokens: 3 } },
  { type: "finish", reason: "stop" },
];
const STEP = 37;

const OpenAI = openaiCompatible({
  name: "openai-like",
  url: "https://openai.test",
  baseUrl: "https://openai.test/v1",
  defaultModel: "simulated-1",
});

/** Upstreams, each with what of its bytes proves the end. */
const upstreams = {
  "openai-chat": {
    provider: ({ settings }: Upstream) => new OpenAI({ ...settings, apiKey: "sk-upstream-key" }),
    marker: '"finish_reason":"stop"',
  },
  "anthropic-messages": {
    provider: ({ settings }: Upstream) => new Anthropic({ ...settings, apiKey: "sk-upstream-key" }),
    marker: "message_stop",
  },
};

/** Faces, each with the end of a stream that is complete. */
const faces = [
  ["/v1/chat/completions", { messages: MESSAGES }, /data: \[DONE\]\n\n$/],
  ["/v1/responses", { input: "hi" }, /"type":"response\.completed"/],
  ["/v1/messages", { messages: MESSAGES, max_tokens: 10 }, /"type":\s*"message_stop"\}\n\n$/],
  ["/api/chat", { messages: MESSAGES }, /"done":true/],
] as const;

const cases = Object.keys(upstreams).flatMap((name) =>
  faces.map(([path, body, end]) => [name as keyof typeof upstreams, path, body, end] as const),
);

describe("an answer that upstream cuts anywhere never looks complete (R1)", () => {
  it.each(cases)("%s through %s", async (name, path, fields, end) => {
    await using upstream = await simulate({ dialect: dialect(name), transport: "memory" });
    const model = "simulated-1";
    const bytes = Buffer.from(upstream.bytesOf(SCRIPT, { messages: [], model })).toString("latin1");
    const proof = bytes.indexOf(upstreams[name].marker);
    await using serving = await serve([upstreams[name].provider(upstream)], {
      models: { it: `${name === "openai-chat" ? "openai-like" : "anthropic"}:${model}` },
    });
    const ask = async (delivery: Delivery): Promise<{ status: number; text: string }> => {
      upstream.play({ script: SCRIPT, delivery });
      const headers = { "anthropic-version": "2023-06-01" };
      const body = { model: "it", stream: true, ...fields };
      const response = await serving.ask(path, body, { headers });
      return { status: response.status, text: await response.text() };
    };
    const whole = await ask({});
    expect(whole.status).toBe(200);
    expect(whole.text).toMatch(end);
    for (let at = 0; at < proof; at += STEP) {
      const how = at % 2 === 0 ? "fin" : "rst";
      const { status, text } = await ask({ frame: "close", end: { how, at } });
      expect([200, 502]).toContain(status);
      expect(text).not.toMatch(end);
      expect(text.toLowerCase()).toMatch(/error|failed/);
    }
  });
});
