import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import type { Claim } from "../auth/vault.ts";
import { mailboxOf, stream } from "../http/open-stream.ts";
import { isJson } from "../inference/body.ts";
import { createChat, deleteChat, getChat, listChats, updateChat } from "../inference/chats.ts";
import { addAssistant, addPrompter, checkRate, findMessage, vote } from "../inference/messages.ts";
import { checkEval, readAssistant, readList, readPrompter } from "../inference/requests.ts";
import { modelConfigs, pluginConfig } from "../inference/routes.ts";
import { Refusal, uncaught } from "../refusal.ts";
import type { ServerState } from "../state.ts";
import { messageRead } from "../store/records.ts";
import {
  sendFailure,
  sendJson,
  sendNotFoundPage,
  sendOwnText,
  sendText,
  STREAM_HEAD,
} from "./reply.ts";
import { sessionOf } from "./session.ts";

type Response = FastifyReply["raw"];
type Values = Readonly<Record<string, unknown>>;

/** One request with a session. */
interface Visit {
  readonly state: ServerState;
  readonly user: string;
  readonly session: Claim;
  readonly method: string;
  readonly query: Values;
  readonly body: Values;
}

type Handler = (visit: Visit, response: Response) => void | Promise<void>;

const PAGE_SIZE = 20;

const HANDLERS: Readonly<Record<string, Handler>> = {
  "/api/chat": chat,
  "/api/chat/prompter_message": withMessage(({ state, user, body }) =>
    addPrompter(state, user, word(body["chat_id"]), readPrompter(body)),
  ),
  "/api/chat/assistant_message": withMessage(({ state, user, body }) => {
    checkRate(state, user);
    return addAssistant(state, user, readAssistant(body));
  }),
  "/api/chat/events": events,
  "/api/chat/message": ({ state, user, query }, response) => {
    const found = find(state, user, query);
    sendJson(response, 200, messageRead(found.chat, found.message));
  },
  "/api/chat/vote": ({ state, user, body }, response) => {
    const { score } = body;
    if (score !== -1 && score !== 0 && score !== 1) {
      sendOwnText(response, 400, "Invalid score");
      return;
    }
    vote(find(state, user, body), { score });
    sendJson(response, 200, "");
  },
  "/api/chat/message_eval": ({ state, user, body }, response) => {
    checkEval(body);
    find(state, user, body);
    sendJson(response, 200, "");
  },
  "/api/chat/models": (_, response) => {
    sendJson(response, 200, modelConfigs());
  },
  "/api/chat/plugins": (_, response) => {
    sendJson(response, 200, []);
  },
  "/api/chat/plugin_config": ({ body }) => {
    const { plugin } = body;
    pluginConfig(typeof plugin === "object" && plugin !== null ? (plugin as Values) : {});
  },
};
/** The two files of the original that forgot to look whether chat is enabled. */
const ALWAYS_ON = new Set(["/api/chat/plugins", "/api/chat/plugin_config"]);

/** The two routes that look after their own errors. */
const SPEAKS_FOR_ITSELF = new Set(["/api/chat/prompter_message", "/api/chat/assistant_message"]);

/** Puts the website API on `app`, below `/api`. */
export function addWebsiteRoutes(app: FastifyInstance, state: ServerState): void {
  for (const [url, handler] of Object.entries(HANDLERS)) {
    app.all(url, async (request, answer) => {
      void answer.hijack();
      await run(state, url, handler, request, answer.raw);
    });
  }
  app.all("/api/*", (request, answer) => {
    void answer.hijack();
    const [path = "", query] = request.url.split("?", 2);
    if (!path.endsWith("/")) {
      sendNotFoundPage(answer.raw);
      return;
    }
    const target = path.replace(/\/+$/, "") + (query === undefined ? "" : `?${query}`);
    const headers = { location: target, refresh: `0;url=${target}` };
    answer.raw.writeHead(308, headers).flushHeaders();
    answer.raw.end(target);
  });
}

