import { ProviderError, type ProviderRequest } from "@g4f/core";

import type { Create } from "../../src/case.ts";
import { StatefulReference, type Thread } from "../reference/stateful.ts";
import { defineBroken, type Broken } from "./broken.ts";

const family = "stateful";
const correct: Create = (settings) => new StatefulReference(settings);

/** Knows its threads by heart; what it hands out is a number. */
class ThreadsInMemory extends StatefulReference {
  readonly #threads: string[] = [];

  protected override next(conversation: unknown): unknown {
    if (conversation !== undefined) return conversation;
    return { thread: String(this.#threads.push(crypto.randomUUID())), turn: 1 };
  }

  protected override read(conversation: unknown): Thread {
    const { thread, turn } = super.read(conversation);
    const known = this.#threads[Number(thread) - 1];
    return known === undefined ? super.read(undefined) : { thread, turn };
  }
}

/** Takes whatever it is handed for a thread. */
class TakesAnything extends StatefulReference {
  protected override read(conversation: unknown): Thread {
    return { thread: String(conversation), turn: 0 };
  }
}

/** Forgets which thread it was. */
class StartsAnew extends StatefulReference {
  protected override body({
    conversation: _,
    ...request
  }: ProviderRequest): Record<string, unknown> {
    return super.body(request);
  }
}

/** Hands out an object with a life of its own. */
class LiveThread extends StatefulReference {
  protected override next(conversation: unknown): unknown {
    const { thread } = conversation === undefined ? { thread: "t1" } : this.read(conversation);
    return { thread, turn: 1, since: new Date(0) };
  }
}

/** Sends with each call what the calls before it said on the thread. */
class RemembersBranches extends StatefulReference {
  readonly #said = new Map<string, string[]>();

  protected override body(request: ProviderRequest): Record<string, unknown> {
    const body = super.body(request);
    const said = this.#said.get(String(body["thread"])) ?? [];
    this.#said.set(String(body["thread"]), [...said, JSON.stringify(request.messages)]);
    return { ...body, said };
  }
}

/** Says nothing of its threads. */
class KeepsToItself extends StatefulReference {
  protected override async *generate(
    ...call: Parameters<StatefulReference["generate"]>
  ): ReturnType<StatefulReference["generate"]> {
    for await (const chunk of super.generate(...call)) {
      if (typeof chunk === "string" || chunk.type !== "conversation") yield chunk;
    }
  }
}

/** Finds out what it was handed when the answer has begun. */
class LooksLate extends StatefulReference {
  protected override async *generate(
    ...call: Parameters<StatefulReference["generate"]>
  ): ReturnType<StatefulReference["generate"]> {
    const [{ conversation, ...request }, context] = call;
    for await (const chunk of super.generate(request, context)) {
      if (conversation !== undefined) throw new ProviderError("upstream", "no such thread");
      yield chunk;
    }
  }
}

export const STATEFUL: readonly Broken[] = [
  defineBroken({
    name: "threads-in-memory",
    family,
    killedBy: "stateful.other-instance",
    make: (settings) => new ThreadsInMemory(settings),
    correct,
  }),
  defineBroken({
    name: "any-conversation-taken",
    family,
    killedBy: "stateful.foreign",
    make: (settings) => new TakesAnything(settings),
    correct,
  }),
  defineBroken({
    name: "thread-begun-anew",
    family,
    killedBy: "stateful.continued",
    make: (settings) => new StartsAnew(settings),
    correct,
  }),
  defineBroken({
    name: "conversation-that-json-loses",
    family,
    killedBy: "stateful.plain",
    make: (settings) => new LiveThread(settings),
    correct,
  }),
  defineBroken({
    name: "branches-remembered",
    family,
    killedBy: "stateful.branches",
    make: (settings) => new RemembersBranches(settings),
    correct,
  }),
  defineBroken({
    name: "conversation-not-told",
    family,
    killedBy: "stateful.told",
    make: (settings) => new KeepsToItself(settings),
    correct,
  }),
  defineBroken({
    name: "foreign-conversation-fails-late",
    family: "unasked",
    killedBy: "unasked.conversation",
    make: (settings) => new LooksLate(settings),
    correct,
  }),
];
