import { mockProvider } from "@g4f/conformance/testing";
import type { CommonRequest } from "@g4f/core";
import { describe, expect, it } from "vitest";

import type { Face } from "../../src/face.ts";
import { anthropicMessages } from "../../src/faces/anthropic/face.ts";
import { ollamaChat } from "../../src/faces/ollama/face.ts";
import { openaiChat } from "../../src/faces/openai-chat/face.ts";
import { openaiResponses } from "../../src/faces/openai-responses/face.ts";
import { checkFields } from "../../src/relay/check-fields.ts";
import { serve } from "../support/serve.ts";

const faces: Record<string, unknown> = {
  chat: openaiChat,
  responses: openaiResponses({} as never),
  messages: anthropicMessages,
  ollama: ollamaChat,
};

const FIELDS = ["schema", "stop", "reasoningEffort", "tools"] as const;
const supports = Object.fromEntries(FIELDS.map((field) => [field, false]));
const plain = mockProvider([{ type: "finish", reason: "stop" }], {
  name: "plain",
  defaultModel: "able-1",
  supports,
  models: { open: true, known: ["able-1", { id: "able-2", supports: { schema: true } }] },
});

function check(face: unknown, call: Partial<CommonRequest>, model?: string): void {
  const asked = { model: "m", stream: false, original: {}, call: { messages: [], ...call } };
  checkFields({ face: face as Face, asked, found: { id: "m", name: "m", provider: plain, model } });
}

describe("what a provider does not support", () => {
  it.each([
    ["chat", { schema: {} }, "response_format"],
    ["chat", { stop: ["a"] }, "stop"],
    ["chat", { reasoningEffort: "low" }, "reasoning_effort"],
    ["responses", { schema: {} }, "text.format"],
    ["responses", { reasoningEffort: "low" }, "reasoning.effort"],
    ["messages", { stop: ["a"] }, "stop_sequences"],
    ["messages", { schema: {} }, "output_config.format"],
    ["ollama", { schema: {} }, "format"],
    ["ollama", { stop: ["a"] }, "options.stop"],
    ["ollama", { reasoningEffort: "low" }, "think"],
    ["ollama", { tools: [{ name: "f", parameters: {} }] }, "tools"],
  ] as const)("%s: %j is refused as %s", (face, call, field) => {
    expect(() => check(faces[face], call)).toThrow(
      expect.objectContaining({
        code: "not_supported",
        parameter: field,
        message: `${field}: plain does not support it; leave it out`,
      }),
    );
  });

  it("goes by the model where that is known to be able", () => {
    expect(() => check(openaiChat, { schema: {} }, "able-2")).not.toThrow();
  });

  it("is no matter of what is supported or left out", () => {
    expect(() => check(openaiChat, { temperature: 1, tools: [] })).not.toThrow();
  });

  it("names the field to OpenAI's clients", async () => {
    await using serving = await serve([plain]);
    const response_format = { type: "json_object" };
    const messages = [{ role: "user", content: "Hi" }];
    const body = { model: "able-1", messages, response_format };
    const answer = await serving.ask("/v1/chat/completions", body);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        error: {
          message: "response_format: plain does not support it; leave it out",
          type: "invalid_request_error",
          param: "response_format",
          code: "unsupported_parameter",
        },
      },
    ]);
  });
});
