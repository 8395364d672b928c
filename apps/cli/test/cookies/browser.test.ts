import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { expect, test } from "vitest";

import { makeHome, type Home } from "../home.ts";

/** A home with a Firefox in it that was signed in to two sites. */
function withFirefox(): Home {
  const own = makeHome();
  const profile = join(own.path, ".mozilla/firefox/abc.default");
  mkdirSync(profile, { recursive: true });
  const database = new DatabaseSync(join(profile, "cookies.sqlite"));
  database.exec(`PRAGMA user_version = 15;
    CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT,
      value TEXT, host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER,
      isSecure INTEGER, isHttpOnly INTEGER, inBrowserElement INTEGER DEFAULT 0, sameSite INTEGER DEFAULT 0,
      schemeMap INTEGER DEFAULT 0, isPartitionedAttributeSet INTEGER DEFAULT 0)`);
  const add = database.prepare(
    "INSERT INTO moz_cookies (name, value, host, path, expiry, isSecure, isHttpOnly) VALUES (?, ?, ?, '/', 4102444800, 1, 1)",
  );
  add.run("session", "canary-of-acme", ".acme.test");
  add.run("private", "canary-of-other", ".other.test");
  database.close();
  return own;
}

test.runIf(process.platform === "linux")(
  "the cookies of one site of one's own browser, when asked for; names are told",
  async () => {
    using own = withFirefox();
    const args = ["cookies", "import", "--browser", "firefox", "--domain", "acme.test"];
    const outcome = await own.run(args);
    expect(outcome).toEqual({
      status: 0,
      out: "",
      err: "g4f: read firefox, profile abc.default: session\ng4f: took 1 cookie of acme.test\n",
    });
    expect((await own.run(["cookies", "list"])).out).not.toContain("other.test");
    const none = await own.run(["cookies", "import", "--browser", "firefox", "--domain", "x.test"]);
    expect(none).toMatchObject({ status: 2, err: expect.stringContaining("nothing of x.test") });
  },
);

test.each([
  ["no site", ["--browser", "firefox"], 2, "add --domain"],
  ["a browser that nobody knows", ["--browser", "netscape", "--domain", "x.test"], 2, "is one of"],
  [
    "one that is not there",
    ["--browser", "vivaldi", "--domain", "x.test"],
    5,
    "no cookies of vivaldi",
  ],
])("%s", async (_, args, status, problem) => {
  using own = makeHome();
  const outcome = await own.run(["cookies", "import", ...args]);
  expect(outcome).toMatchObject({ status, err: expect.stringContaining(problem) });
});
