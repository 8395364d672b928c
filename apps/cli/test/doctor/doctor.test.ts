import { chmodSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { g4f, type Outcome } from "../g4f.ts";
import { listen } from "../servers.ts";
import { temporaryFolder } from "../temporary.ts";

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
