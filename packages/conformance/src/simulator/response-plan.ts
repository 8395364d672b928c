import type { Asked, Dialect, WireReply } from "../dialect.ts";
import type { Script } from "../script.ts";
import type { Answer, Delivery, Ending, Slice } from "../upstream.ts";
import { bytesOf, encodeBody, isGate, type Piece } from "./encode-body.ts";
import { cutAt, cutsOf } from "./slices.ts";

/** Nothing that HTTP or any wire knows. */
export const GARBAGE: Uint8Array = Buffer.from("\0\u0001\u0002 garbage \u0003\r\n");

/** A response as it will be written, whatever carries it. */
export interface ResponsePlan {
  readonly status: number;
  /** Those that frame the body included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly frame: NonNullable<Delivery["frame"]>;
  /** The body: one write for each piece of bytes, gates between them. */
  readonly pieces: readonly Piece[];
  /** What happens behind the last piece; undefined: a good end. */
  readonly ending?: Ending["how"] | undefined;
  readonly headerGate?: Delivery["headerGate"] | undefined;
  readonly gate?: Delivery["gate"] | undefined;
}

/** The response to a request that leads up to one for an answer, or to one that no wire knows. */
export function replyPlan({ status, headers = {}, body }: WireReply): ResponsePlan {
  const bytes = bytesOf(body);
  return {
    status,
    headers: { "content-type": typeOf(body), "content-length": String(bytes.length), ...headers },
    frame: "length",
    pieces: bytes.length === 0 ? [] : [bytes],
  };
}

/** The response of an answer to what was asked; a connection has none. */
export function answerPlan(
  dialect: Dialect,
  answer: Exclude<Answer, { readonly connection: unknown }>,
  asked: Asked,
): ResponsePlan {
  if ("error" in answer) {
    const { error, status, headers = {} } = answer;
    return replyPlan({ status, headers, body: answer.body ?? dialect.errorBody(error, status) });
  }
  if (asked.stream !== false) return streamPlan(dialect, answer.script, asked, answer.delivery);
  const body = dialect.whole?.(answer.script, asked);
  if (body !== undefined) return replyPlan({ status: 200, body });
  const message = `${dialect.name} answers with streams only: ask for one`;
  return replyPlan({
    status: 400,
    body: dialect.errorBody({ code: "invalid_request", message }, 400),
  });
}

function streamPlan(
  dialect: Dialect,
  script: Script,
  asked: Asked,
  delivery: Delivery = {},
): ResponsePlan {
  const { status = 200, frame = "chunked", slice = { by: "event" }, end, transform } = delivery;
  const told = transformed(encodeBody(dialect, script, asked), transform);
  const length = lengthOf(told);
  const pieces = upTo(sliced(told, length, slice), end?.at);
  const plan = {
    status,
    headers: headersOf(dialect, frame, length, delivery.headers),
    frame,
    headerGate: delivery.headerGate,
    gate: delivery.gate,
  };
  // Behind a chunk, garbage breaks the framing; elsewhere it is bytes like others.
  return end?.how === "garbage" && frame !== "chunked"
    ? { ...plan, pieces: [...pieces, GARBAGE], ending: "fin" }
    : { ...plan, pieces, ending: end?.how };
}

function transformed(pieces: readonly Piece[], transform: Delivery["transform"]): readonly Piece[] {
  if (transform === undefined) return pieces;
  if (pieces.some(isGate)) throw new TypeError("a body with gates in it cannot be transformed");
  return [transform(Buffer.concat(pieces as readonly Uint8Array[]))];
}

function sliced(pieces: readonly Piece[], length: number, slice: Slice): readonly Piece[] {
  if (slice.by === "event") return pieces;
  const cuts = cutsOf(length, slice);
  let at = 0;
  return runs(pieces).flatMap((piece): readonly Piece[] => {
    if (isGate(piece)) return [piece];
    const start = at;
    at += piece.length;
    return cutAt(
      piece,
      cuts.filter((cut) => cut > start && cut < at).map((cut) => cut - start),
    );
  });
}

/** Neighbouring bytes as one piece. */
function runs(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  let run: Uint8Array[] = [];
  const flush = (): void => {
    if (run.length > 0) joined.push(Buffer.concat(run));
    run = [];
  };
  for (const piece of pieces) {
    if (isGate(piece)) {
      flush();
      joined.push(piece);
    } else run.push(piece);
  }
  flush();
  return joined;
}

/** The pieces before byte `end`, gates in front of it included. */
function upTo(pieces: readonly Piece[], end: number = Infinity): readonly Piece[] {
  const kept: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (at >= end) break;
    const part = isGate(piece) ? piece : piece.subarray(0, end - at);
    if (!isGate(part)) at += part.length;
    kept.push(part);
  }
  return kept;
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + (isGate(piece) ? 0 : piece.length), 0);
}

function headersOf(
  { contentType }: Dialect,
  frame: ResponsePlan["frame"],
  length: number,
  own: Delivery["headers"] = {},
): Readonly<Record<string, string>> {
  const framing = {
    chunked: { "transfer-encoding": "chunked" },
    length: { "content-length": String(length) },
    close: { connection: "close" },
  }[frame];
  const all: Readonly<Record<string, string | undefined>> = {
    "content-type": contentType === "" ? undefined : contentType,
    ...framing,
    ...own,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** What a body is, as servers say it: JSON, a page, or text. */
function typeOf(body: string): string {
  if (/^\s*[[{]/.test(body)) return "application/json";
  return /^\s*</.test(body) ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
}
