import {
  defineManifest,
  type HttpResponse,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
  type ProviderSettings,
} from "@g4f/core";

import { ReferenceProvider } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { around, asks, overlay, without } from "./changed.ts";

const family = "request";

interface WireMessage {
  readonly role: string;
  readonly content: string;
}

/** Puts paths behind the base URL as it was given. */
class JoinsBySlash extends ReferenceProvider {
  readonly #baseUrl: string;

  constructor(settings: ProviderSettings) {
    super(settings);
    this.#baseUrl = settings.baseUrl ?? "";
  }

  protected override async send(
    request: ProviderRequest,
    { http }: ProviderContext,
  ): Promise<HttpResponse> {
    return await http.post(`${this.#baseUrl}/chat/completions`, this.body(request));
  }
}

/** Says of itself that it takes images, and leaves them out. */
class ClaimsImages extends ReferenceProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    ...ReferenceProvider.manifest,
    supports: { ...ReferenceProvider.manifest.supports, imageInput: false, schema: false },
  });
}

const messagesOf = (body: Record<string, unknown>): WireMessage[] =>
  body["messages"] as WireMessage[];

export const REQUEST: readonly Broken[] = [
  defineBroken({
    name: "zero-taken-for-nothing",
    family,
    bug: {
      url: "https://github.com/promptfoo/promptfoo/issues/8161",
      what: "temperature 0 is taken for unset, and a default sent in its place",
    },
    killedBy: "sampling.temperature",
    make: asks((body, { temperature }) => ({ ...body, temperature: temperature || undefined })),
  }),
  defineBroken({
    name: "defaults-of-its-own",
    family,
    killedBy: "sampling.nothing-invented",
    make: asks((body) => ({ presence_penalty: 0, frequency_penalty: 0, stop: null, ...body })),
  }),
  defineBroken({
    name: "first-stop-only",
    family,
    killedBy: "sampling.stop",
    make: asks((body, { stop }) => (Array.isArray(stop) ? { ...body, stop: stop[0] } : body)),
  }),
  defineBroken({
    name: "slash-doubled",
    family,
    bug: {
      url: "https://github.com/BerriAI/litellm/issues/8350",
      what: "a base URL with a slash at its end gives //chat/completions and 404",
    },
    killedBy: "request.trailing-slash",
    make: (settings) => new JoinsBySlash(settings),
  }),
  defineBroken({
    name: "last-message-only",
    family,
    killedBy: "request.history",
    make: asks((body) => ({ ...body, messages: messagesOf(body).slice(-1) })),
  }),
  defineBroken({
    name: "history-in-one-role",
    family,
    killedBy: "request.history",
    make: asks((body) => ({
      ...body,
      messages: messagesOf(body).map((message) => ({ ...message, role: "user" })),
    })),
  }),
  defineBroken({
    name: "system-message-left-out",
    family,
    killedBy: "request.system",
    make: asks((body) => ({
      ...body,
      messages: messagesOf(body).filter(({ role }) => role !== "system"),
    })),
  }),
  defineBroken({
    name: "developer-message-left-out",
    family,
    killedBy: "request.developer",
    make: asks((body) => ({
      ...body,
      messages: messagesOf(body).filter(({ role }) => role !== "developer"),
    })),
  }),
  defineBroken({
    name: "answers-left-out-of-history",
    family,
    killedBy: "request.history.own",
    make: asks((body) => ({
      ...body,
      messages: messagesOf(body).filter(({ role }) => role !== "assistant"),
    })),
  }),
  defineBroken({
    name: "roles-marked-by-turn",
    family,
    killedBy: "request.same-twice",
    make: (settings) => {
      let turn = 0;
      const marked = asks((body) => ({
        ...body,
        messages: messagesOf(body).map((it) => ({ ...it, content: `${it.content} #${turn++}` })),
      }));
      return marked(settings);
    },
  }),
  defineBroken({
    name: "form-of-answer-left-out",
    family,
    killedBy: "request.schema",
    make: asks((body) => without(body, "response_format")),
  }),
  defineBroken({
    name: "first-part-only",
    family,
    killedBy: "request.parts",
    make: asks((body, { messages }) => {
      const content = messages.at(-1)?.content;
      if (!Array.isArray(content)) return body;
      const first: unknown = content[0];
      return { ...body, messages: [{ role: "user", content: (first as { text: string }).text }] };
    }),
  }),
  defineBroken({
    name: "prompt-trimmed",
    family,
    killedBy: "request.text.exact",
    make: asks((body) => ({
      ...body,
      messages: messagesOf(body).map((it) => ({ ...it, content: it.content.trim() })),
    })),
  }),
  defineBroken({
    name: "prompt-cut",
    family,
    killedBy: "request.text.long",
    make: asks((body) => ({
      ...body,
      messages: messagesOf(body).map((it) => ({ ...it, content: it.content.slice(0, 65_536) })),
    })),
  }),
  defineBroken({
    name: "always-the-default-model",
    family,
    killedBy: "request.model.named",
    make: asks((body) => ({ ...body, model: ReferenceProvider.manifest.defaultModel })),
  }),
  defineBroken({
    name: "whole-answer-asked-for",
    family,
    killedBy: "request.streamed",
    make: asks((body) => ({ ...body, stream: false })),
  }),
  defineBroken({
    name: "unknown-options-forwarded",
    family: "capability",
    killedBy: "capability.unknown-option.dropped",
    make: (settings) => {
      let extra: object = {};
      const inner = asks((body) => ({ ...extra, ...body }))(settings);
      const provider = inner as ReferenceProvider;
      return {
        manifest: provider.manifest,
        createAsyncGenerator: (request) => {
          extra = { ...request, messages: undefined, signal: undefined };
          return provider.createAsyncGenerator(request);
        },
      };
    },
  }),
  defineBroken({
    name: "unknown-options-in-silence",
    family: "capability",
    killedBy: "capability.unknown-option.warned",
    make: around((begin, { messages, signal }) =>
      begin({ messages, ...(signal === undefined ? {} : { signal }) }),
    ),
  }),
  defineBroken({
    name: "images-left-out-in-silence",
    family: "capability",
    killedBy: "capability.image-input",
    make: (settings) => {
      const provider = new ClaimsImages(settings);
      return {
        manifest: provider.manifest,
        createAsyncGenerator: (request) => {
          const messages = request.messages.map((message) => ({
            ...message,
            content: Array.isArray(message.content)
              ? message.content.filter(({ type }: { type: string }) => type === "text")
              : message.content,
          }));
          return provider.createAsyncGenerator({ ...request, messages } as typeof request);
        },
      };
    },
  }),
  defineBroken({
    name: "tools-promised-and-refused",
    family: "capability",
    killedBy: "capability.tools",
    make: (settings) => {
      const manifest = ReferenceProvider.manifest;
      const supports = { ...manifest.supports, tools: false };
      const provider = new ReferenceProvider(settings, { ...manifest, supports });
      return {
        manifest,
        createAsyncGenerator: (request) => provider.createAsyncGenerator(request),
      };
    },
  }),
  defineBroken({
    name: "manifest-anybody-can-change",
    family: "capability",
    killedBy: "capability.manifest.constant",
    make: (settings) => {
      const provider = new ReferenceProvider(settings);
      const manifest = structuredClone(provider.manifest);
      return {
        manifest,
        createAsyncGenerator: (request) => provider.createAsyncGenerator(request),
      };
    },
  }),
  defineBroken({
    name: "no-messages-sent-all-the-same",
    family: "invalid",
    killedBy: "invalid.messages.empty",
    make: around((begin, request) =>
      begin(
        request.messages.length > 0
          ? request
          : { ...request, messages: [{ role: "user", content: " " }] },
      ),
    ),
  }),
  defineBroken({
    name: "bad-proxy-passed-over",
    family: "invalid",
    killedBy: "invalid.proxy.scheme",
    make: around((begin, { proxy, ...request }) =>
      begin(
        typeof proxy === "string" && proxy.startsWith("http") ? { ...request, proxy } : request,
      ),
    ),
  }),
  defineBroken({
    name: "answer-without-its-message",
    family: "result",
    killedBy: "result.message",
    make: around((begin, request) => {
      const stream = begin(request);
      const result = stream.result.then((whole) => ({
        ...whole,
        message: { role: "assistant" as const, content: "" },
      }));
      result.catch(() => {});
      return overlay(stream, { result });
    }),
  }),
];
