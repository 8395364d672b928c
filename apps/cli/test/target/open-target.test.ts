import { describe, expect, test } from "vitest";

import { g4f, type Setting } from "../g4f.ts";
import { temporaryFolder } from "../temporary.ts";

/** `g4f ask` with a configuration in the user's folder. */
async function ask(
  yaml: string,
  args: readonly string[] = [],
  { env = {}, ...setting }: Setting = {},
): ReturnType<typeof g4f> {
  using home = temporaryFolder({ "g4f/config.yaml": yaml });
  const outcome = await g4f(["ask", ...args, "I am tired"], {
    ...setting,
    env: { XDG_CONFIG_HOME: home.path, ...env },
  });
  return { ...outcome, err: outcome.err.replaceAll(home.path, "~") };
}

describe("who answers", () => {
  test("the configuration's provider, without a word; with --offline it is named", async () => {
    const plain = await ask("provider: eliza\n");
    expect(plain).toMatchObject({ status: 0, err: "" });
    expect(await ask("model: eliza:eliza\n")).toEqual(plain);
    expect(await ask("model: who\naliases: { who: 'eliza:eliza' }\n")).toEqual(plain);
    expect(await ask("provider: eliza\n", ["--offline"])).toMatchObject({
      out: plain.out,
      err: "g4f: Eliza, eliza answers (named in ~/g4f/config.yaml)\n",
    });
  });

  test("the environment's before the file's, the flag's before both", async () => {
    const env = { G4F_PROVIDER: "eliza" };
    const plain = await ask("provider: openassistant\n", [], { env });
    expect(plain).toMatchObject({ status: 0, err: "" });
    expect(await ask("", [], { env: { G4F_MODEL: "eliza:eliza" } })).toEqual(plain);
    const flag = await ask("provider: eliza\n", ["-p", "openassistant"], { env });
    expect(flag.status).toBe(18);
  });

  test("a key in the environment names nobody", async () => {
    const env = { ELIZA_API_KEY: "key-1", OPENASSISTANT_API_KEY: "key-2" };
    const outcome = await ask("", [], { env });
    expect(outcome).toMatchObject({ status: 3, out: "" });
    expect(outcome.err).toMatch(/^g4f: no_provider: /);
  });
});

describe("how", () => {
  test("a named prompt is the system message, or stands around the input", async () => {
    const around = "provider: eliza\nprompts: { yes: 'Yes, {{input}}' }\n";
    const plain = await g4f(["ask", "-p", "eliza", "Yes, I am tired"]);
    expect(await ask(around, ["--system", "@yes"])).toEqual(plain);
    expect(await ask(`${around}system: '@yes'\n`)).toEqual(plain);
    const system = await ask("prompts: { brief: Be brief. }\n", ["-p", "eliza", "-s", "@brief"]);
    // Eliza refuses system messages: one was sent.
    expect(system).toMatchObject({ status: 24, out: "" });
    expect((await ask("provider: eliza\n", ["-s", "Be brief."])).status).toBe(24);
  });

  test("a prompt that nobody named", async () => {
    expect(await ask("prompts: { brief: Be brief. }\n", ["-p", "eliza", "-s", "@brif"])).toEqual({
      status: 2,
      out: "",
      err: 'g4f: usage: no prompt is named "brif"; did you mean brief?\n',
    });
    expect((await g4f(["ask", "-p", "eliza", "-s", "@brif", "hi"])).err).toContain(
      'no prompt is named "brif"; the configuration has none',
    );
  });

  test("options of the file, and of the flags over them", async () => {
    const yaml = "provider: eliza\nproviders: { ELIZA: { options: { seed: 7 } } }\n";
    const seeded = (seed: number): ReturnType<typeof g4f> =>
      g4f(["ask", "-p", "eliza", "-o", `seed=${seed}`, "I am tired"]);
    expect(await ask(yaml)).toEqual(await seeded(7));
    expect(await ask(yaml, ["-o", "seed=3"])).toEqual(await seeded(3));
    expect(await seeded(7)).not.toEqual(await seeded(3));
  });

  test.each([
    ["the file", "provider: eliza\ntimeout: 0.2\n", {}],
    ["the environment", "provider: eliza\ntimeout: 50\n", { G4F_TIMEOUT: "0.2" }],
  ])("a time limit of %s", async (_, yaml, env) => {
    const outcome = await ask(yaml, ["-o", "delayMs=60000"], { env });
    expect(outcome.status).toBe(20);
  });

  test("the provider's own model of the file", async () => {
    const outcome = await ask("provider: eliza\nproviders: { eliza: { model: elisa } }\n");
    expect(outcome).toMatchObject({ status: 17, out: "" });
  });
});

describe("what is wrong", () => {
  test.each([
    [
      "the environment's time limit",
      "provider: eliza\n",
      { G4F_TIMEOUT: "soon" },
      "G4F_TIMEOUT is no number of seconds; write it like 30",
    ],
    [
      "a provider that nobody knows",
      "provider: eliza\nproviders:\n  elza: {}\n",
      {},
      '~/g4f/config.yaml:3: no provider is named "elza"; did you mean Eliza?',
    ],
    [
      "a file that is broken",
      "timeout: soon\n",
      {},
      "~/g4f/config.yaml:1: timeout must be a number of seconds",
    ],
  ])("%s", async (_, yaml, env, message) => {
    expect(await ask(yaml, [], { env })).toEqual({
      status: 4,
      out: "",
      err: `g4f: config: ${message}\n`,
    });
  });
});
