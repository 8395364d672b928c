import type { CallRequest } from "@g4f/core";
import { expect, test } from "vitest";

import { SAMPLING, type OpenAssistantOptions, type OpenAssistantSettings } from "../src/index.ts";
import { PRESETS, type SamplingParameters } from "../src/wire.ts";
import { ask, failureOf, website } from "./support/call.ts";
import { scriptedServer } from "./support/scripted-server.ts";

type Request = Partial<CallRequest<OpenAssistantOptions>>;

/** The sampling parameters that a server gets to see. */
async function sent(request: Request, settings: OpenAssistantSettings = {}): Promise<unknown> {
  await using server = await scriptedServer();
  await ask(website(server, settings), request).collect();
  return server.call("assistant").json["sampling_parameters"];
}

const DEFAULTS: SamplingParameters = {
  top_k: 50,
  top_p: null,
  typical_p: null,
  temperature: 0.35,
  repetition_penalty: 1.1111111111111112,
  max_new_tokens: 1024,
};

test("one object holds the defaults and the eight presets", () => {
  expect(SAMPLING.defaults).toEqual({
    topK: 50,
    topP: null,
    typicalP: null,
    temperature: 0.35,
    repetitionPenalty: 1.1111111111111112,
    maxNewTokens: 1024,
  });
  expect(Object.keys(SAMPLING.presets)).toEqual(PRESETS.map(({ name }) => name));
  expect(SAMPLING.presets["k50-Plugins"]).toEqual(SAMPLING.defaults);
});

test.for(PRESETS.map(({ name, sampling_parameters }) => [name, sampling_parameters] as const))(
  "the preset %s is sent as the original serves it",
  async ([sampling, parameters]) => {
    expect(await sent({ sampling })).toEqual(parameters);
    expect(await sent({}, { sampling })).toEqual(parameters);
  },
);

test("each option, null included, is sent by its name on the wire", async () => {
  const request = {
    topK: null,
    topP: 0.8,
    typicalP: 0.2,
    temperature: null,
    repetitionPenalty: null,
    maxNewTokens: 5,
  };
  expect(await sent(request)).toEqual({
    top_k: null,
    top_p: 0.8,
    typical_p: 0.2,
    temperature: null,
    repetition_penalty: null,
    max_new_tokens: 5,
  });
});

/** What JavaScript passes where it has nothing to say. */
const NOTHING_SAID: Request = Object.fromEntries([["topK", undefined]]);

/** Instance, request, and what is left of the defaults. */
const WINNERS: readonly (readonly [OpenAssistantSettings, Request, Partial<SamplingParameters>])[] =
  [
    [{ topK: 7 }, {}, { top_k: 7 }],
    [{ topK: 7 }, { topK: 8 }, { top_k: 8 }],
    [{ topK: 7, temperature: 1 }, { topK: 8 }, { top_k: 8, temperature: 1 }],
    [{ sampling: { topK: 7 } }, {}, { top_k: 7 }],
    [{ sampling: { topK: 7 }, topK: 9 }, {}, { top_k: 9 }],
    [{ topK: 7 }, { sampling: { topP: 0.5 } }, { top_p: 0.5 }],
    [{}, { sampling: { topK: null }, topP: 0.1 }, { top_k: null, top_p: 0.1 }],
    [{ maxNewTokens: 9 }, {}, { max_new_tokens: 9 }],
    [{ maxNewTokens: 9 }, { maxTokens: 3 }, { max_new_tokens: 3 }],
    [{}, { maxTokens: 3, maxNewTokens: 4 }, { max_new_tokens: 4 }],
    [{ topK: 7 }, NOTHING_SAID, { top_k: 7 }],
  ];

test.for(WINNERS)("instance %j, request %j: %j", async ([settings, request, expected]) => {
  expect(await sent(request, settings)).toEqual({ ...DEFAULTS, ...expected });
});

test("an instance may have defaults and presets of its own", async () => {
  const cold = { ...SAMPLING.defaults, temperature: 0.01 };
  const samplingConfig = { defaults: { ...cold, topK: 1 }, presets: { cold } };
  const expected = { ...DEFAULTS, temperature: 0.01 };
  expect(await sent({}, { samplingConfig })).toEqual({ ...expected, top_k: 1 });
  expect(await sent({ sampling: "cold" }, { samplingConfig })).toEqual(expected);
});

test.for([
  [{ topK: "50" }, "topK must be"],
  [{ topK: 50.7 }, "topK must be"],
  [{ topP: "0.9" }, "topP must be"],
  [{ temperature: true }, "temperature must be"],
  [{ temperature: Number.NaN }, "temperature must be"],
  [{ typicalP: [] }, "typicalP must be"],
  [{ repetitionPenalty: {} }, "repetitionPenalty must be"],
  [{ maxNewTokens: null }, "maxNewTokens must be"],
  [{ maxNewTokens: 0 }, "maxNewTokens must be at least 1"],
  [{ sampling: 7 }, "sampling must be"],
  [{ sampling: { topK: "many" } }, "sampling.topK must be"],
  [{ sampling: { top_k: 3 } }, 'sampling holds the unknown "top_k"'],
  [{ sampling: "k51" }, 'sampling names no preset "k51": k50, k50-Creative'],
  [{ sampling: "toString" }, "sampling names no preset"],
] as const)("refused before a request, from both sides: %j", async ([options, words]) => {
  await using server = await scriptedServer();
  const wrong: object = options;
  for (const stream of [ask(website(server), wrong), ask(website(server, wrong))]) {
    const error = await failureOf(stream);
    expect(error.code).toBe("invalid_request");
    expect(error.message).toContain(words);
  }
  expect(server.calls).toHaveLength(0);
});
