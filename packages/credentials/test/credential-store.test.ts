import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";

import { ProviderError } from "@g4f/core";
import { OpenAI } from "@g4f/provider-openai";
import { describe, expect, test } from "vitest";

import { CredentialStore, type CredentialStoreOptions } from "../src/credential-store.ts";
import { temporaryFolder } from "./temporary.ts";

const OPENAI = "https://api.openai.com";
const CANARY = "sk-canary-4f9a1c";

/** A store with a file in a folder that is gone with its scope. */
function storeIn(options: CredentialStoreOptions = {}) {
  const folder = temporaryFolder();
  const file = join(folder.path, "own", "credentials.json");
  const said: string[] = [];
  const make = (more: CredentialStoreOptions = {}): CredentialStore =>
    new CredentialStore({ file, warn: (line) => said.push(line), ...options, ...more });
  return {
    file,
    said,
    make,
    store: make(),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/** What a rejection says. */
async function refusal(promise: Promise<unknown>): Promise<ProviderError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!ProviderError.is(error)) throw new Error(`no ProviderError: ${String(error)}`);
  return error;
}

describe("a key belongs to one origin", () => {
  test("of the address that it was set for, on any path of it, and of no other", async () => {
    using own = storeIn();
    const baseUrl = `${OPENAI}/v1`;
    const kept = await own.store.set({ provider: "OpenAI", baseUrl, key: CANARY });
    expect(kept).toEqual({
      provider: "openai",
      account: "default",
      origin: OPENAI,
      from: "file",
      place: own.file,
    });
    expect(await own.store.get("openai", OPENAI)).toBe(CANARY);
    expect(await own.store.get("OPENAI", OPENAI)).toBe(CANARY);
    const others = [
      "https://evil.test",
      "http://api.openai.com",
      "https://api.openai.com:8443",
      "https://api.openai.com.evil.test",
      "https://openai.com",
      "null",
      "",
    ];
    for (const origin of others) expect(await own.store.get("openai", origin)).toBeUndefined();
    expect(await own.store.get("groq", OPENAI)).toBeUndefined();
  });

  test("several addresses of one provider have a key each", async () => {
    using own = storeIn();
    await own.store.set({ provider: "openai", baseUrl: OPENAI, key: "one" });
    await own.store.set({ provider: "openai", baseUrl: "http://127.0.0.1:80/", key: "two" });
    expect(await own.store.get("openai", OPENAI)).toBe("one");
    expect(await own.store.get("openai", "http://127.0.0.1")).toBe("two");
  });

  test("also one of a variable, or of the program", async () => {
    const store = new CredentialStore({
      env: { OPENAI_API_KEY: "from-env" },
      providers: [OpenAI.manifest],
      keys: [{ provider: "acme", baseUrl: "https://acme.test/v1", key: "given" }],
    });
    expect(await store.get("openai", OPENAI)).toBe("from-env");
    expect(await store.get("openai", "https://evil.test")).toBeUndefined();
    expect(await store.get("acme", "https://acme.test")).toBe("given");
    expect(await store.get("acme", OPENAI)).toBeUndefined();
  });
});

describe("accounts", () => {
  test("side by side; the one that was asked for, else `default`, else the only one", async () => {
    using own = storeIn();
    const set = (account: string | undefined, key: string) =>
      own.store.set({
        provider: "openai",
        baseUrl: OPENAI,
        key,
        ...(account === undefined ? {} : { account }),
      });
    await set("Work", "key-of-work");
    expect(await own.store.get("openai", OPENAI)).toBe("key-of-work");
    await set("home", "key-of-home");
    const { code, message } = await refusal(own.store.get("openai", OPENAI));
    expect({ code, message }).toEqual({
      code: "auth",
      message: "openai has keys of several accounts (work, home): say which",
    });
    expect(await own.make({ account: "home" }).get("openai", OPENAI)).toBe("key-of-home");
    await set(undefined, "the-default");
    expect(await own.store.get("openai", OPENAI)).toBe("the-default");
    expect(await own.make({ account: "WORK" }).get("openai", OPENAI)).toBe("key-of-work");
    expect(await own.make({ account: "nobody" }).get("openai", OPENAI)).toBeUndefined();
  });

  test("one that was asked for goes before a variable, which is nobody's but the default's", async () => {
    using own = storeIn({ env: { OPENAI_API_KEY: "from-env" }, providers: [OpenAI.manifest] });
    await own.store.set({ provider: "openai", baseUrl: OPENAI, key: "of-work", account: "work" });
    expect(await own.store.get("openai", OPENAI)).toBe("from-env");
    expect(await own.make({ account: "work" }).get("openai", OPENAI)).toBe("of-work");
  });
});

