import { encodeSse } from "@g4f/core";

import type { Dialect, WireEvent } from "./dialect.ts";

/**
 * One event as the body of a response carries it. What no reader shall see is a comment of SSE, an empty
 * line of NDJSON, and nothing at all in plain text.
 */
export function frameEvent(
  { framing, lineEnd = "\n" }: Pick<Dialect, "framing" | "lineEnd">,
  { data, event: name, comment }: WireEvent,
): string {
  if (framing === "text") return comment === true ? "" : data;
  if (framing === "ndjson") return comment === true ? "\n" : `${data}\n`;
  if (comment === true) return `: ${data}${lineEnd}${lineEnd}`;
  return encodeSse(name === undefined ? { data } : { data, event: name }, { lineEnd });
}
