import {
  defineManifest,
  ProviderError,
  type Chunk,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
} from "@g4f/core";

import { ReferenceProvider } from "./openai-chat.ts";

/** The state of a thread: what upstream calls it, and how far it has come. */
export interface Thread {
  readonly thread: string;
  readonly turn: number;
}

/** The reference provider with threads that upstream keeps: it is told which, in a field of the body. */
export class StatefulReference extends ReferenceProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    ...ReferenceProvider.manifest,
    name: "StatefulReference",
    supports: { ...ReferenceProvider.manifest.supports, conversation: true },
  });

  protected override async *generate(
    request: ProviderRequest,
    context: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const thread = this.next(request.conversation);
    let told = false;
    for await (const chunk of super.generate(request, context)) {
      // Before upstream has said anything there is nothing to go on from, and no sign of an answer.
      if (!told) yield { type: "conversation", conversation: thread };
      told = true;
      yield chunk;
    }
  }

  protected override body(request: ProviderRequest): Record<string, unknown> {
    const { conversation } = request;
    if (conversation === undefined) return super.body(request);
    return { ...super.body(request), thread: this.read(conversation).thread };
  }

  /** Where the thread of a call stands after it. */
  protected next(conversation: unknown): unknown {
    if (conversation === undefined) return { thread: crypto.randomUUID(), turn: 1 };
    const { thread, turn } = this.read(conversation);
    return { thread, turn: turn + 1 };
  }

  /** @throws ProviderError `invalid_request` where it is no thread of this provider. */
  protected read(conversation: unknown): Thread {
    const { thread, turn } = Object(conversation) as Partial<Thread>;
    if (typeof thread === "string" && typeof turn === "number") return { thread, turn };
    throw new ProviderError("invalid_request", "conversation is none that a call returned");
  }
}
