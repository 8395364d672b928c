import { join } from "node:path";

import { createOpenAssistantServer } from "@g4f/openassistant-server";
import { describe, expect, test } from "vitest";

import { makeHome, type Home } from "../home.ts";
import { listen } from "../servers.ts";
import { says, upstream } from "../upstreams.ts";

const ASK = ["ask", "-p", "openassistant", "I am tired"];

/** A home that leads to a server which wants a cookie, and that cookie as a header. */
async function withServer() {
  const server = createOpenAssistantServer();
  const { url } = await server.listen();
  const { name, value } = server.secrets.sessionCookie;
  const own = makeHome({ "session.txt": `${name}=${value}` });
  const env = { OPENASSISTANT_BASE_URL: url };
  return {
    name,
    value,
    file: join(own.path, "session.txt"),
    run: (args: readonly string[], more = {}) => own.run(args, { env: { ...env, ...more } }),
    [Symbol.asyncDispose]: async () => {
      own[Symbol.dispose]();
      await server.close();
    },
  };
}

describe("cookies go with calls", () => {
  test("those of --cookies, from a header that names no site", async () => {
    await using own = await withServer();
    expect((await own.run(ASK)).status).not.toBe(0);
    const outcome = await own.run([...ASK, "--cookies", own.file]);
    expect(outcome).toMatchObject({ status: 0, err: "" });
    expect(outcome.out).not.toBe("");
  });

  test("those that were imported; those of --cookies and of the environment go before them", async () => {
    await using own = await withServer();
    await own.run(["cookies", "import", own.file, "--domain", "127.0.0.1"]);
    expect(await own.run(ASK)).toMatchObject({ status: 0, err: "" });
    const wrong = { OPENASSISTANT_COOKIE: `${own.name}=wrong` };
    expect((await own.run(ASK, wrong)).status).toBe(11);
    expect((await own.run([...ASK, "--cookies", own.file], wrong)).status).toBe(0);
  });

  test("those of another site do not, and a provider's need of them is told", async () => {
    using own = makeHome({ "c.txt": "a=secret-1" });
    await own.run(["cookies", "import", join(own.path, "c.txt"), "--domain", "acme.test"]);
    const env = { OPENASSISTANT_BASE_URL: "https://open-assistant.io" };
    const outcome = await own.run(ASK, { env });
    expect(outcome).toMatchObject({
      status: 11,
      err: expect.stringContaining("set OPENASSISTANT_COOKIE or"),
    });
  });

  test("a file without cookies for the address is told before anything is sent", async () => {
    using own = makeHome({
      "c.txt": "# Netscape HTTP Cookie File\n.acme.test\tTRUE\t/\tTRUE\t0\ta\tsecret-1\n",
    });
    await using server = await listen();
    const env = { OPENASSISTANT_BASE_URL: server.url };
    const outcome = await own.run([...ASK, "--cookies", join(own.path, "c.txt")], { env });
    expect(outcome).toMatchObject({
      status: 11,
      err: expect.stringContaining("~/c.txt has no cookies for 127.0.0.1"),
    });
    expect(server.requests).toEqual([]);
  });

  test("a provider that takes none is sent none, and that is said", async () => {
    using own = makeHome({ "c.txt": "a=secret-1" });
    await using server = await upstream("ollama", says("Good evening"));
    const args = ["ask", "-p", "ollama", "-m", "small", "--cookies", join(own.path, "c.txt"), "hi"];
    const outcome = await own.run(args, { env: { OLLAMA_BASE_URL: server.baseUrl } });
    expect(outcome).toMatchObject({
      status: 0,
      err: "g4f: Ollama takes no cookies: those of ~/c.txt stay here\n",
    });
    expect(server.calls[0]?.request.headers).not.toHaveProperty("cookie");
  });

  test.each([
    ["a file that is not there", "none.txt", 5],
    ["a file without cookies", "empty.txt", 2],
  ])("%s", async (_, name, status) => {
    using own = makeHome({ "empty.txt": "\u0001" });
    const outcome = await own.run([...ASK, "--cookies", join(own.path, name)]);
    expect(outcome.status).toBe(status);
    expect(outcome.err).toContain(`~/${name}: `);
  });
});

