import type { Recorded } from "./recorded.ts";
import { argumentPieces, padding, seeded, textPieces } from "./words.ts";
import type { Workload } from "./workload.ts";

/** A stream before it is packed: its events as they travel, and all that it says. */
export interface Stream {
  readonly frames: readonly string[];
  readonly text: string;
}

/** The wires that are spoken. */
export const WIRES = ["chat", "responses", "assistant"] as const;
export type Wire = (typeof WIRES)[number];

const HEAD = {
  id: "chatcmpl-abcdefghijklmnopqrstuvwxyz012",
  object: "chat.completion.chunk",
  created: 1_770_933_892,
  model: "gpt-4.1-nano-2025-04-14",
  service_tier: "default",
  system_fingerprint: "fp_de604bd877",
};

function chatEvent(delta: object, finish: string | null, rest: object): string {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  return JSON.stringify({ ...HEAD, choices, usage: null, ...rest });
}

const data = (event: string): string => `data: ${event}\n\n`;
const named = (event: { readonly type: string; readonly sequence_number: number }): string =>
  `event: ${event.type}\n${data(JSON.stringify(event))}`;

/** Everything that `asked` says over `wire`. @throws Error where there is no such recording. */
export function streamOf(wire: Wire, asked: Workload, recorded: readonly Recorded[]): Stream {
  if (asked.replay !== "") return replayed(asked, recorded);
  const pieces = piecesOf(asked);
  const frames = FRAMES[wire](pieces, asked);
  return { frames, text: pieces.join("") };
}

function piecesOf({ says, tokens }: Workload): string[] {
  if (says === "tool") return argumentPieces(tokens);
  return says === "line" ? ["x".repeat(tokens)] : textPieces(tokens);
}

function replayed({ replay, tokens }: Workload, recorded: readonly Recorded[]): Stream {
  const { spoken } = recorded.find(({ name }) => name === replay) ?? { spoken: [] };
  if (spoken.length === 0) throw new Error(`there is no recording ${replay} with text`);
  const said = Array.from({ length: tokens }, (_, at) => spoken[at % spoken.length]);
  const end = [...chatEnd(tokens, "stop"), "[DONE]"];
  return {
    frames: [...said.map((one) => one?.event ?? ""), ...end].map(data),
    text: said.map((one) => one?.text ?? "").join(""),
  };
}

function chatEnd(tokens: number, reason: string): string[] {
  const usage = { prompt_tokens: 1, completion_tokens: tokens, total_tokens: tokens + 1 };
  return [chatEvent({}, reason, {}), JSON.stringify({ ...HEAD, choices: [], usage })];
}

const FRAMES: Readonly<Record<Wire, (pieces: string[], asked: Workload) => string[]>> = {
  chat: chatFrames,
  responses: responsesFrames,
  assistant: assistantFrames,
};

function chatFrames(pieces: string[], { says, padded }: Workload): string[] {
  const random = seeded(7);
  const pad = (text: string): object => (padded ? { obfuscation: padding(random, text) } : {});
  const tool = says === "tool";
  const opening = tool
    ? toolDelta({ id: "call_abc", type: "function", function: { name: "write", arguments: "" } })
    : { content: "", refusal: null };
  const said = pieces.map((piece) =>
    chatEvent(
      tool ? toolDelta({ function: { arguments: piece } }) : { content: piece },
      null,
      pad(piece),
    ),
  );
  const end = chatEnd(pieces.length, tool ? "tool_calls" : "stop");
  const first = chatEvent({ role: "assistant", ...opening }, null, pad(""));
  return [first, ...said, ...end, "[DONE]"].map(data);
}

function toolDelta(call: object): object {
  return { tool_calls: [{ index: 0, ...call }] };
}

// https://platform.openai.com/docs/api-reference/responses-streaming
function responsesFrames(pieces: string[], { padded }: Workload): string[] {
  const random = seeded(7);
  const text = pieces.join("");
  const item = { id: "msg_1", type: "message", status: "in_progress", role: "assistant" };
  const response = { id: "resp_1", object: "response", created_at: 1, model: "m", output: [] };
  const usage = { input_tokens: 1, output_tokens: pieces.length, total_tokens: pieces.length + 1 };
  const place = { item_id: "msg_1", output_index: 0, content_index: 0 };
  const part = { type: "output_text", annotations: [], text: "" };
  const whole = { ...item, status: "completed", content: [{ ...part, text }] };
  const events = [
    { type: "response.created", response: { ...response, status: "in_progress" } },
    { type: "response.output_item.added", output_index: 0, item: { ...item, content: [] } },
    { type: "response.content_part.added", ...place, part },
    ...pieces.map((delta) => ({
      type: "response.output_text.delta",
      ...place,
      delta,
      logprobs: [],
      ...(padded ? { obfuscation: padding(random, delta) } : {}),
    })),
    { type: "response.output_text.done", ...place, text, logprobs: [] },
    { type: "response.content_part.done", ...place, part: { ...part, text } },
    { type: "response.output_item.done", output_index: 0, item: whole },
    {
      type: "response.completed",
      response: { ...response, status: "completed", output: [whole], usage },
    },
  ];
  return events.map((event, at) => named({ ...event, sequence_number: at }));
}

// https://github.com/LAION-AI/Open-Assistant: the events of inference/server.
function assistantFrames(pieces: string[]): string[] {
  const said = pieces.map((text) => ({ event_type: "token", text }));
  const message = { state: "complete", content: pieces.join(""), used_plugin: null };
  return [...said, { event_type: "message", message }].map((event) => data(JSON.stringify(event)));
}

/** The answer of the chat-completions wire to one who does not want a stream. */
export function wholeAnswer(asked: Workload): object {
  const pieces = piecesOf(asked);
  const { length } = pieces;
  const message = { role: "assistant", content: pieces.join(""), refusal: null, annotations: [] };
  return {
    ...HEAD,
    object: "chat.completion",
    choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
    usage: { prompt_tokens: 1, completion_tokens: length, total_tokens: length + 1 },
  };
}
