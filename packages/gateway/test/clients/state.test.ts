import type { Script } from "@g4f/conformance/testing";
import type { ChatCompletionMessageParam, ChatCompletionTool } from "openai/resources";
import type { ResponseInputItem, Tool } from "openai/resources/responses/responses";
import { describe, expect, test } from "vitest";

import { ready, SAY, type UpstreamName } from "./ready.ts";

const parameters = { type: "object", properties: { city: { type: "string" } } };
const chatTools: ChatCompletionTool[] = [
  { type: "function", function: { name: "weather", parameters } },
];
const tools: Tool[] = [{ type: "function", name: "weather", parameters, strict: false }];
const hi: ChatCompletionMessageParam = { role: "user", content: "Hi" };

function script(...events: readonly object[]): Script {
  return events.map((event) => {
    const type: unknown = Reflect.get(event, "type");
    const name = typeof type === "string" ? { event: type } : {};
    return { type: "event", data: JSON.stringify(event), ...name };
  });
}

/** Upstreams that sign what they think or call, and want it back. */
const SIGNED: readonly [UpstreamName, Script][] = [
  [
    "gemini",
    script({
      candidates: [
        {
          content: {
            role: "model",
            parts: [
              {
                functionCall: { name: "weather", args: { city: "Ulm" } },
                thoughtSignature: "c2lnbmVk",
              },
            ],
          },
          finishReason: "STOP",
        },
      ],
    }),
  ],
  [
    "anthropic-messages",
    script(
      { type: "message_start", message: { id: "msg_1", usage: { input_tokens: 1 } } },
      { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "hm" } },
      {
        type: "content_block_delta",
        index: 0,
        delta: { type: "signature_delta", signature: "c2lnbmVk" },
      },
      { type: "content_block_stop", index: 0 },
      {
        type: "content_block_start",
        index: 1,
        content_block: { type: "tool_use", id: "toolu_1", name: "weather", input: {} },
      },
      {
        type: "content_block_delta",
        index: 1,
        delta: { type: "input_json_delta", partial_json: '{"city":"Ulm"}' },
      },
      { type: "content_block_stop", index: 1 },
      { type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 5 } },
      { type: "message_stop" },
    ),
  ],
];

describe.each(SIGNED)("what %s wants back", (upstream, signed) => {
  test.each([true, false])("comes back with a chat's message, streamed: %s", async (streamed) => {
    await using at = await ready(upstream, signed, SAY);
    const first = { model: "m", messages: [hi], tools: chatTools };
    const { choices } = streamed
      ? await at.openai.chat.completions.stream(first).finalChatCompletion()
      : await at.openai.chat.completions.create(first);
    const message = choices[0]?.message as ChatCompletionMessageParam;
    const id = choices[0]?.message.tool_calls?.[0]?.id ?? "";
    await at.openai.chat.completions.create({
      ...first,
      messages: [hi, message, { role: "tool", tool_call_id: id, content: "sunny" }],
    });
    expect(at.upstream.calls[1]?.request.body).toContain("c2lnbmVk");
  });

  test.each(["by id", "with the items"])("comes back with a response, %s", async (how) => {
    await using at = await ready(upstream, signed, SAY);
    const stateless = how === "with the items";
    const first = await at.openai.responses.create({
      model: "m",
      input: "Hi",
      tools,
      ...(stateless ? { store: false, include: ["reasoning.encrypted_content" as const] } : {}),
    });
    expect(JSON.stringify(first).includes("encrypted_content")).toBe(
      stateless && upstream === "anthropic-messages",
    );
    const call = first.output.find((item) => item.type === "function_call");
    const result: ResponseInputItem = {
      type: "function_call_output",
      call_id: call?.call_id ?? "",
      output: "sunny",
    };
    const history = [{ role: "user", content: "Hi" }, ...first.output] as ResponseInputItem[];
    await at.openai.responses.create({
      model: "m",
      tools,
      ...(stateless
        ? { input: [...history, result] }
        : { previous_response_id: first.id, input: [result] }),
    });
    expect(at.upstream.calls[1]?.request.body).toContain("c2lnbmVk");
  });
});
