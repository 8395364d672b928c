import type { OptionSchema } from "@g4f/core";

/** What is refused upstream, and from where on (https://ai.google.dev/api/generate-content#SafetySetting). */
export interface SafetySetting {
  readonly category: string;
  readonly threshold: string;
}

/** What generateContent takes beside the common fields. */
export interface GeminiOptions {
  /** Whether summaries of the model's thoughts are told. Default: with `thinkingBudget` or `reasoningEffort`. */
  readonly includeThoughts?: boolean;
  /** Most tokens to think with; 0: none, -1: as the model likes. */
  readonly thinkingBudget?: number;
  readonly safetySettings?: readonly SafetySetting[];
  /** Merged into the body of the request last, so it wins. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** The schemas of {@link GeminiOptions}. */
export const OPTIONS: Readonly<Record<keyof GeminiOptions, OptionSchema>> = {
  includeThoughts: { type: "boolean", description: "Whether thoughts are told." },
  thinkingBudget: { type: "integer", minimum: -1, description: "Most tokens to think with." },
  safetySettings: {
    type: "array",
    items: {
      type: "object",
      properties: { category: { type: "string" }, threshold: { type: "string" } },
      required: ["category", "threshold"],
    },
    description: "What is refused upstream.",
  },
  extraBody: { type: "object", description: "Merged into the body of the request last." },
};
