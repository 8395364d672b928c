import { ProviderError, type Chunk, type HttpResponse } from "@g4f/core";

import { ollama } from "../../src/dialects/ollama.ts";
import { plainText } from "../../src/dialects/plain-text.ts";
import { sseText } from "../../src/dialects/sse-text.ts";
import {
  NdjsonProvider,
  PlainTextProvider,
  SseTextProvider,
  type Line,
  type SimpleEvent,
} from "../reference/simple.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { StepDecoder } from "./step-decoder.ts";

type Facts = Omit<Broken, "family" | "make" | "correct" | "dialect">;

function text(facts: Facts, Provider: typeof PlainTextProvider): Broken {
  return defineBroken({
    ...facts,
    family: "ending",
    dialect: plainText,
    make: (settings) => new Provider(settings),
    correct: (settings) => new PlainTextProvider(settings),
  });
}

function events(facts: Facts, Provider: typeof SseTextProvider): Broken {
  return defineBroken({
    ...facts,
    family: "ending",
    dialect: sseText,
    make: (settings) => new Provider(settings),
    correct: (settings) => new SseTextProvider(settings),
  });
}

function lines(facts: Facts, read: (response: HttpResponse) => AsyncIterable<Line>): Broken {
  class Lines extends NdjsonProvider {
    protected override lines(response: HttpResponse): AsyncIterable<Line> {
      return read(response);
    }
  }
  return defineBroken({
    ...facts,
    family: "payload",
    dialect: ollama,
    make: (settings) => new Lines(settings),
    correct: (settings) => new NdjsonProvider(settings),
  });
}

/** Lines of a body in plain steps; the rest behind the last line end comes last. */
async function* linesOf({ body }: HttpResponse): AsyncGenerator<string> {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  let rest = "";
  for await (const bytes of body) {
    const all = (rest + utf8.decode(bytes, { stream: true })).split("\n");
    rest = all.pop() ?? "";
    yield* all;
  }
  yield rest;
}

/** Providers that misread wires without a finish event, or without events at all. */
export const SIMPLE: readonly Broken[] = [
  events(
    { name: "takes-half-a-marker-for-one", killedBy: "ending.cut.marker" },
    class extends SseTextProvider {
      protected override async *events({ body }: HttpResponse): AsyncGenerator<SimpleEvent> {
        const decoder = new StepDecoder();
        for await (const bytes of body) yield* decoder.push(bytes);
        yield { data: "[DONE]" };
      }
    },
  ),
  events(
    { name: "gives-a-reason-nobody-gave", killedBy: "ending.done.reason" },
    class extends SseTextProvider {
      protected override async *generate(
        ...given: Parameters<SseTextProvider["generate"]>
      ): AsyncGenerator<Chunk> {
        for await (const chunk of super.generate(...given)) {
          if (typeof chunk === "string") yield chunk;
          else yield { type: "finish", reason: "stop" };
        }
      }
    },
  ),
  events(
    { name: "strips-every-space", killedBy: "bytes.text.blanks" },
    class extends SseTextProvider {
      protected override async *events(response: HttpResponse): AsyncGenerator<SimpleEvent> {
        for await (const { event, data } of super.events(response)) {
          yield { data: data.trimStart(), ...(event === undefined ? {} : { event }) };
        }
      }
    },
  ),
  text(
    {
      name: "calls-any-end-a-stop",
      killedBy: "ending.eof.close",
      bug: {
        url: "https://github.com/xuzhougeng/wisp-science/pull/445",
        what: "a connection that was closed early is a finished turn",
      },
    },
    class extends PlainTextProvider {
      protected override async *text(response: HttpResponse): AsyncGenerator<Chunk> {
        yield* super.text(response);
        yield { type: "finish", reason: "stop" };
      }
    },
  ),
  text(
    { name: "calls-a-break-an-end", killedBy: "ending.sweep.chunked" },
    class extends PlainTextProvider {
      protected override async *text(response: HttpResponse): AsyncGenerator<Chunk> {
        try {
          yield* super.text(response);
        } catch (error) {
          if (!ProviderError.is(error) || error.code !== "network") throw error;
          yield { type: "finish", reason: "stop" };
        }
      }
    },
  ),
  text(
    {
      name: "decodes-text-chunk-by-chunk",
      killedBy: "bytes.cut.every-offset",
      bug: {
        url: "https://github.com/mastra-ai/mastra/issues/20216",
        what: "each chunk has a decoder of its own, and characters between two are lost",
      },
    },
    class extends PlainTextProvider {
      protected override async *text({ body }: HttpResponse): AsyncGenerator<Chunk> {
        for await (const bytes of body) yield new TextDecoder().decode(bytes);
      }
    },
  ),
  lines(
    { name: "parses-blank-lines", killedBy: "payload.ndjson.blank-lines" },
    async function* read(response) {
      for await (const line of linesOf(response)) if (line !== "") yield JSON.parse(line) as Line;
    },
  ),
  lines(
    { name: "forgets-the-last-line", killedBy: "payload.ndjson.last-line" },
    async function* read(response) {
      let before = "";
      for await (const line of linesOf(response)) {
        if (before.trim() !== "") yield JSON.parse(before) as Line;
        before = line;
      }
    },
  ),
  lines(
    { name: "keeps-the-bom-of-lines", killedBy: "payload.ndjson.bom" },
    async function* read(response) {
      for await (const line of linesOf(response)) {
        if (line.trim() !== "") yield JSON.parse(line) as Line;
      }
    },
  ),
];
