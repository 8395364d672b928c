import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readBrowserCookies } from "../src/index.ts";
import { fakeMachine, writeFirefox, type FakeMachine, type FirefoxRow } from "./fake-machine.ts";

const rows: readonly FirefoxRow[] = [
  { name: "sid", value: "SECRET-1", host: "chat.x.test", sameSite: 1 },
  { name: "wide", value: "SECRET-2", host: ".x.test", path: "/api", isHttpOnly: 0, sameSite: 2 },
  { name: "below", value: "SECRET-3", host: "a.chat.x.test", isSecure: 0, sameSite: 256 },
  { name: "below-all", value: "SECRET-3", host: ".b.chat.x.test" },
  { name: "old", value: "SECRET-4", host: "chat.x.test", expiry: 5 },
  {
    name: "contained",
    value: "SECRET-5",
    host: "chat.x.test",
    originAttributes: "^userContextId=2",
  },
  ...["x.test", "evil-chat.x.test", "chat.x.test.evil.test", "y.test", ".test", ".y.test"].map(
    (host) => ({ name: "foreign", value: "SECRET-6", host }),
  ),
];

const profile = (machine: FakeMachine, name: string) =>
  join(machine.home, ".mozilla", "firefox", name, "cookies.sqlite");

const read = async ({ system }: FakeMachine, domain = "chat.x.test", more: object = {}) =>
  await readBrowserCookies({ domain, system, ...more });

describe("Firefox", () => {
  test("gives the cookies of the domain that was named, and of no other", async () => {
    const machine = fakeMachine();
    writeFirefox(profile(machine, "abc.default-release"), rows);
    const { records, warnings, profiles } = await read(machine);
    expect(records.map(({ name, domain, hostOnly }) => [name, domain, hostOnly])).toEqual([
      ["sid", "chat.x.test", true],
      ["wide", "x.test", false],
      ["below", "a.chat.x.test", true],
      ["below-all", "b.chat.x.test", false],
    ]);
    expect(records.slice(0, 3)).toMatchObject([
      { value: "SECRET-1", path: "/", secure: true, httpOnly: true, sameSite: "lax" },
      { path: "/api", httpOnly: false, sameSite: "strict", expires: 4_102_444_800_000 },
      { secure: false },
    ]);
    expect(records[2]).not.toHaveProperty("sameSite");
    expect(profiles).toEqual([
      {
        browser: "firefox",
        profile: "abc.default-release",
        database: profile(machine, "abc.default-release"),
        names: ["sid", "wide", "below", "below-all"],
      },
    ]);
    expect(warnings.map(({ message }) => message)).toEqual([
      "firefox (abc.default-release): 1 of containers or of pages within other sites left out",
    ]);
    expect(JSON.stringify([warnings, profiles])).not.toContain("SECRET");
    expect(machine.asked).toEqual([]);
    expect(readdirSync(machine.temporary)).toEqual([]);
  });

  test("shows no name that could do harm to a terminal", async () => {
    const machine = fakeMachine();
    const name = `\u001b[2J\n${"x".repeat(100)}`;
    writeFirefox(profile(machine, "p"), [{ name, value: "1", host: "chat.x.test" }]);
    const { profiles } = await read(machine);
    expect(profiles[0]?.names).toEqual([`?[2J?${"x".repeat(59)}`]);
  });

  test("counts expiries in ms from version 16 of its tables on", async () => {
    const machine = fakeMachine();
    writeFirefox(profile(machine, "p"), rows.slice(0, 1), 16);
    expect((await read(machine)).records).toMatchObject([{ expires: 4_102_444_800_000 }]);
  });

  test.each([
    ["an address", "127.0.0.1", "127.0.0.1", true],
    ["an IPv6 address", "::1", "[::1]", true],
    ["a single label", "localhost", "localhost", true],
    ["capitals", "Chat.X.test", "chat.x.test", true],
  ])("knows %s", async (_name, domain, wanted, hostOnly) => {
    const machine = fakeMachine();
    const host = wanted.startsWith("[") ? "::1" : wanted;
    writeFirefox(profile(machine, "p"), [{ name: "a", value: "1", host }]);
    const { records } = await read(machine, domain);
    expect(records).toMatchObject([{ domain: wanted, hostOnly }]);
  });

  test("reads what is in the file of latest changes only", async () => {
    const machine = fakeMachine();
    const path = profile(machine, "p");
    writeFirefox(path, []);
    const { DatabaseSync } = await import("node:sqlite");
    const open = new DatabaseSync(path);
    open.exec("PRAGMA journal_mode = WAL");
    open.exec(`INSERT INTO moz_cookies (name, value, host, path, expiry, isSecure, isHttpOnly, sameSite)
      VALUES ('late', 'SECRET', 'chat.x.test', '/', 4102444800, 1, 1, 0)`);
    expect((await read(machine)).records).toMatchObject([{ name: "late" }]);
    open.close();
  });

  test("begins with the profile that it starts with, and mixes no two", async () => {
    const machine = fakeMachine();
    const root = join(machine.home, ".mozilla", "firefox");
    for (const name of ["a.other", "b.listed", "c.start"]) {
      writeFirefox(profile(machine, name), [{ name, value: "1", host: "chat.x.test" }]);
    }
    writeFirefox(profile(machine, "0.empty"), []);
    const names = async () => (await read(machine)).records.map(({ name }) => name);
    expect(await names()).toEqual(["a.other"]);
    const listed = "[Profile1]\nName=x\nIsRelative=1\nPath=b.listed\n\n[Profile0]\nPath=0.empty\n";
    writeFileSync(join(root, "profiles.ini"), `${listed}Default=1\n`);
    expect(await names()).toEqual(["b.listed"]);
    writeFileSync(
      join(root, "profiles.ini"),
      `[Install4F]\nDefault=c.start\nLocked=1\n\n${listed}`,
    );
    expect(await names()).toEqual(["c.start"]);
    const chosen = await read(machine, "chat.x.test", { browser: "firefox", profile: "a.other" });
    expect(chosen.records.map(({ name }) => name)).toEqual(["a.other"]);
  });

  test.each<[NodeJS.Platform, string]>([
    ["linux", "snap/firefox/common/.mozilla/firefox/p"],
    ["linux", ".config/mozilla/firefox/p"],
    ["linux", ".var/app/org.mozilla.firefox/.mozilla/firefox/p"],
    ["darwin", "Library/Application Support/Firefox/Profiles/p"],
    ["win32", "AppData/Roaming/Mozilla/Firefox/Profiles/p"],
  ])("is found on %s below %s", async (platform, folder) => {
    const machine = fakeMachine(platform);
    writeFirefox(join(machine.home, folder, "cookies.sqlite"), rows.slice(0, 1));
    expect((await read(machine)).records).toHaveLength(1);
  });

  test("whose database is something else is told, with nothing of it", async () => {
    const machine = fakeMachine();
    const path = profile(machine, "p");
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, "SECRET".repeat(1_000));
    await expect(read(machine)).rejects.toThrow(
      /cookies\.sqlite is no database of cookies that is known/,
    );
    await expect(read(machine)).rejects.not.toThrow(/SECRET/);
    expect(readdirSync(machine.temporary)).toEqual([]);
  });
});
