import type { CallResult, Chunk } from "@g4f/core";
import { MemoryStateStore } from "@g4f/router";
import { beforeEach, describe, expect, it } from "vitest";

import type { Client } from "../../src/client.ts";
import type { AnswerHead, Face } from "../../src/face.ts";
import { openaiResponses } from "../../src/faces/openai-responses/face.ts";
import type { ResponsesRequest } from "../../src/faces/openai-responses/read.ts";
import { storedResponseRoutes } from "../../src/faces/openai-responses/routes.ts";
import { ResponseStore } from "../../src/faces/openai-responses/store.ts";
import { expectServed } from "../support/openai-schema.ts";
import { playedTo } from "../support/played-to.ts";
import type { Fields } from "./read-response.ts";

const ANNA: Client = { id: "anna", name: "Anna" };
const BEN: Client = { id: "ben", name: "Ben" };

let store: ResponseStore;
let face: Face<ResponsesRequest>;
let count: number;

beforeEach(() => {
  store = new ResponseStore(new MemoryStateStore());
  face = openaiResponses(store);
  count = 0;
});

async function prepared(body: object, client = ANNA): Promise<ResponsesRequest> {
  const asked = face.read({ model: "m", ...body }, { headers: {} });
  return (await face.prepare?.(asked, client)) ?? asked;
}

/** A whole turn: what the client is told last. */
async function turn(body: object, chunks: readonly Chunk[], client = ANNA): Promise<Fields> {
  const asked = await prepared(body, client);
  const id = (count++).toString(16).padStart(32, "0");
  const answer: AnswerHead = { id, model: "m", createdAt: 1_700_000_000_000 };
  const writer = face.open(asked, answer);
  let kept: CallResult | undefined;
  // As the relay does it: kept before the end is written.
  const { written } = await playedTo(chunks, {
    ...writer,
    end: (result) => {
      kept = result;
      return "";
    },
  });
  await face.keep?.(asked, answer, kept as CallResult, client);
  const end = written + writer.end(kept as CallResult);
  const last = end.trimEnd().split("\n").at(-1)?.slice("data: ".length) ?? "";
  return (JSON.parse(last) as { response: Fields }).response;
}

async function route(method: string, id: unknown, client = ANNA): Promise<Fields> {
  const found = storedResponseRoutes(store).find((one) => one.method === method);
  const params = { id: String(id) };
  return (await found?.handle({
    params,
    body: undefined,
    client,
    catalog: undefined as never,
  })) as Fields;
}

const FINISH: Chunk = { type: "finish", reason: "stop" };
const CALLS: Chunk[] = [
  { type: "reasoning", text: "hm" },
  { type: "reasoning", text: "", state: { provider: "p", data: "s" } },
  { type: "tool-call", id: "call_a", name: "look", arguments: "{}", state: "t" },
  { type: "finish", reason: "tool-calls" },
];

