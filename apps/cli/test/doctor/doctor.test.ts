import { chmodSync } from "node:fs";
import { join } from "node:path";

import { createOpenAssistantServer } from "@g4f/openassistant-server";
import { describe, expect, test } from "vitest";

import { g4f, type Outcome } from "../g4f.ts";
import { listen } from "../servers.ts";
import { temporaryFolder } from "../temporary.ts";
import { says, upstream } from "../upstreams.ts";

interface Check {
  readonly title: string;
  readonly found: string;
  readonly problem?: string;
}

/** What the doctor found, by title. */
function found({ out }: Outcome): Record<string, Check> {
  const { checks }: { checks: readonly Check[] } = JSON.parse(out);
  return Object.fromEntries(checks.map((check) => [check.title, check]));
}

describe("g4f doctor", () => {
  test("all is well: versions, environment, configuration, who answers", async () => {
    using home = temporaryFolder({ "g4f/config.yaml": "provider: eliza\n" });
    const env = { XDG_CONFIG_HOME: home.path, ELIZA_API_KEY: "secret-1", G4F_PROXY: "" };
    const { status, out, err } = await g4f(["doctor"], { env });
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out.replaceAll(home.path, "~").trimEnd().split("\n")).toEqual([
      `✓ versions       g4f 1.2.3, Node ${process.versions.node}, ${process.platform} ${process.arch}, no terminal`,
      "✓ environment    ELIZA_API_KEY is set",
      "✓ configuration  ~/g4f/config.yaml",
      "✓ answers        Eliza, eliza answers (named in ~/g4f/config.yaml)",
      "✓ Eliza          works",
      "✓ Eliza key      ELIZA_API_KEY",
    ]);
  });

  test("nobody would answer: the advice, and the status of it", async () => {
    const outcome = await g4f(["doctor", "--json"]);
    expect(outcome).toMatchObject({
      status: 3,
      err: "g4f: no_provider: 1 of 4 checks failed; the first: answers\n",
    });
    expect(found(outcome)["answers"]).toMatchObject({
      problem: "no_provider",
      found: expect.stringContaining("--provider <name>"),
    });
  });

  test("with --offline the embedded one answers, and nothing is wrong", async () => {
    const outcome = await g4f(["--offline", "doctor", "--json"]);
    expect(outcome).toMatchObject({ status: 0, err: "" });
    expect(found(outcome)["answers"]?.found).toMatch(/^offline: .* Eliza/);
  });

  test("a broken configuration ends the examination, with its line", async () => {
    using home = temporaryFolder({ "g4f/config.yaml": "timeout: soon\n" });
    const outcome = await g4f(["doctor", "--json"], { env: { XDG_CONFIG_HOME: home.path } });
    expect(outcome.status).toBe(4);
    expect(found(outcome)["configuration"]?.found).toContain("config.yaml:1: timeout must be");
  });

  test("secrets that others may read", async () => {
    using home = temporaryFolder({ "g4f/config.yaml": "providers: { eliza: { apiKey: sk-1 } }\n" });
    chmodSync(join(home.path, "g4f/config.yaml"), 0o644);
    const env = { XDG_CONFIG_HOME: home.path, G4F_PROVIDER: "eliza" };
    const outcome = await g4f(["doctor", "--json"], { env });
    expect(outcome.status).toBe(4);
    expect(found(outcome)["configuration"]?.found).toContain("chmod 600");
    expect(outcome.out).not.toContain("sk-1");
  });

  test("each provider that is set up, with what is wrong with it", async () => {
    const server = await listen();
    await server[Symbol.asyncDispose]();
    const env = { G4F_PROVIDER: "eliza", OPENASSISTANT_BASE_URL: server.url };
    const outcome = await g4f(["doctor", "--json"], { env });
    expect(outcome.status).toBe(21);
    expect(found(outcome)).toMatchObject({
      Eliza: { found: "works" },
      OpenAssistant: {
        problem: "network",
        found: expect.stringMatching(/^not reachable: .*refused/),
      },
    });
  });
});

