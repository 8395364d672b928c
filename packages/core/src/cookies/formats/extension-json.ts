import type { CookieRecord } from "../record.ts";

/** What the extension EditThisCookie imports. */
export function writeEditThisCookie(records: readonly CookieRecord[]): string {
  return listOf(records, (record, index) => ({
    ...commonOf(record),
    sameSite: sameSiteOf(record) ?? "unspecified",
    storeId: "0",
    id: index + 1,
  }));
}

/** What the extension Cookie-Editor imports. */
export function writeCookieEditor(records: readonly CookieRecord[]): string {
  return listOf(records, (record) => ({
    ...commonOf(record),
    sameSite: sameSiteOf(record) ?? null,
    storeId: null,
  }));
}

function listOf(
  records: readonly CookieRecord[],
  entryOf: (record: CookieRecord, index: number) => object,
): string {
  return `${JSON.stringify(records.map(entryOf), null, 2)}\n`;
}

function commonOf(record: CookieRecord): object {
  const { name, value, domain, hostOnly, path, expires, secure, httpOnly } = record;
  return {
    domain: hostOnly ? domain : `.${domain}`,
    ...(expires === undefined ? {} : { expirationDate: expires / 1000 }),
    hostOnly,
    httpOnly,
    name,
    path,
    secure,
    session: expires === undefined,
    value,
  };
}

function sameSiteOf({ sameSite }: CookieRecord): string | undefined {
  return sameSite === "none" ? "no_restriction" : sameSite;
}
