import type { Upstream } from "@g4f/conformance/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { g4f, type Outcome, type Setting } from "../g4f.ts";
import { temporaryFolder } from "../temporary.ts";
import { OVERLOADED, says, upstream } from "../upstreams.ts";

let busy: Upstream;
let good: Upstream;
beforeAll(async () => {
  busy = await upstream("openai", OVERLOADED);
  good = await upstream("ollama", says("Good evening"));
});
afterAll(async () => {
  await busy.close();
  await good.close();
});

const ROUTES = `
routes:
  main: { use: ["groq:llama", ollama] }
  busy: { use: [groq], attempts: 1 }
  keyless: { use: [mistral] }
  half: { use: [mistral, "ollama:small"] }
`;

function yaml(routes: string): string {
  return `
providers:
  groq: { baseUrl: "${busy.baseUrl}", apiKey: sk-file-1, options: { extraBody: { mine: 1 } } }
  ollama: { baseUrl: "${good.baseUrl}", model: gemma3 }
${routes}`;
}

async function withRoutes(
  args: readonly string[],
  { env = {}, ...setting }: Setting = {},
  routes = ROUTES,
): Promise<Outcome> {
  using home = temporaryFolder({ "g4f/config.yaml": yaml(routes) });
  const own = { XDG_CONFIG_HOME: home.path, HOME: home.path, ...env };
  const outcome = await g4f(args, { ...setting, env: own });
  return { ...outcome, err: outcome.err.replaceAll(home.path, "~") };
}

describe("g4f ask --route", () => {
  test("the next one answers where the first cannot; each with its own key, options and model", async () => {
    const outcome = await withRoutes(["ask", "--route", "main", "hi"]);
    expect(outcome).toEqual({ status: 0, out: "Good evening\n", err: "" });
    const [first, second] = [busy.calls.at(-1), good.calls.at(-1)];
    expect(first?.request.headers).toMatchObject({ authorization: "Bearer sk-file-1" });
    expect(first?.asked).toMatchObject({ model: "llama" });
    expect(first?.request.body).toContain('"mine":1');
    expect(second?.asked).toMatchObject({ model: "gemma3" });
    expect(second?.request.body).not.toContain("mine");
    expect(JSON.stringify(second?.request.headers)).not.toContain("sk-file-1");
  });

  test("a key in the environment goes before that of the file", async () => {
    await withRoutes(["ask", "-r", "main", "hi"], { env: { GROQ_API_KEY: "sk-env-1" } });
    expect(busy.calls.at(-1)?.request.headers).toMatchObject({ authorization: "Bearer sk-env-1" });
  });

  test("--usage tells each attempt, and --debug what the router did", async () => {
    const { err } = await withRoutes(["ask", "-r", "main", "--usage", "hi"]);
    expect(err).toMatch(/^g4f: attempt 1: Groq, llama failed after \d+\.\d s: overloaded: .*$/m);
    expect(err).toMatch(/^g4f: attempt 2: Ollama, gemma3 answered in \d+\.\d s$/m);
    const debug = await withRoutes(["ask", "-r", "main", "--debug", "hi"]);
    expect(debug.err).toMatch(/^g4f: warn: attempt failed \{.*"route":"main"/m);
    expect(debug.err).toMatch(/^g4f: attempt 2: Ollama, gemma3 answered/m);
  });

  test("a person is told who answered", async () => {
    const { err } = await withRoutes(["ask", "-r", "main", "hi"], { columns: 80 });
    expect(err).toMatch(/g4f: Ollama, gemma3 answered\n$/);
  });

  test("--json has who is asked, and the attempts", async () => {
    const { out } = await withRoutes(["ask", "-r", "main", "--json", "hi"]);
    const records = out.trimEnd().split("\n");
    expect(records[0]).toMatch(/"type":"provider","provider":"Groq"/);
    expect(JSON.parse(records.at(-1) ?? "")).toMatchObject({
      type: "result",
      provider: "Ollama",
      attempts: [{ provider: "Groq", error: { code: "overloaded" } }, { provider: "Ollama" }],
    });
  });

  test("all failed: the code of it", async () => {
    const { status, out, err } = await withRoutes(["ask", "-r", "busy", "hi"]);
    expect({ status, out }).toEqual({ status: 19, out: "" });
    expect(err).toMatch(/^g4f: overloaded: .*come back later/);
  });

  test("a provider without a key is told of; nobody with one is an error", async () => {
    expect(await withRoutes(["ask", "-r", "half", "hi"])).toMatchObject({
      status: 0,
      err: "g4f: Mistral has to know who you are: set MISTRAL_API_KEY, or g4f auth set mistral\n",
    });
    expect(await withRoutes(["ask", "-r", "keyless", "hi"])).toEqual({
      status: 11,
      out: "",
      err: "g4f: auth: Mistral has to know who you are: set MISTRAL_API_KEY, or g4f auth set mistral\n",
    });
  });
});

describe("what is wrong with --route", () => {
  test.each([
    ["mian", 'no route is named "mian"; did you mean main?'],
    ["constructor", 'no route is named "constructor"; known: main, busy, keyless, half'],
  ])("the name %s", async (name, message) => {
    expect(await withRoutes(["ask", "-r", name, "hi"])).toEqual({
      status: 2,
      out: "",
      err: `g4f: usage: ${message}\n`,
    });
  });

  test("without a configuration", async () => {
    expect((await g4f(["ask", "-r", "main", "hi"])).err).toBe(
      'g4f: usage: no route is named "main"; the configuration has no routes\n',
    );
  });

  test.each(["provider", "model", "base-url"])("--%s beside it", async (flag) => {
    const { status, err } = await withRoutes(["ask", "-r", "main", `--${flag}`, "x", "hi"]);
    expect(status).toBe(2);
    expect(err).toBe(`g4f: usage: --route says who answers: leave out --${flag}, or --route\n`);
  });

  test.each([
    [
      "an unknown key",
      "main:\n    use: [groq]\n    atempts: 2",
      9,
      "routes.main.atempts is unknown; did you mean attempts",
    ],
    [
      "one further in",
      "main:\n    use:\n      - ollama\n      - { model: groq, wieght: 1 }",
      10,
      "routes.main.use[1].wieght is unknown; did you mean weight?",
    ],
    [
      "a wrong value",
      "main:\n    use: [ollama]\n    attempts: many",
      9,
      "routes.main.attempts must be a number",
    ],
    ["an empty list", "main: { use: [] }", 7, "routes.main.use is empty: name at least one"],
    ["no map", "[main]", 6, "routes must be a map of routes"],
    [
      "nobody's name",
      "main: { use: [grog] }",
      7,
      'routes.main: neither a provider nor a model is named "grog"; did you mean Groq',
    ],
  ])("%s, with its line", async (_, text, line, message) => {
    const routes = text.startsWith("[") ? `routes: ${text}\n` : `routes:\n  ${text}\n`;
    const { status, err } = await withRoutes(["ask", "-r", "main", "hi"], {}, `\n${routes}`);
    expect(status).toBe(4);
    expect(err).toContain(`g4f: config: ~/g4f/config.yaml:${line}: ${message}`);
  });
});