test("given keys before variables before the file", async () => {
  using own = storeIn();
  await own.store.set({ provider: "openai", baseUrl: OPENAI, key: "from-file" });
  const env = { OPENAI_API_KEY: "from-env" };
  const providers = [OpenAI.manifest];
  const keys = [{ provider: "openai", baseUrl: OPENAI, key: "given" }];
  expect(await own.make({ keys, env, providers }).get("openai", OPENAI)).toBe("given");
  expect(await own.make({ env, providers }).get("openai", OPENAI)).toBe("from-env");
  expect(await own.make({ env: { OPENAI_API_KEY: "" }, providers }).get("openai", OPENAI)).toBe(
    "from-file",
  );
  const found = await own.make({ env, providers }).find("openai", OPENAI);
  expect(found).toMatchObject({ from: "environment", place: "OPENAI_API_KEY" });
});

describe("list and remove", () => {
  test("what is meant by provider, account or address, and no key is shown", async () => {
    using own = storeIn();
    for (const account of ["default", "work"]) {
      await own.store.set({ provider: "openai", baseUrl: OPENAI, key: CANARY, account });
    }
    await own.store.set({ provider: "groq", baseUrl: "https://api.groq.com/x", key: CANARY });
    const listed = await own.store.list();
    expect(listed.map(({ provider, account }) => `${provider} ${account}`)).toEqual([
      "openai default",
      "openai work",
      "groq default",
    ]);
    expect(JSON.stringify(listed)).not.toContain(CANARY);
    expect(await own.store.list({ provider: "OpenAI", account: "work" })).toHaveLength(1);
    expect(await own.store.remove({ provider: "openai", account: "other" })).toEqual([]);
    expect(await own.store.remove({ provider: "openai", baseUrl: "https://x.test" })).toEqual([]);
    expect(await own.store.remove({ provider: "openai", account: "work" })).toHaveLength(1);
    expect(await own.store.list({ provider: "openai" })).toHaveLength(1);
    expect(await own.store.remove({ provider: "openai" })).toHaveLength(1);
    expect(readFileSync(own.file, "utf8")).not.toContain("openai");
  });

  test("a store without a file can keep nothing", async () => {
    const store = new CredentialStore({});
    await expect(store.set({ provider: "a", baseUrl: OPENAI, key: "k" })).rejects.toThrow(
      new TypeError("the store has no file to keep keys in"),
    );
    expect(await store.list()).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("the file is its owner's alone", () => {
  test("0600 in a folder 0700, written anew and renamed", async () => {
    using own = storeIn();
    await own.store.set({ provider: "openai", baseUrl: OPENAI, key: "one" });
    const before = statSync(own.file).ino;
    await own.store.set({ provider: "openai", baseUrl: OPENAI, key: "two" });
    const { ino, mode } = statSync(own.file);
    expect(mode & 0o777).toBe(0o600);
    expect(ino).not.toBe(before);
    expect(statSync(join(own.file, "..")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(own.file, ".."))).toEqual(["credentials.json"]);
  });

  test("one that others may read is closed to them, and that is said once", async () => {
    using own = storeIn();
    await own.store.set({ provider: "openai", baseUrl: OPENAI, key: CANARY });
    chmodSync(own.file, 0o644);
    expect(await own.store.get("openai", OPENAI)).toBe(CANARY);
    expect(statSync(own.file).mode & 0o777).toBe(0o600);
    await own.store.get("openai", OPENAI);
    expect(own.said).toEqual([
      `others could read ${own.file}: now its owner alone may; replace keys they may have seen`,
    ]);
  });
});

describe("a file that is wrong is told with its place, and what stood there is not", () => {
  const good = { provider: "openai", account: "a", origin: OPENAI, key: CANARY };
  const list = (...credentials: readonly unknown[]) => JSON.stringify({ version: 1, credentials });
  const rows: readonly (readonly [problem: string, text: string])[] = [
    ["is no JSON: mend it, or remove it and set the keys again", `{ "key": ${CANARY}`],
    ["version must be 1", JSON.stringify({ version: 2, credentials: [] })],
    ["version must be 1", JSON.stringify(CANARY)],
    ["credentials must be a list", JSON.stringify({ version: 1, credentials: CANARY })],
    [
      "credentials[1]: provider must be the name of a provider",
      list(good, { ...good, provider: `${CANARY} 1` }),
    ],
    ["credentials[0]: account must be a text", list({ ...good, account: 7 })],
    [
      "credentials[0]: the name of an account has 1 to 64 letters",
      list({ ...good, account: `${CANARY} 1` }),
    ],
    ["credentials[0]: origin must be a text", list({ ...good, origin: 7 })],
    ["credentials[0]: a key belongs to a URL", list({ ...good, origin: CANARY })],
    ["credentials[0]: a key has one or more printable", list({ ...good, key: `${CANARY}\n` })],
    ["credentials[0]: a key has one or more printable", list({ ...good, key: undefined })],
    ["credentials[0]: expiresAt is a time", list({ ...good, expiresAt: CANARY })],
    ["credentials[0]: provider must be", list(CANARY)],
  ];
  test.each(rows)("%s", async (problem, text) => {
    using own = storeIn();
    await own.store.set({ provider: "openai", baseUrl: OPENAI, key: "k" });
    writeFileSync(own.file, text);
    for (const attempt of [
      () => own.store.get("openai", OPENAI),
      () => own.store.list(),
      () => own.store.set({ provider: "groq", baseUrl: OPENAI, key: "k" }),
      () => own.store.remove({ provider: "openai" }),
    ]) {
      const { code, message } = await refusal(attempt());
      expect(code).toBe("auth");
      expect(message).toContain(own.file);
      expect(message).toContain(problem);
      expect(message).not.toContain("canary");
    }
    expect(readFileSync(own.file, "utf8")).toBe(text);
  });

  test("a folder in its place", async () => {
    using folder = temporaryFolder();
    const { message } = await refusal(new CredentialStore({ file: folder.path }).list());
    expect(message).toBe(`${folder.path} could not be read: EISDIR`);
  });
});

describe("what is wrong is refused before anything is kept, and no key is shown", () => {
  const good = { provider: "openai", baseUrl: OPENAI, key: "k" };
  test.each([
    ["a key with a line end", { ...good, key: `${CANARY}\r\nx: y` }, "a key has one or more"],
    ["an empty key", { ...good, key: "" }, "a key has one or more"],
    ["no address", { ...good, baseUrl: CANARY }, "a key belongs to a URL"],
    ["another scheme", { ...good, baseUrl: "file:///etc" }, "a key belongs to a URL"],
    ["no account", { ...good, account: "../x" }, "the name of an account"],
    ["no time", { ...good, expiresAt: Number.NaN }, "expiresAt is a time"],
  ])("%s", async (_, key, problem) => {
    using own = storeIn();
    const error: unknown = await own.store.set(key).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(problem);
    expect(String(error)).not.toContain("canary");
    expect(existsSync(own.file)).toBe(false);
  });

  test("a store shows none", async () => {
    using own = storeIn({ keys: [{ provider: "a", baseUrl: OPENAI, key: CANARY }] });
    await own.store.set({ provider: "b", baseUrl: OPENAI, key: CANARY });
    await own.store.get("b", OPENAI);
    const shown = inspect(own.store, { depth: 10, showHidden: true }) + JSON.stringify(own.store);
    expect(shown).not.toContain("canary");
  });
});
