import {
  formatPrompt,
  getLastUserMessage,
  getSystemPrompt,
  ProviderError,
  type Messages,
} from "@g4f/core";

/** Makes the prompter message of the prompt that the history became. */
export type PromptTemplate = "inst" | "plain" | ((prompt: string, messages: Messages) => string);

/** What a request says to the model. */
export interface Prompt {
  /** The content of the prompter message. */
  readonly content: string;
  /** Undefined where there is none. */
  readonly systemPrompt: string | undefined;
}

/** What a prompt is made of. */
export interface PromptParts {
  readonly messages: Messages;
  readonly promptTemplate?: PromptTemplate;
  readonly systemPrompt?: string;
}

/**
 * The history as one prompter message: all of it at the start of a chat, only what the user said last
 * where the server knows the rest. System messages travel apart, behind the option of their name.
 * @throws ProviderError `invalid_request` where nothing is left to send, or the template is at fault.
 */
export function promptOf(parts: PromptParts, continued: boolean): Prompt {
  const { messages, promptTemplate = "inst" } = parts;
  const turns = messages.filter(({ role }) => role !== "system" && role !== "developer");
  if (continued ? !turns.some(({ role }) => role === "user") : turns.length === 0) {
    throw new ProviderError("invalid_request", "messages hold no user message; add one");
  }
  const prompt = continued ? getLastUserMessage(turns) : formatPrompt(turns);
  const system = [parts.systemPrompt, getSystemPrompt(messages)].filter(Boolean).join("\n");
  return {
    content: applied(promptTemplate, prompt, messages),
    systemPrompt: system === "" ? undefined : system,
  };
}

function applied(template: PromptTemplate, prompt: string, messages: Messages): string {
  if (template === "plain") return prompt;
  if (template === "inst") return `<s>[INST]\n${prompt}\n[/INST]`;
  let content: unknown;
  try {
    content = template(prompt, messages);
  } catch (cause) {
    throw new ProviderError("invalid_request", "promptTemplate threw an error", { cause });
  }
  if (typeof content === "string") return content;
  throw new ProviderError("invalid_request", "promptTemplate must return a string");
}
