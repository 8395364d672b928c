import type { Terminal } from "../terminal.ts";
import { isScreen } from "./colour.ts";
import type { StatusLine } from "./status-line.ts";

/**
 * A status line on stderr where that is a screen, else one that says nothing. What draws it is loaded only
 * where it is needed: measuring text costs more than the rest of a start.
 */
export async function statusOn(
  { stderr, env }: Pick<Terminal, "stderr" | "env">,
  words: string,
): Promise<StatusLine> {
  if (!isScreen(stderr, env)) return { say: () => {}, stop: () => {} };
  const { startStatus } = await import("./status-line.ts");
  return startStatus(stderr, words);
}
