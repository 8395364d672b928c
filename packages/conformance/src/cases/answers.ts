import { gate } from "../gate.ts";
import type { ScriptStep } from "../script.ts";
import type { Answer, Delivery } from "../upstream.ts";

/** A good answer of these pieces of text. */
export function says(...texts: readonly string[]): Answer {
  return plays(...texts.map(text), STOP);
}

/** An answer of these steps, delivered well. */
export function plays(...script: readonly ScriptStep[]): Answer {
  return { script };
}

/** Says so much and then nothing more, with the connection open. */
export function stalls(...texts: readonly string[]): Answer {
  return plays(...texts.map(text), { type: "wait", gate: gate() }, text("never"), STOP);
}

/** An answer of these steps, delivered so. */
export function delivered(script: readonly ScriptStep[], delivery: Delivery): Answer {
  return { script, delivery };
}

/** One piece of text. */
export function text(said: string): ScriptStep {
  return { type: "text", text: said };
}

/** The end of an answer that is complete. */
export const STOP: ScriptStep = { type: "finish", reason: "stop" };
