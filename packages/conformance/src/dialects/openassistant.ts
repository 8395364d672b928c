import type { ErrorCode } from "@g4f/core";

import type { Asked, Dialect, WireReply, WireRequest } from "../dialect.ts";
import type { ScriptError } from "../script.ts";
import type { Script } from "../script.ts";
import { defineDialect } from "./define-dialect.ts";
import { parseRecord, stringOf, type JsonRecord } from "./json-record.ts";
import { json, messageRead, OpenAssistantChats } from "./openassistant-chats.ts";
import type { Say } from "./say.ts";
import { wholeAnswer } from "./script-parts.ts";

/** A request as both servers of Open Assistant understand it. */
export type ChatRequest =
  | { readonly to: "create" | "login" }
  | { readonly to: "models" }
  | { readonly to: "delete"; readonly chatId: string }
  | { readonly to: "prompter" | "assistant"; readonly chatId: string; readonly body: JsonRecord }
  | { readonly to: "events" | "message"; readonly chatId: string; readonly messageId: string };

/** In what the website and the inference server differ. */
export interface Server {
  readonly name: string;
  /** Empty: the website sends none with its streams. */
  readonly contentType?: string;
  /** Reads method and path; undefined where there is no such route. */
  readonly route: (request: WireRequest) => ChatRequest | undefined;
  /** The field of an error body that holds the words. */
  readonly words: "message" | "detail";
  /** Body of the answer to the request for the names of the models. */
  readonly models: JsonRecord | readonly JsonRecord[];
}

/** How the server words the kinds of errors that it can tell apart. */
const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  auth: "Invalid token",
  context_length: "Message content exceeds max length",
  model_not_found: "Model simulated not found",
  overloaded: "The server is currently busy. Please try again later.",
};

/** The dialect of one of the two servers: chat, prompter message and assistant message lead up to the events. */
export function openassistantDialect(server: Server): Dialect {
  const { name, contentType, words } = server;
  return defineDialect({
    name,
    framing: "sse",
    lineEnd: "\r\n",
    terminator: "finish",
    abilities: ["error", "json", "sampling", "system"],
    ...(contentType === undefined ? {} : { contentType }),
    read: (request, memory) => read(server, request, OpenAssistantChats.of(memory)),
    say,
    errorBody: (error) => ({ [words]: worded(error) }),
  });
}

function read(
  { route, models, words }: Server,
  request: WireRequest,
  chats: OpenAssistantChats,
): Asked | WireReply | undefined {
  const asked = route(request);
  if (asked === undefined) return undefined;
  if (asked.to === "models") return json(models);
  return answered(asked, chats) ?? failure(words);
}

function answered(
  asked: Exclude<ChatRequest, { readonly to: "models" }>,
  chats: OpenAssistantChats,
): Asked | WireReply | undefined {
  switch (asked.to) {
    case "create":
      return chats.create();
    case "login":
      return json({ id: "simulated", provider: "simulated", display_name: "", deleted: false });
    case "delete":
      return chats.delete(asked.chatId);
    case "prompter":
    case "assistant":
      return chats.add(asked.to, asked.chatId, asked.body);
    case "message":
      return chats.message(asked.messageId);
    case "events":
      return chats.asked(asked.chatId, asked.messageId);
    default:
      return asked satisfies never;
  }
}

function failure(words: Server["words"]): WireReply {
  return { status: 500, body: JSON.stringify({ [words]: "Something went wrong" }) };
}

function worded({ code, message }: ScriptError): string {
  const words = WORDS[code];
  return words === undefined ? message : `${words} (${message})`;
}

const NOWHERE: JsonRecord = messageRead(
  { id: "simulated", chatId: "simulated", role: "assistant", body: {} },
  "complete",
  null,
);

function say(asked: Asked, script: Script): Say {
  const message = "message" in asked ? (asked.message as JsonRecord) : NOWHERE;
  const content = wholeAnswer(script).text;
  return {
    text: ({ text }) => ascii({ event_type: "token", text }),
    finish: () => ascii({ event_type: "message", message: { ...message, content } }),
    error: ({ error }) => {
      const failed = { ...message, state: "aborted_by_worker" };
      return ascii({ event_type: "error", error: error.message, message: failed });
    },
  };
}

/** JSON in which everything is escaped that is not ASCII, as Python writes it. */
function ascii(value: JsonRecord): string {
  return JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (unit) => String.raw`\u${(unit.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

/** Path and query of a request. */
export function pathOf({ path }: WireRequest): URL {
  return new URL(path, "http://simulated.invalid");
}

/** The body of a request that may have none. */
export function bodyOf({ body }: WireRequest): JsonRecord {
  return body.trim() === "" ? {} : parseRecord(body);
}

/** A field that is a string; empty where it is not. */
export function textField(body: JsonRecord, name: string): string {
  return stringOf(body[name]) ?? "";
}
