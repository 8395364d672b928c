import type { Socket } from "node:net";

import type { Call } from "./call.ts";
import type { Turn } from "./desk.ts";
import { isGate } from "./encode-body.ts";
import { GARBAGE, type ResponsePlan } from "./response-plan.ts";
import { write } from "./write.ts";

/** A connection as a turn uses it. */
export interface Line {
  readonly socket: Socket;
  readonly reset: () => void;
  /** Resolves once the client has left. */
  readonly left: Promise<void>;
}

/** So much is handed to the system at once, so that what is counted as written was. */
const WRITE_BYTES = 64 * 1024;

/** Plays a turn on its connection; the connection is good for another where it is not destroyed then. */
export async function writeResponse(line: Line, turn: Turn): Promise<void> {
  const { call } = turn;
  if (call !== undefined) void line.left.then(call.close);
  if ("fault" in turn) {
    await fault(line, turn.fault);
    return;
  }
  const { plan } = turn;
  if (await shut(line, plan.headerGate)) return;
  await write(line.socket, headOf(plan));
  if (await shut(line, plan.gate)) return;
  for (const piece of plan.pieces) {
    if (isGate(piece)) {
      if (await shut(line, piece)) return;
    } else await writePiece(line, plan, piece, call);
    if (line.socket.destroyed) return;
  }
  await end(line, plan);
  call?.finish();
  if (plan.ending === "hang") await line.left;
  call?.close();
}

/** Waits for a gate; true where the client left before it was opened. */
async function shut({ left, socket }: Line, gate: ResponsePlan["gate"]): Promise<boolean> {
  if (gate === undefined) return false;
  await Promise.race([gate.opened, left]);
  return socket.destroyed;
}

async function fault(line: Line, how: "reset" | "close" | "silence" | "garbage"): Promise<void> {
  if (how === "reset") line.reset();
  if (how === "garbage") await write(line.socket, GARBAGE);
  if (how === "silence") await line.left;
  else line.socket.end();
}

function headOf({ status, headers }: ResponsePlan): Uint8Array {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/1.1 ${status} Simulated\r\n${lines.join("")}\r\n`, "latin1");
}

async function writePiece(
  line: Line,
  { frame }: ResponsePlan,
  piece: Uint8Array,
  call: Call | undefined,
): Promise<void> {
  for (let at = 0; at < piece.length && !line.socket.destroyed; at += WRITE_BYTES) {
    const part = piece.subarray(at, at + WRITE_BYTES);
    await write(line.socket, frame === "chunked" ? chunk(part) : part);
    if (call !== undefined && !line.socket.destroyed) call.bytesWritten += part.length;
  }
}

function chunk(part: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")]);
}

async function end(line: Line, { ending, frame, headers, pieces }: ResponsePlan): Promise<void> {
  if (ending === "rst") {
    line.reset();
    return;
  }
  if (ending === "hang") return;
  if (ending === "garbage") await write(line.socket, GARBAGE);
  const whole = ending === undefined || ending === "clean";
  if (frame === "chunked" && whole) await write(line.socket, Buffer.from("0\r\n\r\n"));
  const length = pieces.reduce((sum, piece) => sum + (isGate(piece) ? 0 : piece.length), 0);
  // A head that announces another length than what came leaves the client waiting, or with too much.
  const fits = frame === "chunked" || headers["content-length"] === String(length);
  if (!whole || !fits || headers["connection"] === "close") line.socket.end();
}
