import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { CredentialStore } from "../src/credential-store.ts";
import type { KeyringLoader } from "../src/keychain.ts";
import { memoryKeyring } from "./keyring.ts";
import { temporaryFolder } from "./temporary.ts";

const ACME = "https://api.acme.test";
const KEY = { provider: "acme", baseUrl: ACME, key: "sk-canary-77" } as const;

function storeIn(folder: string, keyring: KeyringLoader): CredentialStore {
  return new CredentialStore({ file: join(folder, "credentials.json"), keyring });
}

describe("the keychain", () => {
  test("has the key, and the file says so and no more", async () => {
    using folder = temporaryFolder();
    const keyring = memoryKeyring();
    const store = storeIn(folder.path, keyring.load);
    expect(await store.set({ ...KEY, to: "keychain", account: "work" })).toMatchObject({
      from: "keychain",
      account: "work",
    });
    expect([...keyring.entries]).toEqual([[`g4f acme/work@${ACME}`, KEY.key]]);
    expect(readFileSync(join(folder.path, "credentials.json"), "utf8")).not.toContain("canary");
    expect(await store.get("acme", ACME)).toBe(KEY.key);
    expect(await store.get("acme", "https://evil.test")).toBeUndefined();
    expect(await store.remove({ provider: "acme" })).toHaveLength(1);
    expect(keyring.entries.size).toBe(0);
    expect(await store.list()).toEqual([]);
  });

  test("is not loaded for what the file has, nor for a listing", async () => {
    using folder = temporaryFolder();
    const first = storeIn(folder.path, memoryKeyring().load);
    await first.set({ ...KEY, to: "keychain" });
    await first.set({ ...KEY, provider: "other" });
    const keyring = memoryKeyring();
    const store = storeIn(folder.path, keyring.load);
    expect(await store.list()).toHaveLength(2);
    expect(await store.find("acme", ACME)).toMatchObject({ from: "keychain" });
    expect(await store.get("other", ACME)).toBe(KEY.key);
    expect(keyring.isLoaded).toBe(false);
  });

  test("without its library: what to install", async () => {
    using folder = temporaryFolder();
    const store = storeIn(folder.path, () => Promise.reject(new Error("ERR_MODULE_NOT_FOUND")));
    await expect(store.set({ ...KEY, to: "keychain" })).rejects.toMatchObject({
      code: "auth",
      message: "the keychain needs the package @napi-rs/keyring: npm install @napi-rs/keyring",
    });
    expect(await store.list()).toEqual([]);
  });

  test("that does not answer: the way out, and nothing of what it said", async () => {
    using folder = temporaryFolder();
    const store = storeIn(folder.path, memoryKeyring(new Error(`no ${KEY.key}`)).load);
    const refusal = {
      code: "auth",
      message: expect.stringMatching(/^the keychain of the system did not answer: (?!.*canary)/),
    };
    await expect(store.set({ ...KEY, to: "keychain" })).rejects.toMatchObject(refusal);
    await storeIn(folder.path, memoryKeyring().load).set({ ...KEY, to: "keychain" });
    await expect(store.get("acme", ACME)).rejects.toMatchObject(refusal);
  });

  test("that has lost the key", async () => {
    using folder = temporaryFolder();
    await storeIn(folder.path, memoryKeyring().load).set({ ...KEY, to: "keychain" });
    const store = storeIn(folder.path, memoryKeyring().load);
    await expect(store.get("acme", ACME)).rejects.toMatchObject({
      message: `the keychain has no key of acme, account default, for ${ACME}: set it again`,
    });
  });
});
