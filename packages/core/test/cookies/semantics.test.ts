import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import {
  fileSource,
  folderSource,
  readCookieFile,
  readHarHeaders,
  withSources,
  type CookieSource,
  type CookieWarning,
} from "../../src/cookies.ts";
import { JarCookieStore } from "../../src/cookies/jar.ts";
import { tempFolder } from "./temp-folder.ts";

/** Files of these texts in a folder, and a store over it. */
function storeOver(files: Readonly<Record<string, string>>) {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  }
  const warnings: CookieWarning[] = [];
  const onWarning = (warning: CookieWarning): void => void warnings.push(warning);
  const store = withSources(new JarCookieStore(), [folderSource(folder)], { onWarning });
  return { folder, store, warnings };
}

const json = (...cookies: readonly object[]) => JSON.stringify(cookies);

/** A HAR with one request for each URL, whose headers are these. */
const har = (...requests: readonly (readonly [url: string, headers: object, set?: string])[]) =>
  JSON.stringify({
    log: {
      entries: requests.map(([url, headers, set], at) => ({
        startedDateTime: new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString(),
        request: {
          url,
          headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        },
        response: { headers: set === undefined ? [] : [{ name: "set-cookie", value: set }] },
      })),
    },
  });

describe("what users of gpt4free know of cookies, and what is different here", () => {
  test("set_cookies, then get: the host itself, a copy; not what is below it", async () => {
    const store = new JarCookieStore();
    await store.set("x.y", { a: "1" });
    const found = await store.get("x.y");
    found["a"] = "changed";
    expect([await store.get("x.y"), await store.get("sub.x.y")]).toEqual([{ a: "1" }, {}]);
  });

  test("changed: with a leading dot, all below it as well", async () => {
    const store = new JarCookieStore();
    await store.set(".x.y", { a: "1" });
    for (const place of [".x.y", "x.y", "sub.x.y"])
      expect(await store.get(place)).toEqual({ a: "1" });
  });

  test("a second set_cookies replaces; an empty one or none removes", async () => {
    const store = new JarCookieStore();
    for (const nothing of [{}, null]) {
      await store.set("x.y", { a: "1" });
      await store.set("x.y", { b: "2" });
      expect(await store.get("x.y")).toEqual({ b: "2" });
      await store.set("x.y", nothing);
      expect([await store.get("x.y"), await store.domains()]).toEqual([{}, []]);
    }
  });

  test("nothing found is {}, unless a source is required", async () => {
    const empty: CookieSource = { name: "it", load: async () => ({ records: [], warnings: [] }) };
    expect(await withSources(new JarCookieStore(), [empty]).get("x.y")).toEqual({});
    const required = withSources(new JarCookieStore(), [{ ...empty, required: true }]);
    await expect(required.get("x.y")).rejects.toThrow("it has no cookies for x.y");
  });

  test("changed: an empty scan is remembered for a while", async () => {
    let scans = 0;
    const slow: CookieSource = {
      name: "it",
      load: async () => ({ records: [], warnings: [], scans: ++scans }),
    };
    const store = withSources(new JarCookieStore(), [slow]);
    for (let call = 0; call < 5; call++) await store.get("x.y");
    expect(scans).toBe(1);
  });

  test("changed: a JSON file keeps path, expiry and hostOnly; later wins per domain, path and name", async () => {
    const { store } = storeOver({
      "2.json": json(
        { domain: ".x.y", name: "a", value: "2" },
        { domain: "x.y", name: "old", value: "1", expirationDate: 5 },
      ),
      "1.json": json(
        { domain: ".x.y", name: "a", value: "1" },
        { domain: ".x.y", name: "kept", value: "1" },
        { domain: ".x.y", name: "deep", value: "1", path: "/api" },
        { domain: ".x.y", name: "host", value: "1", hostOnly: true },
      ),
    });
    expect(await store.get("x.y")).toEqual({ a: "2", kept: "1", host: "1" });
    expect(await store.get("https://sub.x.y/api")).toEqual({ a: "2", kept: "1", deep: "1" });
  });

  test("changed: an entry without a name or a broken file is told, and spoils nothing", async () => {
    const { store, warnings } = storeOver({
      "1.json": json({ domain: "x.y", value: "SECRET" }, { domain: "x.y", name: "a", value: "1" }),
      "2.json": '"SECRET"',
      "3.json": json({ domain: "x.y", name: "b", value: "2" }),
    });
    expect(await store.get("x.y")).toEqual({ a: "1", b: "2" });
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/1\.json: \[0\]: no name$/),
      expect.stringMatching(/2\.json: no cookies in a form/),
    ]);
  });

  test("changed: a HAR fills any host by its exact name, adds up, and what answers set counts", async () => {
    const { store } = storeOver({
      "a.har": har(
        ["https://github.com/", { cookie: "a=1; b=1" }],
        ["https://github.com.evil.tld/", { cookie: "a=evil" }],
        ["https://open-assistant.io/", { cookie: "session=1" }],
        ["https://github.com/", { cookie: "b=2" }, "c=3; Path=/"],
      ),
    });
    expect(await store.get("github.com")).toEqual({ a: "1", b: "2", c: "3" });
    expect(await store.get("open-assistant.io")).toEqual({ session: "1" });
  });

  test("changed: other headers of a HAR are read only where somebody names them and the host", async () => {
    const text = har(
      ["https://x.y/1", { Authorization: "Bearer SECRET-1", cookie: "a=1", "X-Other": "SECRET" }],
      ["https://x.y/2", { authorization: "Bearer SECRET-2", cookie: "a=1" }],
      ["https://x.y.evil.tld/", { authorization: "Bearer EVIL", cookie: "a=1" }],
    );
    const { folder } = storeOver({ "a.har": text });
    const file = join(folder, "a.har");
    expect(JSON.stringify(await readCookieFile(file))).not.toMatch(/SECRET|EVIL/);
    expect(JSON.stringify(await fileSource(file).load(new URL("https://x.y")))).not.toContain(
      "SECRET",
    );
    const headers = await readHarHeaders(file, "x.y", ["Authorization", "X-Missing"]);
    expect({ ...headers }).toEqual({ Authorization: "Bearer SECRET-2" });
    expect({ ...(await readHarHeaders(file, "y", ["Authorization"])) }).toEqual({});
    await expect(readHarHeaders(`${file}.no`, "x.y", [])).rejects.toThrow("no such file");
  });

  test("changed: reading files loads no .env and clears nothing; the top level only is kept", async () => {
    const { store } = storeOver({
      ".env": "G4F_CANARY=1\n",
      "a.json": json({ domain: "x.y", name: "file", value: "1" }),
      "sub/b.json": json({ domain: "x.y", name: "sub", value: "1" }),
    });
    await store.set("other.y", { set: "1" });
    expect(await store.get("x.y")).toEqual({ file: "1" });
    expect(await store.get("other.y")).toEqual({ set: "1" });
    expect(process.env).not.toHaveProperty("G4F_CANARY");
  });

  test("changed: no folder is looked for; one below the working folder is refused", () => {
    expect(() => folderSource("har_and_cookies")).toThrow("must be an absolute path");
  });
});
