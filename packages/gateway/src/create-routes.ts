import { MemoryStateStore } from "@g4f/router";
import type { FastifyInstance } from "fastify";

import { answerByModel, answerPlain } from "./answer.ts";
import { Exchange, type Matched } from "./exchange.ts";
import { openaiErrorBody } from "./faces/openai/error.ts";
import { faceRoutes } from "./faces/routes.ts";
import { addRoute, createApp, type Handler } from "./listen/create-app.ts";
import type { GuardRules } from "./listen/guard.ts";
import type { LoopDelay } from "./ops/loop-delay.ts";
import { openapi } from "./ops/openapi.ts";
import { livez, providersRoute, readyz, sendMetrics } from "./ops/routes.ts";
import type { GatewayOptions } from "./options.ts";
import type { Refusal } from "./refusal.ts";
import type { Route } from "./routes.ts";
import type { GatewayState } from "./state.ts";

/** The HTTP side of a gateway: every route that there is. */
export function createRoutes(
  state: GatewayState,
  delay: LoopDelay,
  options: GatewayOptions,
): FastifyInstance {
  const { store = new MemoryStateStore(), allowedHosts = [], allowedOrigins = [] } = options;
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  const origins = new Set(allowedOrigins);
  const rules = (port: number): GuardRules => ({ port, allowed, origins });
  const app = createApp({ rules, refuse: (matched, why) => refuse(state, matched, why) });
  const routes: Route[] = [...faceRoutes(store), providersRoute(state)];
  routes.push(openapi(routes));
  addRoute(app, "GET", "/livez", livez(delay));
  addRoute(app, "GET", "/readyz", readyz(state));
  addRoute(app, "GET", "/metrics", (matched) => metrics(state, matched));
  for (const route of routes) {
    const method = "face" in route ? "POST" : route.method;
    const handler = handlerOf(state, route);
    addRoute(app, method, route.path, handler);
    if (route.path.startsWith("/v1/")) {
      addRoute(app, method, `/api/:provider${route.path}`, handler);
    }
  }
  return app;
}

function handlerOf(state: GatewayState, route: Route): Handler {
  if ("face" in route) return (matched) => answerByModel(state, route.face, matched);
  return (matched) => answerPlain(state, route, matched);
}

/** What is not there, and what is wrong with a request, is told to those alone who have a key. */
async function refuse(state: GatewayState, matched: Matched, why: Refusal): Promise<void> {
  const exchange = new Exchange(state, matched);
  try {
    await exchange.authenticate();
    throw why;
  } catch (error) {
    exchange.refuse(error, openaiErrorBody);
  } finally {
    exchange.over();
  }
}

async function metrics(state: GatewayState, matched: Matched): Promise<void> {
  const exchange = new Exchange(state, matched);
  try {
    await exchange.authenticate();
    await sendMetrics(state, matched);
  } catch (error) {
    exchange.refuse(error, openaiErrorBody);
  } finally {
    exchange.over();
  }
}
