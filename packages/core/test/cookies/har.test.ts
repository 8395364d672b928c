import { describe, expect, test } from "vitest";

import { readCookies, type CookieReading } from "../../src/cookies.ts";
import { plainCookie } from "./plain-cookie.ts";

const T = "2026-11-01T10:00:0";

/** An entry at second `second`, of requests and answers with these headers. */
function entry(second: number, url: string, sent = "", ...set: string[]): object {
  return {
    startedDateTime: `${T}${second}.000Z`,
    time: 100,
    request: {
      method: "POST",
      url,
      headers: [
        { name: "authorization", value: "Bearer SECRET" },
        ...(sent === "" ? [] : [{ name: "Cookie", value: sent }]),
      ],
      cookies: [],
    },
    response: { headers: set.map((value) => ({ name: "Set-Cookie", value })), cookies: [] },
  };
}

async function read(entries: readonly unknown[], domain?: string): Promise<CookieReading> {
  const text = JSON.stringify({ log: { version: "1.2", pages: [{ id: "SECRET" }], entries } });
  const reading = await readCookies(text, domain === undefined ? {} : { domain });
  expect(reading.format).toBe("har");
  expect(JSON.stringify(reading)).not.toContain("SECRET");
  return reading;
}

/** `name=value@domain/path`, with a dot for all below the domain. */
const brief = ({ records }: CookieReading) =>
  records.map(({ name, value, domain, path, hostOnly }) =>
    [`${name}=${value}@`, hostOnly ? "" : ".", domain, path].join(""),
  );

describe("what requests sent", () => {
  test("belongs to exactly their hosts, whatever those are called", async () => {
    const entries = [
      entry(1, "https://github.com/a", "a=1; b=2"),
      entry(2, "https://github.com.evil.test/", "a=evil"),
      entry(3, "https://api.github.com:8443/", "c=3"),
    ];
    expect(brief(await read(entries))).toEqual([
      "a=1@github.com/",
      "b=2@github.com/",
      "a=evil@github.com.evil.test/",
      "c=3@api.github.com/",
    ]);
    const only = await read(entries, "github.com");
    expect(brief(only)).toEqual(["a=1@github.com/", "b=2@github.com/", "c=3@api.github.com/"]);
    expect(only.warnings).toMatchObject([{ kind: "foreign" }]);
  });

  test("adds up, a later value instead of an earlier one", async () => {
    const entries = [
      entry(1, "https://x.test/", "a=1; b=2"),
      entry(2, "https://x.test/", "a=2; c=3"),
    ];
    expect(brief(await read(entries))).toEqual(["a=2@x.test/", "b=2@x.test/", "c=3@x.test/"]);
  });

  test("may stand in the list of cookies alone", async () => {
    const bare = entry(1, "https://x.test/");
    const cookies = [{ name: "a", value: "1" }, { name: "b" }, 5];
    const request = { url: "https://x.test/", headers: [], cookies };
    expect(brief(await read([{ ...bare, request }]))).toEqual([
      "a=1@x.test/",
      "b=undefined@x.test/",
    ]);
  });
});

