import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import {
  CookieError,
  fileSource,
  folderSource,
  isPersonal,
  markPersonal,
  openCookieJar,
  readCookieFile,
  withSources,
  type CookieSource,
  type CookieWarning,
  type WithSourcesOptions,
} from "../../src/cookies.ts";
import { JarCookieStore } from "../../src/cookies/jar.ts";
import { plainCookie } from "./plain-cookie.ts";
import { tempFolder } from "./temp-folder.ts";

const json = (...cookies: readonly object[]) =>
  JSON.stringify(cookies.map((cookie) => ({ domain: "x.test", value: "1", ...cookie })));

function write(path: string, text: string): string {
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

/** A source in memory that counts how often it is asked. */
function sourceOf(cookies: Record<string, string>, extra: Partial<CookieSource> = {}) {
  const asked: string[] = [];
  const source: CookieSource = {
    name: "memory",
    ...extra,
    load: async ({ hostname }) => {
      asked.push(hostname);
      const records = Object.entries(cookies).map(([name, value]) =>
        plainCookie({ name, value, hostOnly: false }),
      );
      return { records, warnings: [] };
    },
  };
  return { source, asked };
}

/** A store over the sources, what it warned of, and a clock. */
function storeOver(sources: readonly CookieSource[], options: WithSourcesOptions = {}) {
  const warnings: CookieWarning[] = [];
  const clock = { ms: 0 };
  const store = withSources(new JarCookieStore(), sources, {
    onWarning: (warning) => void warnings.push(warning),
    now: () => clock.ms,
    ...options,
  });
  return { store, warnings, clock };
}

describe("a file", () => {
  test("gives its cookies to the hosts they are for, and is read once until it changes", async () => {
    const file = write(
      join(tempFolder(), "a.json"),
      json({ name: "a" }, { name: "b", domain: ".y.test" }),
    );
    const source = fileSource(file);
    const { store } = storeOver([source]);
    expect(await store.get("x.test")).toEqual({ a: "1" });
    expect(await store.get("sub.x.test")).toEqual({});
    expect(await store.get("sub.y.test")).toEqual({ b: "1" });
    const url = new URL("https://x.test/");
    expect(await source.load(url)).toBe(await source.load(url));
    renameSync(write(`${file}.new`, json({ name: "other" })), file);
    expect((await source.load(url)).records.map(({ name }) => name)).toEqual(["other"]);
  });

  test("that is not there is told, or fails the call where it is required", async () => {
    const path = join(tempFolder(), "missing.json");
    const { store, warnings } = storeOver([fileSource(path)]);
    expect(await store.get("x.test")).toEqual({});
    expect(warnings.map(({ message }) => message)).toEqual([
      `${path}: there is no such file or folder`,
    ]);
    const required = storeOver([fileSource(path, { required: true })]);
    await expect(required.store.get("x.test")).rejects.toThrow(CookieError);
  });

  test("that others can read is told", async () => {
    const file = write(join(tempFolder(), "a.json"), json({ name: "a" }));
    chmodSync(file, 0o640);
    const { warnings } = await readCookieFile(file);
    expect(warnings).toMatchObject([{ kind: "exposed" }]);
    expect(warnings[0]?.message).toContain(`${file}: others on this machine can read it`);
  });

  test.each(["", "folder"])("that is none: %j", async (name) => {
    const path = join(tempFolder(), name);
    if (name !== "") mkdirSync(path);
    await expect(readCookieFile(path)).rejects.toThrow(`${path}: the system says EISDIR`);
  });
});

describe("a folder", () => {
  test("is read in the order of names, later cookies instead of earlier ones", async () => {
    const folder = tempFolder();
    write(join(folder, "b.json"), json({ name: "a", value: "b" }, { name: "c", value: "b" }));
    write(join(folder, "a.json"), json({ name: "a", value: "a" }, { name: "only", value: "a" }));
    write(
      join(folder, "c.txt"),
      "x.test\tFALSE\t/\tFALSE\t0\tc\tc\nx.test\tFALSE\t/p\tFALSE\t0\tc\tp",
    );
    const { store, warnings } = storeOver([folderSource(folder)]);
    expect(await store.get("x.test")).toEqual({ only: "a", a: "b", c: "c" });
    expect(await store.get("https://x.test/p")).toMatchObject({ c: "p" });
    expect(warnings).toEqual([]);
  });

  test("gives nothing of hidden files, of .env, of folders in it, of other kinds of files", async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, "sub.json"));
    mkdirSync(join(folder, "sub"));
    const names = [
      ".env",
      ".hidden.json",
      "sub/a.json",
      "a.env",
      "a.json.bak",
      "notes.md",
      ".json",
    ];
    for (const name of names) write(join(folder, name), json({ name: "SECRET" }));
    const { store, warnings } = storeOver([folderSource(folder)]);
    expect(await store.get("x.test")).toEqual({});
    expect(warnings).toEqual([]);
  });

  test("goes on where one file is broken, and names it", async () => {
    const folder = tempFolder();
    write(join(folder, "a.json"), "SECRET");
    write(join(folder, "b.json"), json({ name: "a" }, { name: "b", value: 5 }));
    const { store, warnings } = storeOver([folderSource(folder)]);
    expect(await store.get("x.test")).toEqual({ a: "1" });
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/a\.json: no cookies in a form that is known/),
      `${join(folder, "b.json")}: [1]: cookie "b" has no value`,
    ]);
    expect(JSON.stringify(warnings)).not.toContain("SECRET");
  });

  test("that is not there holds nothing; one below the working folder is refused", async () => {
    const { store, warnings } = storeOver([folderSource(join(tempFolder(), "none"))]);
    expect(await store.get("x.test")).toEqual({});
    expect(warnings).toEqual([]);
    for (const path of ["cookies", "./cookies", "", "../x"]) {
      expect(() => folderSource(path)).toThrow(TypeError);
    }
  });
});

