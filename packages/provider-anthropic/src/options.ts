import type { OptionSchema } from "@g4f/core";

/** What the messages API takes beside the common fields. */
export interface AnthropicOptions {
  /** Most tokens that the model may think with; absent: it does not think. Below `maxTokens`. */
  readonly thinkingBudget?: number;
  /** Marks system prompt, tools and the last message as the end of what is worth a cache. */
  readonly cache?: boolean;
  /** Whether the model may call several tools at once. Default: true. */
  readonly parallelToolCalls?: boolean;
  /** The version of the API, as `anthropic-version` names it. Default: 2023-06-01. */
  readonly version?: string;
  /** Names of beta features, sent as `anthropic-beta`. */
  readonly beta?: readonly string[];
  /** Merged into the body of the request last, so it wins. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** The schemas of {@link AnthropicOptions}. */
export const OPTIONS: Readonly<Record<keyof AnthropicOptions, OptionSchema>> = {
  thinkingBudget: {
    type: "integer",
    minimum: 1024,
    description: "Most tokens that the model may think with.",
  },
  cache: { type: "boolean", description: "Marks what is worth a cache." },
  parallelToolCalls: {
    type: "boolean",
    description: "Whether the model may call several tools at once.",
  },
  version: {
    type: "string",
    pattern: "^\\d{4}-\\d{2}-\\d{2}$",
    description: "The version of the API.",
  },
  beta: { type: "array", items: { type: "string" }, description: "Names of beta features." },
  extraBody: { type: "object", description: "Merged into the body of the request last." },
};
