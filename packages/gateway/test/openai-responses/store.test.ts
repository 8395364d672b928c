import { MemoryStateStore } from "@g4f/router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import {
  ResponseStore,
  type ResponseStoreOptions,
} from "../../src/faces/openai-responses/store.ts";

const STORED = { previousId: null, input: [], output: [], response: {}, includeEncrypted: false };
const ONE = JSON.stringify(STORED).length;

function storeOf(options: ResponseStoreOptions): ResponseStore {
  return new ResponseStore(new MemoryStateStore(), options);
}

async function there(
  store: ResponseStore,
  client: string,
  ids: readonly string[],
): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => store.find(client, id)));
  return ids.filter((_, at) => found[at] !== undefined);
}

describe("what is kept of responses", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each<[string, ResponseStoreOptions]>([
    ["number", { maxResponses: 2 }],
    ["size", { maxCharacters: 2 * ONE + 1 }],
  ])("is bounded in %s for each client, and the oldest goes", async (_, options) => {
    const store = storeOf(options);
    await store.keep("ben", "resp_0", STORED);
    for (const id of ["resp_1", "resp_2", "resp_3"]) await store.keep("anna", id, STORED);
    expect(await there(store, "anna", ["resp_1", "resp_2", "resp_3"])).toEqual([
      "resp_2",
      "resp_3",
    ]);
    expect(await there(store, "ben", ["resp_0"])).toEqual(["resp_0"]);
  });

  it("has no room for one that is larger than all that is kept", async () => {
    const store = storeOf({ maxCharacters: ONE - 1 });
    await store.keep("anna", "resp_1", STORED);
    expect(await store.find("anna", "resp_1")).toBeUndefined();
  });

  it("has its time", async () => {
    const store = storeOf({ ttlMs: 1000 });
    await store.keep("anna", "resp_1", STORED);
    vi.setSystemTime(Date.now() + 999);
    expect(await store.find("anna", "resp_1")).toEqual(STORED);
    vi.setSystemTime(Date.now() + 1);
    expect(await store.find("anna", "resp_1")).toBeUndefined();
  });

  it("is found by an id of the right form alone", async () => {
    const store = storeOf({});
    await store.keep("anna", "resp_1", STORED);
    for (const id of ["", "resp_", "resp_1/../resp_1", "ben/resp_1", `resp_${"1".repeat(201)}`]) {
      expect(await store.find("anna", id)).toBeUndefined();
      expect(await store.delete("anna", id)).toBe(false);
    }
  });

  it("is never that of a client whose name looks like another's place", async () => {
    const store = storeOf({});
    await store.keep("anna/ben", "resp_1", STORED);
    expect(await store.find("anna", "ben/resp_1")).toBeUndefined();
    expect(await store.find("anna/ben", "resp_1")).toEqual(STORED);
  });

  it("makes room again where one is forgotten", async () => {
    const store = storeOf({ maxResponses: 2 });
    for (const id of ["resp_1", "resp_2"]) await store.keep("anna", id, STORED);
    expect(await store.delete("anna", "resp_2")).toBe(true);
    await store.keep("anna", "resp_3", STORED);
    expect(await there(store, "anna", ["resp_1", "resp_2", "resp_3"])).toEqual([
      "resp_1",
      "resp_3",
    ]);
  });
});
