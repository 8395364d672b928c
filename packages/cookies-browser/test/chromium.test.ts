import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { BROWSERS, readBrowserCookies, type Browser } from "../src/index.ts";
import {
  fakeMachine,
  LATER_US,
  writeChromium,
  writeFirefox,
  type ChromiumRow,
  type FakeMachine,
} from "./fake-machine.ts";
import { sealedValue } from "./sealed-value.ts";

const host_key = ".x.test";

const chrome = ({ home }: FakeMachine, profile = "Default") =>
  join(home, ".config", "google-chrome", profile, "Cookies");

const read = async ({ system }: FakeMachine, more: object = {}) =>
  await readBrowserCookies({ domain: "chat.x.test", system, ...more });

const pairs = async (machine: FakeMachine, more: object = {}) =>
  (await read(machine, more)).records.map(({ name, value }) => `${name}=${value}`);

describe("Chromium on Linux", () => {
  test("gives what is not encrypted and what is under v10, with all attributes", async () => {
    const machine = fakeMachine();
    writeChromium(chrome(machine), [
      { name: "plain", host_key: "chat.x.test", value: "SECRET-1", samesite: -1, has_expires: 0 },
      {
        name: "v10",
        host_key,
        encrypted_value: sealedValue("SECRET-2 é", { host: host_key }),
        path: "/p",
      },
      { name: "empty", host_key, samesite: 0, is_secure: 0, is_httponly: 0 },
      { name: "old", host_key, value: "SECRET-3", expires_utc: 13_000_000_000_000_000n },
      { name: "framed", host_key, value: "SECRET-4", top_frame_site_key: "https://y.test" },
      { name: "foreign", host_key: "x.test", value: "SECRET-5" },
      { name: "foreign", host_key: ".evil-x.test", value: "SECRET-6" },
    ]);
    const { records, warnings, profiles } = await read(machine);
    const later = Number(LATER_US / 1000n) - 11_644_473_600_000;
    expect(records).toEqual([
      {
        name: "plain",
        value: "SECRET-1",
        domain: "chat.x.test",
        hostOnly: true,
        path: "/",
        secure: true,
        httpOnly: true,
      },
      {
        name: "v10",
        value: "SECRET-2 é",
        domain: "x.test",
        hostOnly: false,
        path: "/p",
        expires: later,
        secure: true,
        httpOnly: true,
        sameSite: "lax",
      },
      {
        name: "empty",
        value: "",
        domain: "x.test",
        hostOnly: false,
        path: "/",
        expires: later,
        secure: false,
        httpOnly: false,
        sameSite: "none",
      },
    ]);
    expect(profiles).toMatchObject([{ browser: "chrome", profile: "Default" }]);
    expect(warnings.map(({ message }) => message)).toEqual([
      "chrome (Default): 1 of containers or of pages within other sites left out",
    ]);
    expect(JSON.stringify([warnings, profiles])).not.toContain("SECRET");
    expect(machine.asked).toEqual([]);
  });

  test("asks the keyring for the key of v11, once", async () => {
    const machine = fakeMachine("linux", { chrome: "keyring-password" });
    const seal = { prefix: "v11", password: "keyring-password", host: host_key };
    writeChromium(chrome(machine), [
      { name: "a", host_key, encrypted_value: sealedValue("1", seal) },
      { name: "b", host_key, encrypted_value: sealedValue("2", seal) },
    ]);
    expect(await pairs(machine)).toEqual(["a=1", "b=2"]);
    expect(machine.asked).toEqual(["secret-tool lookup application chrome"]);
  });

  test("tries the name of another browser where one keeps its key under that", async () => {
    const machine = fakeMachine("linux", { chromium: "password" });
    const path = join(machine.home, ".config", "opera", "Cookies");
    const seal = { prefix: "v11", password: "password", host: host_key };
    writeChromium(path, [{ name: "a", host_key, encrypted_value: sealedValue("1", seal) }]);
    expect(await pairs(machine)).toEqual(["a=1"]);
    expect(machine.asked.map((line) => line.split(" ").at(-1))).toEqual(["opera", "chromium"]);
  });

  test.each([
    ["no keyring", {}],
    ["another key in it", { chrome: "wrong" }],
  ])("says which stay closed where there is %s", async (_name, keys) => {
    const machine = fakeMachine("linux", keys);
    const seal = { prefix: "v11", password: "right", host: host_key };
    const sealed = { name: "sid", host_key, encrypted_value: sealedValue("SECRET", seal) };
    writeChromium(chrome(machine), [sealed, { name: "open", host_key, value: "1" }]);
    const { records, warnings } = await read(machine);
    expect(records.map(({ name }) => name)).toEqual(["open"]);
    expect(warnings).toMatchObject([{ kind: "sealed" }]);
    expect(warnings[0]?.message).toMatch(
      /^chrome \(Default\): "sid" are encrypted with a key of the keyring/,
    );
  });

  test("takes no value whose hash is that of another host", async () => {
    const machine = fakeMachine();
    const moved = sealedValue("SECRET", { host: ".evil.test" });
    writeChromium(chrome(machine), [
      { name: "moved", host_key, encrypted_value: moved },
      { name: "open", host_key, value: "1" },
    ]);
    expect(await pairs(machine)).toEqual(["open=1"]);
  });

  test("knows tables without hashes, and without partitions", async () => {
    for (const version of [10, 23]) {
      const machine = fakeMachine();
      const encrypted_value = sealedValue("1");
      writeChromium(chrome(machine), [{ name: "a", host_key, encrypted_value }], version);
      expect(await pairs(machine)).toEqual(["a=1"]);
    }
  });

  test("begins with Default, then goes by number, and finds Network/Cookies first", async () => {
    const machine = fakeMachine();
    const write = (profile: string, ...rows: ChromiumRow[]) =>
      writeChromium(chrome(machine, profile), rows);
    write("Default");
    write("Profile 10", { name: "ten", host_key, value: "1" });
    write("Profile 2", { name: "stale", host_key, value: "1" });
    write("Profile 2/Network", { name: "two", host_key, value: "1" });
    write("System Profile", { name: "system", host_key, value: "1" });
    expect(await pairs(machine)).toEqual(["two=1"]);
    expect(await pairs(machine, { profile: "Profile 10" })).toEqual(["ten=1"]);
  });
});

