import { ProviderError } from "@g4f/core";

import type { PartialArg } from "./event.ts";

type Container = Map<string, unknown>;

/** Arguments of a call that come piece by piece, each with the path of its place. */
export class PartialArgs {
  readonly #root: Container = new Map();

  /** Puts a piece in its place; text goes behind the text that is there. */
  add(piece: PartialArg): void {
    const path = stepsOf(piece.jsonPath ?? "");
    const last = path.pop();
    if (last === undefined) throw unreadable(piece.jsonPath);
    let place = this.#root;
    for (const step of path) {
      const inner = place.get(step);
      const next: Container = inner instanceof Map ? (inner as Container) : new Map();
      place.set(step, next);
      place = next;
    }
    place.set(last, extended(place.get(last), piece));
  }

  /** The arguments so far, as JSON text. */
  toJson(): string {
    return JSON.stringify(plain(this.#root));
  }
}

/** `$.a[0]['b']` → `a`, `[0]`, `b`: the steps into lists keep their brackets. */
function stepsOf(path: string): string[] {
  const steps = path.match(/\.[^.[\]]+|\[\d+\]|\['[^']*'\]|\["[^"]*"\]/g) ?? [];
  if (`$${steps.join("")}` !== path) throw unreadable(path);
  return steps.map((step) =>
    /^\[\d/.test(step) ? step : step.replace(/^\.|^\[["']/, "").replace(/["']\]$/, ""),
  );
}

function extended(before: unknown, piece: PartialArg): unknown {
  if (piece.stringValue !== undefined) {
    return typeof before === "string" ? before + piece.stringValue : piece.stringValue;
  }
  return piece.numberValue ?? piece.boolValue ?? null;
}

/** Maps of steps as the objects and lists that they mean. */
function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const entries = [...(value as Container)].map(([key, inner]) => [key, plain(inner)] as const);
  return entries.length > 0 && entries.every(([key]) => key.startsWith("["))
    ? entries.map(([, inner]) => inner)
    : Object.fromEntries(entries);
}

function unreadable(path: string | undefined): ProviderError {
  const shown = JSON.stringify((path ?? "").slice(0, 60));
  return new ProviderError("protocol", `no place for an argument: ${shown}`, { phase: "stream" });
}
