/** Told of each piece of text as it comes. */
export type OnText = (text: string) => void;

/** A library, set up for one base address (without `/v1`). */
export interface Client {
  /** Reads one streamed answer to its end. */
  readonly stream: (onText: OnText) => Promise<void>;
  /** One small answer that is not streamed, where the library has such a call. */
  readonly complete?: () => Promise<string>;
  /** Reads the call of a tool to its end: the JSON text of its arguments. */
  readonly tool?: () => Promise<string>;
}

/** What is measured: one way of reading an answer with one library. */
export interface Contestant {
  readonly name: string;
  /** `limit`: the least that any client does. `ours`: this project. `peer`: what a user could pick instead. */
  readonly kind: "limit" | "ours" | "peer";
  /** Whose versions are told. */
  readonly packages: readonly string[];
  /** A run without it is void. */
  readonly required: boolean;
  /** Takes part in a quick run, and where a measurement takes long. */
  readonly always?: true;
  /** Imports the library; rejects where it is not installed. */
  readonly load: () => Promise<(base: string) => Client>;
}

/** What every contestant asks. */
export const QUESTION = "go";
/** The key that every contestant sends, and the model it asks for. */
export const KEY = `sk-proj-${"aB3".repeat(40)}`;
export const MODEL = "gpt-4.1-nano";
/** The tool that is called; its one argument is a text. */
export const TOOL = {
  name: "write",
  description: "Writes a text.",
  parameters: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
} as const;