describe("app-bound encryption", () => {
  const row = {
    name: "sid",
    host_key,
    encrypted_value: Buffer.concat([Buffer.from("v20"), Buffer.alloc(60, 7)]),
  };

  test.each<[NodeJS.Platform, string]>([
    ["linux", ".config/google-chrome/Default/Cookies"],
    ["darwin", "Library/Application Support/Google/Chrome/Default/Cookies"],
    ["win32", "AppData/Local/Google/Chrome/User Data/Default/Network/Cookies"],
  ])("is reported on %s, and no key is asked for", async (platform, path) => {
    const machine = fakeMachine(platform, { chrome: "x", Chrome: "x" });
    writeChromium(join(machine.home, path), [row]);
    await expect(read(machine)).rejects.toMatchObject({
      name: "CookieError",
      code: "not_supported",
      message: expect.stringMatching(/^chrome \(Default\): "sid" are under app-bound encryption/),
    });
    expect(machine.asked).toEqual([]);
  });

  test("of one browser does not hide the next", async () => {
    const machine = fakeMachine();
    writeChromium(chrome(machine), [row]);
    const vivaldi = join(machine.home, ".config", "vivaldi", "Default", "Cookies");
    writeChromium(vivaldi, [{ name: "a", host_key, value: "1" }]);
    const { records, warnings, profiles } = await read(machine);
    expect(records).toHaveLength(1);
    expect(warnings).toMatchObject([{ kind: "sealed" }]);
    expect(profiles.map(({ browser }) => browser)).toEqual(["chrome", "vivaldi"]);
  });
});

