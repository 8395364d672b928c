import type { StateStore } from "@g4f/router";

import { answerRoute, type Route } from "../routes.ts";
import { ANTHROPIC_ROUTES } from "./anthropic/routes.ts";
import { OLLAMA_ROUTES } from "./ollama/routes.ts";
import { openaiChat } from "./openai-chat/face.ts";
import { chatSchema } from "./openai-chat/read.ts";
import { openaiResponses } from "./openai-responses/face.ts";
import { responsesSchema } from "./openai-responses/read.ts";
import { storedResponseRoutes } from "./openai-responses/routes.ts";
import { ResponseStore } from "./openai-responses/store.ts";
import { modelRoutes } from "./openai/models.ts";

/** The endpoints of every API that is served; `store` keeps what a later request may name. */
export function faceRoutes(store: StateStore): readonly Route[] {
  const responses = new ResponseStore(store);
  return [
    answerRoute({
      path: "/v1/chat/completions",
      face: openaiChat,
      summary: "OpenAI: a chat completion, whole or streamed.",
      requestSchema: chatSchema,
    }),
    answerRoute({
      path: "/v1/responses",
      face: openaiResponses(responses),
      summary: "OpenAI: a response, whole or streamed.",
      requestSchema: responsesSchema,
    }),
    ...storedResponseRoutes(responses),
    ...modelRoutes,
    ...ANTHROPIC_ROUTES,
    ...OLLAMA_ROUTES,
  ];
}
