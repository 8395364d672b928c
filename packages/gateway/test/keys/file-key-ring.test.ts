import { appendFileSync, chmodSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ConfigFileError } from "@g4f/config-file";
import { describe, expect, test } from "vitest";

import { Accounts } from "../../src/keys/accounts.ts";
import { createKey, KeyError, revokeKey } from "../../src/keys/edit-keys.ts";
import { FileKeyRing } from "../../src/keys/file-key-ring.ts";
import { readKeys } from "../../src/keys/read-keys.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function opened(file: string) {
  const warnings: string[] = [];
  const clock = { now: Date.now() };
  const ring = await FileKeyRing.open({
    file,
    accounts: new Accounts(),
    warn: (words) => warnings.push(words),
    now: () => clock.now,
  });
  const wait = (ms: number) => void (clock.now += ms);
  return { ring, warnings, wait };
}

describe("keys in a file", () => {
  test("are created, found and revoked while the ring is open", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "keys.jsonl");
    const { ring, wait } = await opened(file);
    expect(ring.hasKeys).toBe(false);
    const { record, secret } = await createKey(file, { name: "team", models: ["fast"] });
    const client = await ring.find(secret);
    expect(client).toMatchObject({ id: record.id, name: "team" });
    expect(client?.policy?.allows("slow")).toBe(false);
    expect(ring.hasKeys).toBe(true);
    expect(await ring.find(`${secret}x`)).toBeUndefined();
    await revokeKey(file, "team");
    wait(1_000);
    expect(await ring.find(secret)).toBeUndefined();
  });

  test("the secret is kept nowhere; the file is its owner's alone", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "keys.jsonl");
    const { record, secret } = await createKey(file, { name: "a" });
    expect(readFileSync(file, "utf8")).not.toContain(secret.slice(4));
    expect(Buffer.from(secret.slice(4), "base64url")).toHaveLength(32);
    expect(record.id).toMatch(/^key_[0-9a-f]{32}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("a key whose time is over opens nothing, and its name is free again", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "keys.jsonl");
    const { secret } = await createKey(file, {
      name: "a",
      expiresAt: new Date(Date.now() + 60_000),
    });
    const { ring, wait } = await opened(file);
    expect(await ring.find(secret)).toMatchObject({ name: "a" });
    wait(60_001);
    expect(await ring.find(secret)).toBeUndefined();
    expect(ring.hasKeys).toBe(false);
    await expect(createKey(file, { name: "a" })).rejects.toThrow('a key named "a" is in force');
  });

  test("twenty made at once are all there", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "keys.jsonl");
    const names = Array.from({ length: 20 }, (_, index) => `k${index}`);
    const made = await Promise.all(names.map((name) => createKey(file, { name })));
    const { ring } = await opened(file);
    const found = await Promise.all(made.map(({ secret }) => ring.find(secret)));
    expect(found.map((client) => client?.name)).toEqual(names);
  });

  test("a name or id that nobody has in force is answered with the nearest", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "keys.jsonl");
    const { record } = await createKey(file, { name: "team-a" });
    await expect(revokeKey(file, "team-b")).rejects.toThrow("did you mean team-a?");
    await expect(createKey(file, { name: "team-a" })).rejects.toThrow(KeyError);
    await revokeKey(file, record.id);
    await expect(revokeKey(file, "team-a")).rejects.toThrow(KeyError);
    const { record: next } = await createKey(file, { name: "team-a" });
    expect([...(await readKeys(file)).keys.keys()]).toEqual([record.id, next.id]);
  });
});

describe("a file that is not as it was written", () => {
  test("half a line is told and left out; the next key stands behind it", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "keys.jsonl");
    const { secret } = await createKey(file, { name: "a" });
    appendFileSync(file, '{"type":"key","id":"key_');
    const second = await createKey(file, { name: "b" });
    const { ring, warnings } = await opened(file);
    expect(await ring.find(secret)).toMatchObject({ name: "a" });
    expect(await ring.find(second.secret)).toMatchObject({ name: "b" });
    expect(warnings).toEqual([`${file}:2: half a line; it is left out`]);
  });

  test.each([
    [
      "a field that is wrong",
      '{"type":"revoked","id":7,"at":"2026-01-01T00:00:00Z"}',
      /:2: .*id must be an id/,
    ],
    [
      "a key nobody has",
      '{"type":"revoked","id":"key_1","at":"2026-01-01T00:00:00Z"}',
      /:2: no key has the id key_1/,
    ],
    ["no record", "[]", /:2: no record of a key/],
  ])(
    "%s: no start, and while it runs the old keys stay and it is told once",
    async (_, line, words) => {
      using folder = temporaryFolder();
      const file = join(folder.path, "keys.jsonl");
      const { secret } = await createKey(file, { name: "a" });
      const { ring, warnings, wait } = await opened(file);
      appendFileSync(file, `${line}\n`);
      for (let i = 0; i < 3; i++) {
        wait(1_000);
        expect(await ring.find(secret)).toMatchObject({ name: "a" });
        expect(await ring.find("somebody else's key")).toBeUndefined();
      }
      expect(warnings).toEqual([expect.stringMatching(words)]);
      const again = opened(file);
      await expect(again).rejects.toThrow(ConfigFileError);
      await expect(again).rejects.toThrow(words);
    },
  );

  test("one that others may write is refused", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "keys.jsonl");
    writeFileSync(file, "");
    chmodSync(file, 0o620);
    await expect(opened(file)).rejects.toThrow(`chmod 600 ${file}`);
    chmodSync(file, 0o644);
    await opened(file);
  });

  test("one that is gone revokes all", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "keys.jsonl");
    const { secret } = await createKey(file, { name: "a" });
    const { ring, wait } = await opened(file);
    rmSync(file);
    wait(1_000);
    expect(await ring.find(secret)).toBeUndefined();
  });
});
