import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";

import { JarCookieStore } from "@g4f/core";
import { isPersonal, withSources, type CookieWarning } from "@g4f/core/cookies";
import { describe, expect, test } from "vitest";

import * as exported from "../src/index.ts";
import { browserSource, readBrowserCookies, type BrowserSourceOptions } from "../src/index.ts";
import { withSnapshot } from "../src/snapshot.ts";
import { fakeMachine, writeChromium, writeFirefox, type FakeMachine } from "./fake-machine.ts";

const firefox = ({ home }: FakeMachine) => join(home, ".mozilla/firefox/p/cookies.sqlite");
const chrome = ({ home }: FakeMachine) => join(home, ".config/google-chrome/Default/Cookies");

/** A store over the source, what was told, and what was read. */
function storeOf(machine: FakeMachine, more: Partial<BrowserSourceOptions> = {}) {
  const warnings: CookieWarning[] = [];
  const readings: unknown[] = [];
  const source = browserSource({
    domain: "x.test",
    system: machine.system,
    onRead: (reading) => void readings.push(reading),
    ...more,
  });
  const onWarning = (warning: CookieWarning): void => void warnings.push(warning);
  return {
    source,
    store: withSources(new JarCookieStore(), [source], { onWarning }),
    warnings,
    readings,
  };
}

describe("a browser as a source", () => {
  test("is read for its domain alone, once, and says what was read without values", async () => {
    const machine = fakeMachine();
    writeFirefox(firefox(machine), [
      { name: "sid", value: "SECRET-1", host: ".x.test" },
      { name: "other", value: "SECRET-2", host: ".y.test" },
    ]);
    const { store, readings, warnings } = storeOf(machine);
    expect(await store.get("y.test")).toEqual({});
    expect(await store.get("ax.test")).toEqual({});
    expect(readings).toEqual([]);
    expect(await store.get("chat.x.test")).toEqual({ sid: "SECRET-1" });
    expect(await store.get("chat.x.test")).toEqual({ sid: "SECRET-1" });
    expect(readings).toHaveLength(1);
    expect(readings).toMatchObject([{ profiles: [{ browser: "firefox", names: ["sid"] }] }]);
    expect(inspect([readings, warnings], { depth: 10 })).not.toContain("SECRET");
  });

  test("is marked, and so is a store over it: servers refuse both, and this package", () => {
    const { source, store } = storeOf(fakeMachine());
    expect([isPersonal(source), isPersonal(store)]).toEqual([true, true]);
    expect(exported.personal).toBe(true);
  });

  test("where there is nothing, is told or fails the call, as was asked", async () => {
    const machine = fakeMachine();
    expect(await storeOf(machine).store.get("x.test")).toEqual({});
    const { store } = storeOf(machine, { browser: "firefox" });
    expect(await store.get("x.test")).toEqual({});
    const required = storeOf(machine, { browser: "firefox", required: true });
    await expect(required.store.get("x.test")).rejects.toThrow(
      "there are no cookies of firefox on this",
    );
  });

  test.each([
    [{ domain: "https://x.test/" }, "no cookie domain"],
    [{ domain: "" }, "no cookie domain"],
    [{ browser: "safari" }, "a browser is one of firefox, chrome, chromium"],
  ])("refuses %o", async (options, words) => {
    const { system } = fakeMachine();
    const load = async () => {
      const all = { domain: "x.test", system, ...options };
      await Reflect.apply(browserSource, undefined, [all]).load(new URL("https://x.test/"));
    };
    await expect(load()).rejects.toThrow(TypeError);
    await expect(load()).rejects.toThrow(words);
  });
});

describe("what cannot be read", () => {
  test("does not hide the browsers behind it, and is told where they have nothing", async () => {
    const machine = fakeMachine();
    mkdirSync(join(firefox(machine), ".."), { recursive: true });
    writeFileSync(firefox(machine), "no database");
    writeChromium(chrome(machine), [{ name: "a", host_key: "x.test", value: "1" }]);
    const options = { domain: "x.test", system: machine.system };
    expect((await readBrowserCookies(options)).profiles.map(({ browser }) => browser)).toEqual([
      "chrome",
    ]);
    await expect(readBrowserCookies({ ...options, domain: "y.test" })).rejects.toThrow(
      firefox(machine),
    );
  });

  test("since the browser is writing, is copied again, and nothing is left of the copies", async () => {
    const machine = fakeMachine();
    writeFirefox(firefox(machine), []);
    let looks = 0;
    const look = (): string => {
      looks++;
      const [folder = ""] = readdirSync(machine.temporary);
      expect(statSync(join(machine.temporary, folder)).mode & 0o777).toBe(0o700);
      if (looks < 3) throw new Error("database disk image is malformed");
      return "read";
    };
    expect(await withSnapshot(firefox(machine), machine.temporary, look)).toBe("read");
    expect(readdirSync(machine.temporary)).toEqual([]);
    looks = -9;
    await expect(withSnapshot(firefox(machine), machine.temporary, look)).rejects.toThrow(
      "the browser is writing it: close the browser and try again",
    );
    expect(readdirSync(machine.temporary)).toEqual([]);
  });

  test.each(["EBUSY", "EPERM", "EACCES"])(
    "since it is locked (%s), says to close it",
    async (code) => {
      const machine = fakeMachine();
      const copy = async (): Promise<void> => {
        throw Object.assign(new Error("SECRET"), { code });
      };
      const reading = withSnapshot(firefox(machine), machine.temporary, () => {}, copy);
      await expect(reading).rejects.toMatchObject({
        code: "locked",
        message: `${firefox(machine)} cannot be read now: close the browser and try again (${code})`,
      });
      expect(readdirSync(machine.temporary)).toEqual([]);
    },
  );
});
