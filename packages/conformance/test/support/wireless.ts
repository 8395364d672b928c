import {
  AsyncGeneratorProvider,
  defineManifest,
  type Chunk,
  type ProviderManifest,
} from "@g4f/core";

import type { BenchSetup } from "../../src/bench.ts";
import type { Bench, Case } from "../../src/case.ts";
import { wireless } from "../../src/wireless.ts";

/** What a test makes a provider say. */
export type Hook = () => AsyncGenerator<Chunk>;

/** A provider without a wire whose hook is `hook`. */
export class Wireless extends AsyncGeneratorProvider {
  static override readonly manifest: ProviderManifest = defineManifest({
    name: "Wireless",
    url: "https://wireless.test",
    working: true,
  });
  readonly #hook: Hook;

  constructor(hook: Hook = hello) {
    super();
    this.#hook = hook;
  }

  protected override generate(): AsyncGenerator<Chunk> {
    return this.#hook();
  }
}

/** The shortest good answer. */
export async function* hello(): AsyncGenerator<Chunk> {
  yield "Hello";
  yield { type: "finish", reason: "stop" };
}

/** A bench for cases that need no upstream. */
export const setup: BenchSetup = {
  dialect: wireless,
  manifest: Wireless.manifest,
  create: () => new Wireless(),
  transport: "memory",
};

/** A case that does what a test wants. */
export function caseOf(run: (bench: Bench) => Promise<void>, more: Partial<Case> = {}): Case {
  return { id: "test.one.case", level: "core", rule: "None.", proves: ["§6"], run, ...more };
}
