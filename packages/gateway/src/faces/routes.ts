import type { StateStore } from "@g4f/router";

import { answerRoute, type Route } from "../routes.ts";
import { ANTHROPIC_ROUTES } from "./anthropic/routes.ts";
import { OLLAMA_ROUTES } from "./ollama/routes.ts";
import { openaiChat } from "./openai-chat/face.ts";

/** The endpoints of every API that is served; `store` keeps what a later request may name. */
export function faceRoutes(_store: StateStore): readonly Route[] {
  return [
    answerRoute({
      path: "/v1/chat/completions",
      face: openaiChat,
      summary: "OpenAI: a chat completion, whole or streamed.",
    }),
    ...ANTHROPIC_ROUTES,
    ...OLLAMA_ROUTES,
  ];
}
