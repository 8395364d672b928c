import type { Asked } from "../dialect.ts";
import {
  contentText,
  isRecord,
  pick,
  recordsOf,
  stringOf,
  type JsonRecord,
} from "./json-record.ts";

const SAMPLING = {
  temperature: "temperature",
  top_p: "topP",
  top_k: "topK",
  max_tokens: "maxTokens",
  max_completion_tokens: "maxTokens",
  stop: "stop",
  seed: "seed",
  presence_penalty: "presencePenalty",
  frequency_penalty: "frequencyPenalty",
  reasoning_effort: "reasoningEffort",
};

/** The messages of a list whose entries have `role` and `content`, as most wires have them. */
export function messagesOf(list: unknown): Asked["messages"] {
  return recordsOf(list).map(({ role, content }) => ({
    role: stringOf(role) ?? "",
    text: contentText(content),
  }));
}

/** The tools of a list as OpenAI has it, whose entries hold a `function`. */
export function functionsOf(list: unknown): NonNullable<Asked["tools"]> {
  return recordsOf(list)
    .map((tool) => (isRecord(tool["function"]) ? tool["function"] : tool))
    .map(({ name, parameters }) => ({ name: stringOf(name) ?? "", parameters }));
}

/** The model, where the body names one. */
export function modelOf({ model }: JsonRecord): Pick<Asked, "model"> {
  return typeof model === "string" ? { model } : {};
}

/** What a body like that of OpenAI's chat completions asks. */
export function askOf(body: JsonRecord): Asked {
  return {
    ...modelOf(body),
    messages: messagesOf(body["messages"]),
    tools: functionsOf(body["tools"]),
    sampling: pick(body, SAMPLING),
  };
}
