import { chmodSync, readFileSync, statSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { startTyping } from "../chat/typist.ts";
import { g4f } from "../g4f.ts";
import { makeHome } from "../home.ts";
import { says, upstream } from "../upstreams.ts";

const CANARY = "sk-canary-5d1e8b";

describe("g4f auth set", () => {
  test("keeps what is piped in for the provider's address, and shows no key", async () => {
    using own = makeHome();
    expect(await own.run(["auth", "set", "Groq"], { input: `${CANARY}\n` })).toEqual({
      status: 0,
      out: "",
      err: "g4f: kept the key of Groq for https://api.groq.com: account default in ~/g4f/credentials.json\n",
    });
    const stored: unknown = JSON.parse(readFileSync(own.kept("credentials.json"), "utf8"));
    expect(stored).toMatchObject({
      credentials: [{ provider: "groq", origin: "https://api.groq.com", key: CANARY }],
    });
    expect(statSync(own.kept("credentials.json")).mode & 0o777).toBe(0o600);
  });

  test("keeps one for a server of your own, and for an account", async () => {
    using own = makeHome();
    const flags = ["--base-url", "http://127.0.0.1:9/v1", "--account", "Work"];
    const { err } = await own.run(["auth", "set", "groq", ...flags], { input: CANARY });
    expect(err).toContain("for http://127.0.0.1:PORT: account work in");
  });

  test.each([
    ["as a word", ["auth", "set", "groq", CANARY]],
    ["as a flag", ["auth", "set", "groq", `--key=${CANARY}`]],
    ["behind a flag", ["auth", "set", "groq", "--api-key", CANARY]],
    ["in place of the provider", ["auth", "set", CANARY]],
    ["as a flag of all", ["auth", "set", "groq", CANARY, "--debug"]],
    ["where another command is meant", ["auth", "list", "groq", CANARY, "--debug"]],
    ["as a flag of another command", ["ask", `--api-key=${CANARY}`, "hi", "--debug"]],
    ["as a flag of remove", ["auth", "remove", "groq", `--key=${CANARY}`, "--debug"]],
    ["as a provider to be forgotten", ["auth", "remove", CANARY]],
  ])("a key on the command line is refused, kept nowhere and not shown: %s", async (_, args) => {
    using own = makeHome();
    const { status, out, err } = await own.run(args, { input: `${CANARY}-2` });
    expect(status).toBe(2);
    expect(out + err).not.toContain("canary");
    expect(() => statSync(own.kept("credentials.json"))).toThrow("ENOENT");
  });

  test("the refusal says why, and what to do", async () => {
    using own = makeHome();
    const { err } = await own.run(["auth", "set", "groq", CANARY]);
    expect(err).toContain("a key on the command line is in the shell's history");
    expect(err).toContain("it is asked for or read from stdin");
  });

  test.each([
    ["no key", "", "usage: there is no key: type it when asked, or pipe it in", 2],
    ["several lines", `${CANARY}\nmore`, "usage: a key is one line, and there are several", 2],
    ["a space in it", `${CANARY} x`, "usage: a key has one or more printable ASCII", 2],
    ["the key of another service", `sk-ant-${CANARY}`, "auth: Groq was given a key that looks", 11],
  ])("%s is refused and not shown", async (_, input, problem, status) => {
    using own = makeHome();
    const outcome = await own.run(["auth", "set", "groq"], { input });
    expect(outcome.status).toBe(status);
    expect(outcome.err).toContain(problem);
    expect(outcome.err).not.toContain("canary");
    expect(() => statSync(own.kept("credentials.json"))).toThrow("ENOENT");
  });

  test.each([
    ["a provider without keys", ["eliza"], "Eliza takes no key"],
    ["a name that nobody has", ["gorq"], "no provider has this name; did you mean Groq?"],
    ["a provider without an address", ["azure"], "Azure has no address of its own: add --base-url"],
    ["an address that is none", ["groq", "--base-url", "x"], "--base-url is no URL"],
    ["another scheme", ["groq", "--base-url", "ftp://x.test"], "a key belongs to a URL"],
    ["an account that is none", ["groq", "--account", "../x"], "the name of an account has"],
  ])("%s", async (_, args, problem) => {
    using own = makeHome();
    const outcome = await own.run(["auth", "set", ...args], { input: CANARY });
    expect(outcome).toMatchObject({ status: 2, err: expect.stringContaining(problem) });
  });

  test("without a home there is no place for it", async () => {
    const outcome = await g4f(["auth", "set", "groq"], { input: CANARY });
    expect(outcome).toMatchObject({ status: 4, err: expect.stringContaining("set HOME") });
  });
});

describe("typed at a terminal", () => {
  test("it is asked for, and not shown; corrections count", async () => {
    using own = makeHome();
    const typist = startTyping(["auth", "set", "groq"], own.env);
    await typist.until("key of Groq for https://api.groq.com (not shown): ");
    expect(typist.isRaw).toBe(true);
    typist.type(`wrong\u0015${CANARY}x\u007F\u001B[D`);
    typist.type("\r");
    expect(await typist.status).toBe(0);
    expect(typist.isRaw).toBe(false);
    expect(typist.screen).not.toContain("canary");
    expect(readFileSync(own.kept("credentials.json"), "utf8")).toContain(`"${CANARY}"`);
  });

  test.each([
    ["Ctrl-C", "\u0003", 130],
    ["Ctrl-D", "\u0004", 130],
    ["Enter alone", "\r", 2],
  ])("%s keeps nothing, and gives the terminal back", async (_, key, status) => {
    using own = makeHome();
    const typist = startTyping(["auth", "set", "groq"], own.env);
    await typist.until("(not shown): ");
    typist.type(key);
    expect(await typist.status).toBe(status);
    expect(typist.isRaw).toBe(false);
    expect(() => statSync(own.kept("credentials.json"))).toThrow("ENOENT");
  });

  test("a signal to end gives the terminal back", async () => {
    using own = makeHome();
    const typist = startTyping(["auth", "set", "groq"], own.env);
    await typist.until("(not shown): ");
    typist.end();
    expect(await typist.status).toBe(130);
    expect(typist.isRaw).toBe(false);
  });
});

describe("g4f auth list and remove", () => {
  test("what was kept, without a key; one is forgotten", async () => {
    using own = makeHome();
    expect(await own.run(["auth", "list"])).toEqual({
      status: 0,
      out: "",
      err: "g4f: no key was kept: g4f auth set <provider> keeps one\n",
    });
    await own.run(["auth", "set", "groq"], { input: CANARY });
    await own.run(["auth", "set", "groq", "--account", "work"], { input: CANARY });
    await own.run(["auth", "set", "openai"], { input: CANARY });
    const { out } = await own.run(["auth", "list"]);
    expect(out.split("\n").map((line) => line.replaceAll(/ {2,}/g, " | "))).toEqual([
      "PROVIDER | ACCOUNT | FOR | KEPT IN | ENDS",
      "groq | default | https://api.groq.com | ~/g4f/credentials.json",
      "groq | work | https://api.groq.com | ~/g4f/credentials.json",
      "openai | default | https://api.openai.com | ~/g4f/credentials.json",
      "",
    ]);
    const json = await own.run(["auth", "list", "OpenAI", "--json"]);
    expect(JSON.parse(json.out)).toEqual({
      provider: "openai",
      account: "default",
      origin: "https://api.openai.com",
      from: "file",
      place: "~/g4f/credentials.json",
    });
    const work = await own.run(["auth", "list", "--account", "Work"]);
    expect(work.out.trimEnd().split("\n")).toHaveLength(2);
    const several = await own.run(["auth", "remove", "groq"]);
    expect(several).toMatchObject({
      status: 2,
      err: expect.stringContaining("default for https://api.groq.com, work for"),
    });
    expect((await own.run(["auth", "remove", "groq", "--account", "none"])).status).toBe(2);
    expect(await own.run(["auth", "remove", "groq", "--account", "work"])).toMatchObject({
      status: 0,
      err: "g4f: forgot the key of groq, account work, for https://api.groq.com\n",
    });
    expect((await own.run(["auth", "list", "groq"])).out).not.toContain("work");
  });

  test("a broken file is told by name and place, and stays as it is", async () => {
    using own = makeHome({
      "g4f/credentials.json": `{"version":1,"credentials":[{"key":"${CANARY}"}]}`,
    });
    for (const args of [["list"], ["set", "groq"], ["remove", "groq"]]) {
      const outcome = await own.run(["auth", ...args], { input: CANARY });
      expect(outcome).toMatchObject({
        status: 11,
        err: "g4f: auth: ~/g4f/credentials.json: credentials[0]: provider must be the name of a provider\n",
      });
    }
    expect(readFileSync(own.kept("credentials.json"), "utf8")).toContain(CANARY);
  });
});

describe("a key that was kept goes with calls", () => {
  test("to its own address, of the account that is asked for", async () => {
    await using server = await upstream("openai", says("Good evening"));
    using own = makeHome();
    const at = ["--base-url", server.baseUrl];
    for (const account of ["default", "work"]) {
      const args = ["auth", "set", "groq", ...at, "--account", account];
      await own.run(args, { input: `${CANARY}-${account}` });
    }
    const ask = ["ask", "-p", "groq", ...at];
    const plain = await own.run([...ask, "hi"]);
    expect(plain).toMatchObject({ status: 0, err: "", out: "Good evening\n" });
    await own.run([...ask, "--account", "work", "hi"], { env: { GROQ_API_KEY: "sk-env" } });
    await own.run([...ask, "hi"], { env: { GROQ_API_KEY: "sk-env" } });
    const keys = server.calls.map(({ request }) => request.headers["authorization"]);
    expect(keys).toEqual([`Bearer ${CANARY}-default`, `Bearer ${CANARY}-work`, "Bearer sk-env"]);
  });

  test("an account that none can be, and one that was never kept", async () => {
    using own = makeHome();
    const ask = ["ask", "-p", "groq", "-m", "m", "hi", "--account"];
    expect(await own.run([...ask, "../x"])).toMatchObject({
      status: 2,
      err: expect.stringContaining("the name of an account has 1 to 64"),
    });
    expect(await own.run([...ask, "work"])).toMatchObject({
      status: 11,
      err: expect.stringContaining(
        "no key was kept for this account: g4f auth set groq --account work",
      ),
    });
  });

  test("to no other: the call goes without, and that is said", async () => {
    await using server = await upstream("openai", says("Good evening"));
    using own = makeHome();
    await own.run(["auth", "set", "groq"], { input: CANARY });
    const outcome = await own.run(["ask", "-p", "groq", "--base-url", server.baseUrl, "hi"]);
    expect(outcome.status).toBe(0);
    expect(outcome.err).toContain("the key of Groq that was kept belongs to https://api.groq.com");
    expect(server.calls[0]?.request.headers).not.toHaveProperty("authorization");
  });

  test("doctor, providers and models know of it", async () => {
    await using server = await upstream("openai", says("Good evening"));
    using own = makeHome({
      "g4f/config.yaml": `providers: { groq: { baseUrl: "${server.baseUrl}" } }\n`,
    });
    await own.run(["auth", "set", "groq", "--base-url", server.baseUrl], { input: CANARY });
    await own.run(["auth", "set", "mistral"], { input: CANARY });
    const doctor = await own.run(["doctor"]);
    expect(doctor.out).toMatch(/✓ Groq key +account default in ~\/g4f\/credentials.json/);
    expect(doctor.out).toMatch(/✓ Groq models +\d/);
    const live = await own.run(["models", "groq", "--live"]);
    expect(live.status).toBe(0);
    const listed = await own.run(["providers", "mistral", "--json"]);
    expect(JSON.parse(listed.out)).toMatchObject({ state: "unverified" });
    expect(doctor.out + live.out + listed.out).not.toContain("canary");
  });

  test("a file that others could read is closed to them, and that is said", async () => {
    using own = makeHome();
    await own.run(["auth", "set", "groq"], { input: CANARY });
    chmodSync(own.kept("credentials.json"), 0o644);
    const { err } = await own.run(["ask", "-p", "eliza", "hi"]);
    expect(err).toContain("others could read ~/g4f/credentials.json: now its owner alone may");
    expect(statSync(own.kept("credentials.json")).mode & 0o777).toBe(0o600);
    expect((await own.run(["ask", "-p", "eliza", "hi"])).err).toBe("");
  });
});
