import { createOpenAssistantServer } from "@g4f/openassistant-server";
import { describe, expect, test } from "vitest";

import { g4f } from "../g4f.ts";
import { listen } from "../servers.ts";
import { temporaryFolder } from "../temporary.ts";

const records = (out: string): Record<string, unknown>[] =>
  out
    .trimEnd()
    .split("\n")
    .map((line): Record<string, unknown> => JSON.parse(line));

describe("g4f providers", () => {
  test("name, state and why, credentials, models, abilities", async () => {
    const { status, out, err } = await g4f(["providers"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const [head, ...rows] = out.trimEnd().split("\n");
    expect(head).toMatch(/^PROVIDER +STATE +VERIFIED +AUTH +MODELS +SUPPORTS$/);
    const row = (name: string): string | undefined =>
      rows.find((one) => one.startsWith(`${name} `));
    expect(row("Eliza")).toMatch(/^Eliza +works +none needed +none +eliza +messageHistory, seed$/);
    expect(row("OpenAssistant")).toMatch(
      /^OpenAssistant +not working: .*shut down \(since 2023-10-25\) +never +cookies or key /,
    );
    expect(row("Groq")).toMatch(
      /^Groq +key missing: set GROQ_API_KEY, or g4f auth set groq +\d{4}-\d\d-\d\d +key /,
    );
    expect(row("Mistral")).toMatch(
      /^Mistral +key missing: set MISTRAL_API_KEY, or g4f auth set mistral +never +key /,
    );
    expect(row("Ollama")).toMatch(/^Ollama +unchecked: --check asks its server +never /);
  });

  test("what nobody has verified is not said to work, even with a key", async () => {
    const env = { GROQ_API_KEY: "sk-1", MISTRAL_API_KEY: "sk-2" };
    const [[groq], [mistral]] = (await Promise.all(
      ["groq", "mistral"].map(async (name) =>
        records((await g4f(["providers", name, "--json"], { env })).out),
      ),
    )) as [Record<string, unknown>[], Record<string, unknown>[]];
    expect(groq).toMatchObject({ state: "works", verified: { at: expect.any(String) } });
    expect(mistral).toMatchObject({ state: "unverified", verified: false });
  });

  test("on a terminal no line is wider, and no word is lost", async () => {
    const wide = await g4f(["providers", "openassistant"]);
    const { out } = await g4f(["providers", "openassistant"], {
      columns: 72,
      env: { NO_COLOR: "1" },
    });
    const lines = out.trimEnd().split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
    const words = (text: string): string[] => text.split(/\s+/).toSorted();
    expect(words(out)).toEqual(words(wide.out));
  });

  test("headings stand out, but not where NO_COLOR is set", async () => {
    expect((await g4f(["providers"], { columns: 80 })).out).toContain("\u001B[1m");
    const plain = await g4f(["providers"], { columns: 80, env: { NO_COLOR: "1" } });
    expect(plain.out).not.toContain("\u001B");
  });

  test("--json gives one object a line", async () => {
    const { out } = await g4f(["providers", "--json"]);
    const named = Object.fromEntries(records(out).map((one) => [one["name"], one]));
    expect(named).toMatchObject({
      Eliza: { state: "works", needsAuth: false, models: ["eliza"] },
      OpenAssistant: {
        state: "not working",
        reason: expect.stringContaining("shut down"),
        variables: { key: "OPENASSISTANT_API_KEY" },
        verified: false,
      },
      Ollama: { state: "unchecked" },
      vLLM: { state: "unchecked", verified: { at: expect.any(String) } },
    });
  });

  test("a name shows that one; a wrong name the nearest", async () => {
    expect(records((await g4f(["providers", "ELIZA", "--json"])).out)).toHaveLength(1);
    expect(await g4f(["providers", "elza"])).toMatchObject({
      status: 10,
      err: 'g4f: invalid_request: no provider is named "elza"; did you mean Eliza?\n',
    });
  });

  test("--check asks each that could answer, without its secrets", async () => {
    await using server = await listen();
    const args = ["providers", "openassistant", "--json"];
    const env = { OPENASSISTANT_BASE_URL: server.url, OPENASSISTANT_COOKIE: "session=secret-1" };
    expect(records((await g4f(args, { env })).out)).toMatchObject([{ state: "unchecked" }]);
    expect(server.requests).toEqual([]);
    const there = await g4f([...args, "--check"], { env });
    expect(records(there.out)).toMatchObject([{ state: "works" }]);
    expect(server.requests).toHaveLength(1);
    expect(JSON.stringify(server.requests)).not.toContain("secret-1");
    await server[Symbol.asyncDispose]();
    const gone = await g4f([...args, "--check"], { env });
    expect(records(gone.out)).toMatchObject([
      { state: "not reachable", reason: expect.stringContaining("refused the connection") },
    ]);
  });
});

describe("g4f models", () => {
  test("those of all, or of one provider, named as --model takes them", async () => {
    const all = records((await g4f(["models", "--json"])).out);
    const providers = new Set(all.map(({ provider }) => provider));
    expect([...providers]).toEqual(expect.arrayContaining(["Eliza", "Groq", "OpenAssistant"]));
    const { out } = await g4f(["models", "eliza"]);
    expect(out.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^MODEL +TOKENS +SUPPORTS +STATE$/),
      expect.stringMatching(/^eliza:eliza \(default\) +messageHistory, seed +works$/),
    ]);
  });

  test("--live asks the server", async () => {
    await using server = createOpenAssistantServer();
    const { url } = await server.listen();
    const env = { OPENASSISTANT_BASE_URL: url, OPENASSISTANT_COOKIE: server.secrets.cookie };
    const { status, out } = await g4f(["models", "openassistant", "--live", "--json"], { env });
    expect(status).toBe(0);
    const live = records(out);
    expect(live.length).toBeGreaterThan(0);
    expect(live.length).toBeLessThan(records((await g4f(["models", "--json"])).out).length);
  });

  test("--live where it cannot be asked", async () => {
    expect((await g4f(["models", "--live"])).status).toBe(2);
    expect(await g4f(["models", "eliza", "--live"])).toMatchObject({
      status: 24,
      err: "g4f: not_supported: Eliza cannot be asked for its models: leave out --live\n",
    });
    expect((await g4f(["models", "openassistant", "--live"])).status).toBe(18);
  });
});

test("key missing is a state, with the variable that is missing", async () => {
  using home = temporaryFolder({
    "g4f/config.yaml": "providers: { openassistant: { baseUrl: 'https://open-assistant.io' } }\n",
  });
  const { out } = await g4f(["providers", "openassistant", "--json"], {
    env: { XDG_CONFIG_HOME: home.path },
  });
  expect(records(out)).toMatchObject([
    {
      state: "key missing",
      reason: "set OPENASSISTANT_COOKIE or OPENASSISTANT_API_KEY, or g4f auth set openassistant",
    },
  ]);
});
