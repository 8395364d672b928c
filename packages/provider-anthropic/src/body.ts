import { ProviderError } from "@g4f/core";
import type { JsonSchema, ProviderRequest, Tool, ToolChoice } from "@g4f/core";
import { defined, stopList } from "@g4f/core/kit";

import { systemBlocks, turnsOf, type Json, type Turn } from "./messages.ts";
import type { AnthropicOptions } from "./options.ts";

/** The wire wants a limit; this is what every model of today can do. */
const MAX_TOKENS = 8192;

/** The body of a request to `/messages`. @throws ProviderError where the wire cannot carry it. */
export function messagesBody(request: ProviderRequest<AnthropicOptions>, provider: string): Json {
  const {
    tools = [],
    toolChoice,
    schema,
    stop,
    cache = false,
    thinkingBudget,
    extraBody,
  } = request;
  const system = systemBlocks(request.messages);
  const turns = turnsOf(request.messages, provider);
  const [first] = turns;
  if (first === undefined) {
    const message = `${provider} needs a user message besides system messages`;
    throw new ProviderError("invalid_request", message, { provider });
  }
  return defined({
    model: request.model,
    max_tokens: request.maxTokens ?? MAX_TOKENS + (thinkingBudget ?? 0),
    stream: true,
    system: system.length === 0 ? undefined : marked(system, cache),
    messages: cache ? markedLast(turns) : turns,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    stop_sequences: stopList(stop),
    thinking: thinkingOf(thinkingBudget),
    tools: tools.length === 0 ? undefined : marked(tools.map(toolOf), cache),
    tool_choice: tools.length === 0 ? undefined : choiceOf(toolChoice, request.parallelToolCalls),
    output_config: outputOf(schema, request.reasoningEffort),
    ...extraBody,
  });
}

function thinkingOf(budget: number | undefined): Json | undefined {
  return budget === undefined ? undefined : { type: "enabled", budget_tokens: budget };
}

function outputOf(schema: JsonSchema | undefined, effort: string | undefined): Json | undefined {
  if (schema === undefined && effort === undefined) return undefined;
  const format = schema === undefined ? undefined : { type: "json_schema", schema };
  return defined({ effort, format });
}

function toolOf({ name, description, parameters }: Tool): Json {
  return {
    name,
    ...(description === undefined ? {} : { description }),
    input_schema: { type: "object", ...parameters },
  };
}

function choiceOf(choice: ToolChoice | undefined, parallel: boolean | undefined): Json | undefined {
  const single = parallel === false ? { disable_parallel_tool_use: true } : {};
  if (typeof choice === "object") return { type: "tool", name: choice.name, ...single };
  if (choice === "none") return { type: "none" };
  if (choice === "required") return { type: "any", ...single };
  return choice === undefined && parallel !== false ? undefined : { type: "auto", ...single };
}

/** The last of some blocks carries the mark: everything up to it is cached. */
function marked(blocks: readonly Json[], cache: boolean): readonly Json[] {
  if (!cache) return blocks;
  return blocks.map((block, at) =>
    at === blocks.length - 1 ? { ...block, cache_control: { type: "ephemeral" } } : block,
  );
}

function markedLast(turns: readonly Turn[]): readonly object[] {
  return turns.map((turn, at) =>
    at === turns.length - 1 ? { ...turn, content: marked(turn.content, true) } : turn,
  );
}
