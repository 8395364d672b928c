import * as fc from "fast-check";
import { expect, test } from "vitest";

import { readCookies, writeCookies, type CookieFormat } from "../../src/cookies.ts";
import { JarCookieStore } from "../../src/cookies/jar.ts";

/**
 * The model of RFC 6265, 5.1.3 and 5.3: what one cookie may reach. It knows the public suffixes of the
 * hosts below and nothing of the jar. `domain` is the Domain attribute, `undefined` = host-only.
 */
const SUFFIXES = new Set(["com", "uk", "co.uk", "io", "github.io", "test", "localhost"]);
const isAddress = (host: string) => /^[\d.]+$|^\[/.test(host);
const matches = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`);

interface Sent {
  readonly from: string;
  readonly secureOrigin: boolean;
  readonly domain: string | undefined;
  readonly path: string;
  readonly secure: boolean;
  readonly by: "header" | "set";
}

function reaches(sent: Sent, url: URL): boolean {
  return (
    reachesHost(sent, url.hostname) &&
    (!sent.secure ||
      (sent.secureOrigin && url.protocol === "https:") ||
      isLoopback(url.hostname)) &&
    (sent.path === "/" || `${url.pathname}/`.startsWith(`${sent.path}/`))
  );
}

function reachesHost({ from, domain }: Sent, to: string): boolean {
  if (domain === undefined) return to === from;
  if (SUFFIXES.has(domain) || isAddress(domain)) return domain === from && to === from;
  return matches(from, domain) && matches(to, domain);
}

function isLoopback(host: string): boolean {
  return (
    host === "localhost" || host.endsWith(".localhost") || host === "127.0.0.1" || host === "[::1]"
  );
}

const hosts = `
  com a.com b.a.com c.b.a.com aa.com evil-a.com a.com.evil.com evil.com
  uk co.uk a.co.uk b.a.co.uk x.co.uk github.io a.github.io b.github.io c.a.github.io
  test a.test b.a.test localhost a.localhost 127.0.0.1 1.2.3.4 11.2.3.4 [::1] [2001:db8::1]
`
  .trim()
  .split(/\s+/);
const paths = ["/", "/p", "/p/q", "/pp"];

const host = fc.constantFrom(...hosts);
const sent: fc.Arbitrary<Sent> = fc.record({
  from: host,
  secureOrigin: fc.boolean(),
  domain: fc.oneof(fc.constant(undefined), host),
  path: fc.constantFrom(...paths),
  secure: fc.boolean(),
  by: fc.constant("header" as const),
});
/** What `set` makes of a domain: from the domain itself, over https, for every path. */
const put: fc.Arbitrary<Sent> = fc.tuple(host, fc.boolean()).map(([from, dotted]) => ({
  from,
  secureOrigin: true,
  domain: dotted ? from : undefined,
  path: "/",
  secure: false,
  by: "set",
}));

/** Cookies have different names, so that the answer says which one was sent. */
async function fill(store: JarCookieStore, all: readonly Sent[]): Promise<void> {
  for (const [index, { from, secureOrigin, domain, path, secure, by }] of all.entries()) {
    const name = `c${String(index)}`;
    if (by === "header") {
      const url = `${secureOrigin ? "https" : "http"}://${from}/`;
      const attributes = `${domain === undefined ? "" : `; Domain=${domain}`}${secure ? "; Secure" : ""}`;
      await store.setFromHeader(url, `${name}=1; Path=${path}${attributes}`);
    } else {
      const set = store.set(domain === undefined ? from : `.${domain}`, { [name]: "1" });
      await set.catch((error: unknown) => {
        if (!(error instanceof TypeError)) throw error;
      });
    }
  }
}

/** A `set` that is taken removes what was kept for exactly that host before. */
function survivors(all: readonly Sent[]): readonly [string, Sent][] {
  let kept: [string, Sent][] = [];
  for (const [index, cookie] of all.entries()) {
    const { from, domain, by } = cookie;
    if (by === "set") {
      if (domain !== undefined && (SUFFIXES.has(domain) || isAddress(domain))) continue;
      kept = kept.filter(([, other]) => (other.domain ?? other.from) !== from);
    }
    kept.push([`c${String(index)}`, cookie]);
  }
  return kept;
}

/** One line per URL: what was sent there, or should be. */
const report = (url: URL, names: readonly string[]) => `${url.href}: ${names.toSorted().join(" ")}`;

const cookies = fc.array(fc.oneof({ weight: 3, arbitrary: sent }, put), {
  minLength: 1,
  maxLength: 4,
});
const target = fc
  .tuple(fc.constantFrom("https", "http"), host, fc.constantFrom(...paths))
  .map(([scheme, name, path]) => new URL(`${scheme}://${name}${path}`));
const targets = fc.array(target, { minLength: 3, maxLength: 3 });

async function agree(
  all: readonly Sent[],
  urls: readonly URL[],
  format: CookieFormat | undefined,
): Promise<void> {
  let store = new JarCookieStore();
  await fill(store, all);
  if (format !== undefined) store = await through(store, format);
  const kept = survivors(all);
  for (const url of urls) {
    const reaching = kept.filter(([, cookie]) => reaches(cookie, url)).map(([name]) => name);
    expect(report(url, Object.keys(await store.get(url)))).toBe(report(url, reaching));
  }
}

/** A store with what a file in that form kept of another store. */
async function through(store: JarCookieStore, format: CookieFormat): Promise<JarCookieStore> {
  const { records, warnings } = await readCookies(writeCookies(await store.records(), format));
  const again = new JarCookieStore();
  expect([...warnings, ...(await again.add(records))]).toEqual([]);
  return again;
}

test(
  "P7: each cookie goes where the model says, and nowhere else",
  { timeout: 60_000 },
  async () => {
    await fc.assert(fc.asyncProperty(cookies, targets, fc.constant(undefined), agree), {
      numRuns: 20_000,
    });
  },
);

test("P7 holds of what was kept in a file, too", { timeout: 60_000 }, async () => {
  const formats = fc.constantFrom<CookieFormat[]>("cookie-editor", "netscape", "storage-state");
  await fc.assert(fc.asyncProperty(cookies, targets, formats, agree), { numRuns: 1_000 });
});
