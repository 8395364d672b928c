import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { COOKIE_FORMATS } from "@g4f/core/cookies";
import { describe, expect, test } from "vitest";

import { FORMATS } from "../../src/cookies/formats.ts";
import { makeHome, type Home } from "../home.ts";

const CANARY = "canary-81c2fe";
const NETSCAPE = `# Netscape HTTP Cookie File
.acme.test\tTRUE\t/\tTRUE\t1999999999\tsession\t${CANARY}-1
#HttpOnly_acme.test\tFALSE\t/chat\tTRUE\t0\ttheme\t${CANARY}-2
.other.test\tTRUE\t/\tFALSE\t0\tplain\t${CANARY}-3
`;

/** A home whose jar has the cookies above. */
async function filled(): Promise<Home> {
  const own = makeHome({ "cookies.txt": NETSCAPE });
  await own.run(["cookies", "import", join(own.path, "cookies.txt")]);
  return own;
}

test("help and completion know every format", () => {
  expect(FORMATS).toEqual(COOKIE_FORMATS);
});

describe("g4f cookies import", () => {
  test("takes a file in, for its owner alone, and says of which sites", async () => {
    using own = makeHome({ "cookies.txt": NETSCAPE });
    const outcome = await own.run(["cookies", "import", join(own.path, "cookies.txt")]);
    expect(outcome).toEqual({
      status: 0,
      out: "",
      err: "g4f: took 3 cookies of acme.test, other.test\n",
    });
    expect(readFileSync(own.kept("cookies.json"), "utf8")).toContain(CANARY);
    expect(statSync(own.kept("cookies.json")).mode & 0o777).toBe(0o600);
  });

  test("only those of one site", async () => {
    using own = makeHome({ "cookies.txt": NETSCAPE });
    const args = ["cookies", "import", join(own.path, "cookies.txt"), "--domain", "other.test"];
    const { err } = await own.run(args);
    expect(err).toContain("took 1 cookie of other.test\n");
    expect((await own.run(["cookies", "list", "--json"])).out).not.toContain("acme.test");
  });

  test("a header from stdin needs the site", async () => {
    using own = makeHome();
    const input = `a=${CANARY}; b=2`;
    const refused = await own.run(["cookies", "import", "-"], { input });
    expect(refused).toMatchObject({
      status: 2,
      err: expect.stringContaining("say which it is for"),
    });
    const args = ["cookies", "import", "-", "--domain", "acme.test"];
    expect((await own.run(args, { input })).err).toBe("g4f: took 2 cookies of acme.test\n");
    expect(refused.err).not.toContain("canary");
  });

  test("what is broken is told by its line, and the rest is taken", async () => {
    using own = makeHome({ "c.txt": `${NETSCAPE}.acme.test\tTRUE\t${CANARY}\n` });
    const { status, err } = await own.run(["cookies", "import", join(own.path, "c.txt")]);
    expect(status).toBe(0);
    expect(err).toMatch(/^g4f: ~\/c\.txt: line 5: /);
    expect(err).toContain("took 3 cookies");
    expect(err).not.toContain("canary");
  });

  test.each([
    ["no file and no browser", [], 2, "name a file with cookies"],
    ["both", ["c.txt", "--browser", "firefox"], 2, "name a file with cookies"],
    ["a file that is not there", ["/no/such.txt"], 5, "there is no such file"],
    ["no cookie in it", ["-"], 2, "no cookies in a form that is known"],
    ["a domain that is none", ["-", "--domain", "http://x"], 2, "no cookie domain"],
  ])("%s", async (_, args, status, problem) => {
    using own = makeHome();
    const outcome = await own.run(["cookies", "import", ...args], { input: "\u0001" });
    expect(outcome).toMatchObject({ status, err: expect.stringContaining(problem) });
  });
});

