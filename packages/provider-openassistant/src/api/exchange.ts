import {
  parseJson,
  ProviderError,
  type ErrorCode,
  type Http,
  type HttpResponse,
  type ProviderContext,
} from "@g4f/core";

import type { Route } from "./routes.ts";

/** What an exchange needs of a call. */
export type Wire = Pick<ProviderContext, "http" | "errorFrom">;

/** Statuses that say more here than the common table knows, so that they are judged here. */
const JUDGED = [301, 302, 303, 307, 308, 403, 404];
const LOGIN = /sign[\s_-]?in|log[\s_-]?in|\/auth\b/i;
const REFUSED_COOKIE =
  "no valid session cookie came with the request (next-auth.session-token, on https __Secure-next-auth.session-token); sign in again";
const NOT_OPEN_ASSISTANT = "this is no Open Assistant server; check baseUrl and api";

/** Sends a request; redirects are not followed. */
export async function request(
  http: Http,
  route: Route,
  accept: readonly number[] = [],
): Promise<HttpResponse> {
  const { method, path, query = {}, body } = route;
  if (method === "post") return await http.post(path, body, { query, accept });
  return await http[method](path, { query, accept });
}

/**
 * The response to a request, of status 2xx.
 * @throws ProviderError `auth` where a login is asked for, otherwise what status and body tell of.
 */
export async function send({ http, errorFrom }: Wire, route: Route): Promise<HttpResponse> {
  const response = await request(http, route, JUDGED);
  const { status } = response;
  if (status < 300) return response;
  if (status < 400) throw redirected(response);
  const text = await response.text();
  const body = json(text);
  if (typeof body === "object" && body !== null && !isUnknownRoute(body)) {
    throw errorFrom(body, status);
  }
  if (status === 403) {
    throw refused("auth", status, REFUSED_COOKIE);
  }
  throw refused("invalid_request", status, `chat is switched off, or ${NOT_OPEN_ASSISTANT}`);
}

/**
 * The JSON that a request is answered with.
 * @throws ProviderError as {@link send} does; `auth` for a login page, `protocol` for anything else.
 */
export async function sendForJson(wire: Wire, route: Route): Promise<unknown> {
  const response = await send(wire, route);
  const text = await response.text();
  const body = json(text);
  if (body !== undefined) return body;
  const { status } = response;
  if (isPage(response, text) && LOGIN.test(text)) {
    throw refused("auth", status, "a login page came instead of an answer; sign in again");
  }
  const what = text.trim() === "" ? "an empty body" : "no JSON";
  throw refused("protocol", status, `${what}: ${NOT_OPEN_ASSISTANT}`);
}

/** The error of an answer that is JSON of another kind; what it says in words is kept. */
export function unexpected({ errorFrom }: Wire, body: unknown, what: string): ProviderError {
  const words: unknown =
    Reflect.get(Object(body), "message") ?? Reflect.get(Object(body), "detail");
  if (words !== undefined && words !== null) return errorFrom(body, 200);
  return refused("protocol", 200, `JSON without ${what}: ${NOT_OPEN_ASSISTANT}`);
}

/** What FastAPI says of a path that it does not know. */
function isUnknownRoute(body: object): boolean {
  return Reflect.get(body, "detail") === "Not Found";
}

function redirected({ status, headers }: HttpResponse): ProviderError {
  if (LOGIN.test(headers["location"] ?? "")) {
    return refused("auth", status, "the server leads to its login page; sign in again");
  }
  const why = "redirects are not followed, so that no credential reaches another place";
  return refused("protocol", status, `${why}; check baseUrl`);
}

function refused(code: ErrorCode, status: number, words: string): ProviderError {
  return new ProviderError(code, `OpenAssistant answered ${status}: ${words}`, {
    provider: "OpenAssistant",
    status,
    phase: "status",
  });
}

function isPage({ headers }: HttpResponse, text: string): boolean {
  return headers["content-type"]?.includes("html") === true || /^\s*<(?:!doctype|html)/i.test(text);
}

function json(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