describe("the order", () => {
  test("is: the store, then the first source that has any", async () => {
    const [none, first, second] = [
      sourceOf({}),
      sourceOf({ a: "first" }),
      sourceOf({ b: "second" }),
    ];
    const { store } = storeOver([none.source, first.source, second.source]);
    expect(await store.get("x.test")).toEqual({ a: "first" });
    expect([none.asked, first.asked, second.asked]).toEqual([["x.test"], ["x.test"], []]);
  });

  test("lets what was set win alone, until it is removed", async () => {
    const { source, asked } = sourceOf({ a: "file", b: "file" });
    const { store } = storeOver([source]);
    await store.set(".x.test", { a: "set" });
    expect(await store.get("sub.x.test")).toEqual({ a: "set" });
    expect(asked).toEqual([]);
    await store.set(".x.test", null);
    expect(await store.get("sub.x.test")).toEqual({ a: "file", b: "file" });
  });

  test("puts what the store had before over the source, cookie by cookie", async () => {
    const own = new JarCookieStore();
    await own.set("x.test", { a: "own" });
    const store = withSources(own, [sourceOf({ a: "file", b: "file" }).source]);
    expect(await store.get("x.test")).toEqual({ a: "own", b: "file" });
  });

  test("lets an answer renew and remove what a file gave, in memory alone", async () => {
    const folder = tempFolder();
    const own = await openCookieJar(join(folder, "jar.json"));
    const store = withSources(own, [sourceOf({ a: "file", b: "file" }).source]);
    await store.get("x.test");
    await store.setFromHeader("https://x.test/", "a=renewed; Domain=x.test; Path=/");
    await store.setFromHeader("https://x.test/", "b=; Domain=x.test; Path=/; Max-Age=0");
    expect(await store.get("x.test")).toEqual({ a: "renewed" });
    expect(await own.domains()).toEqual([]);
    await store.setFromHeader("https://y.test/", "c=3");
    expect(await own.domains()).toEqual(["y.test"]);
  });
});

describe("where nothing is found", () => {
  test("nobody is asked again for a while", async () => {
    const { source, asked } = sourceOf({});
    const { store, clock } = storeOver([source], { emptyForMs: 100 });
    for (const ms of [0, 50, 99]) {
      clock.ms = ms;
      expect(await store.get("x.test")).toEqual({});
    }
    expect(asked).toEqual(["x.test"]);
    await store.get("y.test");
    clock.ms = 100;
    await store.get("x.test");
    expect(asked).toEqual(["x.test", "y.test", "x.test"]);
  });

  test("what was found is not asked for again", async () => {
    const { source, asked } = sourceOf({ a: "1" });
    const { store, clock } = storeOver([source]);
    await Promise.all([store.get("x.test"), store.get("https://x.test/p"), store.get("x.test")]);
    clock.ms = 1e9;
    await store.get("x.test");
    expect(asked).toEqual(["x.test"]);
  });

  test("a required source fails the call, and is asked again by the next", async () => {
    const { source, asked } = sourceOf({}, { required: true, name: "firefox" });
    const { store } = storeOver([source]);
    for (let call = 0; call < 2; call++) {
      await expect(store.get("x.test")).rejects.toThrow("firefox has no cookies for x.test");
    }
    expect(asked).toHaveLength(2);
    await store.setFromHeader("https://x.test/", "a=1");
  });

  test("a source that breaks is told in its own safe words alone", async () => {
    const load = (error: Error): CookieSource => ({
      name: "it",
      load: async () => {
        throw error;
      },
    });
    const { store, warnings } = storeOver([load(new CookieError("locked", "close Firefox"))]);
    expect(await store.get("x.test")).toEqual({});
    expect(warnings.map(({ message }) => message)).toEqual(["close Firefox"]);
    const { store: other } = storeOver([load(new Error("SECRET"))]);
    await expect(other.get("x.test")).rejects.toThrow("SECRET");
  });
});

test("what was marked as personal stays so", () => {
  const [plain, personal] = [sourceOf({}).source, markPersonal(sourceOf({}).source)];
  const store = withSources(new JarCookieStore(), [plain, personal]);
  expect([personal, store, withSources(store, [])].map(isPersonal)).toEqual([true, true, true]);
  expect([plain, storeOver([plain]).store, undefined, "x"].map(isPersonal)).not.toContain(true);
});

test("a file that vanishes while it is in use is told", async () => {
  const file = write(join(tempFolder(), "a.json"), json({ name: "a" }));
  const { store, warnings } = storeOver([fileSource(file)]);
  await store.get("y.test");
  rmSync(file);
  expect(await store.get("x.test")).toEqual({});
  expect(warnings).toHaveLength(1);
});
