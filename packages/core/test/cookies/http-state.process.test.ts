import { readFileSync } from "node:fs";

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { COOKIE_FORMATS, readCookies, writeCookies } from "../../src/cookies.ts";
import { JarCookieStore } from "../../src/cookies/jar.ts";
import { plainCookie } from "./plain-cookie.ts";

/** One case: see `http-state/README.md`. */
interface Case {
  readonly test: string;
  readonly received: readonly string[];
  readonly sent: readonly { readonly name: string; readonly value: string }[];
  readonly "sent-to"?: string;
}

const file = new URL("http-state/parser.json", import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(file, "utf8"));
const active = cases.filter((it) => !it.test.startsWith("DISABLED_"));

const NO_HEADER = "a header carries no character above U+00FF: such a cookie is dropped";
const ONE_NAME = "`get` gives one value per name, that with the longest path";

/** Where the store differs on purpose, and what it gives. */
const DIFFERENCES: ReadonlyMap<string, readonly [reason: string, sent: Record<string, string>]> =
  new Map([
    ["CHARSET0001", [NO_HEADER, {}]],
    ["CHARSET0002", [NO_HEADER, {}]],
    ["CHARSET0003", [NO_HEADER, {}]],
    ["CHARSET0004", [NO_HEADER, {}]],
    ["ORDERING0001", [ONE_NAME, { key: "val5" }]],
    ["PATH0032", [ONE_NAME, { foo: "qux" }]],
  ]);

/** The cases are of 2010: some cookies of theirs have expired since. */
beforeAll(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2010-01-01") });
});
afterAll(() => {
  vi.useRealTimers();
});

const from = (it: Case) => `http://home.example.org:8888/cookie-parser?${it.test}`;
const target = (it: Case) => new URL(it["sent-to"] ?? "/cookie-parser-result", from(it));

async function received(it: Case): Promise<JarCookieStore> {
  const store = new JarCookieStore();
  for (const line of it.received) await store.setFromHeader(from(it), line);
  return store;
}

const pairs = (it: Case) => it.sent.map(({ name, value }) => [name, value]);

describe("the 222 cases of http-state", () => {
  test("212 of the 218 active ones hold in our store, and all four disabled ones", () => {
    expect([cases.length, active.length]).toEqual([222, 218]);
    const known = active.filter((it) => DIFFERENCES.has(it.test));
    expect([known.length, DIFFERENCES.size]).toEqual([6, 6]);
  });

  test.each(cases.filter((it) => !DIFFERENCES.has(it.test)))("$test", async (it) => {
    const store = await received(it);
    expect(Object.entries(await store.get(target(it)))).toEqual(pairs(it));
  });

  test.each(active.filter((it) => DIFFERENCES.has(it.test)))("$test differs", async (it) => {
    const [, sent] = DIFFERENCES.get(it.test) ?? ["", {}];
    const store = await received(it);
    const found = await store.get(target(it));
    expect({ ...found }).toEqual(sent);
    expect(Object.entries(found)).not.toEqual(pairs(it));
  });
});

describe("what a store got from them goes through", () => {
  test.each(COOKIE_FORMATS.filter((format) => format !== "header"))("%s", async (format) => {
    const lossless = format !== "har" && format !== "netscape";
    let cookies = 0;
    for (const it of cases) {
      const store = await received(it);
      const records = await store.records();
      const reading = await readCookies(writeCookies(records, format));
      const again = new JarCookieStore();
      expect(await again.add(reading.records)).toEqual([]);
      const sent = [it.test, await again.get(target(it))];
      expect(sent).toEqual([it.test, await store.get(target(it))]);
      if (lossless) expect([it.test, await again.records()]).toEqual([it.test, records]);
      expect([it.test, (await again.records()).length]).toEqual([it.test, records.length]);
      cookies += records.length;
    }
    expect(cookies).toBe(177);
  });

  test("header, where it is one of names and values", async () => {
    let cookies = 0;
    for (const it of cases) {
      const store = await received(it);
      const sent = await store.get(target(it));
      const domain = "home.example.org";
      const records = Object.entries(sent).map(([name, value]) =>
        plainCookie({ name, value, domain }),
      );
      if (records.length === 0) continue;
      const text = writeCookies(records, "header");
      const reading = await readCookies(text, { domain });
      expect([it.test, reading.records]).toEqual([it.test, records]);
      cookies += records.length;
    }
    expect(cookies).toBe(147);
  });
});

test("a domain called __proto__ pollutes nothing, in no form", async () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  const store = new JarCookieStore();
  await store.setFromHeader("https://__proto__/", "polluted=1; Path=/; Domain=__proto__");
  await store.setFromHeader("https://__proto__/", "__proto__=2; Path=/__proto__");
  for (const domain of ["__proto__", "constructor", ".__proto__.test"]) {
    const entry = { domain, name: "polluted", value: "1", __proto__: { path: "/x" } };
    const text = JSON.stringify([entry, { ...entry, name: "__proto__", path: "/__proto__" }]);
    const { records } = await readCookies(text);
    await new JarCookieStore().add(records);
    for (const format of COOKIE_FORMATS.slice(1)) await readCookies(writeCookies(records, format));
  }
  expect("polluted" in {}).toBe(false);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});
