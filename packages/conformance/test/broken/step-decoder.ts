import type { HttpResponse, ProviderSettings } from "@g4f/core";

import type { Create } from "../../src/case.ts";
import { ReferenceProvider, type ReferenceEvent } from "../reference/openai-chat.ts";

/** A correct decoder of server-sent events in plain steps, each of which a broken one gets wrong. */
export class StepDecoder {
  protected rest = "";
  protected data: string[] = [];
  #begun = false;
  readonly #utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

  /** The events that these bytes complete. */
  *push(bytes: Uint8Array): Generator<ReferenceEvent> {
    let text = this.text(bytes);
    if (!this.#begun && text !== "") {
      this.#begun = true;
      text = this.start(text);
    }
    for (const line of this.lines(text)) yield* this.line(line);
  }

  /** What the end of the input completes. */
  *end(): Generator<ReferenceEvent> {
    if (this.rest === "\r") yield* this.line("");
  }

  protected text(bytes: Uint8Array): string {
    return this.#utf8.decode(bytes, { stream: true });
  }

  /** The first text without what may stand before it. */
  protected start(text: string): string {
    return text.startsWith("\uFEFF") ? text.slice(1) : text;
  }

  /** The lines that `text` completes. A CR at the very end may be half of a line end. */
  protected lines(text: string): readonly string[] {
    return this.split(text, /\r\n|\n|\r(?!$)/);
  }

  protected split(text: string, ends: RegExp): readonly string[] {
    const lines = (this.rest + text).split(ends);
    this.rest = lines.pop() ?? "";
    return lines;
  }

  protected *line(line: string): Generator<ReferenceEvent> {
    if (line === "") {
      const { data } = this;
      this.data = [];
      if (data.length > 0) yield { data: this.join(data) };
      return;
    }
    const value = this.value(line);
    if (value !== undefined) this.data.push(value);
  }

  /** The value of a data line; undefined for every other line. */
  protected value(line: string): string | undefined {
    const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    return name === "data" ? value : undefined;
  }

  protected join(data: readonly string[]): string {
    return data.join("\n");
  }
}

/** The reference provider with a decoder of its own. */
export function decoding(
  make: (response: HttpResponse) => StepDecoder = () => new StepDecoder(),
): Create {
  return (settings: ProviderSettings) => new Decoding(settings, make);
}

class Decoding extends ReferenceProvider {
  readonly #make: (response: HttpResponse) => StepDecoder;

  constructor(settings: ProviderSettings, make: (response: HttpResponse) => StepDecoder) {
    super(settings);
    this.#make = make;
  }

  protected override async *events(response: HttpResponse): AsyncGenerator<ReferenceEvent> {
    const decoder = this.#make(response);
    await response.body.expect(["text/event-stream"]);
    for await (const bytes of response.body) yield* decoder.push(bytes);
    yield* decoder.end();
  }
}
