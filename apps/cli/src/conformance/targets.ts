import type { ConformanceTarget } from "@g4f/conformance/command";

/** Where a provider of ours lies, and what it speaks. */
interface OwnTarget {
  readonly package: string;
  readonly export: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Absent: it has no wire. */
  readonly dialect?: string;
}

/** The providers that can be judged by their name, in lower case. */
const OWN: ReadonlyMap<string, OwnTarget> = new Map([
  [
    "anthropic",
    { package: "@g4f/provider-anthropic", export: "Anthropic", dialect: "anthropic-messages" },
  ],
  ["eliza", { package: "@g4f/provider-eliza", export: "Eliza" }],
  ["gemini", { package: "@g4f/provider-gemini", export: "Gemini", dialect: "gemini" }],
  ["ollama", { package: "@g4f/provider-ollama", export: "Ollama", dialect: "ollama" }],
  ["openai", { package: "@g4f/provider-openai", export: "OpenAI", dialect: "openai-chat" }],
  [
    "openairesponses",
    { package: "@g4f/provider-openai", export: "OpenAIResponses", dialect: "openai-responses" },
  ],
  [
    "openassistant",
    {
      package: "@g4f/provider-openassistant",
      export: "OpenAssistant",
      dialect: "openassistant-website",
      // Only a chat that is kept can be continued.
      settings: { keepChat: true },
    },
  ],
]);

/** Names of the providers that can be judged without a path. */
export const OWN_NAMES: readonly string[] = [...OWN.keys()];

/** The provider of ours with this name, in any case. */
export function ownTarget(name: string): ConformanceTarget | undefined {
  const own = OWN.get(name.toLowerCase());
  if (own === undefined) return undefined;
  const { package: place, ...rest } = own;
  return { module: import.meta.resolve(place), ...rest };
}