describe("what answers set", () => {
  test("comes with all its attributes", async () => {
    const line =
      "sid=1; Domain=x.test; Path=/api; Secure; HttpOnly; SameSite=None; Max-Age=999999999";
    const { records } = await read([entry(1, "https://www.x.test/login", "", line)]);
    expect(records).toEqual([
      plainCookie({
        name: "sid",
        hostOnly: false,
        path: "/api",
        secure: true,
        httpOnly: true,
        sameSite: "none",
        expires: Date.parse(`${T}1.100Z`) + 999_999_999_000,
      }),
    ]);
  });

  test("counts in the order of time, not of the file", async () => {
    const entries = [
      entry(3, "https://x.test/", "", "a=third; Path=/"),
      entry(1, "https://x.test/", "a=first", "a=second; Path=/"),
      entry(2, "https://x.test/", "a=second"),
    ];
    expect(brief(await read(entries))).toEqual(["a=third@x.test/"]);
    expect(brief(await read(entries.slice(1)))).toEqual(["a=second@x.test/"]);
  });

  test("is not undone by requests that send it", async () => {
    const set = entry(1, "https://www.x.test/", "", "a=1; Domain=x.test; Path=/; HttpOnly");
    const sent = entry(2, "https://www.x.test/", "a=1");
    const changed = entry(3, "https://www.x.test/", "a=2");
    expect(brief(await read([set, sent]))).toEqual(["a=1@.x.test/"]);
    const { records } = await read([set, sent, changed]);
    expect(records).toMatchObject([
      { value: "2", domain: "x.test", hostOnly: false, httpOnly: true },
    ]);
  });

  test("may be removed", async () => {
    const entries = [
      entry(1, "https://x.test/", "", "a=1; Path=/\nb=2; Path=/"),
      entry(2, "https://x.test/", "a=1; b=2", "a=; Max-Age=0; Path=/"),
    ];
    const reading = await read(entries);
    expect(brief(reading)).toEqual(["b=2@x.test/"]);
    expect(reading.warnings).toEqual([{ kind: "expired", message: 'cookie "a" is expired' }]);
  });

  test("may have expired since, counted from its own time", async () => {
    const old = { ...entry(1, "https://x.test/", "", "a=1; Max-Age=3600"), time: 5 };
    const past = { ...old, startedDateTime: "2020-01-01T00:00:00Z" };
    const reading = await read([past, { ...past, ...entry(2, "https://y.test/", "b=1") }]);
    expect(brief(reading)).toEqual(["b=1@y.test/"]);
    expect(reading.warnings).toMatchObject([{ kind: "expired" }]);
  });

  test("is told where its host does not own the domain, and where it is no cookie", async () => {
    const entries = [
      entry(1, "https://x.test/", "", "a=SECRET; Domain=y.test", "b=SECRET; Domain=com", "c=3"),
      entry(2, "https://x.test/", "", "SECRET-WORDS;", "d=SECRET\u0001"),
    ];
    const reading = await read(entries);
    expect(brief(reading)).toEqual(["c=3@x.test/"]);
    expect(reading.warnings).toEqual([
      {
        kind: "foreign",
        message: 'log.entries[0]: cookie "a" is for a domain that x.test does not own',
      },
      {
        kind: "foreign",
        message: 'log.entries[0]: cookie "b" is for a domain that x.test does not own',
      },
      {
        kind: "broken",
        message: "log.entries[1]: a Set-Cookie line without a name cannot be sent back",
      },
      { kind: "broken", message: 'log.entries[1]: cookie "d" cannot be sent back' },
    ]);
  });
});

test("broken entries are named, and the rest is there", async () => {
  const entries = [
    5,
    {},
    { request: { url: "SECRET" } },
    { ...entry(1, "https://x.test/", "a=SECRET"), startedDateTime: "SECRET" },
    entry(1, "data:text/html,SECRET"),
    {
      startedDateTime: `${T}1Z`,
      request: { url: "https://x.test/", headers: "SECRET" },
      response: null,
    },
    entry(2, "https://x.test/", "b=2; nameless"),
  ];
  const reading = await read(entries);
  expect(brief(reading)).toEqual(["b=2@x.test/"]);
  expect(reading.warnings.map(({ message }) => message)).toEqual([
    "log.entries[0]: no object, or one that is too long",
    "log.entries[1]: no request with a URL",
    "log.entries[2]: no request with a URL",
    "log.entries[3]: startedDateTime is no time",
  ]);
});

test("a HAR that a browser left cookies out of says so", async () => {
  const { warnings } = await read([entry(1, "https://x.test/")]);
  expect(warnings[0]?.message).toContain("unless sensitive data is asked for");
});
