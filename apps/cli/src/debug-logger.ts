import type { Logger } from "@g4f/core";

import { jsonLine } from "./json-line.ts";
import { neutraliseLine } from "./screen/neutralise.ts";
import type { Output } from "./terminal.ts";

/** Writes every event as one line to `stderr`. Core has removed the secrets before. */
export function debugLogger(stderr: Output): Logger {
  const level =
    (name: string): Logger["info"] =>
    (data, message) => {
      stderr.write(`g4f: ${name}: ${neutraliseLine(message)} ${jsonLine(data)}\n`);
    };
  return {
    debug: level("debug"),
    info: level("info"),
    warn: level("warn"),
    error: level("error"),
  };
}
