import { defineManifest } from "@g4f/core";
import { describe, expect, test } from "vitest";

import type { ProviderConfig } from "../../src/config/config.ts";
import { missingAuth, settingsOf, type FoundSettings } from "../../src/target/settings.ts";

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

function settings({ flags = {}, env = {}, file = {}, proxy }: Given): FoundSettings {
  const config = { providers: { ACME: file }, ...(proxy === undefined ? {} : { proxy }) };
  const loaded = { config, file: "/c.yaml", warnings: [], placeOf: () => "" };
  return settingsOf(entry, { choice: flags, loaded, terminal: { env } });
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

  test("the file", () => {
    expect(settings({ file, proxy: "http://all.test" })).toEqual({
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
    expect(settings({ proxy: "http://all.test" }).settings).toEqual({ proxy: "http://all.test" });
  });

  test("the environment, where an empty variable is not set", () => {
    expect(settings({ env }).settings).toEqual({
      apiKey: "env-key",
      baseUrl: "https://env.test",
      cookies: { a: "1", b: "2=3" },
      proxy: "http://env-proxy.test",
    });
    const empty = Object.fromEntries(Object.keys(env).map((name) => [name, ""]));
    expect(settings({ env: empty, file })).toEqual(settings({ file }));
  });

  test("the flags", () => {
    const flags = { baseUrl: "http://127.0.0.1:1", proxy: "http://127.0.0.1:2" };
    expect(settings({ flags, env, file }).settings).toMatchObject(flags);
  });
});

describe("secrets in the file belong to one address", () => {
  const file = { apiKey: "file-key", headers: { "x-key": "file-header" } };

  test.each([
    ["a flag", { flags: { baseUrl: "https://elsewhere.test" } }],
    ["the environment", { env: { ACME_1_X_BASE_URL: "https://elsewhere.test" } }],
  ])("not sent where %s leads to another", (_, given) => {
    const { settings: found, warnings } = settings({ ...given, file });
    expect(found).toEqual({ baseUrl: "https://elsewhere.test" });
    expect(warnings).toEqual([
      "the secrets of Acme-1.x in /c.yaml belong to https://api.acme.test and are not sent to https://elsewhere.test; ACME_1_X_API_KEY goes with this call",
    ]);
  });

  test("sent to another path of the same one, and to the one that the file names", () => {
    const path = settings({ flags: { baseUrl: "https://api.acme.test/v2" }, file });
    expect(path).toMatchObject({ settings: file, warnings: [] });
    const own = settings({ file: { ...file, baseUrl: "http://127.0.0.1:9" } });
    expect(own).toMatchObject({ settings: file, warnings: [] });
  });

  test("a key in the environment goes where this call goes", () => {
    const given = { flags: { baseUrl: "http://127.0.0.1:9" }, env: { ACME_1_X_API_KEY: "k" } };
    expect(settings({ ...given, file: {} })).toMatchObject({
      settings: { apiKey: "k" },
      warnings: [],
    });
  });
});

test("what is missing is named by its variables", () => {
  expect(missingAuth(entry, {})).toBe("set ACME_1_X_API_KEY or ACME_1_X_COOKIE");
  expect(missingAuth(entry, { apiKey: "k" })).toBeUndefined();
  expect(missingAuth(entry, { baseUrl: "http://127.0.0.1:9" })).toBeUndefined();
  expect(missingAuth(entry, { baseUrl: "https://api.acme.test/v2" })).toMatch(/^set /);
  expect(missingAuth({ ...entry, manifest: undefined }, {})).toBeUndefined();
});
