import { AsyncGeneratorProvider, defineManifest, type Chunk, type WarningPart } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { MemoryStateStore, route, type RouterEvent, type StateStore } from "../src/index.ts";
import { member, messages, plays } from "./support/upstream.ts";

/** A store that counts what it is asked for; `later`: as one on a network answers. */
function counting(
  later = false,
): StateStore & { readonly gets: string[]; readonly sets: string[] } {
  const store = new MemoryStateStore();
  const gets: string[] = [];
  const sets: string[] = [];
  const given = (value: unknown): unknown => (later ? Promise.resolve(value) : value);
  return {
    gets,
    sets,
    get: (key) => {
      gets.push(key);
      return given(store.get(key));
    },
    update: (key, change, ttlMs) => {
      sets.push(key);
      return given(store.update(key, change, ttlMs));
    },
  };
}

/** Old, and says so in a warning before its text. */
class Old extends AsyncGeneratorProvider {
  static override readonly manifest = defineManifest({
    name: "Old",
    url: "https://old.test",
    working: true,
    deprecated: { since: "2026-01-01", reason: "it moved" },
  });

  protected override async *generate(): AsyncGenerator<Chunk> {
    yield "text";
    yield { type: "finish", reason: "stop" };
  }
}

describe("who is asked first", () => {
  it("is looked up once, in a store on a network too", async () => {
    for (const later of [false, true]) {
      const store = counting(later);
      const router = route({ use: [member("A", plays({}))], store });
      await router.createAsyncGenerator({ messages }).collect();
      expect(store.gets.filter((key) => key.startsWith("model "))).toHaveLength(1);
    }
  });

  it("costs its account no update while its retry budget is full", async () => {
    const store = counting();
    const router = route({ use: [member("A", plays({}))], store });
    await router.createAsyncGenerator({ messages }).collect();
    expect(store.sets.map((key) => key.split(" ")[0])).toEqual(["model"]);
  });

  it("earns again what a retry has spent", async () => {
    const store = counting();
    const upstream = plays({ status: 500, body: "{}" }, {});
    const router = route({ use: [member("A", upstream)], store, backoff: { baseMs: 0 } });
    await router.createAsyncGenerator({ messages }).collect();
    store.sets.length = 0;
    await router.createAsyncGenerator({ messages }).collect();
    expect(store.sets.map((key) => key.split(" ")[0])).toContain("account");
  });

  it("is told of before its warnings, and they before its text", async () => {
    const chunks: Chunk[] = [];
    const stream = route({ use: [new Old()] }).createAsyncGenerator({ messages });
    for await (const chunk of stream.chunks()) chunks.push(chunk);
    expect(chunks.map((chunk) => (typeof chunk === "string" ? chunk : chunk.type))).toEqual([
      "provider",
      "warning",
      "text",
      "finish",
    ]);
    const { warnings } = await stream.result;
    expect(warnings).toEqual([(chunks[1] as WarningPart).message]);
  });

  it("ends for those who listen where the call is aborted before it was prepared", async () => {
    const events: RouterEvent[] = [];
    const upstream = plays({});
    const router = route({ use: [member("A", upstream)] });
    router.subscribe((event) => events.push(event));
    const abort = new AbortController();
    const stream = router.createAsyncGenerator({ messages, signal: abort.signal });
    const pulled = stream.next();
    abort.abort();
    await expect(pulled).rejects.toMatchObject({ code: "aborted" });
    await stream.closed;
    expect(events.map(({ type }) => type)).toEqual([
      "call-start",
      "attempt-start",
      "attempt-end",
      "call-end",
    ]);
    expect(upstream.seen).toEqual([]);
  });
});
