import type { OptionSchema } from "@g4f/core";

/** What Ollama takes beside the common fields. */
export interface OllamaOptions {
  /** Whether the model thinks before it answers; some take a level. Absent: as the model has it. */
  readonly think?: boolean | string;
  /** How long the model stays in memory: `5m`, seconds, 0 to unload at once, -1 for ever. */
  readonly keepAlive?: string | number;
  /** Tokens of context to make room for. */
  readonly contextLength?: number;
  /** More parameters of the model, as its Modelfile names them. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Merged into the body of the request last, so it wins. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** The schemas of {@link OllamaOptions}. */
export const OPTIONS: Readonly<Record<keyof OllamaOptions, OptionSchema>> = {
  think: {
    anyOf: [{ type: "boolean" }, { type: "string" }],
    description: "Whether the model thinks before it answers, or how much.",
  },
  keepAlive: {
    anyOf: [{ type: "string" }, { type: "number" }],
    description: "How long the model stays in memory.",
  },
  contextLength: {
    type: "integer",
    minimum: 1,
    description: "Tokens of context to make room for.",
  },
  options: { type: "object", description: "More parameters of the model." },
  extraBody: { type: "object", description: "Merged into the body of the request last." },
};
