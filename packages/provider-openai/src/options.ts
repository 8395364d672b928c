import type { OptionSchema } from "@g4f/core";

/** What the chat-completions wire takes beside the common fields. */
export interface ChatOptions {
  /**
   * False: the answer is asked for whole, for models that a key may not stream. It comes at once, so
   * `deadlines.firstEvent` has to cover all of it, and a failure leaves no part of it. Default: true.
   */
  readonly stream?: boolean;
  /** Whether the model may call several tools at once; absent: as the host has it. */
  readonly parallelToolCalls?: boolean;
  /** How many likely tokens to tell at each place, 0 to 20: they come as `custom` parts named `logprobs`. */
  readonly topLogprobs?: number;
  /** Names of beta features, sent as `openai-beta`. */
  readonly beta?: readonly string[];
  /** Merged into the body of the request last, so it wins; for what only one host knows. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** The schemas of {@link ChatOptions}. */
export const CHAT_OPTIONS: Readonly<Record<keyof ChatOptions, OptionSchema>> = {
  stream: { type: "boolean", description: "False: the answer is asked for whole." },
  parallelToolCalls: {
    type: "boolean",
    description: "Whether the model may call several tools at once.",
  },
  topLogprobs: {
    type: "integer",
    minimum: 0,
    maximum: 20,
    description: "How many likely tokens to tell at each place.",
  },
  beta: { type: "array", items: { type: "string" }, description: "Names of beta features." },
  extraBody: { type: "object", description: "Merged into the body of the request last." },
};
