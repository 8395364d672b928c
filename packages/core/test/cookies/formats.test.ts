import { describe, expect, test } from "vitest";

import {
  COOKIE_FORMATS,
  CookieError,
  readCookies,
  writeCookies,
  type CookieFormat,
  type CookieRecord,
} from "../../src/cookies.ts";
import { plainCookie } from "./plain-cookie.ts";

const LATER = 4_102_444_800_123;

const plain = plainCookie();
const full: CookieRecord = {
  ...plain,
  name: "sid",
  value: 'SECRET "=, é',
  hostOnly: false,
  path: "/api",
  expires: LATER,
  secure: true,
  httpOnly: true,
  sameSite: "lax",
};
const records: readonly CookieRecord[] = [
  plain,
  full,
  { ...full, name: "none", sameSite: "none", domain: "y.test" },
  { ...plain, name: "strict", value: "", sameSite: "strict", domain: "127.0.0.1" },
  { ...plain, name: "six", domain: "[::1]" },
  { ...plain, name: "__proto__", domain: "xn--bcher-kva.test" },
];

describe("what is written can be read", () => {
  test.each<CookieFormat>(["edit-this-cookie", "cookie-editor", "storage-state"])(
    "%s keeps everything",
    async (format) => {
      const reading = await readCookies(writeCookies(records, format));
      expect(reading).toEqual({ format, records, warnings: [] });
    },
  );

  test("har keeps all but parts of a second", async () => {
    const reading = await readCookies(writeCookies(records, "har"));
    const whole = records.map((it) => ({
      ...it,
      ...(it.expires ? { expires: 4_102_444_801_000 } : {}),
    }));
    expect(reading.format).toBe("har");
    expect(reading.warnings).toEqual([]);
    expect(new Set(reading.records)).toEqual(new Set(whole));
  });

  test("netscape has no SameSite either", async () => {
    const reading = await readCookies(writeCookies(records, "netscape"));
    const kept = records.map((it) => {
      const { sameSite, ...rest } = it;
      expect([undefined, "strict", "lax", "none"]).toContain(sameSite);
      return { ...rest, ...(it.expires ? { expires: 4_102_444_801_000 } : {}) };
    });
    expect(reading).toEqual({ format: "netscape", records: kept, warnings: [] });
  });

  test("header has names and values of one domain", async () => {
    const text = writeCookies([plain, full], "header");
    expect(text).toBe('a=1; sid=SECRET "=, é');
    const reading = await readCookies(text, { domain: "x.test" });
    expect(reading.records.map(({ name, value }) => [name, value])).toEqual([
      ["a", "1"],
      ["sid", full.value],
    ]);
    expect(() => writeCookies(records, "header")).toThrow("choose one");
  });

  test.each(COOKIE_FORMATS)("%s of nothing", async (format) => {
    const text = writeCookies([], format);
    if (format === "header") expect(text).toBe("");
    else expect((await readCookies(text)).records).toEqual([]);
  });

  test("netscape refuses a tab, and a form that is none is a mistake", () => {
    const tab = { ...plain, value: "SECRET\t1" };
    expect(() => writeCookies([tab], "netscape")).toThrow(/cookie "a" holds a tab/);
    expect(() => Reflect.apply(writeCookies, undefined, [records, "xml"])).toThrow(TypeError);
  });
});

