import { ProviderError, type ProviderRequest, type Tool, type ToolChoice } from "@g4f/core";
import { defined, stopList } from "@g4f/core/kit";

import { contentsOf, systemInstruction, type Json } from "./contents.ts";
import type { GeminiOptions } from "./options.ts";

/** The body of a request to `streamGenerateContent`. @throws ProviderError where the wire cannot carry it. */
export function contentBody(request: ProviderRequest<GeminiOptions>, provider: string): Json {
  const { tools = [], toolChoice, extraBody } = request;
  const contents = contentsOf(request.messages, { provider, model: request.model });
  if (contents.length === 0) {
    const message = `${provider} needs a user message besides system messages`;
    throw new ProviderError("invalid_request", message, { provider });
  }
  const config = generationConfig(request);
  return defined({
    contents,
    systemInstruction: systemInstruction(request.messages),
    generationConfig: Object.keys(config).length === 0 ? undefined : config,
    tools: tools.length === 0 ? undefined : [{ functionDeclarations: tools.map(declaration) }],
    toolConfig: tools.length === 0 || toolChoice === undefined ? undefined : toolConfig(toolChoice),
    safetySettings: request.safetySettings,
    ...extraBody,
  });
}

function generationConfig(request: ProviderRequest<GeminiOptions>): Json {
  const { stop, schema } = request;
  return defined({
    temperature: request.temperature,
    topP: request.topP,
    topK: request.topK,
    maxOutputTokens: request.maxTokens,
    stopSequences: stopList(stop),
    seed: request.seed,
    presencePenalty: request.presencePenalty,
    frequencyPenalty: request.frequencyPenalty,
    responseMimeType: schema === undefined ? undefined : "application/json",
    responseJsonSchema: schema,
    thinkingConfig: thinkingConfig(request),
  });
}

function thinkingConfig(request: ProviderRequest<GeminiOptions>): Json | undefined {
  const { thinkingBudget, reasoningEffort, includeThoughts } = request;
  const asked = (thinkingBudget ?? 0) !== 0 || reasoningEffort !== undefined;
  const config = defined({
    includeThoughts: includeThoughts ?? (asked ? true : undefined),
    thinkingBudget,
    thinkingLevel: reasoningEffort,
  });
  return Object.keys(config).length === 0 ? undefined : config;
}

function declaration({ name, description, parameters }: Tool): Json {
  return {
    name,
    ...(description === undefined ? {} : { description }),
    parametersJsonSchema: { type: "object", ...parameters },
  };
}

const MODES = { auto: "AUTO", none: "NONE", required: "ANY" } as const;

function toolConfig(choice: ToolChoice): Json {
  const named = typeof choice === "object";
  return {
    functionCallingConfig: named
      ? { mode: "ANY", allowedFunctionNames: [choice.name] }
      : { mode: MODES[choice] },
  };
}
