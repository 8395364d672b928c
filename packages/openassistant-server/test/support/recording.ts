import { readFileSync, readdirSync } from "node:fs";

import { readResponse, type Response } from "./http-text.ts";

const FOLDER = new URL("../recordings/", import.meta.url);
const ARROW = "\n\n<<< RESPONSE (raw bytes as received, incl. chunk framing)\n";

/** One exchange with the original. */
export interface Recording {
  readonly name: string;
  readonly method: string;
  readonly target: string;
  /** Name and value, in order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly response: Response;
}

/** The names of all recordings. */
export function recordingNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".http"))
    .map((file) => file.slice(0, -".http".length));
}

/** The names of those that are streams. */
export function streamNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".timing"))
    .map((file) => file.slice(0, -".timing".length));
}

/** The recording whose name begins with `prefix-`. */
export function readRecording(prefix: string): Recording {
  const name = recordingNames().find((known) => known === prefix || known.startsWith(`${prefix}-`));
  if (name === undefined) throw new Error(`no recording ${prefix}`);
  const text = readFileSync(new URL(`${name}.http`, FOLDER), "latin1");
  const split = text.indexOf(ARROW);
  const request = text.slice(">>> REQUEST\n".length, split);
  const headEnd = request.indexOf("\r\n\r\n");
  const [line = "", ...lines] = request.slice(0, headEnd).split("\r\n");
  const [method = "", target = ""] = line.split(" ");
  return {
    name,
    method,
    target,
    headers: lines.map((header) => {
      const colon = header.indexOf(":");
      return [header.slice(0, colon), header.slice(colon + 1).trim()] as const;
    }),
    body: request.slice(headEnd + 4),
    response: readResponse(text.slice(split + ARROW.length).replace(/\n$/, "")),
  };
}