test("macOS: the key of v10 comes from the keychain, made in 1003 rounds", async () => {
  const machine = fakeMachine("darwin", { "Microsoft Edge": "password" });
  const seal = { password: "password", rounds: 1003, host: host_key };
  const path = join(machine.home, "Library/Application Support/Microsoft Edge/Default/Cookies");
  const encrypted_value = sealedValue("1", seal);
  writeChromium(path, [
    { name: "a", host_key, encrypted_value },
    { name: "b", host_key, encrypted_value },
  ]);
  expect(await pairs(machine)).toEqual(["a=1", "b=1"]);
  expect(machine.asked).toEqual([
    "security find-generic-password -w -s Microsoft Edge Safe Storage -a Microsoft Edge",
  ]);
});

test("Windows: what DPAPI guards is reported, and DPAPI not asked", async () => {
  const machine = fakeMachine("win32");
  const path = join(
    machine.home,
    "AppData/Local/BraveSoftware/Brave-Browser/User Data/Default/Network/Cookies",
  );
  writeChromium(path, [{ name: "a", host_key, encrypted_value: Buffer.from("v10xxxxxxxx") }]);
  await expect(read(machine)).rejects.toThrow('brave (Default): "a" are encrypted by DPAPI');
  expect(machine.asked).toEqual([]);
});

test.each<[NodeJS.Platform, readonly string[]]>([
  [
    "linux",
    [
      ".mozilla/firefox/p/cookies.sqlite",
      ".config/google-chrome/Default/Cookies",
      ".config/chromium/Default/Cookies",
      ".config/opera/Default/Cookies",
      ".config/opera-gx/Default/Cookies",
      ".config/BraveSoftware/Brave-Browser/Default/Cookies",
      ".config/microsoft-edge/Default/Cookies",
      ".config/vivaldi/Default/Cookies",
    ],
  ],
  [
    "darwin",
    [
      "Library/Application Support/Firefox/Profiles/p/cookies.sqlite",
      "Library/Application Support/Google/Chrome/Default/Cookies",
      "Library/Application Support/Chromium/Default/Cookies",
      "Library/Application Support/com.operasoftware.Opera/Default/Cookies",
      "Library/Application Support/com.operasoftware.OperaGX/Cookies",
      "Library/Application Support/BraveSoftware/Brave-Browser/Default/Cookies",
      "Library/Application Support/Microsoft Edge/Default/Cookies",
      "Library/Application Support/Vivaldi/Default/Cookies",
    ],
  ],
  [
    "win32",
    [
      "AppData/Roaming/Mozilla/Firefox/Profiles/p/cookies.sqlite",
      "AppData/Local/Google/Chrome/User Data/Default/Network/Cookies",
      "AppData/Local/Chromium/User Data/Default/Network/Cookies",
      "AppData/Roaming/Opera Software/Opera Stable/Network/Cookies",
      "AppData/Roaming/Opera Software/Opera GX Stable/Default/Network/Cookies",
      "AppData/Local/BraveSoftware/Brave-Browser/User Data/Default/Network/Cookies",
      "AppData/Local/Microsoft/Edge/User Data/Default/Network/Cookies",
      "AppData/Local/Vivaldi/User Data/Default/Network/Cookies",
    ],
  ],
])("%s: every browser is found, in the order of the list", async (platform, files) => {
  const machine = fakeMachine(platform);
  for (const [index, file] of files.entries()) {
    const path = join(machine.home, file);
    if (index === 0) writeFirefox(path, []);
    else writeChromium(path, []);
  }
  const { profiles } = await read(machine);
  expect(profiles.map(({ browser }) => browser)).toEqual<Browser[]>([...BROWSERS]);
  for (const browser of BROWSERS) {
    const only = await read(machine, { browser });
    expect(only.profiles.map((it) => it.browser)).toEqual([browser]);
  }
});
