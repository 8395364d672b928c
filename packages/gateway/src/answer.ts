import type { IncomingHttpHeaders } from "node:http";

import { notServed } from "./catalog/not-served.ts";
import type { Client } from "./client.ts";
import { Exchange, type Matched } from "./exchange.ts";
import type { Face, FaceHead } from "./face.ts";
import { readBody } from "./listen/read-body.ts";
import { sendJson } from "./listen/respond.ts";
import { Relay, type RelaySetup } from "./relay/relay.ts";
import type { PlainRoute } from "./routes.ts";
import type { GatewayState } from "./state.ts";

/** Headers of a request that faces may read. */
const FOR_FACES = ["anthropic-version", "anthropic-beta", "openai-beta"] as const;

/** Answers a request to a model, in the API in which it was asked. Never rejects. */
export async function answerByModel(
  state: GatewayState,
  face: Face,
  matched: Matched,
): Promise<void> {
  const exchange = new Exchange(state, matched);
  exchange.face = face.name;
  let release: (() => void) | undefined;
  try {
    const client = await exchange.authenticate();
    // Before the body is read: what is not let in costs no memory.
    release = await state.admission.enter(exchange.abort.signal);
    const relayed = await exchange.relay(new Relay(await ask(state, face, exchange, client)));
    if (exchange.found !== undefined) state.health.record(exchange.found.name, relayed);
    if (relayed.failure !== undefined) exchange.told(relayed, face.errorBody);
  } catch (error) {
    exchange.refuse(error, face.errorBody);
  } finally {
    release?.();
    exchange.over();
  }
}

/** Reads what is asked, finds who answers, and asks the key whether it may. @throws Refusal */
async function ask(
  state: GatewayState,
  face: Face,
  exchange: Exchange,
  client: Client,
): Promise<RelaySetup> {
  const { matched, requestId, id } = exchange;
  const catalog = exchange.catalogFor(client);
  const body = await readBody(matched.request, state.limits.maxBodyBytes);
  const read = face.read(body, headOf(matched.request.headers));
  exchange.asked = read;
  const found = await catalog.find(read.model);
  if (found === undefined) throw notServed(read.model);
  exchange.found = found;
  const asked = face.prepare === undefined ? read : await face.prepare(read, client);
  await client.policy?.admit(asked, found.id, requestId);
  exchange.admitted = true;
  return {
    response: matched.response,
    face,
    asked,
    found,
    client,
    answer: { id, model: asked.model, createdAt: exchange.startedAt },
    requestId,
    begin: exchange.begin,
    headers: exchange.headers,
    times: state.limits,
    abort: exchange.abort,
  };
}

function headOf(headers: IncomingHttpHeaders): FaceHead {
  const own: Record<string, string> = {};
  for (const name of FOR_FACES) {
    const value = headers[name];
    if (value !== undefined) own[name] = value.toString();
  }
  return { headers: own };
}

/** Answers a request that needs no model. Never rejects. */
export async function answerPlain(
  state: GatewayState,
  route: PlainRoute,
  matched: Matched,
): Promise<void> {
  const exchange = new Exchange(state, matched);
  const { request, response, params } = matched;
  try {
    const client = await exchange.authenticate();
    const catalog = exchange.catalogFor(client);
    const body =
      route.method === "POST" ? await readBody(request, state.limits.maxBodyBytes) : undefined;
    const answer = await route.handle({ params, body, client, catalog });
    sendJson(response, 200, answer, exchange.headers);
  } catch (error) {
    exchange.refuse(error, route.errorBody);
  } finally {
    exchange.over();
  }
}