test("doctor tells where key and cookies are from, by name, and which proxy is used", async () => {
  await using own = await withServer();
  await own.run(["cookies", "import", own.file, "--domain", "127.0.0.1"]);
  const { out } = await own.run(["doctor"]);
  expect(out).toMatch(
    new RegExp(`✓ OpenAssistant cookies +${own.name} \\(~/g4f/cookies\\.json\\)`),
  );
  const given = await own.run(["doctor", "--cookies", own.file]);
  expect(given.out).toMatch(/✓ OpenAssistant cookies +\S+ \(~\/session\.txt\)/);
  const env = { OPENASSISTANT_COOKIE: `${own.name}=${own.value}` };
  const fromEnv = await own.run(["doctor"], env);
  expect(fromEnv.out).toMatch(/✓ OpenAssistant cookies +\S+ \(OPENASSISTANT_COOKIE\)/);
  expect(out + given.out + fromEnv.out).not.toContain(own.value);
});

describe("proxies", () => {
  const GROQ = ["ask", "-p", "groq", "-m", "m", "hi"];
  const env = { GROQ_API_KEY: "sk-1", GROQ_BASE_URL: "http://acme.test/v1" };

  /** Runs with a proxy on loopback that refuses what it is asked; gives where requests wanted to go. */
  async function through(
    own: Home,
    lead: (proxy: string) => { readonly args?: readonly string[]; readonly env?: object },
  ): Promise<{ readonly asked: readonly string[]; readonly err: string }> {
    await using proxy = await listen();
    const { args = [], env: more = {} } = lead(proxy.url);
    const { err } = await own.run([...GROQ, ...args], { env: { ...env, ...more } });
    return { asked: proxy.requests.map(({ path }) => path), err };
  }

  const TARGET = ["http://acme.test/v1/chat/completions"];

  test("of the flag, the environment and the file, in this order", async () => {
    using own = makeHome();
    const dead = "http://127.0.0.1:1";
    const flag = await through(own, (url) => ({
      args: ["--proxy", url],
      env: { G4F_PROXY: dead },
    }));
    expect(flag.asked).toEqual(TARGET);
    const variable = await through(own, (url) => ({ env: { G4F_PROXY: url, http_proxy: dead } }));
    expect(variable.asked).toEqual(TARGET);
    const common = await through(own, (url) => ({ env: { http_proxy: url } }));
    expect(common.asked).toEqual(TARGET);
    const exempt = await through(own, (url) => ({ env: { http_proxy: url, NO_PROXY: ".test" } }));
    expect(exempt.asked).toEqual([]);
  });

  test("of the flag, also for a server on this machine; those of the environment are not", async () => {
    await using server = await upstream("openai", says("direct"));
    using own = makeHome();
    const local = { GROQ_BASE_URL: server.baseUrl };
    const flag = await through(own, (url) => ({ args: ["--proxy", url], env: local }));
    expect(flag.asked).toEqual([`${server.baseUrl}/chat/completions`]);
    expect(server.calls).toHaveLength(0);
    const variable = await through(own, (url) => ({ env: { ...local, G4F_PROXY: url } }));
    expect(variable.asked).toEqual([]);
    expect(server.calls).toHaveLength(1);
  });

  test("doctor shows which one, its password masked, and where it was named", async () => {
    using own = makeHome();
    const proxy = "http://me:secret-9@127.0.0.1:1";
    const shown = async (args: readonly string[], more: object): Promise<string> => {
      const { out } = await own.run(["doctor", ...args], { env: { ...env, ...more } });
      expect(out).not.toContain("secret-9");
      return /Groq proxy +(.*)/.exec(out)?.[1] ?? "";
    };
    expect(await shown(["--proxy", proxy], {})).toBe("http://***@127.0.0.1:1 (--proxy)");
    expect(await shown([], { G4F_PROXY: proxy })).toBe("http://***@127.0.0.1:1 (G4F_PROXY)");
    expect(await shown([], { ALL_PROXY: proxy, no_proxy: "*" })).toBe(
      "none for this address (ALL_PROXY)",
    );
    expect(await shown(["--proxy", "ftp://me:secret-9@x.test"], {})).toMatch(/scheme ftp/);
    expect(await shown([], {})).toBe("");
  });
});
