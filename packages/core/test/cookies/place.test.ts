import { describe, expect, test } from "vitest";

import { JarCookieStore } from "../../src/cookies/jar.ts";
import { parseDomain, parsePlace } from "../../src/cookies/place.ts";

describe("parseDomain", () => {
  test.each([
    ["example.com", "example.com", false],
    [".example.com", "example.com", true],
    ["EXAMPLE.com", "example.com", false],
    ["bücher.test", "xn--bcher-kva.test", false],
    ["a_b.c-d.test", "a_b.c-d.test", false],
    ["localhost", "localhost", false],
    ["127.0.0.1", "127.0.0.1", false],
    ["127.1", "127.0.0.1", false],
    ["::1", "[::1]", false],
    ["[::1]", "[::1]", false],
    ["0:0:0:0:0:0:0:1", "[::1]", false],
    [`${"a".repeat(63)}.test`, `${"a".repeat(63)}.test`, false],
  ])("%s → %s", (domain, host, withSubdomains) => {
    expect(parseDomain(domain)).toEqual({ host, withSubdomains });
  });
});

const noDomains: readonly string[] = [
  "",
  ".",
  "..",
  "...",
  "..x.y",
  "x..y",
  "x.y.",
  "x.y ",
  " x.y",
  "x.y\n",
  "x\ty",
  "x.y/path",
  "x.y\\path",
  "x.y?key=SECRET",
  "x.y#SECRET",
  "x.y:443",
  "user:SECRET@x.y",
  "https://x.y",
  "*.x.y",
  "-x.y",
  "x-.y",
  "x,y",
  "256.1.1.1",
  "1.2.3.4.5",
  "[x.y]",
  "[::1",
  "::1]",
  ":::",
  "fe80::1%eth0",
  "a".repeat(64),
  `${"a.".repeat(127)}a`,
  "x\u202ey.test",
  "x\u00ady.test",
  "xn--\u0000",
  // Names that reliability asks to refuse everywhere.
  "__proto__",
  "../../etc/passwd",
  "/etc/passwd",
  "C:\\x",
  "a\0.js",
  "a/../../b",
  "a\\..\\b",
  "%2e%2e%2fb",
  "@scope/../../x",
  "data:text/javascript,1",
  "node:child_process",
  "file:///x",
];

const noParents = [
  ".com",
  ".co.uk",
  ".github.io",
  ".test",
  ".local",
  ".localhost",
  ".invalid",
  ".constructor",
  ".127.0.0.1",
  ".::1",
  ".[::1]",
];

describe.each([
  ["set", (domain: string) => new JarCookieStore().set(domain, { a: "1" })],
  ["set null", (domain: string) => new JarCookieStore().set(domain, null)],
])("%s", (_, set) => {
  test.each(noDomains)("refuses %j", async (domain) => {
    await expect(set(domain)).rejects.toThrow(TypeError);
    await expect(set(domain)).rejects.toThrow(/^[\x20-\x7e]*no cookie domain[\x20-\x7e]*$/);
    await expect(set(domain)).rejects.not.toThrow(/SECRET/);
  });

  test.each(noParents)("refuses all of %s", async (domain) => {
    await expect(set(domain)).rejects.toThrow(TypeError);
    await expect(set(domain)).rejects.toThrow("leave out the leading dot");
  });

  test.each([null, undefined, 5, {}])("refuses %j, which is no string", async (domain) => {
    await expect(Reflect.apply(set, undefined, [domain])).rejects.toThrow("no cookie domain");
  });
});

describe("get", () => {
  const noPlaces = noDomains.filter((domain) => domain !== "https://x.y");
  test.each(noPlaces)("refuses %j", async (place) => {
    await expect(new JarCookieStore().get(place)).rejects.toThrow(TypeError);
  });

  test.each([
    "https://",
    "https://SECRET@",
    "ftp://x.y/SECRET",
    "://x",
    "x://SECRET",
    "https://[SECRET]/",
  ])("refuses the URL %s and does not show it", async (url) => {
    await expect(new JarCookieStore().get(url)).rejects.toThrow(/^not an absolute URL of http/);
    await expect(new JarCookieStore().setFromHeader(url, "a=1")).rejects.toThrow(
      /^not an absolute URL of http/,
    );
  });

  test.each(["x.y", "/x", ""])("setFromHeader needs a URL: %j", async (url) => {
    await expect(new JarCookieStore().setFromHeader(url, "a=1")).rejects.toThrow(TypeError);
  });
});

describe("parsePlace", () => {
  test.each([
    ["x.y", "https://x.y/"],
    [".x.y", "https://x.y/"],
    ["::1", "https://[::1]/"],
    ["http://x.y:80/a?b", "http://x.y/a?b"],
    [new URL("wss://x.y/a"), "wss://x.y/a"],
  ])("%s → %s", (place, href) => {
    expect(parsePlace(place).href).toBe(href);
  });
});
