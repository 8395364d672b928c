import { chmodSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { makeHome, type Home } from "../home.ts";
import {
  CANARY,
  FAULTS,
  hits,
  leakyFiles,
  proxyUrl,
  startGossip,
  type Gossip,
} from "./canaries.ts";

let upstream: Gossip;
beforeAll(async () => {
  upstream = await startGossip();
});
afterAll(() => upstream[Symbol.asyncDispose]());

/** Where a person's secrets lie. */
interface Source {
  readonly home: () => Promise<Home>;
  readonly env: () => Readonly<Record<string, string>>;
  /** The files that hold secrets, and may. */
  readonly files: readonly string[];
}

const ADDRESSES = (): Readonly<Record<string, string>> => ({
  GROQ_BASE_URL: upstream.url,
  OPENASSISTANT_BASE_URL: upstream.url,
});
const COOKIE = `next-auth.session-token=${CANARY.cookie}`;

const SOURCES: Readonly<Record<string, Source>> = {
  environment: {
    home: async () => makeHome(),
    env: () => ({ ...ADDRESSES(), GROQ_API_KEY: CANARY.key, OPENASSISTANT_COOKIE: COOKIE }),
    files: [],
  },
  configuration: {
    home: async () =>
      makeHome({
        "g4f/config.json": JSON.stringify({
          providers: {
            groq: { baseUrl: upstream.url, apiKey: CANARY.key, headers: { "x-team": CANARY.user } },
            openassistant: {
              baseUrl: upstream.url,
              cookies: { "next-auth.session-token": CANARY.cookie },
            },
          },
        }),
      }),
    env: () => ({}),
    files: ["g4f/config.json"],
  },
  "what was kept": {
    home: async () => {
      const own = makeHome({ "cookies.txt": COOKIE });
      const set = ["auth", "set", "groq", "--base-url", upstream.url, "--debug"];
      const kept = await own.run(set, { input: CANARY.key });
      const imported = [
        "cookies",
        "import",
        join(own.path, "cookies.txt"),
        "--domain",
        "127.0.0.1",
      ];
      const taken = await own.run([...imported, "--debug"]);
      expect([kept.status, taken.status]).toEqual([0, 0]);
      expectClean(kept, taken);
      return own;
    },
    env: ADDRESSES,
    files: ["cookies.txt", "g4f/cookies.json", "g4f/credentials.json"],
  },
};

const COMMANDS: readonly (readonly string[])[] = [
  ["ask", "-p", "openassistant", "hi"],
  ["ask", "-p", "openassistant", "--json", "hi"],
  ["chat", "-p", "groq", "-m", "m"],
  ["models", "groq", "--live"],
  ["providers", "--json"],
  ["doctor", "--call"],
  ["doctor", "--json"],
  ["auth", "list"],
  ["auth", "list", "--json"],
  ["auth", "remove", "nobody"],
  ["cookies", "list"],
  ["cookies", "list", "--json"],
  ["cookies", "list", "127.0.0.1"],
  ["__complete", "--", "ask", "--account", ""],
  ["__complete", "--", "cookies", "list", ""],
];

/** Nothing of what was said holds a secret. */
function expectClean(...outcomes: readonly { readonly out: string; readonly err: string }[]): void {
  for (const { out, err } of outcomes) expect([hits(out), hits(err)]).toEqual([[], []]);
}

describe.each(Object.entries(SOURCES))("secrets from the %s", (_, source) => {
  test("are in nothing that commands say, whatever upstream does, nor in any other file", async () => {
    using own = await source.home();
    const env = source.env();
    upstream.heard = false;
    for (const fault of Object.keys(FAULTS)) {
      upstream.fault = fault;
      for (const form of [["--usage"], ["--json"], ["--no-stream"]]) {
        const args = ["ask", "-p", "groq", "-m", "m", "--debug", ...form, "hi"];
        const outcome = await own.run(args, { env });
        expect(outcome.status).not.toBe(0);
        expectClean(outcome);
      }
    }
    expect(upstream.heard).toBe(true);
    upstream.fault = "a refusal";
    for (const args of COMMANDS) {
      const outcome = await own.run([...args, ...(args[0] === "__complete" ? [] : ["--debug"])], {
        env,
        input: "hello\n",
      });
      expectClean(outcome);
    }
    expect(leakyFiles(own.path)).toEqual(source.files);
  });
});

describe("a proxy's password", () => {
  const ways: readonly (readonly [
    string,
    (url: string) => { args?: string[]; env?: Record<string, string>; file?: string },
  ])[] = [
    ["the flag", (url) => ({ args: ["--proxy", url] })],
    ["G4F_PROXY", (url) => ({ env: { G4F_PROXY: url } })],
    ["http_proxy and HTTPS_PROXY", (url) => ({ env: { http_proxy: url, HTTPS_PROXY: url } })],
    ["the configuration", (url) => ({ file: url })],
  ];
  test.each(ways)("of %s is in nothing that is said", async (_, way) => {
    upstream.fault = "a page";
    const proxies = [
      proxyUrl("http", upstream.port),
      proxyUrl("socks5h", upstream.port),
      proxyUrl("http", 1),
      `${proxyUrl("http", upstream.port)}/path`,
      `ftp://${CANARY.user}:${encodeURIComponent(CANARY.password)}@x.test`,
      `http://${CANARY.user}:${CANARY.password}`,
    ];
    for (const proxy of proxies) {
      const { args = [], env = {}, file } = way(proxy);
      const config = JSON.stringify(file === undefined ? {} : { proxy: file });
      using own = makeHome({ "g4f/config.json": config });
      for (const target of ["http://acme.test/v1", "https://acme.test/v1"]) {
        const all = { ...env, GROQ_API_KEY: CANARY.key, GROQ_BASE_URL: target };
        for (const command of [["ask", "-p", "groq", "-m", "m", "hi"], ["doctor"]]) {
          const outcome = await own.run([...command, ...args, "--debug"], { env: all });
          expect(outcome.status).not.toBe(0);
          expectClean(outcome);
        }
      }
      expect(leakyFiles(own.path)).toEqual(file === undefined ? [] : ["g4f/config.json"]);
    }
  });
});

describe("files that are broken", () => {
  const broken: Readonly<Record<string, string>> = {
    "g4f/credentials.json": `{"version":1,"credentials":[{"provider":"groq","account":"a","origin":"${CANARY.key}","key":"${CANARY.key}"}]}`,
    "g4f/cookies.json": `{"cookies":[{"name":"a","value":"${CANARY.cookie}","domain":7},${CANARY.cookie}`,
    "cookies.txt": `# Netscape HTTP Cookie File\n.acme.test\tTRUE\t${CANARY.cookie}\nbroken ${CANARY.cookie}\n`,
    "cookies.json": `[{"name":"a","value":"${CANARY.cookie}","domain":7},{"domain":"acme.test","value":"${CANARY.cookie}"}]`,
    "cookies.har": `{"log":{"entries":[{"request":{"url":"${CANARY.cookie}","cookies":[{"name":"a","value":"${CANARY.cookie}\\n"}]}},{`,
    "header.txt": `a=${CANARY.cookie}\u0007; =; ${CANARY.cookie}`,
  };

  test.each(Object.keys(broken))("%s", async (name) => {
    using own = makeHome({ [name]: broken[name] ?? "" });
    const file = join(own.path, name);
    const commands = [
      ["ask", "-p", "groq", "-m", "m", "hi"],
      ["ask", "-p", "openassistant", "--cookies", file, "hi"],
      ["doctor", "--cookies", file],
      ["auth", "list"],
      ["auth", "remove", "groq"],
      ["cookies", "list"],
      ["cookies", "clear"],
      ["cookies", "import", file],
      ["cookies", "import", file, "--domain", "acme.test"],
      ["--config", file, "ask", "-p", "eliza", "hi"],
    ];
    let failed = 0;
    for (const args of commands) {
      const outcome = await own.run([...args, "--debug"], { env: ADDRESSES() });
      failed += outcome.status === 0 ? 0 : 1;
      expectClean(outcome);
    }
    expect(failed).toBeGreaterThan(2);
    chmodSync(file, 0o644);
    expectClean(await own.run(["doctor", "--cookies", file, "--debug"]));
  });
});

test("a key that is typed in the wrong place is not repeated", async () => {
  using own = makeHome();
  const { key } = CANARY;
  const lines = [
    ["auth", "set", key],
    ["auth", "set", "groq", key],
    ["auth", "set", "groq", `--token=${key}`],
    ["auth", "list", "x", key],
    ["auth", "remove", key],
    ["ask", `--api-key=${key}`, "hi"],
    ["cookies", "list", key],
    ["cookies", "import", "a", key],
    ["doctor", `--key=${key}`],
  ];
  for (const args of lines) {
    const outcome = await own.run([...args, "--debug"]);
    expect(outcome.status).toBe(2);
    expectClean(outcome);
  }
});
