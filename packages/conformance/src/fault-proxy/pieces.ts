import type { Direction, FaultAction } from "./plan.ts";

/** What becomes of the bytes that have just arrived: they are written, and something may happen next. */
export interface Fate {
  readonly writes: readonly Uint8Array[];
  readonly next?: "stall" | "rst" | "fin" | "half-close" | "limit-data";
  /** To be waited for before each write. */
  readonly waitMs?: (bytes: number) => number;
}

/** The fate of a piece that begins at byte `at` of its direction. */
export function fateOf(
  action: FaultAction,
  direction: Direction,
  at: number,
  piece: Uint8Array,
): Fate {
  if ("after" in action) {
    return direction === (action.of ?? "down") ? after(action, at, piece) : { writes: [piece] };
  }
  if (action.type === "delay") return { writes: [piece], waitMs: () => action.ms };
  if (action.type === "slice") return { writes: slices(piece, action.bytes) };
  if (action.type === "bandwidth") {
    const { bytesPerSecond } = action;
    const writes = slices(piece, Math.max(1, Math.ceil(bytesPerSecond / 100)));
    return { writes, waitMs: (bytes) => (bytes / bytesPerSecond) * 1000 };
  }
  const hit = action.type === "corrupt" && direction === "down";
  return { writes: [hit ? corrupted(piece, action.offset - at) : piece] };
}

function after(
  action: Extract<FaultAction, { readonly after: number }>,
  at: number,
  piece: Uint8Array,
): Fate {
  const left = action.after - at;
  if (action.type === "garbage") {
    if (left < 0 || left > piece.length) return { writes: [piece] };
    return { writes: [piece.subarray(0, left), action.bytes, piece.subarray(left)] };
  }
  if (left > piece.length) return { writes: [piece] };
  return { writes: [piece.subarray(0, Math.max(0, left))], next: action.type };
}

function slices(piece: Uint8Array, size: number): readonly Uint8Array[] {
  const count = Math.ceil(piece.length / size);
  return Array.from({ length: count }, (_, index) =>
    piece.subarray(index * size, (index + 1) * size),
  );
}

function corrupted(piece: Uint8Array, index: number): Uint8Array {
  const byte = piece[index];
  if (byte === undefined) return piece;
  const copy = Uint8Array.from(piece);
  copy[index] = byte ^ 0xff;
  return copy;
}
