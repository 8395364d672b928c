import { modelId, type CallRequest, type Capability, type ContentPart } from "@g4f/core";

import type { Bench, Case } from "../case.ts";
import {
  expectEqual,
  expectError,
  expectFinished,
  expectThat,
  expectUnchanged,
} from "../expect.ts";
import { show } from "../show.ts";
import { says } from "./answers.ts";

const PROVES = ["F1", "§6 capability"];
const IMAGE = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

/** What a manifest rules out is refused before a byte is sent; what it promises is not refused. */
export const CAPABILITY: readonly Case[] = [
  honest("tools", "tools", {
    tools: [{ name: "look_up", parameters: { type: "object", properties: {} } }],
  }),
  honest("schema", "an answer of a given form", {
    schema: { type: "object", properties: { answer: { type: "string" } } },
  }),
  honest("imageInput", "images", content({ type: "image", data: IMAGE, mediaType: "image/png" })),
  honest("fileInput", "files", content({ type: "file", data: IMAGE, mediaType: "text/plain" })),
  honest("audioInput", "audio", content({ type: "audio", data: IMAGE, mediaType: "audio/wav" })),
  honest("systemMessage", "system messages", {
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hello" },
    ],
  }),
  honest("messageHistory", "histories", {
    messages: [
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hi" },
      { role: "user", content: "Who are you?" },
    ],
  }),
  honest("reasoningEffort", "an effort of reasoning", { reasoningEffort: "low" }),
  honest("temperature", "a temperature", { temperature: 0.5 }),
  honest("topP", "top-p sampling", { topP: 0.9 }),
  honest("topK", "top-k sampling", { topK: 20 }),
  honest("maxTokens", "a limit of tokens", { maxTokens: 100 }),
  honest("stop", "stop sequences", { stop: ["END"] }),
  honest("seed", "a seed", { seed: 7 }),
  honest("presencePenalty", "a presence penalty", { presencePenalty: 0.1 }),
  honest("frequencyPenalty", "a frequency penalty", { frequencyPenalty: 0.1 }),
  {
    id: "capability.empty-tools",
    level: "core",
    rule: "An empty list of tools asks for nothing, and is never refused.",
    proves: PROVES,
    run: async (bench) => {
      expectFinished(await bench.ask(says("yes"), { request: { tools: [] } }), { text: "yes" });
    },
  },
  {
    id: "capability.unknown-option.dropped",
    level: "core",
    rule: "An option that nobody knows is never forwarded; the call goes on without it.",
    proves: PROVES,
    run: async (bench) => {
      const request = { frobnicate: "UNKNOWN-VALUE" } as Partial<CallRequest>;
      const outcome = await bench.ask(says("yes"), { request });
      expectFinished(outcome, { text: "yes" });
      const sent = show(outcome.upstream.requests.map(({ path, headers }) => [path, headers]));
      const bodies = outcome.upstream.requests.map(({ body }) => body).join("\n");
      expectThat(!/frobnicate|UNKNOWN-VALUE/.test(sent + bodies), {
        message: "an option that nobody knows was sent",
        received: bodies,
        expected: "neither frobnicate nor its value",
      });
    },
  },
  {
    id: "capability.unknown-option.warned",
    level: "core",
    rule: "Options that nobody knows are named in exactly one warning.",
    proves: PROVES,
    run: async (bench) => {
      const request = { frobnicate: 1, twiddle: 2 } as Partial<CallRequest>;
      const { warnings } = expectFinished(await bench.ask(says("yes"), { request }));
      const named = warnings.filter((warning) => /frobnicate|twiddle/.test(warning));
      const both = named[0]?.includes("frobnicate") === true && named[0].includes("twiddle");
      expectThat(named.length === 1 && both, {
        message: "the unknown options are not warned of once",
        received: show(warnings),
        expected: "one warning that names frobnicate and twiddle",
      });
    },
  },
  {
    id: "capability.model.unknown",
    level: "core",
    rule: "Where the list of models is closed an unknown one is model_not_found and nothing is sent.",
    proves: PROVES,
    run: async (bench) => {
      const request = { model: "no-such-model-9000" };
      const outcome = await bench.ask(says("yes"), { request });
      if (bench.manifest.models.open) {
        expectFinished(outcome, { text: "yes" });
        return;
      }
      expectError(outcome, { code: "model_not_found", phase: "prepare", retryable: false });
      expectEqual(outcome.upstream.requests.length, 0, "the number of requests");
    },
  },
  {
    id: "capability.manifest.facts",
    level: "core",
    rule: "The manifest is of contract 1, complete, and its name and address can be used as such.",
    proves: PROVES,
    run: async ({ manifest }) => {
      const problems = [
        manifest.contract === 1 ? "" : `contract ${String(manifest.contract)}`,
        /^[a-z0-9][a-z0-9._-]{0,63}$/i.test(manifest.name) ? "" : `name ${show(manifest.name)}`,
        URL.canParse(manifest.url) ? "" : `url ${show(manifest.url)}`,
        manifest.baseUrl === undefined || URL.canParse(manifest.baseUrl) ? "" : "baseUrl",
        typeof manifest.working === "boolean" ? "" : "working",
        typeof manifest.needsAuth === "boolean" ? "" : "needsAuth",
        ["finish", "done", "eof"].includes(manifest.terminator) ? "" : "terminator",
      ].filter((problem) => problem !== "");
      expectEqual(problems, [], "what is wrong in the manifest");
    },
  },
  {
    id: "capability.manifest.models",
    level: "core",
    rule: "Where the list of models is closed it holds the default and what each alias stands for.",
    proves: PROVES,
    run: async ({ manifest: { models, defaultModel } }) => {
      const ids = new Set(models.known.map(modelId));
      expectEqual(models.known.length, ids.size, "the number of different models");
      if (models.open) return;
      const named = Object.values(models.aliases ?? {}).concat(defaultModel ?? []);
      const lost = named.filter((id) => !ids.has(id));
      expectEqual(lost, [], "the models that are named and not in the list");
    },
  },
  {
    id: "capability.manifest.constant",
    level: "core",
    rule: "The manifest does not change, neither by a caller nor by a call.",
    proves: PROVES,
    run: async (bench) => {
      const provider = await bench.create(await bench.upstream(says("yes")));
      const before = structuredClone(provider.manifest);
      expectFinished(await bench.read(bench.call(provider)), { text: "yes" });
      expectUnchanged(provider.manifest, before, "the manifest after a call");
      expectThat(Object.isFrozen(provider.manifest), {
        message: "anybody can change the manifest",
        received: "an object that is not frozen",
        expected: "a frozen one, as defineManifest makes it",
      });
    },
  },
];

/**
 * Ruled out: `not_supported` of phase `prepare` with nothing sent. Promised: not refused. Left open:
 * either, but with a typed error.
 */
function honest(need: Capability, words: string, request: Partial<CallRequest>): Case {
  const kebab = need.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return {
    id: `capability.${kebab}`,
    level: "core",
    rule: `Where the manifest rules out ${words}, asking for them is not_supported and nothing is sent.`,
    proves: PROVES,
    run: async (bench) => {
      const outcome = await bench.ask(says("yes"), { request });
      if (bench.declares(need)) return expectTaken(bench, need, outcome);
      expectError(outcome, { code: "not_supported", phase: "prepare", retryable: false });
      expectEqual(outcome.upstream.requests.length, 0, "the number of requests");
    },
  };
}

function expectTaken(
  { manifest }: Bench,
  need: Capability,
  outcome: Awaited<ReturnType<Bench["ask"]>>,
): void {
  const open = manifest.supports[need] !== true && outcome.error !== undefined;
  if (!open) expectFinished(outcome, { text: "yes" });
}

function content(part: ContentPart): Partial<CallRequest> {
  return { messages: [{ role: "user", content: [{ type: "text", text: "What is this?" }, part] }] };
}
