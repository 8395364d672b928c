import type { ForeignRules } from "@g4f/core/listen";
import { MemoryStateStore } from "@g4f/router";
import type { FastifyInstance } from "fastify";

import { answerByModel, answerPlain } from "./answer.ts";
import { Exchange, type Matched } from "./exchange.ts";
import { openaiErrorBody } from "./faces/openai/error.ts";
import { faceRoutes } from "./faces/routes.ts";
import { addPath, createApp, type Handler, type Path } from "./listen/create-app.ts";
import type { LoopDelay } from "./ops/loop-delay.ts";
import { openapi } from "./ops/openapi.ts";
import { livez, providersRoute, readyz, sendMetrics } from "./ops/routes.ts";
import type { GatewayOptions } from "./options.ts";
import { bar, missing, wrongMethod } from "./refuse.ts";
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
  const rules = (port: number): ForeignRules => ({ port, allowed, origins });
  const routes: Route[] = [...faceRoutes(store), providersRoute(state)];
  routes.push(openapi(routes));
  const paths = routes.map(({ path }) => path).filter((path) => !/[:*]/.test(path));
  const app = createApp({ rules, missing: missing(state, paths), bar: bar(state) });
  const own = (url: string, handler: Handler): void =>
    addPath(app, { url, handlers: { GET: handler }, refuse: wrongMethod(state, openaiErrorBody) });
  own("/livez", livez(delay));
  own("/readyz", readyz(state));
  own("/metrics", (matched) => metrics(state, matched));
  for (const [url, here] of Map.groupBy(routes, ({ path }) => path)) {
    const path = pathOf(state, url, here);
    addPath(app, path);
    if (url.startsWith("/v1/")) addPath(app, { ...path, url: `/api/:provider${url}` });
  }
  return app;
}

/** What there is at one path belongs to one API. */
function pathOf(state: GatewayState, url: string, routes: readonly Route[]): Path {
  const handlers: Path["handlers"] = Object.fromEntries(
    routes.map((route) => ["face" in route ? "POST" : route.method, handlerOf(state, route)]),
  );
  const [errorBody = openaiErrorBody] = routes.map((route) =>
    "face" in route ? route.face.errorBody : route.errorBody,
  );
  return { url, handlers, refuse: wrongMethod(state, errorBody) };
}

function handlerOf(state: GatewayState, route: Route): Handler {
  if ("face" in route) return (matched) => answerByModel(state, route.face, matched);
  return (matched) => answerPlain(state, route, matched);
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
