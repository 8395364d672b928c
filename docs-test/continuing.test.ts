import type { AsyncGeneratorProvider, CallResult, Messages, ProviderSettings } from "@g4f/core";
import { Anthropic } from "@g4f/provider-anthropic";
import { Gemini } from "@g4f/provider-gemini";
import { Ollama } from "@g4f/provider-ollama";
import { OpenAI, OpenAIResponses } from "@g4f/provider-openai";
import { memoryTransport, ndjsonFrames, sseFrames, type Frames } from "@g4f/recorded";
import { describe, expect, it } from "vitest";

/** How one provider says: thought, a call of `look`, and something that it wants back. */
interface Wire {
  readonly make: new (settings: ProviderSettings) => AsyncGeneratorProvider;
  readonly frames: Frames;
  /** What of its own answer must go back to it, and to nobody else. */
  readonly secret: string;
}

const json = (events: readonly object[]): string[] => events.map((event) => JSON.stringify(event));
const call = { name: "look", arguments: '{"at":"it"}' };
const item = { type: "function_call", id: "fc_1", call_id: "call_R1", ...call };
const block = (index: number, content_block: object, ...deltas: object[]): object[] => [
  { type: "content_block_start", index, content_block },
  ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
  { type: "content_block_stop", index },
];

const WIRES: Readonly<Record<string, Wire>> = {
  OpenAI: {
    make: OpenAI,
    secret: "signature-of-openai",
    frames: sseFrames(
      json([
        {
          choices: [
            {
              delta: {
                reasoning_content: "hm",
                tool_calls: [
                  {
                    index: 0,
                    id: "call_O1",
                    function: call,
                    extra_content: { signature: "signature-of-openai" },
                  },
                ],
              },
              finish_reason: "tool_calls",
            },
          ],
        },
      ]),
      { done: true },
    ),
  },
  OpenAIResponses: {
    make: OpenAIResponses,
    secret: "encrypted-by-responses",
    frames: sseFrames(
      json([
        { type: "response.reasoning_summary_text.delta", output_index: 0, delta: "hm" },
        {
          type: "response.output_item.done",
          output_index: 0,
          item: { type: "reasoning", id: "rs_1", encrypted_content: "encrypted-by-responses" },
        },
        { type: "response.output_item.done", output_index: 1, item },
        { type: "response.completed", response: {} },
      ]),
    ),
  },
  Anthropic: {
    make: Anthropic,
    secret: "signature-of-anthropic",
    frames: sseFrames(
      json([
        ...block(
          0,
          { type: "thinking" },
          { type: "thinking_delta", thinking: "hm" },
          { type: "signature_delta", signature: "signature-of-anthropic" },
        ),
        ...block(
          1,
          { type: "tool_use", id: "toolu_A1", name: "look" },
          { type: "input_json_delta", partial_json: call.arguments },
        ),
        { type: "message_delta", delta: { stop_reason: "tool_use" } },
        { type: "message_stop" },
      ]),
    ),
  },
  Gemini: {
    make: Gemini,
    secret: "signature-of-gemini",
    frames: sseFrames(
      json([
        {
          candidates: [
            {
              content: {
                parts: [
                  { text: "hm", thought: true },
                  {
                    functionCall: { name: "look", args: { at: "it" } },
                    thoughtSignature: "signature-of-gemini",
                  },
                ],
              },
              finishReason: "STOP",
            },
          ],
        },
      ]),
    ),
  },
  Ollama: {
    make: Ollama,
    secret: '"thinking":"hm"',
    frames: ndjsonFrames(
      json([
        {
          message: {
            thinking: "hm",
            tool_calls: [{ function: { name: "look", arguments: { at: "it" } } }],
          },
        },
        { message: { content: "" }, done: true, done_reason: "stop" },
      ]),
    ),
  },
};

const names = Object.keys(WIRES);
const begin: Messages = [{ role: "user", content: "Look at it." }];

/** One answer of a provider to a history, and the body that was sent for it. */
async function ask(
  name: string,
  messages: Messages,
): Promise<{ result: CallResult; sent: string }> {
  const { make, frames } = WIRES[name] as Wire;
  const transport = memoryTransport(() => ({ headers: frames.headers, body: frames.frames }));
  const provider = new make({ apiKey: "k", transport });
  const result = await provider.createAsyncGenerator({ model: "m", messages }).collect();
  return { result, sent: String(transport.requests[0]?.body) };
}

/** A history with one call of this provider, answered. */
async function historyOf(name: string): Promise<Messages> {
  const { result } = await ask(name, begin);
  const [made] = result.toolCalls;
  expect(made).toMatchObject({ name: "look" });
  expect(JSON.parse(made?.arguments ?? "")).toEqual({ at: "it" });
  expect(result).toMatchObject({ reasoning: "hm", finishReason: "tool-calls" });
  return [
    ...begin,
    result.message,
    { role: "tool", toolCallId: made?.id ?? "", content: "seen" },
    { role: "user", content: "And?" },
  ];
}

describe("a history that was begun with one provider goes on with any other", () => {
  const pairs = names.flatMap((from) => names.map((to) => [from, to] as const));
  it.each(pairs)("from %s to %s", async (from, to) => {
    const history = await historyOf(from);
    const { sent, result } = await ask(to, history);
    expect(result.finishReason).toBe("tool-calls");
    for (const words of ["Look at it.", "look", "seen", "And?"]) expect(sent).toContain(words);
    // What one has signed goes back to it, and never to another.
    expect(sent.includes((WIRES[from] as Wire).secret)).toBe(from === to);
  });

  it("and through all of them in turn", async () => {
    let history = begin;
    for (const name of [...names, ...names]) {
      const { result } = await ask(name, history);
      const [made] = result.toolCalls;
      history = [
        ...history,
        result.message,
        { role: "tool", toolCallId: made?.id ?? "", content: `seen by ${name}` },
      ];
    }
    expect(history).toHaveLength(1 + 4 * names.length);
  });

  it("says what had to be left out on the way", async () => {
    const image = { type: "image", data: Uint8Array.of(1), mediaType: "image/png" } as const;
    const history: Messages = [...begin, { role: "assistant", content: [image] }, ...begin];
    for (const name of names) {
      const { result } = await ask(name, history);
      const wanted = `${name} takes no image in assistant messages: 1 left out`;
      expect(result.warnings).toEqual(name === "Gemini" ? [] : [wanted]);
    }
  });
});
