import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { expect, test } from "vitest";

import { CredentialStore } from "../src/credential-store.ts";
import { temporaryFolder } from "./temporary.ts";
import { startWriter } from "./writers.ts";

test("processes that write at once lose no key of each other", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "c.json");
  const writers = ["one", "two"].map((provider) => startWriter(file, provider, 20));
  const own = new CredentialStore({ file });
  const sets = Array.from({ length: 20 }, (_, index) =>
    own.set({ provider: "own", account: `a${index}`, baseUrl: "https://x.test", key: "k" }),
  );
  await Promise.all(sets);
  expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual(["", ""]);
  expect(await own.list()).toHaveLength(60);
  expect(readdirSync(folder.path)).toEqual(["c.json"]);
});

test("a process that is killed at any time leaves a file that holds all it said it has kept", async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "c.json");
  let kept = 0;
  // Each cycle goes on with what the one before has left: its lock, and what it was writing.
  for (let cycle = 0; cycle < 3; cycle++) {
    const writers = [0, 1, 2, 3].map((index) => startWriter(file, `p${cycle}-${index}`, 1_000));
    await Promise.all(
      writers.map(async (writer) => {
        await writer.started;
        // The moment is what is varied.
        await pause(Math.random() * 60);
        writer.kill();
        await writer.ended;
      }),
    );
    const store = new CredentialStore({ file });
    for (const [index, writer] of writers.entries()) {
      const accounts = (await store.list({ provider: `p${cycle}-${index}` })).map(
        ({ account }) => account,
      );
      expect(accounts).toEqual(expect.arrayContaining([...writer.kept]));
      kept += writer.kept.length;
    }
  }
  expect(kept).toBeGreaterThan(20);
  const store = new CredentialStore({ file });
  await store.set({ provider: "last", baseUrl: "https://x.test", key: "k" });
  expect(readdirSync(folder.path)).toEqual(["c.json"]);
}, 120_000);
