import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import { portOf, type ForeignRules } from "@g4f/core/listen";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";

import type { Matched } from "../exchange.ts";
import { barred, type Barred } from "./guard.ts";

/** How the HTTP side is set up. */
export interface AppOptions {
  /** The hosts and origins; the port is known only when it listens. */
  readonly rules: (port: number) => ForeignRules;
  /** Answers what no route answers. */
  readonly missing: Handler;
  /** Answers what must not be routed. */
  readonly bar: (matched: Matched, why: Barred) => void;
}

/** A method that a path may have of its own. */
export type Method = "GET" | "POST" | "DELETE";

/** Answers one request, whatever it takes; never rejects. */
export type Handler = (matched: Matched) => Promise<void>;

/**
 * A Fastify that routes, and does no more: every request is guarded before it, and read and answered
 * behind it, from the plain objects of Node.
 */
export function createApp({ rules, missing, bar }: AppOptions): FastifyInstance {
  const app = fastify({
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: false,
    routerOptions: { maxParamLength: 512 },
    serverFactory: (route) => guarded(route, { rules, bar }),
    // A path that cannot be decoded is none that there is.
    frameworkErrors: (_, request, reply) => {
      reply.hijack();
      void missing(unmatched(request.raw, reply.raw));
    },
  });
  // Bodies are read after the key was seen; here nothing of them is looked at.
  for (const method of app.supportedMethods) {
    app.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  }
  app.setNotFoundHandler((request, reply) => {
    reply.hijack();
    return missing(unmatched(request.raw, reply.raw));
  });
  return app;
}

/** A path: who answers which method of it, and who refuses the others. */
export interface Path {
  readonly url: string;
  readonly handlers: Partial<Readonly<Record<Method, Handler>>>;
  /** Told which methods there are, as `Allow` has it. */
  readonly refuse: (matched: Matched, allow: string) => Promise<void>;
}

/** Adds a path. HEAD goes to the handler of GET: of what it answers, Node sends the head alone. */
export function addPath(app: FastifyInstance, { url, handlers, refuse }: Path): void {
  const add = (method: string | string[], handler: Handler): void => {
    app.route({
      method,
      url,
      handler: (request, reply) => {
        reply.hijack();
        return handler(matchedOf(request, reply.raw));
      },
    });
  };
  const served = Object.entries(handlers);
  if (handlers.GET !== undefined) served.push(["HEAD", handlers.GET]);
  for (const [method, handler] of served) add(method, handler);
  const names = served.map(([method]) => method);
  const others = app.supportedMethods.filter((method) => !names.includes(method));
  add(others, (matched) => refuse(matched, names.join(", ")));
}

function unmatched(request: IncomingMessage, response: ServerResponse): Matched {
  return { request, response, path: "*", params: {} };
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
function guarded(
  route: RequestHandler,
  { rules: rulesAt, bar }: Pick<AppOptions, "rules" | "bar">,
): Server {
  let rules: ForeignRules | undefined;
  const server = createServer(TIMES, (request, response) => {
    rules ??= rulesAt(portOf(server));
    const why = barred(request, rules);
    if (why !== undefined) {
      response.setHeader("connection", "close");
      bar(unmatched(request, response), why);
    } else if (!answeredForPage(request, response, rules)) route(request, response);
  });
  return server;
}

/** Tells a browser that a page which may call may call; whether that was all it asked. */
function answeredForPage(
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  { origins }: ForeignRules,
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
