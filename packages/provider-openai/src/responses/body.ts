import type { ProviderRequest, ToolChoice } from "@g4f/core";
import { defined } from "@g4f/core/kit";

import { isStrict } from "../strict.ts";
import { inputItems } from "./input.ts";
import type { ResponsesOptions } from "./options.ts";

type Json = Readonly<Record<string, unknown>>;

/** The body of a request to `/responses`; nothing is stored upstream unless `extraBody` says so. */
export function responsesBody(request: ProviderRequest<ResponsesOptions>, provider: string): Json {
  const { tools = [], toolChoice, schema, reasoningEffort, extraBody } = request;
  const told = request.includeReasoning ?? reasoningEffort !== undefined;
  const body: Json = {
    model: request.model,
    input: inputItems(request.messages, provider),
    stream: true,
    store: false,
    include: told ? ["reasoning.encrypted_content"] : undefined,
    max_output_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    reasoning:
      told || reasoningEffort !== undefined
        ? {
            ...(reasoningEffort === undefined ? {} : { effort: reasoningEffort }),
            ...(told ? { summary: "auto" } : {}),
          }
        : undefined,
    tools:
      tools.length === 0
        ? undefined
        : tools.map((tool) => ({ type: "function", ...tool, strict: isStrict(tool.parameters) })),
    tool_choice: tools.length === 0 ? undefined : choice(toolChoice),
    parallel_tool_calls: tools.length === 0 ? undefined : request.parallelToolCalls,
    text:
      schema === undefined
        ? undefined
        : { format: { type: "json_schema", name: "answer", schema, strict: isStrict(schema) } },
    ...extraBody,
  };
  return defined(body);
}

function choice(toolChoice: ToolChoice | undefined): unknown {
  return typeof toolChoice === "object" ? { type: "function", name: toolChoice.name } : toolChoice;
}
