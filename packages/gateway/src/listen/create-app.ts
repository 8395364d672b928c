import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";

import type { Matched } from "../exchange.ts";
import { Refusal } from "../refusal.ts";
import { barred, type GuardRules } from "./guard.ts";
import { sendJson } from "./respond.ts";

/** How the HTTP side is set up. */
export interface AppOptions {
  /** The hosts and origins; the port is known only when it listens. */
  readonly rules: (port: number) => GuardRules;
  /** Answers what no route answers. */
  readonly refuse: (matched: Matched, why: Refusal) => Promise<void>;
}

/** Answers one request, whatever it takes; never rejects. */
export type Handler = (matched: Matched) => Promise<void>;

/**
 * A Fastify that routes, and does no more: every request is guarded before it, and read and answered
 * behind it, from the plain objects of Node.
 */
export function createApp({ rules, refuse }: AppOptions): FastifyInstance {
  const app = fastify({
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: false,
    routerOptions: { maxParamLength: 512 },
    serverFactory: (route) => guarded(route, rules),
  });
  // Bodies are read after the key was seen; here nothing of them is looked at.
  for (const method of app.supportedMethods) {
    app.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  app.setNotFoundHandler((request, reply) => {
    reply.hijack();
    return refuse(matchedOf(request, reply.raw), notFound());
  });
  return app;
}

/** Adds a route whose requests go to `handler`. */
export function addRoute(
  app: FastifyInstance,
  method: "GET" | "POST" | "DELETE",
  path: string,
  handler: Handler,
): void {
  app.route({
    method,
    url: path,
    handler: (request, reply) => {
      reply.hijack();
      return handler(matchedOf(request, reply.raw));
    },
  });
}

function notFound(): Refusal {
  const message = "there is no such endpoint here; GET /openapi.json lists those that there are";
  return new Refusal(message, { status: 404, code: "not_found" });
}

function matchedOf(request: FastifyRequest, response: ServerResponse): Matched {
  return {
    request: request.raw,
    response,
    path: request.routeOptions.url ?? "*",
    params: request.params as Readonly<Record<string, string | undefined>>,
  };
}

/** Proxies keep a connection for a minute: who lets go first must not be the one behind. */
const TIMES = { headersTimeout: 20_000, keepAliveTimeout: 72_000 };

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Nothing is routed that is not ours, and no header is read that is too odd to be read in one way. */
function guarded(route: RequestHandler, rulesAt: AppOptions["rules"]): Server {
  let rules: GuardRules | undefined;
  const server = createServer(TIMES, (request, response) => {
    rules ??= rulesAt(portOf(server));
    const why = barred(request, rules);
    if (why !== undefined) {
      const error = {
        message: why.message,
        type: "invalid_request_error",
        param: null,
        code: null,
      };
      sendJson(response, why.status, { error }, { connection: "close" });
    } else if (!answeredForPage(request, response, rules)) route(request, response);
  });
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Tells a browser that a page which may call may call; whether that was all it asked. */
function answeredForPage(
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  { origins }: GuardRules,
): boolean {
  const { origin } = headers;
  if (origin === undefined || !origins.has(origin)) return false;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("vary", "origin");
  response.setHeader("access-control-expose-headers", "x-request-id, request-id, retry-after");
  if (method !== "OPTIONS") return false;
  response.writeHead(204, {
    "access-control-allow-methods": "GET, POST, DELETE",
    "access-control-allow-headers": headers["access-control-request-headers"] ?? "",
    "access-control-max-age": "600",
  });
  response.end();
  return true;
}
