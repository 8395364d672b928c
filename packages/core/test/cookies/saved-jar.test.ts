import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { CookieError, openCookieJar, readCookies, type CookieWarning } from "../../src/cookies.ts";
import { writeAtomic } from "../../src/files/atomic-file.ts";
import { LockedError, takeLock } from "../../src/files/file-lock.ts";
import { tempFolder } from "./temp-folder.ts";

const mode = (path: string) => statSync(path).mode & 0o777;

/** Opens a jar, and gives what it warned of. */
async function open(file: string, waitMs?: number) {
  const warnings: CookieWarning[] = [];
  const onWarning = (warning: CookieWarning): void => void warnings.push(warning);
  return { jar: await openCookieJar(file, { onWarning, ...(waitMs ? { waitMs } : {}) }), warnings };
}

async function failureOf(promise: Promise<unknown>): Promise<CookieError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (CookieError.is(error)) return error;
  throw new Error("expected a CookieError", { cause: error });
}

describe("a saved jar", () => {
  test("has everything when it is opened again, and is a storageState", async () => {
    const file = join(tempFolder(), "new", "jar.json");
    const { jar, warnings } = await open(file);
    expect(readdirSync(join(file, ".."))).toEqual([]);
    await jar.set(".x.test", { session: "s3cret" });
    await jar.setFromHeader(
      "https://y.test/login",
      "b=2; Max-Age=1000; HttpOnly; SameSite=Lax; Secure; Path=/api",
    );
    await jar.set("[::1]", { six: "6" });
    const records = await jar.records();
    expect(records.map(({ domain }) => domain)).toEqual(["x.test", "y.test", "[::1]"]);
    const again = await open(file);
    expect(await again.jar.records()).toEqual(records);
    expect(await again.jar.get("sub.x.test")).toEqual({ session: "s3cret" });
    expect(await readCookies(readFileSync(file, "utf8"))).toMatchObject({
      format: "storage-state",
      records,
    });
    expect([...warnings, ...again.warnings]).toEqual([]);
  });

  test("is its owner's alone, and so is the folder that is made for it", async () => {
    const folder = join(tempFolder(), "a", "b");
    const { jar } = await open(join(folder, "jar.json"));
    await jar.set("x.test", { a: "1" });
    expect([mode(folder), mode(join(folder, "jar.json"))]).toEqual([0o700, 0o600]);
    expect(readdirSync(folder)).toEqual(["jar.json"]);
  });

  test("lists, takes in and clears", async () => {
    const file = join(tempFolder(), "jar.json");
    const { jar } = await open(file);
    const { records } = await readCookies("a=1; b=2", { domain: ".x.test" });
    const broken = { ...records[0], value: "SECRET;" } as (typeof records)[0];
    const refused = await jar.add([...records, broken]);
    expect(refused.map(({ kind }) => kind)).toEqual(["broken"]);
    await jar.set("sub.x.test", { c: "3" });
    await jar.set("y.test", { d: "4" });
    const { jar: again } = await open(file);
    expect(await again.domains()).toEqual(["sub.x.test", "x.test", "y.test"]);
    expect((await again.records("x.test")).map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(await again.clear("x.test")).toBe(3);
    expect(await again.clear()).toBe(1);
    expect(await jar.domains()).toEqual([]);
  });

  test("keeps nothing of a change that was refused", async () => {
    const { jar } = await open(join(tempFolder(), "jar.json"));
    await jar.set("x.test", { a: "1" });
    await expect(jar.set(".com", { a: "2" })).rejects.toThrow("leave out the leading dot");
    await expect(jar.set("x.test", { a: "\n" })).rejects.toThrow(TypeError);
    expect(await jar.get("x.test")).toEqual({ a: "1" });
  });

  test("does what was not awaited in its order", async () => {
    const { jar } = await open(join(tempFolder(), "jar.json"));
    const results = await Promise.all([
      jar.set("x.test", { a: "1" }),
      jar.get("x.test"),
      jar.set("x.test", null),
      jar.get("x.test"),
    ]);
    expect([results[1], results[3]]).toEqual([{ a: "1" }, {}]);
  });

  test("forgets what has expired", async () => {
    const file = join(tempFolder(), "jar.json");
    const cookie = { name: "old", value: "1", domain: "x.test", path: "/", expires: 5 };
    writeFileSync(file, JSON.stringify({ cookies: [cookie] }), { mode: 0o600 });
    const { jar, warnings } = await open(file);
    await jar.set("y.test", { a: "1" });
    expect(warnings).toEqual([]);
    expect(readFileSync(file, "utf8")).not.toContain("old");
  });
});

describe("two that use one jar", () => {
  test("see what the other changed", async () => {
    const file = join(tempFolder(), "jar.json");
    const [{ jar: one }, { jar: two }] = [await open(file), await open(file)];
    await one.set("x.test", { a: "1" });
    expect(await two.get("x.test")).toEqual({ a: "1" });
    await two.set("y.test", { b: "2" });
    await one.set("x.test", null);
    expect(await two.domains()).toEqual(["y.test"]);
  });

  test("lose nothing of each other, however they overlap", async () => {
    const file = join(tempFolder(), "jar.json");
    const jars = await Promise.all([open(file), open(file), open(file)]);
    const domains = Array.from(
      { length: 24 },
      (_, index) => `h${String(index).padStart(2, "0")}.test`,
    );
    await Promise.all(
      domains.map((domain, index) => jars[index % 3]?.jar.set(domain, { a: domain })),
    );
    expect(await jars[0].jar.domains()).toEqual(domains);
    expect(readdirSync(join(file, ".."))).toEqual(["jar.json"]);
  });

  test("wait for each other, but not for ever", async () => {
    const file = join(tempFolder(), "jar.json");
    const lock = await takeLock(`${file}.lock`, 0);
    const { jar } = await open(file, 30);
    const error = await failureOf(jar.set("x.test", { a: "SECRET" }));
    expect(error.code).toBe("locked");
    expect(error.message).toBe(
      `${file}.lock is held by another process; if there is none, delete it`,
    );
    expect(await jar.get("x.test")).toEqual({});
    await lock.release();
    await jar.set("x.test", { a: "1" });
    expect(await jar.get("x.test")).toEqual({ a: "1" });
  });

  test("take over what a process that is gone left behind", async () => {
    const file = join(tempFolder(), "jar.json");
    const { host } = ownerOf(await heldBy(`${file}.lock`));
    // The highest number that Linux gives to a process, and one more.
    writeFileSync(`${file}.lock`, `4194305 ${host} gone`);
    writeFileSync(`${file}.0123456789ab.tmp`, "half a file");
    writeFileSync(`${file}.lock.0123456789ab.tmp`, "a lock that was taken away");
    writeFileSync(`${file}.mine.tmp`, "not ours");
    const { jar } = await open(file);
    await jar.set("x.test", { a: "1" });
    expect(readdirSync(join(file, "..")).toSorted()).toEqual(["jar.json", "jar.json.mine.tmp"]);
  });

  test.each<[string, string, number, boolean]>([
    ["a process that stands still", `${process.pid} HOST x`, 11, true],
    ["a process at work", `${process.pid} HOST x`, 3, false],
    ["one of another machine", "4194305 elsewhere x", 3, false],
    ["one of another machine that stands still", "4194305 elsewhere x", 11, true],
    ["one that was killed before it gave its name", "", 2, true],
    ["one that is about to give its name", "", -5, false],
  ])("know a lock of %s", async (_name, owner, seconds, isTaken) => {
    const path = join(tempFolder(), "jar.json.lock");
    const { host } = ownerOf(await heldBy(path));
    writeFileSync(path, owner.replace("HOST", host));
    const at = Date.now() / 1000 - seconds;
    utimesSync(path, at, at);
    const lock = takeLock(path, 0);
    if (isTaken) expect(await (await lock).isHeld()).toBe(true);
    else await expect(lock).rejects.toThrow(LockedError);
  });

  test("notice when the lock was taken from them", async () => {
    const file = join(tempFolder(), "jar.json");
    const lock = await takeLock(`${file}.lock`, 0);
    writeFileSync(`${file}.lock`, "somebody else");
    expect(await lock.isHeld()).toBe(false);
    await lock.release();
    expect(readFileSync(`${file}.lock`, "utf8")).toBe("somebody else");
    expect(await writeAtomic(file, "late", lock.isHeld)).toBe(false);
    expect(readdirSync(join(file, ".."))).toEqual(["jar.json.lock"]);
  });
});

describe("a file that is not as it should be", () => {
  test("is tightened where others can read it, and told", async () => {
    const file = join(tempFolder(), "jar.json");
    writeFileSync(file, '{"cookies":[]}');
    chmodSync(file, 0o644);
    const { warnings } = await open(file);
    expect(mode(file)).toBe(0o600);
    expect(warnings).toMatchObject([{ kind: "exposed" }]);
    expect(warnings[0]?.message).toContain("it is yours alone now");
  });

  test("is told where others can replace it", async () => {
    const folder = join(tempFolder(), "open");
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const { warnings } = await open(join(folder, "jar.json"));
    expect(warnings[0]?.message).toContain("others on this machine can replace what is in it");
  });

  test("is found behind a link, which stays", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "real.json"), "", { mode: 0o600 });
    symlinkSync(join(folder, "real.json"), join(folder, "link.json"));
    const { jar } = await open(join(folder, "link.json"));
    await jar.set("x.test", { a: "1" });
    expect(readdirSync(folder).toSorted()).toEqual(["link.json", "real.json"]);
    expect(readFileSync(join(folder, "real.json"), "utf8")).toContain("x.test");
  });

  test("is refused where it is another user's", async () => {
    const file = join(tempFolder(), "jar.json");
    writeFileSync(file, '{"cookies":[]}', { mode: 0o600 });
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(file, 12_345, 12_345);
    expect((await failureOf(open(isRoot ? file : "/etc/passwd"))).code).toBe("insecure");
  });

  test("keeps a copy of what was broken in it, once", async () => {
    const file = join(tempFolder(), "jar.json");
    const good = { name: "good", value: "1", domain: "x.test", path: "/" };
    const text = JSON.stringify({ cookies: [{ name: "bad" }, good] });
    writeFileSync(file, text, { mode: 0o600 });
    const { jar, warnings } = await open(file);
    expect(warnings.map(({ message }) => message)).toEqual([
      `${file}: cookies[0]: cookie "bad" has no value`,
    ]);
    expect(await jar.get("x.test")).toEqual({ good: "1" });
    expect(readFileSync(file, "utf8")).toBe(text);
    await jar.set("y.test", { a: "1" });
    expect(readFileSync(`${file}.broken`, "utf8")).toBe(text);
    expect(mode(`${file}.broken`)).toBe(0o600);
    expect((await open(file)).warnings).toEqual([]);
  });

  test.each([
    ["cookies.txt", "x.test\tFALSE\t/\tFALSE\t0\ta\tSECRET\n"],
    ["no cookies at all", "SECRET"],
    ["another JSON", '{"secret":"SECRET"}'],
  ])("is left alone where it is no jar: %s", async (_name, text) => {
    const file = join(tempFolder(), "jar.json");
    writeFileSync(file, text, { mode: 0o600 });
    const error = await failureOf(open(file));
    expect(error.code).toBe("unknown_format");
    expect(error.message).toContain(file);
    expect(error.message).not.toContain("SECRET");
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("is told where it is a folder, or below a file", async () => {
    const folder = tempFolder();
    expect((await failureOf(open(folder))).message).toBe(`${folder} is no file`);
    writeFileSync(join(folder, "file"), "");
    const error = await failureOf(open(join(folder, "file", "jar.json")));
    expect(error.code).toBe("unreadable");
  });
});

async function heldBy(path: string): Promise<string> {
  const lock = await takeLock(path, 0);
  const owner = readFileSync(path, "utf8");
  await lock.release();
  return owner;
}

function ownerOf(text: string): { readonly host: string } {
  return { host: text.split(" ")[1] ?? "" };
}
