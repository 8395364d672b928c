/** Who speaks. */
export type Role = "system" | "developer" | "user" | "assistant" | "tool";

export interface TextContent {
  readonly type: "text";
  readonly text: string;
  /** Opaque data the provider wants back with the history, such as a signature. */
  readonly state?: unknown;
}

/** Where the bytes of an image, file or audio part are: inline or at a URL (`https:` or `data:`). */
export type MediaSource =
  | { readonly url: string | URL; readonly data?: never }
  | { readonly data: Uint8Array; readonly url?: never };

export type ImageContent = MediaSource & {
  readonly type: "image";
  /** Media type such as `image/png`; needed with `data`. */
  readonly mediaType?: string;
};

export type FileContent = MediaSource & {
  readonly type: "file";
  /** Media type such as `application/pdf`; needed with `data`. */
  readonly mediaType?: string;
  readonly name?: string;
};

export type AudioContent = MediaSource & {
  readonly type: "audio";
  /** Media type such as `audio/wav`; needed with `data`. */
  readonly mediaType?: string;
};

/** One piece of what a message says. */
export type ContentPart = TextContent | ImageContent | FileContent | AudioContent;

/** What a message says: a string, or parts in order. */
export type Content = string | readonly ContentPart[];

export interface SystemMessage {
  readonly role: "system" | "developer";
  readonly content: Content;
  readonly name?: string;
}

export interface UserMessage {
  readonly role: "user";
  readonly content: Content;
  readonly name?: string;
}

/** One tool call as it stands in a history; `arguments` is JSON text. */
export interface MessageToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
  /** Opaque data the provider wants back with the history, such as a signature. */
  readonly state?: unknown;
}

/** Reasoning as it stands in a history. */
export interface MessageReasoning {
  readonly text: string;
  /** Opaque data the provider wants back with the history, such as a signature. */
  readonly state?: unknown;
}

/** An answer; it may lack content where it holds tool calls. */
export interface AssistantMessage {
  readonly role: "assistant";
  readonly content?: Content | null;
  readonly name?: string;
  readonly reasoning?: readonly MessageReasoning[];
  readonly toolCalls?: readonly MessageToolCall[];
}

export interface ToolMessage {
  readonly role: "tool";
  readonly content: Content;
  /** The id of the call that this answers. */
  readonly toolCallId?: string;
  readonly name?: string;
}

/** One message of a chat. */
export type Message = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

/** A chat, oldest message first. */
export type Messages = readonly Message[];
