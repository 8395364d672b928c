import { createServer, type Server } from "node:http";

import { ProviderError } from "@g4f/core";
import { foreign, inUrl, LOOPBACK, portOf } from "@g4f/core/listen";
import { Eliza } from "@g4f/provider-eliza";
import fastify, { type FastifyError, type FastifyInstance } from "fastify";

import { SESSION_COOKIE } from "./auth/cookies.ts";
import { newSecret, Vault, type Claim } from "./auth/vault.ts";
import { systemClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import { reply } from "./inference/reply.ts";
import { addInferenceRoutes } from "./inference/routes.ts";
import { limitsFrom } from "./limits.ts";
import type { OpenAssistantServerOptions } from "./options.ts";
import type { ServerState } from "./state.ts";
import { ChatStore } from "./store/chat-store.ts";
import { UserStore } from "./store/user-store.ts";
import { sendText } from "./website/reply.ts";
import { addWebsiteRoutes } from "./website/routes.ts";
import { Desk } from "./work/desk.ts";
import { RateLimit } from "./work/rate-limit.ts";

const OWNER = "local";

/** What proves who asks; random for each server, and kept nowhere else. */
export interface ServerSecrets {
  /** `name=value`, for a `Cookie` header to the website API. */
  readonly cookie: string;
  readonly sessionCookie: { readonly name: string; readonly value: string };
  /** For `Authorization: Bearer …` to the inference API. */
  readonly bearer: string;
  /** Shared by trusted clients; {@link trustedClient} holds it. */
  readonly apiKey: string;
  /** The `TrustedClient` header of the same user. */
  readonly trustedClient: string;
}

/** Where a server listens. Both APIs are at the root: their paths do not clash. */
export interface Listening {
  /** Of the website API: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Of the inference API. */
  readonly inferenceUrl: string;
  readonly port: number;
}

/** Somebody for whom a secret is made. */
export interface Person {
  readonly userId: string;
  /** Default: the user id. */
  readonly name?: string;
  /** `banned` is refused. Default `general`. */
  readonly role?: string;
  /** One account has one user. Default: the user id. */
  readonly providerAccountId?: string;
  /** How long the secret counts. Default: as long as the server runs. */
  readonly lifetimeMs?: number;
}

/** A server that speaks Open Assistant's website API and inference API. */
export interface OpenAssistantServer extends AsyncDisposable {
  readonly secrets: ServerSecrets;
  /** @throws ProviderError `invalid_request` where the port is in use. */
  readonly listen: () => Promise<Listening>;
  /** Cuts every stream and answer, and gives the port back. */
  readonly close: () => Promise<void>;
  /** Replaces the odd behaviours; `{}` is none. */
  readonly setFaults: (faults: Faults) => void;
  /** The value of a session cookie for another user. */
  readonly createSession: (person: Person) => string;
  /** Tokens for the inference API for another user. */
  readonly createTokens: (person: Person) => { readonly access: string; readonly refresh: string };
}

/**
 * A server for the protocol of Open Assistant, on loopback only. Nothing happens before `listen`.
 * @throws TypeError for a host that is not loopback, or limits that are none.
 */
export function createOpenAssistantServer(
  options: OpenAssistantServerOptions = {},
): OpenAssistantServer {
  const { host = "127.0.0.1", port = 0 } = options;
  if (!LOOPBACK.includes(host)) {
    throw new TypeError(`host must be 127.0.0.1, localhost or ::1, not ${JSON.stringify(host)}`);
  }
  let faults = options.faults ?? {};
  const closing = new AbortController();
  const state = createState(options, () => faults, closing.signal);
  const secrets = createSecrets(state);
  const app = createApp(state, options);
  let listening: Promise<Listening> | undefined;
  const close = async (): Promise<void> => {
    closing.abort();
    state.desk.close();
    app.server.closeAllConnections();
    await app.close();
  };
  return {
    secrets,
    listen: () => (listening ??= listen(app, host, port)),
    close,
    setFaults: (changed) => {
      faults = changed;
      state.desk.pump();
    },
    createSession: (person) => state.vault.issue(claimOf(state, person, "session")),
    createTokens: (person) => createTokens(state, person),
    [Symbol.asyncDispose]: close,
  };
}

function createState(
  options: OpenAssistantServerOptions,
  faults: () => Faults,
  closing: AbortSignal,
): ServerState {
  const { clock = systemClock, responder = new Eliza(), model } = options;
  const limits = limitsFrom(options.limits);
  const settings = {
    allowedModels: options.allowedModels ?? null,
    chatEnabled: options.chatEnabled ?? true,
    site: options.site ?? "any",
    debugAuth: options.debugAuth ?? false,
    cancelOnDisconnect: options.cancelOnDisconnect ?? false,
  };
  const rate = new RateLimit(clock, limits.rate, limits.rateWindowMs);
  const desk = new Desk({ responder, model, clock, limits, faults, chats: () => chats });
  const chats = new ChatStore(clock, limits, ({ messages }) => {
    for (const id of messages.keys()) {
      if (settings.cancelOnDisconnect) desk.cut(id);
      desk.withdraw(id);
    }
  });
  const users = new UserStore(limits.maxUsers, (userId) => {
    rate.forget(userId);
    for (const chat of chats.of(userId)) chats.drop(chat);
  });
  const vault = new Vault();
  const apiKey = newSecret();
  const streams = new Set<AbortController>();
  return {
    settings,
    limits,
    clock,
    faults,
    apiKey,
    vault,
    users,
    chats,
    desk,
    rate,
    closing,
    streams,
  };
}

function createSecrets(state: ServerState): ServerSecrets {
  const person = { userId: OWNER };
  const value = state.vault.issue(claimOf(state, person, "session"));
  const { access } = createTokens(state, person);
  const fields = {
    api_key: state.apiKey,
    client: "website",
    provider_account_id: OWNER,
    user_id: OWNER,
    username: OWNER,
  };
  return {
    cookie: `${SESSION_COOKIE}=${value}`,
    sessionCookie: { name: SESSION_COOKIE, value },
    bearer: access,
    apiKey: state.apiKey,
    trustedClient: Buffer.from(JSON.stringify(fields)).toString("base64"),
  };
}

function createTokens(
  state: ServerState,
  person: Person,
): { readonly access: string; readonly refresh: string } {
  const { name = person.userId, providerAccountId = person.userId, userId } = person;
  state.users.register({
    id: userId,
    provider: "debug",
    display_name: name,
    deleted: false,
    provider_account_id: providerAccountId,
  });
  return {
    access: state.vault.issue(claimOf(state, person, "access")),
    refresh: state.vault.issue(claimOf(state, person, "refresh")),
  };
}

function claimOf({ clock }: ServerState, person: Person, kind: Claim["kind"]): Claim {
  const { userId, lifetimeMs = Number.POSITIVE_INFINITY } = person;
  return {
    kind,
    userId,
    name: person.name ?? userId,
    role: person.role ?? "general",
    providerAccountId: person.providerAccountId ?? userId,
    expires: clock.now() + lifetimeMs,
  };
}

function createApp(state: ServerState, options: OpenAssistantServerOptions): FastifyInstance {
  const allowed = new Set(options.allowedHosts?.map((host) => host.toLowerCase()));
  const origins = new Set<string>();
  const app = fastify({
    exposeHeadRoutes: false,
    bodyLimit: state.limits.maxBodyBytes,
    serverFactory: (handler): Server => {
      const server = createServer((request, response) => {
        const rules = { port: portOf(server), allowed, origins };
        if (foreign(request, rules) === undefined) handler(request, response);
        else reply(response, { status: 403, json: { detail: "Host or Origin not allowed" } });
      });
      return server;
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_, body, done) => {
    done(null, body);
  });
  addWebsiteRoutes(app, state);
  addInferenceRoutes(app, state);
  app.setErrorHandler((error: FastifyError, request, answer) => {
    void answer.hijack();
    const status = error.statusCode ?? 500;
    if (!request.url.startsWith("/api/")) {
      reply(answer.raw, {
        status,
        json: { detail: status === 413 ? "Body too large" : "Bad Request" },
      });
    } else sendText(answer.raw, status, status === 413 ? "Body exceeded 1mb limit" : "Bad Request");
  });
  return app;
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<Listening> {
  try {
    await app.listen({ host, port });
    const actual = portOf(app.server);
    const url = `http://${inUrl(host)}:${String(actual)}`;
    return { url, inferenceUrl: url, port: actual };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new ProviderError(
      "invalid_request",
      `port ${String(port)} of ${host} is in use; choose another one, or 0 for any that is free`,
    );
  }
}
