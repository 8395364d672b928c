import type { OptionSchema } from "@g4f/core";

/** What the Responses API takes beside the common fields. */
export interface ResponsesOptions {
  /** Whether the model may call several tools at once. */
  readonly parallelToolCalls?: boolean;
  /** Whether the model's reasoning is told, in short, and kept for the next call. Default: with `reasoningEffort`. */
  readonly includeReasoning?: boolean;
  /** Names of beta features, sent as `openai-beta`. */
  readonly beta?: readonly string[];
  /** Merged into the body of the request last, so it wins. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** The schemas of {@link ResponsesOptions}. */
export const RESPONSES_OPTIONS: Readonly<Record<keyof ResponsesOptions, OptionSchema>> = {
  parallelToolCalls: {
    type: "boolean",
    description: "Whether the model may call several tools at once.",
  },
  includeReasoning: {
    type: "boolean",
    description: "Whether reasoning is told and kept. Default: with reasoningEffort.",
  },
  beta: { type: "array", items: { type: "string" }, description: "Names of beta features." },
  extraBody: { type: "object", description: "Merged into the body of the request last." },
};
