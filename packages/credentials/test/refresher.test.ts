import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { ProviderError } from "@g4f/core";
import { describe, expect, test } from "vitest";

import { CredentialStore, type CredentialStoreOptions } from "../src/credential-store.ts";
import type { EndingKey } from "../src/refresher.ts";
import { memoryKeyring } from "./keyring.ts";
import { temporaryFolder } from "./temporary.ts";

const ACME = "https://api.acme.test";
const END = 1_000_000;

/** A store whose key ends at `END`, at a time of the test's choice. */
function storeAt(at: number, options: CredentialStoreOptions = {}) {
  const clock = { now: at };
  const said: string[] = [];
  const store = new CredentialStore({
    keys: [{ provider: "acme", baseUrl: ACME, key: "old-canary", expiresAt: END }],
    now: () => clock.now,
    warn: (line) => said.push(line),
    ...options,
  });
  return { store, clock, said };
}

/** A hook that counts, and waits until it is let go. */
function slowHook() {
  const asked: EndingKey[] = [];
  const gate = Promise.withResolvers<void>();
  const refresh = async (old: EndingKey) => {
    asked.push(old);
    await gate.promise;
    return { key: `new-${asked.length}`, expiresAt: END + 3_600_000 };
  };
  return { asked, refresh, go: gate.resolve, fail: gate.reject };
}

describe("a key that ends", () => {
  test("50 calls at once make one refresh, and all get the new key", async () => {
    const hook = slowHook();
    const { store } = storeAt(END, hook);
    const calls = Array.from({ length: 50 }, () => store.get("acme", ACME));
    hook.go();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(["new-1"]));
    expect(hook.asked).toEqual([
      {
        provider: "acme",
        account: "default",
        origin: ACME,
        from: "given",
        key: "old-canary",
        expiresAt: END,
      },
    ]);
    expect(await store.get("acme", ACME)).toBe("new-1");
    expect(hook.asked).toHaveLength(1);
  });

  test("is refreshed ahead of its end, and not before that", async () => {
    const hook = slowHook();
    hook.go();
    const { store, clock } = storeAt(END - 60_001, hook);
    expect(await store.get("acme", ACME)).toBe("old-canary");
    clock.now += 1;
    expect(await store.get("acme", ACME)).toBe("new-1");
    const own = storeAt(END - 5, { ...hook, refreshAheadMs: 4 });
    expect(await own.store.get("acme", ACME)).toBe("old-canary");
  });

  test("a refresh that fails is one error for all that waited, and holds no key", async () => {
    const hook = slowHook();
    const { store } = storeAt(END, hook);
    const calls = Array.from({ length: 50 }, () => store.get("acme", ACME));
    hook.fail(new Error("the server said old-canary"));
    const errors = (await Promise.allSettled(calls)).map((outcome) =>
      Reflect.get(outcome, "reason"),
    );
    expect(new Set(errors).size).toBe(1);
    expect(ProviderError.is(errors[0])).toBe(true);
    expect(errors[0]).toMatchObject({
      code: "auth",
      message: `the key of acme, account default, for ${ACME} could not be refreshed: set a new one`,
    });
    expect(hook.asked).toHaveLength(1);
    expect(errors[0]).not.toHaveProperty("cause", expect.anything());
  });

  test("our own errors keep their code, so that a lost connection is not a bad key", async () => {
    const refresh = () =>
      Promise.reject(new ProviderError("network", "no connection", { phase: "connect" }));
    const { store } = storeAt(END, { refresh });
    await expect(store.get("acme", ACME)).rejects.toMatchObject({
      code: "network",
      phase: "connect",
      retryable: true,
      message: expect.stringMatching(/could not be refreshed: no connection$/),
    });
  });

  test("while the old one is good, a refresh that fails is no failure", async () => {
    const refresh = () => Promise.reject(new Error("later"));
    const { store } = storeAt(END - 1, { refresh });
    expect(await store.get("acme", ACME)).toBe("old-canary");
  });

  test("an answer that is no key is a refresh that failed", async () => {
    const { store } = storeAt(END, { refresh: async () => ({ key: "a\nb" }) });
    await expect(store.get("acme", ACME)).rejects.toMatchObject({ code: "auth" });
  });

  test("with nobody to refresh it: good to its end, then an error", async () => {
    const { store, clock } = storeAt(END - 1);
    expect(await store.get("acme", ACME)).toBe("old-canary");
    clock.now = END;
    await expect(store.get("acme", ACME)).rejects.toMatchObject({
      code: "auth",
      message: `the key of acme, account default, for ${ACME} has ended: set a new one`,
    });
  });
});

describe("a new key is kept where the old one was", () => {
  test.each(["file", "keychain"] as const)("in the %s", async (to) => {
    using folder = temporaryFolder();
    const keyring = memoryKeyring();
    const options = { keys: [], file: join(folder.path, "c.json"), keyring: keyring.load };
    const hook = slowHook();
    hook.go();
    const { store } = storeAt(END, { ...options, ...hook });
    await store.set({ provider: "acme", baseUrl: ACME, key: "old", expiresAt: END, to });
    expect(await store.get("acme", ACME)).toBe("new-1");
    // Another process finds it there, with its end.
    const another = storeAt(END, { ...options, ...hook }).store;
    expect(await another.get("acme", ACME)).toBe("new-1");
    expect(await another.list()).toMatchObject([{ from: to, expiresAt: END + 3_600_000 }]);
    expect(hook.asked).toHaveLength(1);
    expect([...keyring.entries.values()]).toEqual(to === "keychain" ? ["new-1"] : []);
  });

  test("one that cannot be kept is used all the same, and that is said", async () => {
    using folder = temporaryFolder();
    const keyring = memoryKeyring();
    const file = join(folder.path, "c.json");
    let asked = 0;
    const { store, said } = storeAt(END, {
      keys: [],
      file,
      keyring: keyring.load,
      refresh: async () => {
        asked += 1;
        // Nobody can make a lock where a folder has its name.
        mkdirSync(`${file}.lock`);
        return { key: "new" };
      },
    });
    await store.set({ provider: "acme", baseUrl: ACME, key: "old", expiresAt: END });
    expect(await store.get("acme", ACME)).toBe("new");
    expect(await store.get("acme", ACME)).toBe("new");
    expect(asked).toBe(1);
    expect(said).toEqual([
      expect.stringMatching(/^the new key of acme, .* is used by this process, and not kept: .* E/),
    ]);
  });
});

test("a key that was set while a lookup was on its way is the one that is given out next", async () => {
  using folder = temporaryFolder();
  const hook = slowHook();
  const options = { keys: [], file: join(folder.path, "c.json"), ...hook };
  const { store } = storeAt(END, options);
  await store.set({ provider: "acme", baseUrl: ACME, key: "old", expiresAt: END });
  const pending = store.get("acme", ACME);
  await store.set({ provider: "acme", baseUrl: ACME, key: "mine" });
  expect(await store.get("acme", ACME)).toBe("mine");
  hook.go();
  await pending;
});
