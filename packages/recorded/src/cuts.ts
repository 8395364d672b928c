import type { ProviderStream, Transport } from "@g4f/core";

import type { Frames } from "./frames.ts";
import { memoryTransport } from "./memory-transport.ts";
import { outcome } from "./outcome.ts";

/** What is cut, and when an end is a true one. */
export interface CutRules extends Frames {
  /** One call against this transport. */
  readonly call: (transport: Transport) => ProviderStream;
  /** How many frames have to be whole for a finish to be true. */
  readonly proof: number;
  /** Whether the last frame is cut at every byte, too. Default true. */
  readonly insideLast?: boolean;
}

/** How often a stream was cut, and what came of it. */
export interface CutReport {
  readonly cuts: number;
  readonly finished: number;
  /** Where a stream that was not proven complete passed for one, or an error was none of ours. */
  readonly falseFinishes: readonly string[];
}

const CODES: ReadonlySet<string> = new Set(["truncated", "protocol"]);

/**
 * Cuts a stream after every frame and at every byte of the last one, and says where it passed for
 * complete before its proof was read.
 */
export async function expectCuts(rules: CutRules): Promise<CutReport> {
  const { frames, headers, call, proof, insideLast = true } = rules;
  const falseFinishes: string[] = [];
  let finished = 0;
  const places = placesOf(frames, insideLast);
  // Thousands of errors are made here on purpose: where from is of no interest.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    for (const { whole, body, name } of places) {
      const { result, error } = await outcome(call(memoryTransport(() => ({ headers, body }))));
      if (result !== undefined) finished++;
      const wrong = result === undefined ? !CODES.has(error?.code ?? "") : whole < proof;
      if (wrong) falseFinishes.push(`${name}: ${result?.finishReason ?? error?.code}`);
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return { cuts: places.length, finished, falseFinishes };
}

interface Place {
  readonly name: string;
  readonly whole: number;
  readonly body: readonly (string | Uint8Array)[];
}

function placesOf(frames: readonly string[], inside: boolean): Place[] {
  const utf8 = new TextEncoder();
  const before = frames.slice(0, -1);
  const head = utf8.encode(before.join(""));
  const last = utf8.encode(frames.at(-1));
  // The frames travel as one piece: how they are cut into chunks is the decoders' own matter.
  const afterFrames = before.map((_, whole) => ({
    name: `after ${whole} events`,
    whole,
    body: [frames.slice(0, whole).join("")],
  }));
  if (!inside) return afterFrames;
  const insideLast = Array.from(last, (_, bytes) => ({
    name: `after ${bytes} bytes of the last event`,
    whole: before.length,
    body: [head, last.subarray(0, bytes)],
  }));
  return [...afterFrames, ...insideLast];
}
