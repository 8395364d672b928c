import { MAX_EVENT_BYTES } from "./limits.ts";
import { Pieces } from "./pieces.ts";
import { RecordDecoder, type Scan } from "./record-decoder.ts";

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;

/** One event of a `text/event-stream`. */
export interface SseEvent {
  /** `message` unless the stream named it. */
  readonly event: string;
  /** The `data` lines, joined with LF; empty for a lone `data:`. */
  readonly data: string;
  /** The last id that the stream sent, for this event or an earlier one; empty without one. */
  readonly id: string;
}

/** Of a class for the reason that {@link newList} gives. */
class DecodedEvent implements SseEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string;

  constructor(event: string, data: string, id: string) {
    this.event = event;
    this.data = data;
    this.id = id;
  }
}

/** How an {@link SseDecoder} is set up. */
export interface SseDecoderOptions {
  /** Bytes since the last blank line, comments and line ends included. Default 32 MiB. */
  readonly maxEventBytes?: number;
}

/**
 * The WHATWG event stream, decoded as it arrives; a new one for each stream. `end()` returns what a
 * blank line would have made of an incomplete last event: the standard drops it, and it may serve
 * only to recognise an exact marker such as `[DONE]`.
 */
export class SseDecoder extends RecordDecoder<SseEvent> {
  readonly #line: Pieces = new Pieces("");
  readonly #data: Pieces = new Pieces("\n");
  #type = "";
  #id = "";
  #afterCr = false;
  #retryMs: number | undefined;

  constructor(options: SseDecoderOptions = {}) {
    super(options.maxEventBytes ?? MAX_EVENT_BYTES, "maxEventBytes");
  }

  /** The reconnection time that the stream last asked for, in ms. */
  get retryMs(): number | undefined {
    return this.#retryMs;
  }

  protected override scan({ text, from, fresh }: Scan, events: SseEvent[]): number {
    let start = from;
    let closed = -1;
    if (this.#afterCr && text.charCodeAt(start) === LF) {
      start++;
      if (fresh) closed = start;
    }
    this.#afterCr = text.charCodeAt(text.length - 1) === CR;
    return Math.max(closed, this.#lines(text, start, events));
  }

  #lines(text: string, from: number, events: SseEvent[]): number {
    let idle = this.#idle();
    let start = idle ? afterLineEnds(text, from) : from;
    let closed = start > from ? start : -1;
    let lf = text.indexOf("\n", start);
    let cr = text.indexOf("\r", start);
    for (let end = nearer(lf, cr); end >= 0; end = nearer(lf, cr)) {
      const value =
        idle && end === lf && text.charCodeAt(end + 1) === LF ? dataOf(text, start) : -1;
      if (value >= 0) {
        // The common case: an event that is one line of data.
        events.push(this.#event(text.slice(value, end)));
      } else {
        idle = this.#close(text, start, end, events);
      }
      start = idle ? afterLineEnds(text, end) : afterLineEnd(text, end);
      if (idle) closed = start;
      lf = following(text, "\n", lf, start);
      cr = following(text, "\r", cr, start);
    }
    if (start < text.length) this.#line.add(text.slice(start));
    return closed;
  }

  protected override residue(text: string): SseEvent | undefined {
    this.#line.add(text);
    const line = this.#line.take();
    // A cut name, id or delay says nothing; cut data is told, since it may be a marker.
    if (line.startsWith("data")) this.#field(line, 0, line.length);
    return this.#data.empty ? undefined : this.#event(this.#data.take());
  }

  /** Whether a blank line would change nothing. */
  #idle(): boolean {
    return this.#line.empty && this.#data.empty && this.#type === "";
  }

  /** Ends the line at `end`; true where it was blank, which ends the event. */
  #close(text: string, start: number, end: number, events: SseEvent[]): boolean {
    if (!this.#line.empty) {
      this.#line.add(text.slice(start, end));
      const line = this.#line.take();
      this.#field(line, 0, line.length);
      return false;
    }
    if (start < end) {
      this.#field(text, start, end);
      return false;
    }
    if (!this.#data.empty) events.push(this.#event(this.#data.take()));
    this.#type = "";
    return true;
  }

  #event(data: string): SseEvent {
    return new DecodedEvent(this.#type === "" ? "message" : this.#type, data, this.#id);
  }

  // The names are compared in place: searching for the colon would run past lines that have none.
  #field(text: string, start: number, end: number): void {
    const value = fieldValue(text, start, end);
    if (value < 0) return;
    switch (text.charCodeAt(start)) {
      case 0x64:
        this.#data.add(text.slice(value, end));
        break;
      case 0x65:
        this.#type = text.slice(value, end);
        break;
      case 0x69:
        this.#setId(text.slice(value, end));
        break;
      default:
        this.#setRetry(text.slice(value, end));
    }
  }

  #setId(id: string): void {
    if (!id.includes("\0")) this.#id = id;
  }

  #setRetry(digits: string): void {
    if (/^[0-9]+$/.test(digits)) this.#retryMs = Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
  }
}

/** Where the value of a known field begins, -1 for comments and everything else. */
function fieldValue(text: string, start: number, end: number): number {
  const after = start + nameLength(text, start);
  if (after === start) return -1;
  if (after === end) return end;
  return text.charCodeAt(after) === COLON ? valueOf(text, after + 1) : -1;
}

/** Length of the known name that the line begins with, 0 where it begins with none. */
function nameLength(text: string, start: number): number {
  switch (text.charCodeAt(start)) {
    case 0x64:
      return isData(text, start) ? 4 : 0;
    case 0x65:
      return text.startsWith("event", start) ? 5 : 0;
    case 0x69:
      return text.startsWith("id", start) ? 2 : 0;
    case 0x72:
      return text.startsWith("retry", start) ? 5 : 0;
    default:
      return 0;
  }
}

function isData(text: string, start: number): boolean {
  return (
    text.charCodeAt(start) === 0x64 &&
    text.charCodeAt(start + 1) === 0x61 &&
    text.charCodeAt(start + 2) === 0x74 &&
    text.charCodeAt(start + 3) === 0x61
  );
}

/** Where the value begins if the line is `data:`, else -1. */
function dataOf(text: string, start: number): number {
  const colon = start + 4;
  return isData(text, start) && text.charCodeAt(colon) === COLON ? valueOf(text, colon + 1) : -1;
}

/** Skips the one space that may follow the colon. */
function valueOf(text: string, afterColon: number): number {
  return text.charCodeAt(afterColon) === SPACE ? afterColon + 1 : afterColon;
}

function afterLineEnd(text: string, end: number): number {
  const pair = text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF;
  return pair ? end + 2 : end + 1;
}

/** Where no event has begun, blank lines are nothing, so how the line ends pair up is nothing either. */
function afterLineEnds(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === LF || code === CR; code = text.charCodeAt(at)) at++;
  return at;
}

/** The next line end at or behind `start`; one that is known to lie there is not searched again. */
function following(text: string, lineEnd: string, known: number, start: number): number {
  return known < 0 || known >= start ? known : text.indexOf(lineEnd, start);
}

function nearer(lf: number, cr: number): number {
  if (lf < 0) return cr;
  return cr < 0 || lf < cr ? lf : cr;
}