describe("a response that goes on from an earlier one", () => {
  it("has all turns before it, with what providers want back", async () => {
    const first = await turn({ input: "What is it?", instructions: "Be kind." }, CALLS);
    const second = await turn(
      {
        previous_response_id: first["id"],
        input: [{ type: "function_call_output", call_id: "call_a", output: "a cat" }],
      },
      ["A cat.", FINISH],
    );
    expect(second["previous_response_id"]).toBe(first["id"]);
    const { call, original } = await prepared({
      previous_response_id: second["id"],
      input: "Sure?",
    });
    expect(call.messages).toEqual([
      { role: "user", content: [{ type: "text", text: "What is it?" }] },
      {
        role: "assistant",
        content: "",
        reasoning: [{ text: "hm", state: { provider: "p", data: "s" } }],
        toolCalls: [{ id: "call_a", name: "look", arguments: "{}", state: "t" }],
      },
      { role: "tool", toolCallId: "call_a", content: "a cat" },
      { role: "assistant", content: "A cat." },
      { role: "user", content: [{ type: "text", text: "Sure?" }] },
    ]);
    // Upstream knows no ids of ours.
    expect((original["input"] as Fields[]).every((item) => item["id"] === undefined)).toBe(true);
  });

  it("may refer to an item by its id", async () => {
    const first = await turn({ input: "Hi" }, ["Hello", FINISH]);
    const [item] = first["output"] as Fields[];
    const { call } = await prepared({
      input: [
        { type: "item_reference", id: item?.["id"] },
        { role: "user", content: "And?" },
      ],
    });
    expect(call.messages).toEqual([
      { role: "assistant", content: "Hello" },
      { role: "user", content: "And?" },
    ]);
  });

  it("is there for whose it is alone", async () => {
    const { id, output } = await turn({ input: "Hi" }, ["Hello", FINISH]);
    const [item] = output as Fields[];
    const refused = { status: 404, code: "not_found" };
    await expect(prepared({ previous_response_id: id, input: "x" }, BEN)).rejects.toMatchObject({
      ...refused,
      parameter: "previous_response_id",
    });
    const reference = { type: "item_reference", id: item?.["id"] };
    await expect(prepared({ input: [reference] }, BEN)).rejects.toMatchObject({
      ...refused,
      parameter: "input[0].id",
    });
    await expect(route("GET", id, BEN)).rejects.toMatchObject(refused);
    await expect(route("DELETE", id, BEN)).rejects.toMatchObject(refused);
    expect(await route("GET", id)).toMatchObject({ id });
  });

  it("is not kept where the client says so", async () => {
    const { id } = await turn({ input: "Hi", store: false }, ["Hello", FINISH]);
    await expect(route("GET", id)).rejects.toMatchObject({ status: 404 });
  });

  it("can be fetched as it was told, and forgotten", async () => {
    const first = await turn({ input: "What is it?" }, CALLS);
    const kept = await route("GET", first["id"]);
    expectServed("response", kept);
    expect(kept).toEqual(first);
    expect(JSON.stringify(kept)).not.toContain("encrypted_content");
    expect(await route("DELETE", first["id"])).toEqual({
      id: first["id"],
      object: "response",
      deleted: true,
    });
    await expect(route("GET", first["id"])).rejects.toMatchObject({ status: 404 });
    await expect(prepared({ previous_response_id: first["id"], input: "x" })).rejects.toMatchObject(
      { status: 404 },
    );
  });

  it("is good although the store is not, and 503 where that is needed", async () => {
    const down = (): Promise<never> => Promise.reject(new Error("no route to the store"));
    store = new ResponseStore({ get: down, update: down });
    face = openaiResponses(store);
    const { id, output } = await turn({ input: "Hi" }, ["Hello", FINISH]);
    expect(output).toHaveLength(1);
    await expect(prepared({ previous_response_id: id, input: "x" })).rejects.toMatchObject({
      status: 503,
      code: "overloaded",
      retryAfterMs: 1000,
    });
  });

  it("goes on from what upstream itself told", async () => {
    const asked = await prepared({ input: "Hi" });
    const answer = { id: "f".repeat(32), model: "m", createdAt: 0 };
    const writer = face.open(asked, answer);
    const item = { type: "message", id: "msg_up", role: "assistant", content: [] };
    const said = { ...item, content: [{ type: "output_text", text: "Hello" }] };
    const thought = { type: "reasoning", id: "rs_up", summary: [] };
    const events = [
      { type: "response.created", response: { id: "resp_up", output: [] } },
      { type: "response.output_item.done", output_index: 0, item: thought },
      { type: "response.output_item.done", output_index: 1, item: said },
      { type: "response.completed", response: { id: "resp_up", output: [] } },
    ];
    for (const data of events) writer.raw({ type: "raw", data });
    const { result } = await playedTo(["x", FINISH], face.open(asked, { ...answer }));
    await face.keep?.(asked, answer, result, ANNA);
    // Its own list counts where it has one; here it has none.
    expect(await route("GET", "resp_up")).toMatchObject({ output: [thought, said] });
    const { original } = await prepared({ previous_response_id: "resp_up", input: "And?" });
    expect(original["input"]).toMatchObject([
      { role: "user" },
      { type: "message", content: said.content },
      { role: "user" },
    ]);
  });
});