describe("a provider that is set up", () => {
  test("its models are listed, and with --call it answers", async () => {
    await using server = createOpenAssistantServer();
    const { url } = await server.listen();
    const env = {
      G4F_PROVIDER: "openassistant",
      OPENASSISTANT_BASE_URL: url,
      OPENASSISTANT_COOKIE: server.secrets.cookie,
    };
    const quiet = found(await g4f(["doctor", "--json"], { env }));
    expect(quiet).toMatchObject({
      OpenAssistant: { found: "works" },
      "OpenAssistant key": { found: "OPENASSISTANT_COOKIE" },
      "OpenAssistant models": { found: expect.stringMatching(/^\d+ models?, OA_\S+ among them$/) },
    });
    expect(quiet).not.toHaveProperty("OpenAssistant answer");
    const called = await g4f(["doctor", "--json", "--call"], { env });
    expect(called.status).toBe(0);
    expect(found(called)["OpenAssistant answer"]?.found).toMatch(/^OA_\S+ answered in \d/);
    expect(called.out).not.toContain(server.secrets.cookie);
  });

  test("what its server refuses has the reason, and the status of it", async () => {
    const refusal = { error: { code: "auth", message: "no such key" }, status: 401 } as const;
    await using server = await upstream("openai", refusal);
    const env = { G4F_PROVIDER: "groq", GROQ_BASE_URL: server.baseUrl, GROQ_API_KEY: "sk-1" };
    const outcome = await g4f(["doctor", "--json", "--call"], { env });
    const checks = found(outcome);
    expect(checks).toMatchObject({
      Groq: { found: "works" },
      "Groq key": { found: "GROQ_API_KEY" },
      "Groq models": { found: "1 model, but no openai/gpt-oss-20b" },
      "Groq answer": { problem: "auth", found: expect.stringContaining("no such key") },
    });
    expect(outcome.status).toBe(11);
    expect(outcome.out).not.toContain("sk-1");
  });

  test("a list that its server does not have is a problem", async () => {
    await using server = await listen();
    const env = { G4F_PROVIDER: "groq", GROQ_BASE_URL: server.url, GROQ_API_KEY: "sk-1" };
    const outcome = await g4f(["doctor", "--json"], { env });
    expect(outcome.status).not.toBe(0);
    expect(found(outcome)["Groq models"]).toHaveProperty("problem");
  });

  test("a tiny answer of a few tokens, of its model in the file", async () => {
    await using server = await upstream("ollama", says("ok"));
    using home = temporaryFolder({
      "g4f/config.yaml": `provider: ollama\nproviders: { ollama: { baseUrl: "${server.baseUrl}", model: small } }\n`,
    });
    const env = { XDG_CONFIG_HOME: home.path };
    const outcome = await g4f(["doctor", "--json", "--call"], { env });
    expect(found(outcome)["Ollama answer"]?.found).toMatch(/^small answered in \d+\.\d s/);
    expect(server.calls).toHaveLength(1);
    const body: unknown = JSON.parse(server.calls[0]?.request.body ?? "");
    expect(body).toMatchObject({ model: "small", options: { num_predict: 16 } });
  });
});

test("routes: who is in them, or what is wrong", async () => {
  using home = temporaryFolder({
    "g4f/config.yaml":
      "provider: eliza\nroutes: { good: { use: [eliza, groq] }, bad: { use: [elza] } }\n",
  });
  const outcome = await g4f(["doctor", "--json"], { env: { XDG_CONFIG_HOME: home.path } });
  expect(outcome.status).toBe(4);
  expect(found(outcome)).toMatchObject({
    "route good": {
      found:
        "route good answers (Eliza, Groq); Groq has to know who you are: set GROQ_API_KEY, or g4f auth set groq",
    },
    "route bad": { problem: "config", found: expect.stringContaining("did you mean Eliza") },
  });
});
