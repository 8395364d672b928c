import {
  AsyncGeneratorProvider,
  defineManifest,
  ProviderError,
  type Chunk,
  type ErrorCode,
} from "@g4f/core";
import { describe, expect, it } from "vitest";

import { route, type RouterEvent } from "../src/index.ts";
import { member, messages, plays } from "./support/upstream.ts";

class Failing extends AsyncGeneratorProvider {
  static override readonly manifest = defineManifest({
    name: "Failing",
    url: "https://failing.test",
    working: true,
    defaultModel: "f-1",
  });
  readonly #code: ErrorCode;

  constructor(code: ErrorCode) {
    super();
    this.#code = code;
  }

  // oxlint-disable-next-line require-yield -- it fails before it says anything
  protected override async *generate(): AsyncGenerator<Chunk> {
    throw new ProviderError(this.#code, "no", { phase: "first_event" });
  }
}

/** What a failure of each code is laid to; undefined: to nobody that a later call would ask. */
const BLAMED: readonly (readonly [ErrorCode, "model" | "key" | "access" | undefined])[] = [
  ["auth", "key"],
  ["permission", "access"],
  ["quota", "key"],
  ["rate_limit", "key"],
  ["context_length", undefined],
  ["content_filter", undefined],
  ["model_not_found", "access"],
  ["model_gone", "access"],
  ["overloaded", "model"],
  ["timeout", "model"],
  ["network", "model"],
  ["protocol", "model"],
  ["truncated", "model"],
  ["not_supported", undefined],
  ["upstream", "model"],
  ["a code of a later contract" as ErrorCode, "model"],
];

const TOLD = {
  model: { state: "open", model: "f-1" },
  key: { state: "resting", model: undefined },
  access: { state: "resting", model: "f-1" },
};

describe("a failure", () => {
  it.each(BLAMED)("of the code %s sends the call on, and is laid to: %s", async (code, blamed) => {
    const router = route({
      use: [new Failing(code), member("B", plays({}))],
      breaker: { failures: 1 },
    });
    const changes: RouterEvent[] = [];
    router.subscribe((event) => void (event.type === "health" && changes.push(event)));
    const result = await router.createAsyncGenerator({ messages }).collect();
    expect(result.attempts).toMatchObject([{ error: { code } }, { provider: "B" }]);
    expect(changes).toMatchObject(blamed === undefined ? [] : [TOLD[blamed]]);
  });

  it("of the request itself ends the call, and is laid to nobody", async () => {
    const second = plays({});
    const use = [new Failing("invalid_request"), member("B", second)];
    const router = route({ use, breaker: { failures: 1 } });
    const changes: RouterEvent[] = [];
    router.subscribe((event) => void (event.type === "health" && changes.push(event)));
    const call = router.createAsyncGenerator({ messages }).collect();
    await expect(call).rejects.toMatchObject({ code: "invalid_request" });
    expect([second.seen, changes]).toEqual([[], []]);
  });
});
