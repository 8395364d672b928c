import { join } from "node:path";

import { defineManifest, proxyFor } from "@g4f/core";
import { CredentialStore } from "@g4f/credentials";
import { describe, expect, test } from "vitest";

import type { ProviderConfig } from "../../src/config/config.ts";
import { openSession } from "../../src/session/session.ts";
import { settingsOf, type FoundSettings } from "../../src/target/settings.ts";
import { temporaryFolder } from "../temporary.ts";

const manifest = defineManifest({
  name: "Acme-1.x",
  url: "https://acme.test",
  baseUrl: "https://api.acme.test/v1",
  working: true,
  needsAuth: true,
  auth: ["key", "cookies"],
});
const entry = { name: "Acme-1.x", aliases: ["acme"], manifest };

interface Given {
  readonly flags?: { readonly baseUrl?: string; readonly proxy?: string };
  readonly env?: Readonly<Record<string, string>>;
  readonly file?: ProviderConfig;
  readonly proxy?: string;
}

async function settings({
  flags = {},
  env = {},
  file = {},
  proxy,
}: Given): Promise<Pick<FoundSettings, "settings" | "warnings">> {
  const config = { providers: { ACME: file }, ...(proxy === undefined ? {} : { proxy }) };
  const loaded = { config, file: "/c.yaml", warnings: [], placeOf: () => "" };
  const found = await settingsOf(entry, { choice: flags, loaded, terminal: { env } });
  return { settings: found.settings, warnings: found.warnings };
}

/** The proxy that these settings come to, for the provider's own address. */
async function wayOf(given: Given, target = "https://api.acme.test"): Promise<string | undefined> {
  return (await proxyFor((await settings(given)).settings.proxy, target))?.href;
}

describe("flag before environment before file", () => {
  const env = {
    ACME_1_X_API_KEY: "env-key",
    ACME_1_X_BASE_URL: "https://env.test",
    ACME_1_X_COOKIE: "a=1; b=2=3; broken",
    G4F_PROXY: "http://env-proxy.test",
  };
  const file = {
    apiKey: "file-key",
    baseUrl: "https://file.test",
    cookies: { a: "9" },
    headers: { "x-team": "t" },
    proxy: "http://own-proxy.test",
    settings: { region: "eu" },
  };

  test("the file", async () => {
    expect(await settings({ file, proxy: "http://all.test" })).toEqual({
      settings: {
        apiKey: "file-key",
        baseUrl: "https://file.test",
        cookies: { a: "9" },
        headers: { "x-team": "t" },
        proxy: "http://own-proxy.test",
        region: "eu",
      },
      warnings: [],
    });
    expect((await settings({ proxy: "http://all.test" })).settings).toEqual({
      proxy: "http://all.test",
    });
  });

  test("the environment, where an empty variable is not set", async () => {
    expect((await settings({ env })).settings).toEqual({
      apiKey: "env-key",
      baseUrl: "https://env.test",
      cookies: { a: "1", b: "2=3" },
      proxy: { pick: expect.any(Function) },
    });
    expect(await wayOf({ env, file })).toBe("http://env-proxy.test/");
    const empty = Object.fromEntries(Object.keys(env).map((name) => [name, ""]));
    expect(await settings({ env: empty, file })).toEqual(await settings({ file }));
  });

  test("the flags", async () => {
    const flags = { baseUrl: "http://127.0.0.1:1", proxy: "http://127.0.0.1:2" };
    expect((await settings({ flags, env, file })).settings).toMatchObject(flags);
  });

  test("proxies that all programs are told of, behind those of this command", async () => {
    const common = { HTTPS_PROXY: "http://common.test", https_proxy: "http://lower.test" };
    expect(await wayOf({ env: common })).toBe("http://lower.test/");
    expect(await wayOf({ env: common, file })).toBe("http://own-proxy.test/");
    expect(await wayOf({ env: { ...common, ...env } })).toBe("http://env-proxy.test/");
    expect(await wayOf({ env: { ...common, NO_PROXY: "acme.test" } })).toBeUndefined();
    expect(await wayOf({ env: common }, "http://127.0.0.1:1")).toBeUndefined();
    expect(await wayOf({ env: { NO_PROXY: "*" } })).toBeUndefined();
  });
});

describe("secrets in the file belong to one address", () => {
  const file = { apiKey: "file-key", headers: { "x-key": "file-header" } };

  test.each([
    ["a flag", { flags: { baseUrl: "https://elsewhere.test" } }],
    ["the environment", { env: { ACME_1_X_BASE_URL: "https://elsewhere.test" } }],
  ])("not sent where %s leads to another", async (_, given) => {
    const { settings: found, warnings } = await settings({ ...given, file });
    expect(found).toEqual({ baseUrl: "https://elsewhere.test" });
    expect(warnings).toEqual([
      "the secrets of Acme-1.x in /c.yaml belong to https://api.acme.test and are not sent to https://elsewhere.test; ACME_1_X_API_KEY goes with this call",
    ]);
  });

  test("sent to another path of the same one, and to the one that the file names", async () => {
    const path = await settings({ flags: { baseUrl: "https://api.acme.test/v2" }, file });
    expect(path).toMatchObject({ settings: file, warnings: [] });
    const own = await settings({ file: { ...file, baseUrl: "http://127.0.0.1:9" } });
    expect(own).toMatchObject({ settings: file, warnings: [] });
  });

  test("a key in the environment goes where this call goes", async () => {
    const given = { flags: { baseUrl: "http://127.0.0.1:9" }, env: { ACME_1_X_API_KEY: "k" } };
    expect(await settings({ ...given, file: {} })).toMatchObject({
      settings: { apiKey: "k" },
      warnings: [],
    });
  });
});

