import { ProviderError, type CallRequest, type Chunk, type ProviderStream } from "@g4f/core";

import {
  OpenAssistant,
  type OpenAssistantOptions,
  type OpenAssistantSettings,
} from "../../src/index.ts";
import { encodeEvent, type ChatEvent, type MessageRead } from "../../src/wire.ts";
import { recordedBody } from "./recording.ts";
import type { MadeReply, ScriptedServer } from "./scripted-server.ts";

/** A session cookie as the website knows it, and messages to send. */
export const COOKIES = { "next-auth.session-token": "a-session-of-somebody" } as const;
export const MESSAGES = [{ role: "user", content: "Hello, who are you?" }] as const;

/** An instance for the website that `server` plays. */
export function website(
  server: ScriptedServer,
  settings: OpenAssistantSettings = {},
): OpenAssistant {
  return new OpenAssistant({ baseUrl: server.baseUrl, cookies: COOKIES, ...settings });
}

/** An instance for the inference server that `server` plays. */
export function inference(
  server: ScriptedServer,
  settings: OpenAssistantSettings = {},
): OpenAssistant {
  const own = { baseUrl: server.baseUrl, api: "inference", apiKey: "a-key-of-somebody" } as const;
  return new OpenAssistant({ ...own, ...settings });
}

/** One call with a message to answer. */
export function ask(
  provider: OpenAssistant,
  request: Partial<CallRequest<OpenAssistantOptions>> = {},
): ProviderStream {
  return provider.createAsyncGenerator({ messages: MESSAGES, ...request });
}

/** All chunks of a call, its clean-up done. */
export async function chunksOf(stream: ProviderStream): Promise<Chunk[]> {
  const chunks = await Array.fromAsync(stream.chunks());
  await stream.closed;
  return chunks;
}

/** A call that has not been read yet. */
interface Collectable {
  readonly collect: () => Promise<unknown>;
  readonly closed: Promise<void>;
}

/** The error that a call, or any promise, ends with. */
export async function failureOf(work: Collectable | Promise<unknown>): Promise<ProviderError> {
  const promise = work instanceof Promise ? work : work.collect();
  const error: unknown = await promise.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  if (!(work instanceof Promise)) await work.closed;
  if (ProviderError.is(error)) return error;
  throw error;
}

/** A message as the original sent it, with some fields replaced. */
export function message(fields: Partial<MessageRead> = {}): MessageRead {
  return { ...(JSON.parse(recordedBody("W06")) as MessageRead), ...fields };
}

/** A stream of the given events, complete. */
export function events(...list: readonly (ChatEvent | string)[]): MadeReply {
  const body = list.map((item) => (typeof item === "string" ? item : encodeEvent(item))).join("");
  return { headers: { "content-type": "text/event-stream; charset=utf-8" }, body };
}

export const token = (text: string): ChatEvent => ({ event_type: "token", text });
export const final = (fields: Partial<MessageRead> = {}): ChatEvent => ({
  event_type: "message",
  message: message(fields),
});
export const jsonReply = (body: unknown, status = 200): MadeReply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
