import type { CommonRequest, JsonSchema, Tool } from "@g4f/core";
import { defined } from "@g4f/core/kit";
import * as z from "zod";

import type { FaceRequest } from "../../face.ts";
import { Refusal } from "../../refusal.ts";
import { checkOf, otherType, unsupported } from "../openai/check.ts";
import { foreign, foreignPart, type Foreign } from "../openai/foreign.ts";
import { requestSchema } from "../openai/request-schema.ts";
import {
  FLAG,
  PENALTY,
  TEMPERATURE,
  TOKENS,
  TOP_LOGPROBS,
  TOP_P,
  WORD,
} from "../openai/sampling.ts";
import {
  FUNCTION,
  MODE,
  OBJECT_SCHEMA,
  toolsAsked,
  type Choice,
  type ToolsAsked,
} from "../openai/tools.ts";
import { requestObject, type RequestObject } from "../request-object.ts";
import { KNOWN_PARTS } from "./content.ts";
import { MESSAGE } from "./messages.ts";

/** A request for a chat completion. */
export interface ChatRequest extends FaceRequest {
  readonly call: ChatCall;
  /** Whether the stream ends with the usage. */
  readonly includeUsage: boolean;
}

/** What a provider is asked; the options beside the common fields are dropped by those without them. */
interface ChatCall extends Omit<CommonRequest, "model" | "signal"> {
  readonly parallelToolCalls?: boolean;
  readonly topLogprobs?: number;
}

const functionTool = z
  .object({ type: z.literal("function"), function: FUNCTION })
  .transform(({ function: tool }): Tool => tool);

const otherTool = z
  .object({ type: otherType(new Set(["function"])) })
  .transform(({ type }): Foreign => ({ foreign: type }));

const namedFunction = z.object({
  type: z.literal("function"),
  function: z.object({ name: z.string() }),
});

const choice = z.union([
  MODE,
  namedFunction.transform(({ function: { name } }): Choice => ({
    mode: "required",
    names: [name],
  })),
  z
    .object({
      type: z.literal("allowed_tools"),
      allowed_tools: z.object({
        mode: z.enum(["auto", "required"]),
        tools: z.array(namedFunction),
      }),
    })
    .transform(({ allowed_tools: { mode, tools } }): Choice => {
      return { mode, names: tools.map(({ function: { name } }) => name) };
    }),
  z.object({ type: z.literal("custom") }).transform(({ type }): Foreign => ({ foreign: type })),
]);

const format = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text") }).transform(() => undefined),
  z.object({ type: z.literal("json_object") }).transform((): JsonSchema => ({ type: "object" })),
  z
    .object({
      type: z.literal("json_schema"),
      json_schema: z.object({ name: z.string(), schema: OBJECT_SCHEMA.optional() }),
    })
    .transform(({ json_schema: { schema } }): JsonSchema => schema ?? { type: "object" }),
]);

const absent = (instead: string): z.ZodType<undefined> =>
  z
    .unknown()
    .refine((value) => value === undefined || value === null, unsupported(instead))
    .transform(() => undefined);

const BODY = z.object({
  model: z.string().min(1),
  messages: z.array(MESSAGE).min(1),
  stream: FLAG,
  stream_options: z.object({ include_usage: FLAG }).nullish(),
  n: z
    .int()
    .min(1)
    .refine((n) => n === 1, unsupported("one choice is made for each request; ask n times"))
    .nullish(),
  temperature: TEMPERATURE,
  top_p: TOP_P,
  max_tokens: TOKENS,
  max_completion_tokens: TOKENS,
  presence_penalty: PENALTY,
  frequency_penalty: PENALTY,
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  seed: z.int().nullish(),
  logprobs: FLAG,
  top_logprobs: TOP_LOGPROBS,
  reasoning_effort: WORD,
  tools: z.array(z.union([functionTool, otherTool])).nullish(),
  tool_choice: choice.nullish(),
  parallel_tool_calls: FLAG,
  response_format: format.nullish(),
  functions: absent("use 'tools' instead").optional(),
  function_call: absent("use 'tool_choice' instead").optional(),
});

type Body = z.output<typeof BODY>;

const check = checkOf(BODY);

/** JSON Schema of the body of `POST /v1/chat/completions`. */
export function chatSchema(): object {
  return requestSchema(BODY);
}

/**
 * The request that the body of `POST /v1/chat/completions` is.
 * @throws Refusal that names the parameter.
 */
export function readChat(body: unknown): ChatRequest {
  const given = requestObject(body);
  const asked: Body = check(given);
  checkTogether(asked);
  const { sameWireOnly = beyond(given), ...tools } = toolsAsked(
    asked.tools ?? [],
    asked.tool_choice,
  );
  return {
    model: asked.model,
    stream: asked.stream ?? false,
    includeUsage: asked.stream_options?.include_usage ?? false,
    call: callOf(asked, tools),
    original: given,
    ...(sameWireOnly === undefined ? {} : { sameWireOnly }),
  };
}

function callOf(asked: Body, tools: Omit<ToolsAsked, "sameWireOnly">): ChatCall {
  return defined({
    messages: asked.messages,
    ...tools,
    temperature: asked.temperature,
    topP: asked.top_p,
    maxTokens: asked.max_completion_tokens ?? asked.max_tokens,
    presencePenalty: asked.presence_penalty,
    frequencyPenalty: asked.frequency_penalty,
    stop: asked.stop ?? undefined,
    seed: asked.seed ?? undefined,
    reasoningEffort: asked.reasoning_effort,
    schema: asked.response_format ?? undefined,
    parallelToolCalls: tools.tools === undefined ? undefined : asked.parallel_tool_calls,
    topLogprobs: asked.logprobs === true ? (asked.top_logprobs ?? 0) : undefined,
  });
}

/** Fields without which the answer would be another one, and that no other wire has. */
function beyond(body: RequestObject): Refusal | undefined {
  const { modalities, audio, web_search_options: web, logit_bias: bias, messages } = body;
  if (Array.isArray(modalities) && modalities.some((kind) => kind !== "text"))
    return foreign("modalities");
  if (isGiven(audio)) return foreign("audio");
  if (isGiven(web)) return foreign("web_search_options");
  if (isGiven(bias) && Object.keys(Object(bias)).length > 0) return foreign("logit_bias");
  return foreignPart("messages", messages as readonly RequestObject[], KNOWN_PARTS);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function checkTogether(asked: Body): void {
  const refuse = (parameter: string, message: string): never => {
    throw new Refusal(message, { parameter, problem: "value" });
  };
  if (asked.stream_options && asked.stream !== true) {
    refuse("stream_options", "Invalid 'stream_options': it goes with 'stream' alone.");
  }
  if (asked.max_tokens !== undefined && asked.max_completion_tokens !== undefined) {
    refuse(
      "max_tokens",
      "Invalid 'max_tokens': 'max_completion_tokens' is given too; send one of them.",
    );
  }
  if (asked.top_logprobs !== undefined && asked.logprobs !== true) {
    refuse("top_logprobs", "Invalid 'top_logprobs': it needs 'logprobs' set to true.");
  }
}
