import type { IncomingMessage } from "node:http";

import { suggest } from "@g4f/core";

import { Exchange, type Matched } from "./exchange.ts";
import { errorBodyFor } from "./faces/error-body.ts";
import type { Failure } from "./failure.ts";
import type { Path } from "./listen/create-app.ts";
import type { Barred } from "./listen/guard.ts";
import { Refusal } from "./refusal.ts";
import type { GatewayState } from "./state.ts";

type ErrorBody = (failure: Failure) => object;

/** Refuses what no route answers; `paths` are those that there are. */
export function missing(
  state: GatewayState,
  paths: readonly string[],
): (matched: Matched) => Promise<void> {
  return (matched) => {
    const { request } = matched;
    const path = pathOf(request);
    // A client whose base URL lacks its end asks for this.
    const meant = `/v1${path}`;
    const near = paths.includes(meant) ? `; did you mean ${meant}?` : suggest(path, paths);
    // Where nothing is near, all of them would be of no help.
    const hint = near.endsWith("?") ? near : ";";
    const message = `there is no ${request.method} ${path} here${hint} GET /openapi.json lists what there is`;
    const why = new Refusal(message, { status: 404, code: "not_found" });
    return refuse(state, matched, why, errorBodyFor(request));
  };
}

/** Refuses the methods that a path does not have. The words are OpenAI's; each API has them in its own form. */
export function wrongMethod(state: GatewayState, errorBody: ErrorBody): Path["refuse"] {
  return (matched, allow) => {
    const { request } = matched;
    const message = `Not allowed to ${request.method} on ${pathOf(request)}; allowed: ${allow}`;
    const why = new Refusal(message, { status: 405, code: "method_not_allowed", allow });
    return refuse(state, matched, why, errorBody);
  };
}

/** Refuses what must not even be routed, and tells the operator of it: there is no key to ask for yet. */
export function bar(state: GatewayState): (matched: Matched, why: Barred) => void {
  return (matched, { status, message }) => {
    const exchange = new Exchange(state, matched);
    const code = status === 403 ? "permission" : "invalid_request";
    exchange.refuse(new Refusal(message, { status, code }), errorBodyFor(matched.request));
    exchange.over();
  };
}

function pathOf({ url = "" }: IncomingMessage): string {
  return url.replace(/\?.*/, "").slice(0, 200);
}

/** What is not there, and what is wrong with a request, is told to those alone who have a key. */
async function refuse(
  state: GatewayState,
  matched: Matched,
  why: Refusal,
  errorBody: ErrorBody,
): Promise<void> {
  const exchange = new Exchange(state, matched);
  try {
    await exchange.authenticate();
    throw why;
  } catch (error) {
    exchange.refuse(error, errorBody);
  } finally {
    exchange.over();
  }
}
