import type { CallResult } from "@g4f/core";
import type { Provider } from "@g4f/core/registry";
import { OpenAIResponses, openaiCompatible } from "@g4f/provider-openai";
import { describe, expect, test } from "vitest";

import { ready, type Ready } from "../clients/ready.ts";
import { answersIn, MISSING, played, RECORDED } from "../support/recorded.ts";

/** Our own clients of the two APIs, in front of the gateway. */
const CLIENTS: readonly [string, (at: Ready) => Provider][] = [
  [
    "chat completions",
    ({ baseURL: baseUrl, serving }) =>
      new (openaiCompatible({ name: "G4f", baseUrl }))({ apiKey: serving.key }),
  ],
  [
    "responses",
    ({ baseURL: baseUrl, serving }) => new OpenAIResponses({ baseUrl, apiKey: serving.key }),
  ],
];

/** The id of a call that has none upstream. */
const made = /^call_[0-9a-f]{24}$/;

/** What must be the same on both sides of the gateway. */
function shown({ text, reasoning, toolCalls, finishReason, usage }: CallResult): object {
  return {
    text,
    reasoning,
    calls: toolCalls.map(({ id, name, arguments: given }) => [
      made.test(id) ? "" : id,
      name,
      given,
    ]),
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

describe.each([...RECORDED, "gemini" as const])(
  "recorded %s (../shared/recordings)",
  { skip: MISSING },
  (name) => {
    describe.each(CLIENTS)("by %s", (_, clientOf) => {
      test.each(answersIn(name))("$name is the same behind the gateway", async ({ answer }) => {
        await using at = await ready(name, played(name, answer));
        const direct = await asked(at.provider);
        expect(await asked(clientOf(at))).toEqual(direct);
      });
    });
  },
);
