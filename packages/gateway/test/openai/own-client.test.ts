import type { CallResult } from "@g4f/core";
import type { Provider } from "@g4f/core/registry";
import { OpenAIResponses, openaiCompatible } from "@g4f/provider-openai";
import { describe, expect, test } from "vitest";

import { answersIn, MISSING, played, RECORDED } from "../support/recorded.ts";
import { sameWire, WIRES, type SameWire } from "../support/wires.ts";

/** Our own clients of the two APIs, in front of the gateway. */
const CLIENTS: readonly [string, (at: SameWire) => Provider][] = [
  [
    "chat completions",
    ({ serving }) => {
      const baseUrl = `${serving.url}/v1`;
      return new (openaiCompatible({ name: "G4f", baseUrl }))({ apiKey: serving.key });
    },
  ],
  [
    "responses",
    ({ serving }) => new OpenAIResponses({ baseUrl: `${serving.url}/v1`, apiKey: serving.key }),
  ],
];

/** What must be the same on both sides of the gateway. */
function shown({ text, reasoning, toolCalls, finishReason, usage }: CallResult): object {
  return {
    text,
    reasoning,
    toolCalls: toolCalls.map(({ id, name, arguments: given }) => ({ id, name, arguments: given })),
    finishReason,
    tokens: [usage?.inputTokens, usage?.outputTokens, usage?.cachedTokens ?? 0],
  };
}

async function asked(provider: Provider): Promise<object> {
  const messages = [{ role: "user", content: "Hi" }] as const;
  const stream = provider.createAsyncGenerator({ model: "m", messages });
  try {
    await stream.collect();
  } catch (error) {
    return { code: Reflect.get(Object(error), "code") as unknown };
  }
  return shown(await stream.result);
}

describe.each(RECORDED)("recorded %s (../shared/recordings)", { skip: MISSING }, (name) => {
  describe.each(CLIENTS)("by %s", (_, clientOf) => {
    test.each(answersIn(name))("$name is the same behind the gateway", async ({ answer }) => {
      await using at = await sameWire(WIRES[name], played(name, answer));
      const direct = await asked(WIRES[name].provider(at.upstream));
      expect(await asked(clientOf(at))).toEqual(direct);
    });
  });
});
