import type { Claim } from "../auth/vault.ts";
import { Refusal, uncaught } from "../refusal.ts";
import type { ServerState } from "../state.ts";
import { Fields } from "./fields.ts";
import { callerId, trustedClient } from "./identity.ts";
import type { Methods } from "./routes.ts";
import { text } from "./types.ts";

const ACCESS_MS = 3_600_000;
const REFRESH_MS = 604_800_000;

/** `/auth/*` and `/account/`; of the logins only the one for debugging, where it is allowed. */
export function authRoutes(state: ServerState): Readonly<Record<string, Methods>> {
  const unconfigured = (): never => {
    throw uncaught();
  };
  return {
    "/auth/providers": { GET: () => ({ json: state.settings.debugAuth ? ["debug"] : [] }) },
    "/auth/check": { GET: ({ request }) => ({ json: callerId(state, request.headers) }) },
    "/auth/refresh": {
      GET: ({ request }) => {
        if (request.headers["refresh"] === undefined) throw uncaught();
        // The original looks up the wrong hash, so no token is ever found.
        throw new Refusal(401, "Invalid token");
      },
    },
    "/auth/login/:provider": { GET: unconfigured },
    "/auth/callback/:provider": { GET: unconfigured },
    "/auth/login/debug": {
      GET: ({ query, request }) => {
        const name = queryText(query, "username");
        const target = `/auth/callback/debug?code=${encodeURIComponent(name)}&state={}`;
        const location = `http://${request.headers.host ?? ""}${target}`;
        return { status: 302, headers: { location }, json: { detail: "Found" } };
      },
    },
    "/auth/callback/debug": {
      GET: ({ query }) => {
        const name = queryText(query, "code");
        if (!state.settings.debugAuth) throw new Refusal(403, "Debug auth is not allowed");
        return { json: debugTokens(state, name) };
      },
    },
    "/auth/trusted": {
      POST: ({ request }) => {
        const user = trustedClient(state, request.headers);
        if (user === undefined) throw new Refusal(401, "Missing token");
        const registered = state.users.register(user);
        if (registered === undefined) throw uncaught();
        return { json: registered };
      },
    },
    "/account/": {
      DELETE: ({ request }) => {
        state.users.drop(callerId(state, request.headers));
        return {};
      },
    },
  };
}

function queryText(query: Readonly<Record<string, unknown>>, name: string): string {
  const fields = new Fields(query, ["query"]);
  const value = fields.required(name, text, "");
  fields.check();
  return value;
}

function debugTokens({ clock, users, vault }: ServerState, name: string): unknown {
  users.register({
    id: name,
    provider: "debug",
    display_name: name,
    deleted: false,
    provider_account_id: name,
  });
  const claim = (kind: Claim["kind"], ms: number): Claim => ({
    kind,
    userId: name,
    name,
    role: "general",
    providerAccountId: name,
    expires: clock.now() + ms,
  });
  return {
    access_token: { access_token: vault.issue(claim("access", ACCESS_MS)), token_type: "bearer" },
    refresh_token: {
      access_token: vault.issue(claim("refresh", REFRESH_MS)),
      token_type: "refresh",
    },
  };
}
