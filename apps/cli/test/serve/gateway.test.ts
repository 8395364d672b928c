import { PassThrough } from "node:stream";

import { describe, expect, test } from "vitest";

import { run } from "../../src/run.ts";
import { g4f, testTerminal } from "../g4f.ts";
import { listen } from "../servers.ts";
import { temporaryFolder } from "../temporary.ts";
import { says, upstream } from "../upstreams.ts";

/** Runs a command line until it has printed `last`; gives what it printed and how it ends. */
async function serving(args: readonly string[], last: RegExp, env: Record<string, string> = {}) {
  const ending = new AbortController();
  const stdout = new PassThrough();
  const terminal = { ...testTerminal({ signal: ending.signal, env }), stdout };
  const status = run(args, terminal, "1.2.3");
  let printed = "";
  for await (const chunk of stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    printed += chunk.toString();
    if (last.test(printed)) break;
  }
  const [, url = ""] = /Gateway at (http:\S+);/.exec(printed) ?? [];
  const [, key = ""] = /shown this once: (\S+)/.exec(printed) ?? [];
  const end = async (): Promise<number> => {
    ending.abort();
    return await status;
  };
  return { printed, url, key, terminal, end };
}

async function ask(url: string, key: string, model: string): Promise<unknown> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
  });
  const body = (await response.json()) as { choices?: { message: { content: string } }[] };
  return body.choices?.[0]?.message.content ?? response.status;
}

describe("g4f serve", () => {
  test("offline: address, a key that is shown once, and an answer; the signal ends it", async () => {
    const args = ["--offline", "serve", "--port", "0", "--openassistant"];
    const { printed, url, key, terminal, end } = await serving(args, /g4f ask .*\n$/);
    expect(printed).toContain("Open Assistant's API at http://127.0.0.1:");
    expect(printed.split(key)).toHaveLength(3);
    expect(terminal.said.err).toMatch(/^g4f: offline: OpenAssistant .* Eliza/);
    expect(await ask(url, key, "OA_SFT_Llama_30B_6")).toContain("Eliza");
    expect(await ask(url, key, "gpt-4")).toBe(404);
    expect(await ask(url, `${key}x`, "OA_SFT_Llama_30B_6")).toBe(401);
    expect(await end()).toBe(0);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  test("without a file: whoever g4f ask would ask, with its options", async () => {
    await using server = await upstream("openai", says("Hello."));
    const target = ["-p", "openai", "-m", "m-1", "--base-url", server.baseUrl, "-o", "seed=7"];
    const { url, key, printed, end } = await serving(
      ["serve", "--port", "0", ...target],
      /curl.*\n$/,
    );
    expect(printed).toContain('"model":"m-1"');
    expect(await ask(url, key, "m-1")).toBe("Hello.");
    expect(JSON.parse(server.calls[0]?.request.body ?? "")).toMatchObject({
      model: "m-1",
      seed: 7,
    });
    expect(await end()).toBe(0);
  });

  test("the example is for a model that there is, where a provider has no default", async () => {
    await using server = await listen(200, { models: [{ name: "small:1b", model: "small:1b" }] });
    const { printed, end } = await serving(
      ["serve", "--port", "0", "-p", "ollama", "--base-url", server.url],
      /curl.*\n$/,
    );
    expect(printed).toContain('"model":"small:1b"');
    expect(await end()).toBe(0);
  });

  test("by a file, whose keys it takes from the environment", async () => {
    using folder = temporaryFolder({
      "gateway.yaml":
        "listen: { port: 0 }\nproviders: { eliza: {} }\nkeys: { fixed: [{ name: me, secret: env:MY_KEY }] }\n",
    });
    const secret = "the-secret-of-this-test";
    const file = `${folder.path}/gateway.yaml`;
    const served = await serving(["serve", "--config", file], /curl.*\n$/, { MY_KEY: secret });
    expect(served.printed).not.toContain(secret);
    expect(served.terminal.said.err).toContain("gateway.yaml says who answers");
    expect(await ask(served.url, secret, "eliza:eliza")).toContain("Eliza");
    expect(await served.end()).toBe(0);
  });

  const rows: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    ["nobody to ask", ["serve"], 3, /no provider was named/],
    ["a port that is none", ["serve", "--port", "70000"], 2, /whole number from 0 to 65535/],
    [
      "the world without keys",
      ["--offline", "serve", "--host", "0.0.0.0"],
      2,
      /--host 0\.0\.0\.0 .*keys of its own.*--config <file>/,
    ],
    ["a system prompt", ["--offline", "serve", "-s", "Be brief."], 2, /clients send their own/],
    ["a model that there is not", ["serve", "-p", "eliza", "-m", "nix"], 17, /no model "nix"/],
    [
      "a file and a flag",
      ["serve", "--config", "gateway.yaml", "-p", "openai"],
      2,
      /leave out --provider/,
    ],
    [
      "a file and an account",
      ["serve", "--config", "gateway.yaml", "--account", "work"],
      2,
      /leave out --account/,
    ],
    [
      "a file and cookies",
      ["serve", "--config", "gateway.yaml", "--cookies", "c.txt"],
      2,
      /leave out --cookies/,
    ],
    ["a file that is not there", ["serve", "--config", "/no/such.yaml"], 4, /no such file/],
    [
      "a person's session",
      ["serve", "-p", "openassistant", "--base-url", "http://127.0.0.1:9"],
      4,
      /a person's cookies/,
    ],
  ];
  test.each(rows)("%s", async (_, args, status, words) => {
    const outcome = await g4f(args);
    expect(outcome).toMatchObject({ status, out: "" });
    expect(outcome.err).toMatch(words);
  });

  test("help has no flag that is refused", async () => {
    const { out } = await g4f(["serve", "--help"]);
    expect(out).toContain("--account");
    expect(out).not.toContain("--system");
  });

  test("a port that is taken", async () => {
    await using server = await upstream("openai", says("never"));
    const { port } = new URL(server.baseUrl);
    const outcome = await g4f(["--offline", "serve", "--port", port]);
    expect(outcome).toMatchObject({ status: 5, out: "" });
    expect(outcome.err).toContain(`port ${port} is taken: --port 0 takes any that is free`);
    using folder = temporaryFolder({
      "gateway.yaml": `listen: { port: ${port} }\nproviders: { eliza: {} }\n`,
    });
    const byFile = await g4f(["serve", "--config", `${folder.path}/gateway.yaml`]);
    expect(byFile.err).toContain(`port ${port} is taken`);
  });
});
