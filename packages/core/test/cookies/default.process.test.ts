import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { afterEach, describe, expect, test, vi } from "vitest";

import { defaultCookieStore, getCookies, setCookies } from "../../src/cookies/default.ts";
import { JarCookieStore } from "../../src/cookies/jar.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("the default store", () => {
  test("is what getCookies and setCookies work on", async () => {
    await setCookies(".x.y", { a: "1" });
    expect(await getCookies("sub.x.y")).toEqual({ a: "1" });
    expect(await defaultCookieStore.get("https://x.y/")).toEqual({ a: "1" });
    await setCookies("x.y", null);
    expect(await getCookies("x.y")).toEqual({});
    await expect(setCookies("https://x.y", {})).rejects.toThrow(TypeError);
  });
});

describe("expiry", () => {
  const url = "https://x.y/";

  test.each([
    ["a=1; Max-Age=10", 10_000],
    ["a=1; Expires=Fri, 01 Jan 2100 00:00:10 GMT", 10_000],
    ["a=1; Max-Age=10; Expires=Fri, 01 Jan 2100 00:00:01 GMT", 10_000],
  ])("%s", async (line, lifetime) => {
    const start = Date.parse("2100-01-01T00:00:00Z");
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    const store = new JarCookieStore();
    await store.setFromHeader(url, line);
    // Its use does not prolong its life.
    vi.setSystemTime(start + lifetime - 1);
    expect(await store.get(url)).toEqual({ a: "1" });
    vi.setSystemTime(start + lifetime);
    expect(await store.get(url)).toEqual({});
  });

  test("is never where cookies were set by hand", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
    const store = new JarCookieStore();
    await store.set("x.y", { a: "1" });
    vi.setSystemTime(Date.parse("2400-01-01"));
    expect(await store.get("x.y")).toEqual({ a: "1" });
  });
});

test("works with a frozen Object.prototype, whatever the names", async () => {
  Object.freeze(Object.prototype);
  const store = new JarCookieStore();
  const names = ["__proto__", "constructor", "toString", "valueOf"];
  await store.set("x.y", Object.fromEntries(names.map((name) => [name, "1"])));
  await store.setFromHeader("https://x.y/", "__proto__=2; Path=/__proto__");
  await store.setFromHeader("https://__proto__/", "constructor=3");
  expect(Object.keys(await store.get("x.y"))).toEqual(names);
  expect(Object.entries(await store.get("https://x.y/__proto__"))).toContainEqual([
    "__proto__",
    "2",
  ]);
  expect(Object.entries(await store.get("https://__proto__/"))).toEqual([["constructor", "3"]]);
});

/** Prints each package that is resolved, and marks where the first use begins. */
const script = (core: string) => `
  import { registerHooks } from "node:module";
  registerHooks({
    resolve: (specifier, context, next) => {
      if (!/^[./]|^file:/.test(specifier)) console.log(specifier);
      return next(specifier, context);
    },
  });
  const { getCookies } = await import(${JSON.stringify(`${core}cookies/default.ts`)});
  await import(${JSON.stringify(`${core}prompt.ts`)});
  console.log("first use");
  await getCookies("x.y");
`;

test("nothing is loaded before the first use", async () => {
  const core = new URL("../../src/", import.meta.url).href;
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--conditions=@g4f/source",
    "--input-type=module",
    "--eval",
    script(core),
  ]);
  const [before, after] = stdout.split("first use\n");
  expect(before).toBe("");
  expect(after).toContain("tough-cookie\n");
});
