import { readFile } from "node:fs/promises";

/** A piece of a body as it came. */
export interface RecordedPiece {
  /** Ms after the headers of the response. */
  readonly afterMs: number;
  readonly text?: string;
  /** Instead of `text` where the bytes are not UTF-8 by themselves. */
  readonly base64?: string;
}

/** One request of a call, and what came of it. */
export interface RecordedExchange {
  readonly request: {
    readonly method: string;
    /** Path and query; which server it was is not kept. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** Absent where no response came. */
  readonly response?: {
    /** Ms from the request to the headers. */
    readonly afterMs: number;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly setCookies: readonly string[];
    readonly framed: boolean;
    readonly body: readonly RecordedPiece[];
    /** `cut`: the reader left before the end. */
    readonly end: "whole" | "cut" | "broken";
  };
  /** Code of the error that the transport ended with. */
  readonly error?: string;
}

/** One call of a provider, without a secret in it: a file of JSON. */
export interface Recording {
  readonly format: "g4f-recording";
  readonly version: 1;
  readonly provider: string;
  /** Time at which the call began, ISO 8601. */
  readonly recordedAt: string;
  readonly exchanges: readonly RecordedExchange[];
}

/**
 * Reads a recording.
 * @throws TypeError where the file holds none.
 */
export async function readRecording(file: string | URL): Promise<Recording> {
  const text = await readFile(file, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`${String(file)} is not a recording: it is not JSON`, { cause: error });
  }
  const { format, version, exchanges } = (value ?? {}) as Partial<Record<string, unknown>>;
  if (format !== "g4f-recording" || version !== 1 || !Array.isArray(exchanges)) {
    throw new TypeError(
      `${String(file)} is not a recording: "format": "g4f-recording", "version": 1 and "exchanges" are missing`,
    );
  }
  return value as Recording;
}
