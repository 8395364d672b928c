/** Which name of the session cookie counts: that of a site on http, on https, or either. */
export type SiteKind = "http" | "https" | "any";

const PLAIN = "next-auth.session-token";
const SECURE = `__Secure-${PLAIN}`;

/** The name under which the server hands out its session cookie. */
export const SESSION_COOKIE: string = PLAIN;

/** The session cookie of a `Cookie` header; `<name>.0`, `<name>.1` … are joined. */
export function sessionCookie(header: string | undefined, site: SiteKind): string | undefined {
  const cookies = parse(header ?? "");
  const names = { http: [PLAIN], https: [SECURE], any: [SECURE, PLAIN] }[site];
  for (const name of names) {
    const value = cookies.get(name) ?? joined(cookies, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function parse(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (equals < 0) continue;
    const name = pair.slice(0, equals).trim();
    if (!cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim());
  }
  return cookies;
}

function joined(cookies: ReadonlyMap<string, string>, name: string): string | undefined {
  let value: string | undefined;
  for (let index = 0; ; index += 1) {
    const piece = cookies.get(`${name}.${String(index)}`);
    if (piece === undefined) return value;
    value = (value ?? "") + piece;
  }
}
