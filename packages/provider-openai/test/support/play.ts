import type { CallRequest, Chunk } from "@g4f/core";
import {
  memoryTransport,
  outcome,
  sseFrames,
  type MemoryTransport,
  type Outcome,
} from "@g4f/recorded";

import { openaiCompatible, type ChatOptions, type Host } from "../../src/index.ts";

export const messages = [{ role: "user", content: "Hi" }] as const;

/** A host that says nothing of itself. */
const PLAIN: Host = { name: "Acme", baseUrl: "https://api.acme.test/v1" };

/** What a call came to, and what was sent for it. */
export interface Played extends Outcome {
  readonly transport: MemoryTransport;
  readonly sent: Record<string, unknown>;
}

/** What a stream is made of: events, or bytes as they are. */
export type Script = readonly object[] | string | readonly (string | Error)[];

/** Plays a stream to a provider made from a row. */
export async function play(
  script: Script,
  request: Partial<CallRequest<ChatOptions>> = {},
  row: Partial<Host> = {},
): Promise<Played> {
  const transport = memoryTransport(() => ({
    headers: { "content-type": "text/event-stream", "x-request-id": "r-1", "retry-after": "3" },
    body: bodyOf(script),
  }));
  const Provider = openaiCompatible({ ...PLAIN, ...row });
  const provider = new Provider({ apiKey: "k", transport });
  const result = await outcome(provider.createAsyncGenerator({ model: "m", messages, ...request }));
  return { ...result, transport, sent: transport.requests.length > 0 ? transport.sent() : {} };
}

function bodyOf(script: Script): readonly (string | Error)[] {
  if (typeof script === "string") return [script];
  if (script.every((item) => typeof item === "string" || item instanceof Error)) return script;
  return sseFrames(
    script.map((event) => JSON.stringify(event)),
    { done: true },
  ).frames;
}

/** One event with this delta. */
export const delta = (fields: object, more: object = {}): object => ({
  id: "c-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: [{ index: 0, delta: fields, finish_reason: null }],
  ...more,
});

/** The event that says why the answer ends. */
export const finish = (reason = "stop", more: object = {}): object => ({
  id: "c-1",
  choices: [{ index: 0, delta: {}, finish_reason: reason }],
  ...more,
});

/** Text and reasoning of chunks, in order, neighbours of a kind joined. */
export function said(chunks: readonly Chunk[]): [kind: string, text: string][] {
  const all: [string, string][] = [];
  for (const chunk of chunks) {
    const next: [string, string] | undefined =
      typeof chunk === "string"
        ? ["text", chunk]
        : chunk.type === "reasoning" && chunk.text !== ""
          ? ["reasoning", chunk.text]
          : undefined;
    if (next === undefined) continue;
    const last = all.at(-1);
    if (last?.[0] === next[0]) last[1] += next[1];
    else all.push(next);
  }
  return all;
}
