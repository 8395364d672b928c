import { expect, test } from "vitest";

import { DIALECTS } from "../../src/dialects/dialects.ts";
import type { Asked, Script, WireRequest } from "../../src/index.ts";
import { at } from "./read/told.ts";

const PARAMETERS = { type: "object", properties: { x: { type: "number" } } };

interface Row {
  readonly dialect: string;
  readonly path: string;
  readonly body: unknown;
  /** Where it differs from {@link COMMON}. */
  readonly asked?: Partial<Asked>;
}

/** What all of the requests below ask. */
const COMMON: Asked = {
  model: "m-1",
  messages: [
    { role: "system", text: "be brief" },
    { role: "user", text: "hello world" },
    { role: "assistant", text: "hi" },
  ],
  tools: [{ name: "f", parameters: PARAMETERS }],
  sampling: { temperature: 0.5, topP: 0.9, maxTokens: 7 },
};

const PARTS = [
  { type: "text", text: "hello " },
  { type: "text", text: "world" },
];
const CHAT = {
  model: "m-1",
  messages: [
    { role: "system", content: "be brief" },
    { role: "user", content: PARTS },
    { role: "assistant", content: "hi" },
  ],
  tools: [{ type: "function", function: { name: "f", parameters: PARAMETERS } }],
  temperature: 0.5,
  top_p: 0.9,
  max_tokens: 7,
};

const ROWS: readonly Row[] = [
  {
    dialect: "openai-chat",
    path: "/v1/chat/completions",
    body: { ...CHAT, stream: true },
    asked: { stream: true },
  },
  { dialect: "openai-chat", path: "/v1/chat/completions", body: CHAT, asked: { stream: false } },
  { dialect: "sse-text", path: "/chat", body: CHAT },
  { dialect: "plain-text", path: "/chat", body: CHAT },
  {
    dialect: "openai-responses",
    path: "/v1/responses",
    body: {
      model: "m-1",
      instructions: "be brief",
      input: [
        { role: "user", content: [{ type: "input_text", text: "hello world" }] },
        { type: "message", role: "assistant", content: [{ type: "output_text", text: "hi" }] },
        { type: "function_call", call_id: "1", name: "f", arguments: "{}" },
      ],
      tools: [{ type: "function", name: "f", parameters: PARAMETERS }],
      temperature: 0.5,
      top_p: 0.9,
      max_output_tokens: 7,
      reasoning: { effort: "low" },
      stream: true,
    },
    asked: {
      stream: true,
      sampling: { temperature: 0.5, topP: 0.9, maxTokens: 7, reasoningEffort: "low" },
    },
  },
  {
    dialect: "anthropic-messages",
    path: "/v1/messages",
    body: {
      model: "m-1",
      system: [{ type: "text", text: "be brief" }],
      messages: [
        { role: "user", content: PARTS },
        { role: "assistant", content: "hi" },
      ],
      tools: [{ name: "f", input_schema: PARAMETERS }],
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 7,
      stream: true,
    },
    asked: { stream: true },
  },
  {
    dialect: "gemini",
    path: "/v1beta/models/m-1:streamGenerateContent?alt=sse",
    body: {
      systemInstruction: { parts: [{ text: "be brief" }] },
      contents: [
        { role: "user", parts: PARTS },
        { role: "model", parts: [{ text: "hi" }] },
      ],
      tools: [{ functionDeclarations: [{ name: "f", parametersJsonSchema: PARAMETERS }] }],
      generationConfig: { temperature: 0.5, topP: 0.9, maxOutputTokens: 7 },
    },
    asked: { stream: true },
  },
  {
    dialect: "ollama",
    path: "/api/chat",
    body: {
      model: "m-1",
      messages: [
        { role: "system", content: "be brief" },
        { role: "user", content: "hello world" },
        { role: "assistant", content: "hi" },
      ],
      tools: [{ type: "function", function: { name: "f", parameters: PARAMETERS } }],
      options: { temperature: 0.5, top_p: 0.9, num_predict: 7 },
    },
    asked: { stream: true },
  },
];

function read(dialect: string, path: string, body: unknown): unknown {
  const request: WireRequest = { method: "POST", path, headers: {}, body: JSON.stringify(body) };
  return DIALECTS[dialect]?.read(request, new Map());
}

test.each(ROWS)("$dialect reads what $path asks", ({ dialect, path, body, asked }) => {
  expect(read(dialect, path, body)).toEqual({ ...COMMON, ...asked });
});

test.each(ROWS)("$dialect knows no other path than $path", ({ dialect, path, body }) => {
  expect(read(dialect, path.replace(/[a-z]+(?=$|\?)/, "nothing"), body)).toBeUndefined();
});

const SCRIPT: Script = [
  { type: "reasoning", text: "hm" },
  { type: "text", text: "hel" },
  { type: "text", text: "lo" },
  { type: "tool-calls", calls: [{ id: "c", name: "f", arguments: '{"x":1}' }] },
  { type: "usage", usage: { inputTokens: 3, outputTokens: 2 } },
  { type: "finish", reason: "length" },
];

/** Where an answer that is not streamed has its text, its reason and the name of its call. */
const WHOLE: Readonly<Record<string, Readonly<Record<string, readonly (string | number)[]>>>> = {
  "openai-chat": {
    hello: ["choices", 0, "message", "content"],
    length: ["choices", 0, "finish_reason"],
    f: ["choices", 0, "message", "tool_calls", 0, "function", "name"],
  },
  "openai-responses": {
    hello: ["output", 1, "content", 0, "text"],
    max_output_tokens: ["incomplete_details", "reason"],
    f: ["output", 2, "name"],
  },
  "anthropic-messages": {
    hello: ["content", 1, "text"],
    max_tokens: ["stop_reason"],
    f: ["content", 2, "name"],
  },
  gemini: {
    hello: ["candidates", 0, "content", "parts", 1, "text"],
    MAX_TOKENS: ["candidates", 0, "finishReason"],
    f: ["candidates", 0, "content", "parts", 2, "functionCall", "name"],
  },
  ollama: {
    hello: ["message", "content"],
    length: ["done_reason"],
    f: ["message", "tool_calls", 0, "function", "name"],
  },
};

test.each(Object.entries(WHOLE))("%s answers as a whole", (dialect, places) => {
  const whole: unknown = JSON.parse(DIALECTS[dialect]?.whole?.(SCRIPT, { messages: [] }) ?? "null");
  for (const [value, path] of Object.entries(places)) expect(at(whole, ...path)).toBe(value);
});

test.each(Object.values(DIALECTS))("$name: a script without a finish is not closed", (dialect) => {
  const said: Script = [{ type: "text", text: "hello" }];
  const open = dialect.encode(said, { messages: [] });
  const closed = dialect.encode([...said, { type: "finish", reason: "stop" }], { messages: [] });
  expect(open.length).toBeGreaterThan(0);
  expect(closed.slice(0, open.length)).toEqual(open);
  expect(open.some(({ of }) => of === "close" || of === "marker" || of === "finish")).toBe(false);
});

test.each(Object.values(DIALECTS))(
  "$name: events of a script are passed on as they are",
  (dialect) => {
    const [event] = dialect.encode([{ type: "event", data: "{raw", event: "odd" }], {
      messages: [],
    });
    expect(event).toEqual({ data: "{raw", event: "odd", of: "event" });
  },
);
