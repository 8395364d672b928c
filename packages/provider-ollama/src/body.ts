import type { ProviderRequest, Tool } from "@g4f/core";
import { defined, stopList } from "@g4f/core/kit";

import { ollamaMessages, type Json } from "./messages.ts";
import type { OllamaOptions } from "./options.ts";

/** The body of a request to `/api/chat`. @throws ProviderError where the wire cannot carry it. */
export function chatBody(request: ProviderRequest<OllamaOptions>, provider: string): Json {
  const { tools = [], schema, think, reasoningEffort, extraBody } = request;
  const options = parameters(request);
  return defined({
    model: request.model,
    messages: ollamaMessages(request.messages, provider),
    stream: true,
    think: think ?? reasoningEffort,
    // The wire has no choice of tools; with `none` they are not told of.
    tools: tools.length === 0 || request.toolChoice === "none" ? undefined : tools.map(toolOf),
    format: schema,
    options: Object.keys(options).length === 0 ? undefined : options,
    keep_alive: request.keepAlive,
    ...extraBody,
  });
}

function parameters(request: ProviderRequest<OllamaOptions>): Json {
  const { stop } = request;
  return defined({
    num_ctx: request.contextLength,
    num_predict: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    seed: request.seed,
    presence_penalty: request.presencePenalty,
    frequency_penalty: request.frequencyPenalty,
    stop: stopList(stop),
    ...request.options,
  });
}

function toolOf({ name, description, parameters: schema }: Tool): Json {
  return {
    type: "function",
    function: { name, ...(description === undefined ? {} : { description }), parameters: schema },
  };
}
