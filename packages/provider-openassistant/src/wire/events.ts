import type { MessageRead } from "./message.ts";

/** The message waits; sent once a second until the first token. */
export interface PendingEvent {
  readonly event_type: "pending";
  /** 1 = next; 0 of 0 where the message is in no queue. */
  readonly queue_position: number;
  readonly queue_size: number;
}

/** The next piece of the answer; may be empty. */
export interface TokenEvent {
  readonly event_type: "token";
  readonly text: string;
}

/** A step of a plugin; an empty token follows each. */
export interface PluginIntermediateEvent {
  readonly event_type: "plugin_intermediate";
  readonly current_plugin_thought: string;
  readonly current_plugin_action_taken: string;
  readonly current_plugin_action_input: string;
  readonly current_plugin_action_response: string;
  readonly message: null;
}

/** The end of a good answer; `message.content` counts, whatever the tokens were. */
export interface MessageEvent {
  readonly event_type: "message";
  readonly message: MessageRead;
}

/** The end of a failed answer. */
export interface ErrorEvent {
  readonly event_type: "error";
  readonly error: string;
  readonly message: MessageRead;
}

/** Declared by the original, never sent. */
export interface SafePromptEvent {
  readonly event_type: "safe_prompt";
  readonly safe_prompt: string;
  readonly message: MessageRead;
}

/** What the events of a message may be. */
export type ChatEvent =
  | PendingEvent
  | TokenEvent
  | PluginIntermediateEvent
  | MessageEvent
  | ErrorEvent
  | SafePromptEvent;
