import type { CommonRequest, JsonSchema, Tool } from "@g4f/core";
import { defined } from "@g4f/core/kit";
import * as z from "zod";

import type { FaceRequest } from "../../face.ts";
import type { Refusal } from "../../refusal.ts";
import { checkOf, otherType, unsupported } from "../openai/check.ts";
import { foreign, foreignPart, isForeign, type Foreign } from "../openai/foreign.ts";
import { requestSchema } from "../openai/request-schema.ts";
import { FLAG, TEMPERATURE, TOKENS, TOP_LOGPROBS, TOP_P, WORD } from "../openai/sampling.ts";
import { isSealed } from "../openai/sealed.ts";
import {
  FUNCTION,
  MODE,
  OBJECT_SCHEMA,
  toolsAsked,
  type Choice,
  type ToolsAsked,
} from "../openai/tools.ts";
import { requestObject, type RequestObject } from "../request-object.ts";
import { ITEM, KNOWN_PARTS, type Item } from "./items.ts";
import { messagesOf } from "./messages.ts";

/** A request for a response. */
export interface ResponsesRequest extends FaceRequest {
  readonly call: ResponsesCall;
  /** Items as the client wrote them, those of earlier responses not among them. */
  readonly input: readonly RequestObject[];
  /** The same items, read. */
  readonly items: readonly Item[];
  readonly instructions: string | null;
  readonly previousId: string | null;
  /** Whether the response can be continued later by its id. */
  readonly store: boolean;
  /** Whether reasoning is told with what must be sent back of it. */
  readonly includeEncrypted: boolean;
}

/** What a provider is asked; the option beside the common fields is dropped by those without it. */
interface ResponsesCall extends Omit<CommonRequest, "model" | "signal"> {
  readonly parallelToolCalls?: boolean;
}

const tool = z.union([
  z
    .looseObject({ type: z.literal("function") })
    .transform((given): unknown => given)
    .pipe(FUNCTION)
    .transform((given): Tool => given),
  z
    .object({ type: otherType(new Set(["function"])) })
    .transform(({ type }): Foreign => ({ foreign: type })),
]);

const namedFunction = z.object({ type: z.literal("function"), name: z.string() });

const choice = z.union([
  MODE,
  namedFunction.transform(({ name }): Choice => ({ mode: "required", names: [name] })),
  z
    .object({
      type: z.literal("allowed_tools"),
      mode: z.enum(["auto", "required"]),
      tools: z.array(z.looseObject({ type: z.string() })),
    })
    .transform(({ mode, tools }): Choice => {
      return { mode, names: tools.map((given) => String(given["name"])) };
    }),
  z
    .object({ type: otherType(new Set(["function", "allowed_tools"])) })
    .transform(({ type }): Foreign => ({ foreign: type })),
]);

const format = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text") }).transform(() => undefined),
  z.object({ type: z.literal("json_object") }).transform((): JsonSchema => ({ type: "object" })),
  z
    .object({ type: z.literal("json_schema"), name: z.string(), schema: OBJECT_SCHEMA })
    .transform(({ schema }): JsonSchema => schema),
]);

const absent = (why: string): z.ZodType =>
  z.unknown().refine((value) => value === undefined || value === null, unsupported(why));

const BODY = z.object({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(ITEM).min(1)]),
  instructions: z.string().nullish(),
  stream: FLAG,
  store: FLAG,
  previous_response_id: z.string().nullish(),
  include: z.array(z.string()).nullish(),
  max_output_tokens: TOKENS,
  temperature: TEMPERATURE,
  top_p: TOP_P,
  top_logprobs: TOP_LOGPROBS,
  reasoning: z.object({ effort: WORD, summary: WORD }).nullish(),
  text: z.object({ format: format.nullish(), verbosity: WORD }).nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: choice.nullish(),
  parallel_tool_calls: FLAG,
  metadata: z.record(z.string(), z.string()).nullish(),
  truncation: z.enum(["auto", "disabled"]).nullish(),
  user: WORD,
  background: z
    .boolean()
    .refine((asked) => !asked, unsupported("answers are made while the client waits"))
    .nullish(),
  conversation: absent("conversations are not kept here; use 'previous_response_id'").optional(),
  prompt: absent("prompts are not kept here; send 'instructions' and 'input'").optional(),
});

