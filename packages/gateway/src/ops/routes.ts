import type { Matched } from "../exchange.ts";
import { openaiErrorBody } from "../faces/openai/error.ts";
import type { Handler } from "../listen/create-app.ts";
import { sendJson, sendText } from "../listen/respond.ts";
import type { PlainRoute } from "../routes.ts";
import type { GatewayState } from "../state.ts";
import type { LoopDelay } from "./loop-delay.ts";

/** A process whose event loop is later than this serves nobody well. */
const MOST_DELAY_MS = 1_000;

/** Whether the process does its work. Without a key, so it says nothing more. */
export function livez(delay: LoopDelay): Handler {
  return async ({ response }) => {
    const alive = delay.worstMs < MOST_DELAY_MS;
    sendJson(response, alive ? 200 : 503, { status: alive ? "alive" : "late" });
  };
}

/** Whether new requests should be sent here. Without a key, so it says nothing more. */
export function readyz(state: GatewayState): Handler {
  return async ({ response }) => {
    const status = state.draining
      ? "draining"
      : (await someoneAnswers(state))
        ? "ready"
        : "unavailable";
    const headers = state.draining ? { connection: "close" } : {};
    sendJson(response, status === "ready" ? 200 : 503, { status }, headers);
  };
}

async function someoneAnswers({ catalog, health }: GatewayState): Promise<boolean> {
  const providers = catalog.providers();
  const answers = await Promise.all(providers.map((provider) => health.mayAnswer(provider)));
  return answers.includes(true);
}

/** `GET /v1/providers`: who is served, how well, and why not. */
export function providersRoute({ health }: GatewayState): PlainRoute {
  return {
    method: "GET",
    path: "/v1/providers",
    summary: "Who is served, how well, and why not.",
    errorBody: openaiErrorBody,
    handle: async ({ catalog }) => {
      const data = await Promise.all(catalog.providers().map((one) => health.tell(one)));
      return { object: "list", data };
    },
  };
}

/** The text of `/metrics`. */
export async function sendMetrics({ metrics }: GatewayState, { response }: Matched): Promise<void> {
  sendText(response, 200, await metrics.text(), { "content-type": metrics.contentType });
}
