import { MODEL_CONFIGS, PRESETS, type ModelConfigInfo } from "@g4f/provider-openassistant/wire";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { mailboxOf, stream } from "../http/open-stream.ts";
import { Refusal } from "../refusal.ts";
import type { ServerState } from "../state.ts";
import { messageRead } from "../store/records.ts";
import { authRoutes } from "./auth-routes.ts";
import { fieldsOf } from "./body.ts";
import { createChat, deleteChat, getChat, listChats, updateChat } from "./chats.ts";
import { Fields } from "./fields.ts";
import { callerId } from "./identity.ts";
import { addAssistant, addPrompter, checkRate, findMessage, report, vote } from "./messages.ts";
import { reply, replyError, streamHead, type Answer } from "./reply.ts";
import { checkEval, readAssistant, readList, readPrompter } from "./requests.ts";
import { text } from "./types.ts";

/** One request to a route, with what the route needs of it. */
interface Call {
  readonly request: FastifyRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly fields: () => Readonly<Record<string, unknown>>;
}

/** Answers a call, or answered it itself. */
type Handler = (call: Call, response: FastifyReply["raw"]) => Answer | Promise<void>;

/** What a path does by method; the first one is what `allow` names. */
export type Methods = Readonly<Partial<Record<"GET" | "POST" | "PUT" | "DELETE", Handler>>>;

type UserHandler = (
  userId: string,
  call: Call,
  response: FastifyReply["raw"],
) => ReturnType<Handler>;

/** The model names with the presets, as `/configs/model_configs` lists them. */
export function modelConfigs(): readonly ModelConfigInfo[] {
  return [...MODEL_CONFIGS.keys()].map((name) => ({
    name,
    description: "",
    parameter_configs: PRESETS,
  }));
}

/** Puts the inference API on `app`, at the root. */
export function addInferenceRoutes(app: FastifyInstance, state: ServerState): void {
  const table: Readonly<Record<string, Methods>> = {
    ...authRoutes(state),
    ...chatRoutes(state),
    ...messageRoutes(state),
    "/configs/model_configs": { GET: () => ({ json: modelConfigs() }) },
    "/configs/builtin_plugins": { GET: () => ({ json: [] }) },
    "/configs/plugin_config": { POST: (call) => pluginConfig(call.fields()) },
  };
  for (const [url, methods] of Object.entries(table)) addPath(app, url, methods);
  const known = new Set(Object.keys(table));
  app.setNotFoundHandler((request, answer) => {
    void answer.hijack();
    reply(answer.raw, notFound(request, known));
  });
}

/** Plugins are not run, so none is known. */
export function pluginConfig(values: Readonly<Record<string, unknown>>): never {
  const fields = new Fields(values);
  fields.required("url", text, "");
  fields.check();
  throw new Refusal(404, "Plugin not found");
}

function chatRoutes(state: ServerState): Readonly<Record<string, Methods>> {
  const own = (handler: UserHandler): Handler => asUser(state, handler);
  return {
    "/chats": {
      GET: own((user, { query }) => ({ json: listChats(state, user, readList(query)) })),
      POST: own((user, { fields }) => {
        fields();
        return { json: createChat(state, user) };
      }),
    },
    "/chats/:chat": {
      GET: own((user, { params }) => ({ json: getChat(state, user, params["chat"] ?? "") })),
      PUT: own((user, { params, fields }) => {
        updateChat(state, user, params["chat"] ?? "", fields());
        return { json: null };
      }),
      DELETE: own((user, { params }) => {
        deleteChat(state, user, params["chat"] ?? "");
        return {};
      }),
    },
    "/chats/:chat/prompter_message": {
      POST: own((user, { params, fields }) => ({
        json: addPrompter(state, user, params["chat"] ?? "", readPrompter(fields())),
      })),
    },
    "/chats/:chat/assistant_message": {
      POST: own((user, { fields }) => {
        checkRate(state, user);
        return { json: addAssistant(state, user, readAssistant(fields())) };
      }),
    },
  };
}

function messageRoutes(state: ServerState): Readonly<Record<string, Methods>> {
  const own = (handler: UserHandler): Handler => asUser(state, handler);
  const find = (user: string, { params }: Call): ReturnType<typeof findMessage> =>
    findMessage(state, user, params["chat"] ?? "", params["message"] ?? "");
  const path = "/chats/:chat/messages/:message";
  return {
    [path]: {
      GET: own((user, call) => {
        const { chat, message } = find(user, call);
        return { json: messageRead(chat, message) };
      }),
    },
    [`${path}/events`]: {
      GET: own(async (user, call, response) => {
        const found = find(user, call);
        const mailbox = mailboxOf(state, found);
        if (mailbox === undefined) {
          reply(response, { status: 204 });
          return;
        }
        response.writeHead(200, streamHead(call.request.raw)).flushHeaders();
        await stream(state, found, mailbox, response, false);
      }),
    },
    [`${path}/votes`]: {
      POST: own((user, call) => {
        vote(find(user, call), call.fields());
        return {};
      }),
    },
    [`${path}/reports`]: {
      POST: own((user, call) => {
        report(state, find(user, call), call.fields());
        return {};
      }),
    },
    [`${path}/message_evals`]: {
      POST: own((user, call) => {
        checkEval(call.fields());
        find(user, call);
        return {};
      }),
    },
  };
}

function asUser(state: ServerState, handler: UserHandler): Handler {
  return (call, response) => handler(callerId(state, call.request.headers), call, response);
}

function addPath(app: FastifyInstance, url: string, methods: Methods): void {
  const allow = Object.keys(methods)[0];
  const refuse: Handler = () => ({
    status: 405,
    headers: { allow },
    json: { detail: "Method Not Allowed" },
  });
  app.all(url, async (request, answer) => {
    void answer.hijack();
    const handler = methods[request.method as keyof Methods] ?? refuse;
    await run(handler, request, answer.raw);
  });
}

async function run(
  handler: Handler,
  request: FastifyRequest,
  response: FastifyReply["raw"],
): Promise<void> {
  try {
    const answer = await handler(callOf(request), response);
    if (answer !== undefined) reply(response, answer);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else replyError(response, error);
  }
}

function callOf(request: FastifyRequest): Call {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return {
    request,
    params: request.params as Record<string, string>,
    query: request.query as Record<string, unknown>,
    fields: () => fieldsOf({ bytes, contentType: request.headers["content-type"] }),
  };
}

/** A slash too many or too few is a redirect to the path that exists. */
function notFound({ headers, url }: FastifyRequest, known: ReadonlySet<string>): Answer {
  const [path = "", query] = url.split("?", 2);
  const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
  if (!known.has(other)) return { status: 404, json: { detail: "Not Found" } };
  const search = query === undefined ? "" : `?${query}`;
  const location = `http://${headers.host ?? ""}${other}${search}`;
  return { status: 307, headers: { location } };
}
