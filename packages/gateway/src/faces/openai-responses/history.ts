import type { Client } from "../../client.ts";
import { Refusal } from "../../refusal.ts";
import type { RequestObject } from "../request-object.ts";
import { continued, type ResponsesRequest } from "./read.ts";
import type { ResponseStore, StoredResponse } from "./store.ts";

/** The ids that items get here tell of which response they are. */
const ITEM_ID = /^[a-z]{2,3}_([0-9a-f]{32})[0-9a-f]{2,}$/;

/**
 * A request with everything before it that it refers to.
 * @throws Refusal 404 where this client has no such response or item.
 */
export async function withHistory(
  store: ResponseStore,
  asked: ResponsesRequest,
  client: Client,
): Promise<ResponsesRequest> {
  const refers = asked.items.some(({ type }) => type === "reference");
  if (asked.previousId === null && !refers) return asked;
  const earlier = await chain(store, asked.previousId, client);
  const own = refers ? await resolved(store, asked.input, client) : asked.input;
  return continued(asked, earlier, own);
}

/** The items of a response and of all before it, oldest first. */
async function chain(
  store: ResponseStore,
  id: string | null,
  client: Client,
): Promise<readonly RequestObject[]> {
  const turns: StoredResponse[] = [];
  for (let next = id; next !== null; next = turns.at(-1)?.previousId ?? null) {
    const stored = await store.find(client.id, next);
    if (stored === undefined) throw notFound(`Previous response with id '${shown(next)}'`);
    turns.push(stored);
  }
  return turns.toReversed().flatMap(({ input, output }) => [...input, ...output]);
}

async function resolved(
  store: ResponseStore,
  input: readonly RequestObject[],
  client: Client,
): Promise<readonly RequestObject[]> {
  const items: RequestObject[] = [];
  for (const [at, item] of input.entries()) {
    if (item["type"] !== "item_reference") items.push(item);
    else items.push(await referred(store, String(item["id"]), client, at));
  }
  return items;
}

async function referred(
  store: ResponseStore,
  id: string,
  client: Client,
  at: number,
): Promise<RequestObject> {
  const [, response] = ITEM_ID.exec(id) ?? [];
  const stored = response && (await store.find(client.id, `resp_${response}`));
  const item = stored ? stored.output.find((one) => one["id"] === id) : undefined;
  if (item === undefined) throw notFound(`Item with id '${shown(id)}'`, `input[${at}].id`);
  return item;
}

function notFound(what: string, parameter = "previous_response_id"): Refusal {
  return new Refusal(`${what} not found.`, { status: 404, code: "not_found", parameter });
}

function shown(id: string): string {
  return id.slice(0, 80);
}
