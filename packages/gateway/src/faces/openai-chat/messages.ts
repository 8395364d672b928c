import type { AssistantMessage, Message, MessageToolCall } from "@g4f/core";
import { defined } from "@g4f/core/kit";
import * as z from "zod";

import { otherType, unsupported } from "../openai/check.ts";
import { WORD } from "../openai/sampling.ts";
import { unsealExtra } from "../openai/sealed.ts";
import { ASSISTANT_CONTENT, TEXT_CONTENT, USER_CONTENT } from "./content.ts";
import { reasoningOf } from "./reasoning.ts";

const name = WORD;

const instructions = z
  .object({ role: z.enum(["system", "developer"]), content: TEXT_CONTENT, name })
  .transform((message): Message => defined(message));

const user = z
  .object({ role: z.literal("user"), content: USER_CONTENT, name })
  .transform((message): Message => defined(message));

const tool = z
  .object({ role: z.literal("tool"), content: TEXT_CONTENT, tool_call_id: z.string(), name })
  .transform(({ role, content, tool_call_id: toolCallId, name: called }): Message =>
    defined({ role, content, toolCallId, name: called }),
  );

const functionCall = z
  .object({
    id: z.string(),
    type: z.literal("function").optional(),
    function: z.object({ name: z.string(), arguments: z.string() }),
    extra_content: z.unknown().optional(),
  })
  .transform(({ id, function: called, extra_content: extra }): MessageToolCall => {
    return defined({ id, ...called, state: unsealExtra(extra) });
  });

/** A call of a kind that only OpenAI knows: named, so that its result has a call to belong to. */
const otherCall = z
  .looseObject({ id: z.string(), type: otherType(new Set(["function"])) })
  .transform(({ id, type }): MessageToolCall => ({ id, name: type, arguments: "{}" }));

/** Deprecated with the functions it is of. */
const noFunctionCall = z
  .unknown()
  .refine((call) => call === undefined || call === null, unsupported("use tool_calls instead"));

const assistant = z
  .object({
    role: z.literal("assistant"),
    content: ASSISTANT_CONTENT.nullish(),
    refusal: z.string().nullish(),
    name,
    reasoning_content: z.string().nullish(),
    reasoning_details: z.array(z.unknown()).nullish(),
    tool_calls: z.array(z.union([functionCall, otherCall])).nullish(),
    function_call: noFunctionCall.optional(),
  })
  .transform((message, context): Message => {
    const toolCalls = message.tool_calls ?? [];
    const content = message.content ?? message.refusal ?? undefined;
    if (content === undefined && toolCalls.length === 0) {
      const said = "expected a string or an array, as there are no tool_calls";
      context.addIssue({
        code: "custom",
        message: said,
        path: ["content"],
        input: message.content,
      });
      return z.NEVER;
    }
    const details = message.reasoning_details ?? [];
    const reasoning = reasoningOf(message.reasoning_content ?? "", details);
    return defined({
      role: message.role,
      content,
      name: message.name,
      reasoning: reasoning.length === 0 ? undefined : reasoning,
      toolCalls: toolCalls.length === 0 ? undefined : toolCalls,
    }) satisfies AssistantMessage;
  });

/** One message of a request, in the words of core. */
export const MESSAGE: z.ZodType<Message> = z.discriminatedUnion("role", [
  instructions,
  user,
  assistant,
  tool,
]);