describe("each form is told by its content", () => {
  const day = Math.round(LATER / 1000);
  const cookie = { name: "a", value: "1", domain: ".x.test" };
  test.each<[CookieFormat, string]>([
    ["header", "a=1"],
    ["header", "Cookie: a=1; b=2\r\n"],
    ["netscape", "# Netscape HTTP Cookie File\n"],
    ["netscape", `# HTTP Cookie File\n\n.x.test\tTRUE\t/\tFALSE\t${day}\ta\t1\n`],
    ["netscape", `\uFEFFx.test\tFALSE\t/\tFALSE\t0\ta\t1`],
    ["netscape", `#HttpOnly_x.test\tFALSE\t/\tFALSE\t0\ta\t1\r\n`],
    ["cookie-editor", JSON.stringify([{ ...cookie, storeId: null, sameSite: null }])],
    ["cookie-editor", ` \n\uFEFF ${JSON.stringify([cookie])}`],
    ["edit-this-cookie", JSON.stringify([{ ...cookie, storeId: "0", id: 1 }])],
    ["storage-state", JSON.stringify({ origins: [{ cookies: [] }], cookies: [cookie] })],
    ["har", JSON.stringify({ log: { pages: [], entries: [] } })],
  ])("%s: %j", async (format, text) => {
    expect((await readCookies(text, { domain: "x.test" })).format).toBe(format);
  });

  test.each(["", "  \n", "hello", "{}", '{"a":[]}', '"cookies"', "<html></html>\n\n", "{", "\0\0"])(
    "%j is in none",
    async (text) => {
      const error: unknown = await readCookies(text, { domain: "x.test" }).catch((it) => it);
      expect(CookieError.is(error) && error.code).toBe("unknown_format");
    },
  );

  test("a header needs a domain, which decides who is sent it", async () => {
    await expect(readCookies("a=1")).rejects.toThrow("say which it is for");
    await expect(readCookies("a=1", { domain: "https://x" })).rejects.toThrow(TypeError);
    const all = await readCookies("a=1; __Host-b=2", { domain: ".x.test" });
    expect(all.records.map(({ hostOnly }) => hostOnly)).toEqual([false]);
    expect(all.warnings[0]?.message).toContain('cookie "__Host-b": its name asks for');
  });
});

describe("of what others write", () => {
  test.each<[string, object, Partial<CookieRecord>]>([
    ["a list of gpt4free: name, value, domain", {}, plain],
    ["a leading dot", { domain: ".x.test" }, { hostOnly: false, domain: "x.test" }],
    ["hostOnly, which wins", { domain: ".x.test", hostOnly: true }, { hostOnly: true }],
    ["a domain in capitals", { domain: "X.Test" }, { domain: "x.test" }],
    ["no_restriction", { sameSite: "no_restriction" }, { sameSite: "none" }],
    ["Playwright's capitals", { sameSite: "Strict" }, { sameSite: "strict" }],
    ["unspecified", { sameSite: "unspecified" }, plain],
    ["-1 for the session", { expires: -1 }, plain],
    ["session", { session: true, expirationDate: 5 }, plain],
    ["fractions of seconds", { expirationDate: LATER / 1000 }, { expires: LATER }],
  ])("%s", async (_name, fields, wanted) => {
    const entry = { name: "a", value: "1", domain: "x.test", ...fields };
    const { records: found, warnings } = await readCookies(JSON.stringify([entry]));
    expect(warnings).toEqual([]);
    expect(found).toEqual([{ ...plain, ...wanted }]);
  });

  test("cookies.txt: flags, #HttpOnly_, comments, missing values, floats", async () => {
    const text = [
      "# a comment",
      "",
      ".x.test\tTRUE\t/\tTRUE\t4102444800.123\ta\t1",
      "#HttpOnly_.x.test\ttrue\t/api\tFALSE\t0\tb\t=2",
      "x.test\tFALSE\t/\tFALSE\t\tc",
      ".x.test\tFALSE\t/\tFALSE\t0\td\t",
    ].join("\r\n");
    const { records: found, warnings } = await readCookies(text);
    expect(warnings).toEqual([]);
    expect(found).toEqual([
      { ...plain, hostOnly: false, secure: true, expires: LATER },
      { ...plain, name: "b", value: "=2", hostOnly: false, path: "/api", httpOnly: true },
      { ...plain, name: "c", value: "" },
      { ...plain, name: "d", value: "" },
    ]);
  });
});
