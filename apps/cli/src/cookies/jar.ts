import type { CookieJar } from "@g4f/core/cookies";

import { CliError } from "../exit-status.ts";
import { neutraliseLine } from "../screen/neutralise.ts";
import { needPlaces } from "../session/places.ts";
import { asCliError } from "../session/stored-cookies.ts";
import type { Terminal } from "../terminal.ts";

/** Says one line on stderr. */
export function tell({ stderr }: Pick<Terminal, "stderr">, line: string): void {
  stderr.write(`g4f: ${neutraliseLine(line)}\n`);
}

/**
 * Does something with the saved jar. What the user should know of it goes to stderr.
 * @throws CliError `io` or `usage` for what is wrong with cookies, files or domains.
 */
export async function withJar<T>(
  terminal: Pick<Terminal, "env" | "stderr">,
  task: (jar: CookieJar) => Promise<T>,
): Promise<T> {
  const { cookieJar } = needPlaces(terminal);
  const { openCookieJar } = await import("@g4f/core/cookies");
  try {
    const jar = await openCookieJar(cookieJar, {
      onWarning: ({ message }) => tell(terminal, message),
    });
    return await task(jar);
  } catch (error) {
    // A domain, or what a format cannot say: the jar shows no value.
    if (error instanceof TypeError) throw new CliError("usage", error.message);
    throw await asCliError(error);
  }
}

/** `1 cookie`, `2 cookies`. */
export function counted(count: number): string {
  return `${count} ${count === 1 ? "cookie" : "cookies"}`;
}
