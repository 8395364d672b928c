import { parseJson, ProviderError, type SseEvent } from "@g4f/core";

import type { PluginIntermediateEvent } from "../wire.ts";
import { readMessage, type MessageFacts } from "./read-message.ts";

/** An event that was checked; `raw` is all that came. */
export type AnswerEvent = { readonly raw: unknown } & (
  | { readonly type: "pending"; readonly position: number; readonly size: number | undefined }
  | { readonly type: "token"; readonly text: string }
  | { readonly type: "plugin_intermediate"; readonly step: PluginStep }
  | { readonly type: "message"; readonly message: MessageFacts }
  | { readonly type: "error"; readonly error: string }
  | { readonly type: "other" }
);

/** What a plugin is about to do, in the server's words. */
export interface PluginStep {
  readonly thought: string;
  readonly actionTaken: string;
  readonly actionInput: string;
  readonly actionResponse: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * One event of an answer; undefined for what is no JSON object, such as the date in a ping of an old
 * server.
 * @throws ProviderError `protocol` for a broken object, or an event that lacks what it is about.
 */
export function readEvent({ event, data }: SseEvent): AnswerEvent | undefined {
  if (event === "ping" || !data.trimStart().startsWith("{")) return undefined;
  const raw = parseJson(data) as Fields;
  switch (raw["event_type"]) {
    case "pending":
      return readPending(raw);
    case "token":
      return { type: "token", raw, text: text(raw, "text") };
    case "plugin_intermediate":
      return { type: "plugin_intermediate", raw, step: readStep(raw) };
    case "message":
      return readEnd(raw);
    case "error":
      return { type: "error", raw, error: optionalText(raw["error"]) };
    default:
      return { type: "other", raw };
  }
}

function readPending(raw: Fields): AnswerEvent {
  const { queue_position: position, queue_size: size } = raw;
  if (typeof position !== "number") throw lacks("queue_position");
  return { type: "pending", raw, position, size: typeof size === "number" ? size : undefined };
}

function readEnd(raw: Fields): AnswerEvent {
  const message = readMessage(raw["message"]);
  if (message === undefined) throw lacks("message");
  return { type: "message", raw, message };
}

function readStep(raw: Fields): PluginStep {
  const field = (name: keyof PluginIntermediateEvent): string => optionalText(raw[name]);
  return {
    thought: field("current_plugin_thought"),
    actionTaken: field("current_plugin_action_taken"),
    actionInput: field("current_plugin_action_input"),
    actionResponse: field("current_plugin_action_response"),
  };
}

function text(raw: Fields, key: string): string {
  const value = raw[key];
  if (typeof value !== "string") throw lacks(key);
  return value;
}

function optionalText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function lacks(key: string): ProviderError {
  return new ProviderError("protocol", `OpenAssistant sent an event without ${key}`, {
    phase: "stream",
  });
}
