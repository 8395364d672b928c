import type { ChatEvent } from "./events.ts";

/** One event as it stands on the wire: `data: {json}` and two CRLF. */
export function encodeEvent(event: ChatEvent): string {
  return `data: ${pythonJson(event)}\r\n\r\n`;
}

/** The comment that keeps a silent stream open: `: ping - 2026-11-20 10:05:53.800697`. */
export function encodePing(at: Date): string {
  return `: ping - ${pythonDate(at)}\r\n\r\n`;
}

/** What servers before May 2023 sent instead: an event whose data is a date and no JSON. */
export function encodeLegacyPing(at: Date): string {
  return `event: ping\r\ndata: ${pythonDate(at)}\r\n\r\n`;
}

/**
 * JSON as Python's `json.dumps` writes it by default: `", "` and `": "` between, everything that is not
 * printable ASCII escaped. Takes what JSON takes, and integers as bigint.
 */
export function pythonJson(value: unknown): string {
  return write(value, ", ", ": ").replaceAll(/[^ -~]/g, escapeUnit);
}

/** JSON without spaces or escapes beyond the needed, for bodies; integers may be bigint. */
export function compactJson(value: unknown): string {
  return write(value, ",", ":");
}

function write(value: unknown, comma: string, colon: string): string {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value))
    return `[${value.map((item) => write(item, comma, colon)).join(comma)}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => `${JSON.stringify(key)}${colon}${write(inner, comma, colon)}`);
    return `{${fields.join(comma)}}`;
  }
  return JSON.stringify(value);
}

function escapeUnit(unit: string): string {
  return String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** `str()` of a Python datetime in UTC; a Date has no microseconds, so the last three digits are 0. */
function pythonDate(at: Date): string {
  return `${at.toISOString().slice(0, -1).replace("T", " ")}000`;
}
