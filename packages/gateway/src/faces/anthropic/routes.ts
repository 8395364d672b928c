import type { Message } from "@g4f/core";
import { inputTokens } from "@g4f/router";

import { answerRoute, type PlainRequest, type Route } from "../../routes.ts";
import { Field } from "../field.ts";
import { requestObject } from "../request-object.ts";
import { served } from "../served.ts";
import { errorOf } from "./error.ts";
import { anthropicMessages } from "./face.ts";
import { readCall } from "./request.ts";
import { MESSAGES_SCHEMA } from "./schema.ts";

/** Anthropic's endpoints. */
export const ANTHROPIC_ROUTES: readonly Route[] = [
  answerRoute({
    path: "/v1/messages",
    summary: "An answer in Anthropic's form, whole or as a stream of its events.",
    face: anthropicMessages,
    requestSchema: () => MESSAGES_SCHEMA,
  }),
  {
    method: "POST",
    path: "/v1/messages/count_tokens",
    summary: "About how many tokens a request to /v1/messages is long.",
    errorBody: errorOf,
    handle: countTokens,
  },
];

/** No tokenizer fits all models, so it is an estimate, and says so. */
async function countTokens({ body, catalog }: PlainRequest): Promise<object> {
  const { model, call } = readCall(new Field(requestObject(body)));
  await served(catalog, model);
  const tools: Message = { role: "system", content: JSON.stringify(call.tools ?? []) };
  return { input_tokens: inputTokens({ messages: [...call.messages, tools] }), estimate: true };
}
