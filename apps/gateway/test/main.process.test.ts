import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";

import { environmentOf } from "../src/environment.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/gateway-test", import.meta.url));
const SECRET = "the-secret-of-this-test";

function start(text: string, env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "g4f-gateway-"));
  const file = join(folder, "gateway.yaml");
  writeFileSync(file, text);
  const child = spawn(process.execPath, ["--conditions=@g4f/source", MAIN], {
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: CACHE,
      G4F_GATEWAY_CONFIG: file,
      G4F_GATEWAY_PORT: "0",
      ...env,
    },
  });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const ended = new Promise<unknown>((resolve) => {
    child.once("close", (status, signal) => resolve(status ?? signal));
  });
  return {
    child,
    file,
    ended,
    said: () => out,
    [Symbol.dispose]: () => {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true });
    },
  };
}

test("serves the file, logs lines of JSON, reloads, drains on SIGTERM and exits with 0", async () => {
  const text = "providers: { eliza: {} }\nkeys: { fixed: [{ name: me, secret: env:MY_KEY }] }\n";
  using main = start(text, { MY_KEY: SECRET });
  await expect.poll(main.said, { timeout: 30_000 }).toContain("listening at");
  const [, url = ""] = /listening at (http:[^"]+)/.exec(main.said()) ?? [];
  const ask = (model: string): Promise<Response> =>
    fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${SECRET}` },
      body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
    });
  expect((await ask("eliza:eliza")).status).toBe(200);
  expect((await ask("fast")).status).toBe(404);
  writeFileSync(main.file, `${text}aliases: { fast: "eliza:eliza" }\n`);
  main.child.kill("SIGHUP");
  await expect.poll(main.said).toContain("was read again and holds");
  expect((await ask("fast")).status).toBe(200);
  main.child.kill("SIGTERM");
  expect(await main.ended).toBe(0);
  const lines = main.said().trimEnd().split("\n");
  expect(lines.map((line) => typeof JSON.parse(line))).toEqual(lines.map(() => "object"));
  expect(main.said()).not.toContain(SECRET);
});

test("a file that is wrong is one line with its place, and exit 1", async () => {
  using main = start("providrs: {}\n");
  expect(await main.ended).toBe(1);
  expect(JSON.parse(main.said())).toMatchObject({
    level: 50,
    msg: expect.stringMatching(/gateway\.yaml:1: unknown key "providrs"; did you mean providers\?/),
  });
});

test("the environment names file and address; a port that is none is refused", () => {
  expect(environmentOf({})).toEqual({
    config: "/etc/g4f/gateway.yaml",
    host: undefined,
    port: undefined,
  });
  const env = { G4F_GATEWAY_CONFIG: "a", G4F_GATEWAY_HOST: "0.0.0.0", G4F_GATEWAY_PORT: "80" };
  expect(environmentOf(env)).toEqual({ config: "a", host: "0.0.0.0", port: 80 });
  expect(() => environmentOf({ G4F_GATEWAY_PORT: "http" })).toThrow("whole number");
});

test.each(["gateway.yaml", "kubernetes/gateway.yaml"])(
  "deploy/%s is a configuration that starts",
  async (name) => {
    const text = readFileSync(new URL(`../../../deploy/${name}`, import.meta.url), "utf8");
    const [first] = parseAllDocuments(text).map((document) => document.toJS() as object);
    const data: unknown = Reflect.get(first ?? {}, "data");
    const config =
      data === undefined ? text : String(Reflect.get(Object(data) as object, "gateway.yaml"));
    using main = start(config.replaceAll("/var/lib/g4f/", "./"), {
      OPENAI_API_KEY: "sk-1",
      ANTHROPIC_API_KEY: "sk-2",
      G4F_GATEWAY_HOST: "0.0.0.0",
    });
    await expect.poll(main.said, { timeout: 30_000 }).toContain("listening at");
    main.child.kill("SIGINT");
    expect(await main.ended).toBe(0);
  },
);
