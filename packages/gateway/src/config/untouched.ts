import { isDeepStrictEqual } from "node:util";

import type { LoadedGatewayConfig } from "./load.ts";

/** What a gateway is made with, and keeps until it ends. */
const FIXED = ["listen", "limits", "spend", "log"] as const;

/**
 * What of a file that was read again holds only with a new start, in words for an operator: what differs
 * from the file that the gateway began with, however often it was read since.
 */
export function untouched(
  began: LoadedGatewayConfig,
  old: LoadedGatewayConfig,
  next: LoadedGatewayConfig,
): readonly string[] {
  const { file, lineOf } = next.source;
  const changed = FIXED.filter((name) => !isDeepStrictEqual(began.config[name], next.config[name]));
  const words = changed.map((name) => {
    const line = lineOf([name]);
    const place = line === undefined || next.config[name] === undefined ? file : `${file}:${line}`;
    return `${place}: ${name} changed: it holds from the next start on`;
  });
  const lostKeys = old.config.keys !== undefined && next.config.keys === undefined;
  return lostKeys
    ? [...words, `${file}: keys are gone: the old ones hold until the next start`]
    : words;
}
