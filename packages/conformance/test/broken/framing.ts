import type { ReferenceEvent } from "../reference/openai-chat.ts";
import { defineBroken, type Broken } from "./broken.ts";
import { decoding, StepDecoder } from "./step-decoder.ts";

/** A broken decoder, beside the correct one that it differs from in one step. */
function decoder(
  broken: Omit<Broken, "family" | "make" | "correct" | "dialect">,
  Decoder: new () => StepDecoder,
): Broken {
  return defineBroken({
    ...broken,
    family: "framing",
    make: decoding(() => new Decoder()),
    correct: decoding(),
  });
}

/** Providers that misread server-sent events. */
export const FRAMING: readonly Broken[] = [
  decoder(
    {
      name: "splits-at-lf-only",
      killedBy: "framing.line-ends.crlf",
      bug: {
        url: "https://github.com/hey-api/hey-api/issues/3054",
        what: "events of servers that end their lines with CR LF are never found",
      },
    },
    class extends StepDecoder {
      protected override lines(text: string): readonly string[] {
        return this.split(text, /\n/);
      }
    },
  ),
  decoder(
    { name: "ignores-bare-cr", killedBy: "framing.line-ends.cr" },
    class extends StepDecoder {
      protected override lines(text: string): readonly string[] {
        return this.split(text, /\r?\n/);
      }
    },
  ),
  decoder(
    {
      name: "tears-crlf-apart",
      killedBy: "framing.line-ends.split",
      bug: {
        url: "https://github.com/ax-llm/ax/pull/622",
        what: "a CR LF cut by a chunk counts as a blank line, which ends the event too early",
      },
    },
    class extends StepDecoder {
      protected override lines(text: string): readonly string[] {
        return this.split(text, /\r\n|\n|\r/);
      }
    },
  ),
  decoder(
    {
      name: "keeps-the-bom",
      killedBy: "framing.bom",
      bug: {
        url: "https://github.com/openai/openai-python/pull/3819",
        what: "the first event behind a byte order mark is dropped",
      },
    },
    class extends StepDecoder {
      protected override start(text: string): string {
        return text;
      }
    },
  ),
  decoder(
    { name: "strips-all-leading-boms", killedBy: "framing.bom.twice" },
    class extends StepDecoder {
      protected override start(text: string): string {
        return text.replace(/^\uFEFF+/, "");
      }
    },
  ),
  decoder(
    { name: "strips-every-bom", killedBy: "framing.bom.inside" },
    class extends StepDecoder {
      protected override value(line: string): string | undefined {
        return super.value(line.replace(/^\uFEFF/, ""));
      }
    },
  ),
  decoder(
    {
      name: "keeps-the-last-data-line",
      killedBy: "framing.data.lines",
      bug: {
        url: "https://github.com/milady-ai/milady/pull/1653",
        what: "each data line of an event overwrites the one before it",
      },
    },
    class extends StepDecoder {
      protected override join(data: readonly string[]): string {
        return data.at(-1) ?? "";
      }
    },
  ),
  decoder(
    {
      name: "takes-each-data-line-for-an-event",
      killedBy: "framing.data.lines",
      bug: {
        url: "https://github.com/SamSaffron/term-llm/pull/454",
        what: "the lines of a pretty-printed event are parsed one by one",
      },
    },
    class extends StepDecoder {
      protected override *line(line: string): Generator<ReferenceEvent> {
        const data = this.value(line);
        if (data !== undefined) yield { data };
      }
    },
  ),
  decoder(
    {
      name: "wants-a-space-behind-the-colon",
      killedBy: "framing.data.no-space",
      bug: {
        url: "https://github.com/openai/openai-python/issues/498",
        what: "data lines without a space are skipped, and the answer is empty",
      },
    },
    class extends StepDecoder {
      protected override value(line: string): string | undefined {
        return line.startsWith("data: ") ? line.slice(6) : undefined;
      }
    },
  ),
  decoder(
    {
      name: "takes-comments-for-data",
      killedBy: "framing.comments",
      bug: {
        url: "https://github.com/pfrankov/obsidian-local-gpt/issues/22",
        what: "keep-alive comments are parsed as JSON, and the call fails",
      },
    },
    class extends StepDecoder {
      protected override value(line: string): string | undefined {
        return line.startsWith(":") ? line.slice(1) : super.value(line);
      }
    },
  ),
  decoder(
    { name: "ends-an-event-at-a-comment", killedBy: "framing.comments.inside" },
    class extends StepDecoder {
      protected override *line(line: string): Generator<ReferenceEvent> {
        yield* super.line(line.startsWith(":") ? "" : line);
      }
    },
  ),
  decoder(
    { name: "matches-names-by-prefix", killedBy: "framing.fields.unknown" },
    class extends StepDecoder {
      protected override value(line: string): string | undefined {
        const value = /^\s*data[^:]*: ?(.*)$/is.exec(line)?.[1];
        return value ?? super.value(line);
      }
    },
  ),
  decoder(
    {
      name: "takes-every-field-for-data",
      killedBy: "framing.fields.id",
      bug: {
        url: "https://github.com/modelscope/evalscope/pull/1474",
        what: "events with an id line are parsed as JSON as a whole, and fail",
      },
    },
    class extends StepDecoder {
      protected override value(line: string): string | undefined {
        return /^id: ?(.*)$/s.exec(line)?.[1] ?? super.value(line);
      }
    },
  ),
  decoder(
    {
      name: "dispatches-events-without-data",
      killedBy: "framing.fields.retry",
      bug: {
        url: "https://github.com/openai/openai-go/pull/555",
        what: "a retry line makes an event without data, which is parsed as JSON and fails",
      },
    },
    class extends StepDecoder {
      #fields = 0;

      protected override *line(line: string): Generator<ReferenceEvent> {
        if (line === "" && this.data.length === 0 && this.#fields > 0) yield { data: " " };
        this.#fields = line === "" ? 0 : this.#fields + (line.startsWith(":") ? 0 : 1);
        yield* super.line(line);
      }
    },
  ),
  decoder(
    {
      name: "forgets-half-lines",
      killedBy: "bytes.cut.small",
      bug: {
        url: "https://github.com/mistralai/client-js/issues/18",
        what: "a chunk that ends inside an event is parsed as if it were whole",
      },
    },
    class extends StepDecoder {
      protected override lines(text: string): readonly string[] {
        return text.split(/\r\n|\n|\r/);
      }
    },
  ),
  decoder(
    {
      name: "decodes-chunk-by-chunk",
      killedBy: "bytes.cut.character",
      bug: {
        url: "https://github.com/ollama/ollama-js/issues/255",
        what: "a character cut by a chunk becomes replacement characters",
      },
    },
    class extends StepDecoder {
      protected override text(bytes: Uint8Array): string {
        return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      }
    },
  ),
  decoder(
    { name: "refuses-invalid-utf8", killedBy: "bytes.utf8.invalid" },
    class extends StepDecoder {
      readonly #strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

      protected override text(bytes: Uint8Array): string {
        return this.#strict.decode(bytes, { stream: true });
      }
    },
  ),
  defineBroken({
    name: "obeys-the-charset",
    family: "framing",
    killedBy: "bytes.utf8.charset",
    make: decoding((response) => {
      const charset = /charset=([\w-]+)/.exec(response.headers["content-type"] ?? "")?.[1];
      const utf8 = new TextDecoder(charset ?? "utf-8");
      return new (class extends StepDecoder {
        protected override text(bytes: Uint8Array): string {
          return utf8.decode(bytes, { stream: true });
        }
      })();
    }),
    correct: decoding(),
  }),
];
