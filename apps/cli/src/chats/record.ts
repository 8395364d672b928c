import type { AssistantMessage, ContentPart, Message } from "@g4f/core";

/** Who answers in a chat, as it was asked for; what is absent is chosen anew with each start. */
export interface ChatSettings {
  readonly provider?: string;
  readonly model?: string;
  /** In place of provider and model. */
  readonly route?: string;
  /** A text, or `@name` of a prompt in the configuration. */
  readonly system?: string;
  readonly baseUrl?: string;
  readonly offline?: boolean;
}

/** The first line of a chat. */
interface HeaderRecord {
  readonly type: "chat";
  readonly version: 1;
  /** ISO 8601. */
  readonly at: string;
}

/** From here on these settings hold; they replace the ones before. */
interface SettingsRecord extends ChatSettings {
  readonly type: "settings";
}

export interface QuestionRecord {
  readonly type: "question";
  readonly at: string;
  /** As it was sent. */
  readonly content: string;
  /** As it was typed, where a template or files were put around it. */
  readonly input?: string;
  /** Images, PDFs and audio that went with it. */
  readonly files?: readonly ContentPart[];
}

/** What came of an answer since the draft before; the answer itself replaces all of them. */
interface DraftRecord {
  readonly type: "draft";
  readonly text: string;
}

export interface AnswerRecord {
  readonly type: "answer";
  readonly at: string;
  readonly message: AssistantMessage;
  /** Answers before it that asked for calls of tools, and what the tools gave. */
  readonly steps?: readonly Message[];
  readonly provider: string;
  readonly model: string;
  /** True where it was stopped or cut. */
  readonly partial?: boolean;
}

/** One line of a chat file. `retry` takes the last answer back, `clear` begins with nothing said. */
export type ChatRecord =
  | HeaderRecord
  | SettingsRecord
  | QuestionRecord
  | DraftRecord
  | AnswerRecord
  | { readonly type: "retry" }
  | { readonly type: "clear" };

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const flag: Check = (value) => typeof value === "boolean";
const list: Check = (value) => Array.isArray(value);
const message: Check = (value) =>
  typeof value === "object" && value !== null && Reflect.get(value, "role") === "assistant";
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const FIELDS: ReadonlyMap<unknown, Readonly<Record<string, Check>>> = new Map(
  Object.entries({
    chat: { version: (value) => value === 1, at: text },
    settings: {
      provider: optional(text),
      model: optional(text),
      route: optional(text),
      system: optional(text),
      baseUrl: optional(text),
      offline: optional(flag),
    },
    question: { at: text, content: text, input: optional(text), files: optional(list) },
    draft: { text },
    answer: {
      at: text,
      message,
      steps: optional(list),
      provider: text,
      model: text,
      partial: optional(flag),
    },
    retry: {},
    clear: {},
  } satisfies Record<ChatRecord["type"], Readonly<Record<string, Check>>>),
);

/** One record as a line. */
export function formatRecord(record: ChatRecord): string {
  return `${JSON.stringify(record, (_key, value: unknown) =>
    value instanceof Uint8Array ? { $base64: Buffer.from(value).toString("base64") } : value,
  )}\n`;
}

/**
 * The record in a line.
 * @throws Error that says what is wrong with it.
 */
export function parseRecord(line: string): ChatRecord {
  const value = parse(line);
  if (typeof value !== "object" || value === null) throw new Error("it is no JSON object");
  const type: unknown = Reflect.get(value, "type");
  const fields = FIELDS.get(type);
  if (fields === undefined) throw new Error(`its type is none of ${[...FIELDS.keys()].join(", ")}`);
  for (const [name, check] of Object.entries(fields)) {
    if (check(Reflect.get(value, name))) continue;
    throw new Error(`${name} is missing, or not what a record of type ${String(type)} has there`);
  }
  return value as ChatRecord;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line, (_key, value: unknown) => bytesOf(value) ?? value) as unknown;
  } catch {
    throw new Error("it is no JSON");
  }
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { $base64: encoded } = value as { readonly $base64?: unknown };
  return typeof encoded === "string" ? new Uint8Array(Buffer.from(encoded, "base64")) : undefined;
}
