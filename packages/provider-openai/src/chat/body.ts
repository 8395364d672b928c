import type { JsonSchema, ProviderRequest, Tool, ToolChoice } from "@g4f/core";
import { defined, stopList } from "@g4f/core/kit";

import type { Host } from "../host.ts";
import type { ChatOptions } from "../options.ts";
import { isStrict } from "../strict.ts";
import { chatMessages } from "./messages.ts";

type Json = Readonly<Record<string, unknown>>;

/** The body of a request to `/chat/completions`; fields without a value are left out. */
export function chatBody(request: ProviderRequest<ChatOptions>, host: Host): Json {
  const { maxTokensField = "max_tokens", seedField = "seed" } = host;
  const { tools = [], toolChoice, schema, topLogprobs, extraBody } = request;
  const body: Json = {
    model: request.model,
    messages: chatMessages(request.messages, host),
    ...streaming(request, host),
    [maxTokensField]: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    stop: stopList(request.stop),
    [seedField]: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    reasoning_effort: request.reasoningEffort,
    tools: tools.length === 0 ? undefined : tools.map(tool),
    tool_choice: tools.length === 0 || toolChoice === undefined ? undefined : choice(toolChoice),
    parallel_tool_calls: tools.length === 0 ? undefined : request.parallelToolCalls,
    response_format: schema === undefined ? undefined : responseFormat(schema),
    logprobs: topLogprobs === undefined ? undefined : true,
    top_logprobs: topLogprobs,
    ...fitted(extraBody, host),
  };
  return defined(body);
}

function streaming({ stream = true }: ChatOptions, { usageOption = true }: Host): Json {
  return stream && usageOption ? { stream, stream_options: { include_usage: true } } : { stream };
}

/** Messages that were written for any host: what this one refuses in them is said as it takes it. */
function fitted(extraBody: Json | undefined, host: Host): Json | undefined {
  const messages = extraBody?.["messages"];
  if (!Array.isArray(messages)) return extraBody;
  return { ...extraBody, messages: messages.map((message) => fittedMessage(message, host)) };
}

function fittedMessage(message: unknown, { developerRole, messageNames }: Host): unknown {
  if (typeof message !== "object" || message === null) return message;
  const fit: Record<string, unknown> = { ...message };
  if (fit["role"] === "developer" && developerRole !== true) fit["role"] = "system";
  if (messageNames === false) delete fit["name"];
  return fit;
}

function tool({ name, description, parameters }: Tool): Json {
  return {
    type: "function",
    function: { name, ...(description === undefined ? {} : { description }), parameters },
  };
}

function choice(toolChoice: ToolChoice): unknown {
  return typeof toolChoice === "string"
    ? toolChoice
    : { type: "function", function: { name: toolChoice.name } };
}

function responseFormat(schema: JsonSchema): Json {
  return {
    type: "json_schema",
    json_schema: { name: "answer", schema, strict: isStrict(schema) },
  };
}
