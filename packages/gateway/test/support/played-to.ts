import {
  AsyncGeneratorProvider,
  defineManifest,
  type CallResult,
  type Chunk,
  type ProviderManifest,
} from "@g4f/core";

import type { AnswerWriter } from "../../src/face.ts";

class Saying extends AsyncGeneratorProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "saying",
    url: "https://saying.test",
    working: true,
  });
  readonly chunks: readonly Chunk[];

  constructor(chunks: readonly Chunk[]) {
    super();
    this.chunks = chunks;
  }

  protected override async *generate(): AsyncGenerator<Chunk> {
    yield* this.chunks;
  }
}

/** What a writer makes of the chunks of a good answer, in the order in which a relay gives them. */
export async function playedTo(
  chunks: readonly Chunk[],
  writer: AnswerWriter,
): Promise<{ readonly written: string; readonly result: CallResult }> {
  const messages = [{ role: "user", content: "Hi" }] as const;
  const stream = new Saying(chunks).createAsyncGenerator({ messages, raw: true });
  let written = writer.start();
  for await (const chunk of stream.chunks()) {
    if (typeof chunk === "string") written += writer.text(chunk);
    else if (chunk.type === "raw") written += writer.raw(chunk);
    else if (chunk.type !== "finish") written += writer.part(chunk);
  }
  const result = await stream.result;
  return { written: written + writer.end(result), result };
}
