import type { OptionSchema } from "@g4f/core";

import type { PromptTemplate } from "./prompt.ts";
import type { Sampling } from "./sampling.ts";
import type { PluginEntry } from "./wire.ts";

/** What {@link OpenAssistant} takes beside the common fields, in a request or for the whole instance. */
export interface OpenAssistantOptions extends Sampling {
  /** A preset by name, or values for some parameters; the options of their own win. */
  readonly sampling?: string | Sampling;
  /**
   * What the prompter message is made of: `inst` puts Llama 2's instruction marks around the prompt,
   * `plain` nothing, a function what it likes. Default: `inst`.
   */
  readonly promptTemplate?: PromptTemplate;
  /** Default: false, and true where a `conversation` is continued. */
  readonly keepChat?: boolean;
  /** Comes before the system messages of the history. */
  readonly systemPrompt?: string;
  /** What the user says of themselves. */
  readonly userProfile?: string;
  /** How the user wants to be answered. */
  readonly userResponseInstructions?: string;
  /** The first enabled one is used; each needs its `url`. */
  readonly plugins?: readonly PluginOption[];
}

/** A plugin as a request names it. */
export type PluginOption = Pick<PluginEntry, "url"> & Partial<PluginEntry>;

const nullableNumber = (description: string): OptionSchema => ({
  anyOf: [{ type: "number" }, { type: "null" }],
  description,
});

/** Schemas of the sampling parameters. */
const SAMPLING_SCHEMAS: Readonly<Record<keyof Sampling, OptionSchema>> = {
  topK: {
    anyOf: [{ type: "integer" }, { type: "null" }],
    description: "Only the so many likeliest tokens; null: all.",
  },
  topP: nullableNumber("Only the likeliest tokens that together reach this probability."),
  typicalP: nullableNumber("Only about as surprising tokens as expected, up to this probability."),
  temperature: nullableNumber("Higher is more surprising."),
  repetitionPenalty: nullableNumber("Above 1: tokens that came before become less likely."),
  maxNewTokens: { type: "integer", minimum: 1, description: "Most tokens of the answer." },
};

/** The schemas of {@link OpenAssistantOptions}. */
export const OPTIONS: Readonly<Record<keyof OpenAssistantOptions, OptionSchema>> = {
  ...SAMPLING_SCHEMAS,
  sampling: {
    anyOf: [
      { type: "string", minLength: 1 },
      { type: "object", properties: SAMPLING_SCHEMAS },
    ],
    description: "A preset by name, or values for some parameters.",
  },
  promptTemplate: {
    anyOf: [{ enum: ["inst", "plain"] }, { type: "function" }],
    description: "What is put around the prompt.",
  },
  keepChat: { type: "boolean", description: "Leaves the chat on the server, to be continued." },
  systemPrompt: { type: "string", description: "Comes before the system messages." },
  userProfile: { type: "string", description: "What the user says of themselves." },
  userResponseInstructions: { type: "string", description: "How the user wants to be answered." },
  plugins: {
    type: "array",
    items: {
      type: "object",
      properties: {
        url: { type: "string", minLength: 1 },
        enabled: { type: "boolean" },
        plugin_config: { anyOf: [{ type: "object" }, { type: "null" }] },
        trusted: { anyOf: [{ type: "boolean" }, { type: "null" }] },
      },
      required: ["url"],
    },
    description: "Plugins of the server; the first enabled one is used.",
  },
};