type Body = z.output<typeof BODY>;

const check = checkOf(BODY);
const checkItems = checkOf(z.object({ input: z.array(ITEM) }));

/** JSON Schema of the body of `POST /v1/responses`. */
export function responsesSchema(): object {
  return requestSchema(BODY);
}

/**
 * The request that the body of `POST /v1/responses` is.
 * @throws Refusal that names the parameter.
 */
export function readResponses(body: unknown): ResponsesRequest {
  const given = requestObject(body);
  const asked: Body = check(given);
  const { sameWireOnly, ...tools } = toolsAsked(asked.tools ?? [], asked.tool_choice);
  const items = typeof asked.input === "string" ? [userItem(asked.input)] : asked.input;
  const input = inputOf(given["input"]);
  const instructions = asked.instructions ?? null;
  const only = sameWireOnly ?? beyond(asked, items, input);
  return {
    model: asked.model,
    stream: asked.stream ?? false,
    call: callOf(asked, items, tools),
    original: { ...given, input: forUpstream(given["input"]) },
    input,
    items,
    instructions,
    previousId: asked.previous_response_id ?? null,
    store: asked.store ?? true,
    includeEncrypted: asked.include?.includes("reasoning.encrypted_content") ?? false,
    ...(only === undefined ? {} : { sameWireOnly: only }),
  };
}

/**
 * The same request with items of earlier responses before its own, which no longer refer to any.
 * @throws Refusal where an item is none.
 */
export function continued(
  asked: ResponsesRequest,
  earlier: readonly RequestObject[],
  own: readonly RequestObject[],
): ResponsesRequest {
  const { input } = checkItems({ input: [...earlier, ...own] });
  return {
    ...asked,
    call: { ...asked.call, messages: messagesOf(input, asked.instructions) },
    original: { ...asked.original, input: forUpstream([...remembered(earlier), ...own]) },
    input: own,
    items: input,
  };
}

function callOf(
  asked: Body,
  items: readonly Item[],
  tools: Omit<ToolsAsked, "sameWireOnly">,
): ResponsesCall {
  return defined({
    messages: messagesOf(items, asked.instructions),
    ...tools,
    temperature: asked.temperature,
    topP: asked.top_p,
    maxTokens: asked.max_output_tokens,
    reasoningEffort: asked.reasoning?.effort,
    schema: asked.text?.format ?? undefined,
    parallelToolCalls: tools.tools === undefined ? undefined : asked.parallel_tool_calls,
  });
}

function userItem(text: string): Item {
  return { type: "message", role: "user", content: text };
}

function inputOf(input: unknown): readonly RequestObject[] {
  if (typeof input !== "string") return input as readonly RequestObject[];
  return [{ type: "message", role: "user", content: [{ type: "input_text", text: input }] }];
}

/** Upstream can make nothing of reasoning that another provider sealed. */
function forUpstream(input: unknown): unknown {
  if (!Array.isArray(input)) return input;
  return (input as readonly RequestObject[]).filter((item) => !isSealed(item["encrypted_content"]));
}

/**
 * Items of earlier responses as upstream takes them: under their ids it would look for them in its own
 * store, and reasoning that is not sealed is nothing but an id.
 */
function remembered(items: readonly RequestObject[]): RequestObject[] {
  return items
    .filter(({ type, encrypted_content: sealed }) => type !== "reasoning" || sealed !== undefined)
    .map((item) => Object.fromEntries(Object.entries(item).filter(([field]) => field !== "id")));
}

/** Reasoning has parts of its own. */
const KNOWN: ReadonlySet<unknown> = new Set([...KNOWN_PARTS, "reasoning_text"]);

/** What only OpenAI's own wire can carry. */
function beyond(
  { include, top_logprobs: logprobs }: Body,
  items: readonly Item[],
  input: readonly RequestObject[],
): Refusal | undefined {
  for (const [at, item] of items.entries()) {
    if (isForeign(item)) return foreign(`input[${at}]`, item);
  }
  if (include?.includes("message.output_text.logprobs") === true) return foreign("include");
  if (logprobs !== undefined && logprobs > 0) return foreign("top_logprobs");
  return foreignPart("input", input, KNOWN);
}
