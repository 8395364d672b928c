import {
  AsyncGeneratorProvider,
  defineManifest,
  ProviderError,
  type Chunk,
  type ManifestInput,
  type ProviderContext,
  type ProviderManifest,
  type ProviderRequest,
} from "@g4f/core";

import type { Gate, Script, ScriptStep, ScriptToolCall } from "../script.ts";

/** A provider that says what scripts tell it to, and remembers what it was asked. */
export class MockProvider extends AsyncGeneratorProvider {
  /** The checked requests of all calls, in order. */
  readonly requests: ProviderRequest[] = [];
  readonly #scripts: readonly Script[];

  constructor(scripts: readonly Script[], manifest: ProviderManifest) {
    super({}, manifest);
    this.#scripts = scripts;
  }

  protected override async *generate(
    request: ProviderRequest,
    { signal }: ProviderContext,
  ): AsyncGenerator<Chunk> {
    const script = this.#scripts[Math.min(this.requests.length, this.#scripts.length - 1)] ?? [];
    this.requests.push(request);
    for (const step of script) {
      if (step.type === "wait") await opened(step.gate, signal);
      else yield* chunksOf(step);
    }
  }
}

/**
 * A provider for the tests of an application: no wire, no time. Each call plays the next script, the last
 * one again and again; one without a finish step ends as `truncated`, as a cut answer does. `manifest`
 * adds to, or replaces, what the mock says of itself: it is named `mock` and supports everything.
 * @throws TypeError where no script is given, or one has steps that only a wire can say.
 */
export function mockProvider(
  scripts: Script | readonly Script[],
  manifest: Partial<ManifestInput> = {},
): MockProvider {
  const list = isOne(scripts) ? [scripts] : scripts;
  if (list.length === 0) throw new TypeError('a mock needs a script: [{ type: "text", … }, …]');
  for (const step of list.flat()) {
    if (step.type === "event" || step.type === "bytes") {
      throw new TypeError(`a mock has no wire for a step of type ${step.type}`);
    }
  }
  const url = "https://mock.test";
  return new MockProvider(list, defineManifest({ name: "mock", url, working: true, ...manifest }));
}

function isOne(scripts: Script | readonly Script[]): scripts is Script {
  const [first] = scripts;
  return first !== undefined && "type" in first;
}

function* chunksOf(step: Exclude<ScriptStep, { readonly type: "wait" }>): Generator<Chunk> {
  if (step.type === "text") yield step.text;
  else if (step.type === "usage") yield { type: "usage", ...step.usage, exact: true };
  else if (step.type === "tool-calls") yield* toolChunks(step.calls);
  else if (step.type === "error") throw new ProviderError(step.error.code, step.error.message);
  else if (step.type === "reasoning" || step.type === "finish") yield step;
}

/** The pieces of all calls by turns, then each call as a whole. */
function* toolChunks(calls: readonly ScriptToolCall[]): Generator<Chunk> {
  const pieces = calls.map((call) =>
    typeof call.arguments === "string" ? [call.arguments] : call.arguments,
  );
  const most = Math.max(...pieces.map((of) => of.length));
  for (let turn = 0; turn < most; turn++) {
    for (const [index, { id, name }] of calls.entries()) {
      const argumentsDelta = pieces[index]?.[turn];
      if (argumentsDelta === undefined) continue;
      yield { type: "tool-call-delta", index, argumentsDelta, ...(turn === 0 ? { id, name } : {}) };
    }
  }
  for (const [index, { id, name }] of calls.entries()) {
    yield { type: "tool-call", index, id, name, arguments: pieces[index]?.join("") ?? "" };
  }
}

async function opened(gate: Gate, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await Promise.race([gate.opened, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
