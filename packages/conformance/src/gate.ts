import type { Gate } from "./script.ts";

/** A gate of a script, and the way to open it. */
export interface ClosedGate extends Gate {
  readonly open: () => void;
}

/** A gate that is closed until `open()`; opening it twice does nothing. */
export function gate(): ClosedGate {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}