async function run(
  state: ServerState,
  url: string,
  handler: Handler,
  request: FastifyRequest,
  response: Response,
): Promise<void> {
  const session = sessionOf(state, request.headers);
  if (session === undefined) {
    sendText(response, 403);
    return;
  }
  if (!state.settings.chatEnabled && !ALWAYS_ON.has(url)) {
    sendText(response, 404);
    return;
  }
  const body = bodyOf(request);
  if (body === undefined) {
    sendText(response, 400, "Invalid JSON");
    return;
  }
  const query = request.query as Values;
  const visit = { state, session, user: session.userId, method: request.method, query, body };
  try {
    if (!SPEAKS_FOR_ITSELF.has(url)) reach(state);
    await handler(visit, response);
  } catch {
    if (response.headersSent) response.destroy();
    else sendFailure(response);
  }
}

/** What is no object has no fields; undefined where it says JSON and is none. */
function bodyOf({ body, headers }: FastifyRequest): Values | undefined {
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  if (!isJson(headers["content-type"] ?? "")) return {};
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Values) : {};
  } catch {
    return undefined;
  }
}

function chat(visit: Visit, response: Response): void {
  const { body, method, query, state, user } = visit;
  if (method === "GET") showChats(visit, response);
  else if (method === "POST") {
    register(visit);
    sendJson(response, 200, createChat(state, user));
  } else if (method === "PUT") {
    updateChat(state, user, word(body["chat_id"]), body);
    sendText(response, 200);
  } else if (method === "DELETE") {
    deleteChat(state, user, word(query["chat_id"]));
    sendText(response, 200);
  } else sendText(response, 404);
}

function showChats({ query, state, user }: Visit, response: Response): void {
  const { after, before, chat_id, include_hidden } = query;
  if (chat_id === undefined) {
    const given = { after, before, include_hidden };
    const known = Object.entries(given).filter(([, value]) => value !== undefined);
    const input = readList({ ...Object.fromEntries(known), limit: PAGE_SIZE });
    sendJson(response, 200, listChats(state, user, input));
    return;
  }
  try {
    sendJson(response, 200, getChat(state, user, word(chat_id)));
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 404) throw error;
    sendText(response, 404);
  }
}

/** The website makes its user known to the inference server when that does not know it. */
function register({ session, state }: Visit): void {
  const { name, providerAccountId, userId } = session;
  const user = state.users.register({
    id: userId,
    provider: "website",
    display_name: name,
    deleted: false,
    provider_account_id: providerAccountId,
  });
  if (user === undefined) throw uncaught();
}

async function events({ query, state, user }: Visit, response: Response): Promise<void> {
  const found = find(state, user, query);
  const mailbox = mailboxOf(state, found);
  if (mailbox === undefined) {
    sendText(response, 200);
    return;
  }
  response.writeHead(200, STREAM_HEAD).flushHeaders();
  // The original's reader goes on without its client, and takes events from the next one.
  await stream(state, found, mailbox, response, !state.settings.cancelOnDisconnect);
}

/** The two routes that pass the server's own words on. */
function withMessage(make: (visit: Visit) => unknown): Handler {
  return (visit, response) => {
    try {
      reach(visit.state);
      sendJson(response, 200, make(visit));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { detail = "Something went wrong", status } = error;
      sendJson(response, status, { message: detail });
    }
  };
}

/** @throws Refusal where the inference server is to be down. */
function reach({ faults }: ServerState): void {
  if (faults().serverDown === true) throw uncaught();
}

function find(state: ServerState, user: string, ids: Values): ReturnType<typeof findMessage> {
  return findMessage(state, user, word(ids["chat_id"]), word(ids["message_id"]));
}

/** An id as it would stand in a path. */
function word(value: unknown): string {
  return typeof value === "string" ? value : "undefined";
}
