import type { CookieJar, CookieRecord } from "@g4f/core/cookies";
import { defined } from "@g4f/core/kit";

import { jsonLine } from "../json-line.ts";
import { table } from "../listing/table.ts";
import { print } from "../print.ts";
import type { Terminal } from "../terminal.ts";
import { tell, withJar } from "./jar.ts";

/**
 * Prints the sites that there are cookies of, or the cookies of one, with `json` one object a line; never a
 * value.
 */
export async function listCookies(
  domain: string | undefined,
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  const records = await withJar(terminal, async (jar: CookieJar) => await jar.records(domain));
  if (json) {
    const lines = records.map((one) => `${jsonLine(defined({ ...one, value: undefined }))}\n`);
    await print(terminal.stdout, lines.join(""));
  } else if (records.length === 0) {
    tell(terminal, "no cookie was kept: g4f cookies import <file> takes some in");
  } else {
    await print(
      terminal.stdout,
      domain === undefined ? sites(records, terminal) : all(records, terminal),
    );
  }
}

function sites(records: readonly CookieRecord[], terminal: Terminal): string {
  const byDomain = Map.groupBy(records, (record) => record.domain);
  const rows = [...byDomain].map(([domain, own]) => [
    domain,
    String(own.length),
    endOf(Math.min(...own.map(({ expires = Infinity }) => expires))),
    own.map(({ name }) => name).join(", "),
  ]);
  const sorted = rows.toSorted(([a = ""], [b = ""]) => a.localeCompare(b));
  return table(["SITE", "COOKIES", "FIRST ENDS", "NAMES"], sorted, terminal);
}

function all(records: readonly CookieRecord[], terminal: Terminal): string {
  const rows = records.map(
    ({ name, domain, hostOnly, path, expires = Infinity, secure, httpOnly }) => [
      name,
      hostOnly ? domain : `.${domain}`,
      path,
      endOf(expires),
      [...(secure ? ["secure"] : []), ...(httpOnly ? ["httpOnly"] : [])].join(", "),
    ],
  );
  return table(["NAME", "SITE", "PATH", "ENDS", "FLAGS"], rows, terminal);
}

function endOf(expires: number): string {
  return Number.isFinite(expires) ? new Date(expires).toISOString().slice(0, 16) : "never";
}