describe("g4f cookies list", () => {
  test("the sites with counts, names and ends; the cookies of one; never a value", async () => {
    using own = await filled();
    const all = await own.run(["cookies", "list"]);
    const rows = (text: string): string[] =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => line.replaceAll(/ {2,}/g, " | "));
    expect(rows(all.out)).toEqual([
      "SITE | COOKIES | FIRST ENDS | NAMES",
      "acme.test | 2 | 2033-05-18T03:33 | session, theme",
      "other.test | 1 | never | plain",
    ]);
    const one = await own.run(["cookies", "list", "acme.test"]);
    expect(rows(one.out)).toEqual([
      "NAME | SITE | PATH | ENDS | FLAGS",
      "session | .acme.test | / | 2033-05-18T03:33 | secure",
      "theme | acme.test | /chat | never | secure, httpOnly",
    ]);
    const json = await own.run(["cookies", "list", "--json"]);
    expect(
      json.out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).name),
    ).toEqual(["session", "theme", "plain"]);
    expect(all.out + one.out + json.out).not.toContain("canary");
  });

  test("none", async () => {
    using own = makeHome();
    expect(await own.run(["cookies", "list"])).toMatchObject({
      status: 0,
      out: "",
      err: "g4f: no cookie was kept: g4f cookies import <file> takes some in\n",
    });
  });
});

describe("g4f cookies export", () => {
  test("a new file of mode 0600, in the form of its ending, and never over another", async () => {
    using own = await filled();
    const file = join(own.path, "out.txt");
    const { err } = await own.run(["cookies", "export", file]);
    expect(err).toBe("g4f: wrote 3 cookies to ~/out.txt: whoever has it has your sessions\n");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toContain(`session\t${CANARY}-1`);
    expect(await own.run(["cookies", "export", file])).toMatchObject({
      status: 5,
      err: "g4f: io: ~/out.txt could not be written: it is there already\n",
    });
    const json = join(own.path, "out.json");
    await own.run(["cookies", "export", json, "--domain", "other.test"]);
    expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({ cookies: [{ name: "plain" }] });
  });

  test.each(["edit-this-cookie", "cookie-editor", "netscape", "har", "storage-state"])(
    "%s comes in again as it went out",
    async (format) => {
      using own = await filled();
      const { out } = await own.run(["cookies", "export", "--format", format]);
      const before = await own.run(["cookies", "list", "--json"]);
      await own.run(["cookies", "clear"]);
      await own.run(["cookies", "import", "-"], { input: out });
      expect((await own.run(["cookies", "list", "--json"])).out).toBe(before.out);
    },
  );

  test("a header, of one site", async () => {
    using own = await filled();
    const args = ["cookies", "export", "--format", "header"];
    expect((await own.run([...args, "--domain", "other.test"])).out).toBe(`plain=${CANARY}-3\n`);
    expect((await own.run(args)).status).toBe(2);
    expect((await own.run([...args, "--domain", "none.test"])).err).toContain("no such cookie");
  });
});

test("g4f cookies clear forgets those of a site, or all", async () => {
  using own = await filled();
  expect((await own.run(["cookies", "clear", "acme.test"])).err).toBe(
    "g4f: forgot 2 cookies of acme.test\n",
  );
  expect((await own.run(["cookies", "clear"])).err).toBe("g4f: forgot 1 cookie\n");
  expect(readFileSync(own.kept("cookies.json"), "utf8")).not.toContain("canary");
});

describe("a jar that is not as it should be", () => {
  test("one that others could read is closed to them, and that is said", async () => {
    using own = await filled();
    chmodSync(own.kept("cookies.json"), 0o644);
    const { err } = await own.run(["cookies", "list"]);
    expect(err).toContain("~/g4f/cookies.json: others on this machine could read it");
    expect(statSync(own.kept("cookies.json")).mode & 0o777).toBe(0o600);
  });

  test("one that is something else is told and left alone", async () => {
    using own = await filled();
    writeFileSync(own.kept("cookies.json"), `not ${CANARY}`);
    for (const args of [["list"], ["clear"], ["export"]]) {
      const { status, err } = await own.run(["cookies", ...args]);
      expect(status).toBe(2);
      expect(err).toContain("cookies.json");
      expect(err).not.toContain("canary");
    }
    expect(readFileSync(own.kept("cookies.json"), "utf8")).toBe(`not ${CANARY}`);
  });
});