test("what is missing is named by its variables, and the command that keeps a key", async () => {
  const missing = async ({ baseUrl, ...file }: ProviderConfig, manifested = true) => {
    const loaded = {
      config: { providers: { acme: file } },
      file: "/c.yaml",
      warnings: [],
      placeOf: () => "",
    };
    const choice = baseUrl === undefined ? {} : { baseUrl };
    const known = manifested ? entry : { ...entry, manifest: undefined };
    return (await settingsOf(known, { choice, loaded, terminal: { env: {} } })).missing;
  };
  expect(await missing({})).toBe(
    "set ACME_1_X_API_KEY or ACME_1_X_COOKIE, or g4f auth set acme-1.x",
  );
  expect(await missing({ apiKey: "k" })).toBeUndefined();
  expect(await missing({ baseUrl: "http://127.0.0.1:9" })).toBeUndefined();
  expect(await missing({ baseUrl: "https://api.acme.test/v2" })).toMatch(/^set /);
  expect(await missing({}, false)).toBeUndefined();
});

describe("a key that was kept", () => {
  const HOME = "https://api.acme.test";

  /** Settings with these accounts' keys kept for the provider's own address. */
  async function withKept(
    accounts: readonly string[],
    { flags = {}, env = {}, file = {}, account }: Given & { readonly account?: string } = {},
  ) {
    using home = temporaryFolder();
    const store = new CredentialStore({ file: join(home.path, "g4f", "credentials.json") });
    for (const one of accounts) {
      await store.set({ provider: "acme-1.x", account: one, baseUrl: HOME, key: `key-${one}` });
    }
    const all = { XDG_CONFIG_HOME: home.path, ...env };
    const choice = account === undefined ? flags : { ...flags, account };
    const session = await openSession(account === undefined ? {} : { account }, { env: all });
    const loaded = {
      config: { providers: { acme: file } },
      file: "/c.yaml",
      warnings: [],
      placeOf: () => "",
    };
    const found = await settingsOf(entry, { choice, loaded, terminal: { env: all }, session });
    const { settings: own } = found;
    const origin = new URL(own.baseUrl ?? HOME).origin;
    const key = own.apiKey ?? (await own.credentials?.get("Acme-1.x", origin));
    const secrets = found.secrets.map((place) => place.replaceAll(home.path, "~"));
    return { key, missing: found.missing, warnings: found.warnings, secrets };
  }

  test("goes to its own address, behind those of environment and file", async () => {
    expect(await withKept(["default"])).toEqual({
      key: "key-default",
      missing: undefined,
      warnings: [],
      secrets: ["account default in ~/g4f/credentials.json"],
    });
    expect((await withKept(["default"], { file: { apiKey: "file" } })).key).toBe("file");
    const env = { ACME_1_X_API_KEY: "env" };
    expect((await withKept(["default"], { env })).key).toBe("env");
  });

  test("goes to no other address, whoever named that", async () => {
    const elsewhere = "https://elsewhere.test";
    const ways: readonly Given[] = [
      { flags: { baseUrl: elsewhere } },
      { env: { ACME_1_X_BASE_URL: elsewhere } },
      { file: { baseUrl: elsewhere } },
    ];
    for (const way of ways) {
      expect(await withKept(["default"], way)).toMatchObject({
        key: undefined,
        warnings: [
          "the key of Acme-1.x that was kept belongs to https://api.acme.test and is not sent to https://elsewhere.test; g4f auth set acme-1.x --base-url <url> keeps one for it",
        ],
      });
    }
  });

  test("of the account that was asked for goes before all others", async () => {
    const given = { env: { ACME_1_X_API_KEY: "env" }, file: { apiKey: "file" } };
    expect(await withKept(["default", "work"], { ...given, account: "Work" })).toMatchObject({
      key: "key-work",
      secrets: ["account work in ~/g4f/credentials.json"],
    });
    expect(await withKept(["default"], { ...given, account: "work" })).toMatchObject({
      key: undefined,
      missing: "no key was kept for this account: g4f auth set acme-1.x --account work",
    });
    expect(await withKept([], { account: "work" })).toMatchObject({ key: undefined });
  });

  test("of several accounts, of which none is the default: say which", async () => {
    expect(await withKept(["home", "work"])).toMatchObject({
      key: undefined,
      missing: "acme-1.x has keys of several accounts (home, work): say which, with --account",
    });
  });
});
