import type { Asked, Dialect, WireEvent } from "../dialect.ts";
import { frameEvent } from "../framing.ts";
import type { Gate, Script, ScriptStep } from "../script.ts";

/** A piece of a body: bytes that belong together, or a gate before those that follow. */
export type Piece = Uint8Array | Gate;

/** No event of a wire begins so: data of the events that stand for steps which no dialect knows. */
const PLACE = "\0g4f step ";
const UTF8 = new TextEncoder();

/** The body of a script in its pieces: one of bytes for every event that is not empty. */
export function encodeBody(dialect: Dialect, script: Script, asked: Asked): readonly Piece[] {
  const events = dialect.encode(script.map(hold), asked);
  return events.flatMap((event) => pieceOf(dialect, script, event) ?? []);
}

/** Whether a piece is bytes. */
export function isBytes(piece: Piece): piece is Uint8Array {
  return piece instanceof Uint8Array;
}

/** Whether a piece is a gate. */
export function isGate(piece: Piece): piece is Gate {
  return !isBytes(piece);
}

/** Stands in for what has no place in any dialect: it comes out where it has to be. */
function hold(step: ScriptStep, index: number): ScriptStep {
  return step.type === "wait" || step.type === "bytes"
    ? { type: "event", data: `${PLACE}${index}` }
    : step;
}

function pieceOf(dialect: Dialect, script: Script, event: WireEvent): Piece | undefined {
  const step = event.data.startsWith(PLACE)
    ? script[Number(event.data.slice(PLACE.length))]
    : undefined;
  if (step?.type === "wait") return step.gate;
  const bytes =
    step?.type === "bytes" ? bytesOf(step.bytes) : UTF8.encode(frameEvent(dialect, event));
  return bytes.length === 0 ? undefined : bytes;
}

/** Text as UTF-8; bytes as they are. */
export function bytesOf(bytes: string | Uint8Array): Uint8Array {
  return typeof bytes === "string" ? UTF8.encode(bytes) : bytes;
}
