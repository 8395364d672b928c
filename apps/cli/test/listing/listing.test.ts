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
    expect(head).toMatch(/^PROVIDER +STATE +AUTH +MODELS +SUPPORTS$/);
    expect(rows).toEqual([
      expect.stringMatching(/^Eliza +works +none +eliza +messageHistory, seed$/),
      expect.stringMatching(
        /^OpenAssistant +not working: .*shut down \(since 2023-10-25\) +cookies or key /,
      ),
    ]);
  });

  test("on a terminal no line is wider, and no word is lost", async () => {
    const wide = await g4f(["providers", "openassistant"]);
    const { out } = await g4f(["providers", "openassistant"], {
      columns: 62,
      env: { NO_COLOR: "1" },
    });
    const lines = out.trimEnd().split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(62);
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
    expect(records(out)).toMatchObject([
      { name: "Eliza", state: "works", needsAuth: false, models: ["eliza"] },
      {
        name: "OpenAssistant",
        state: "not working",
        reason: expect.stringContaining("shut down"),
        variables: { key: "OPENASSISTANT_API_KEY" },
      },
    ]);
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
    expect(records((await g4f(args, { env })).out)).toMatchObject([{ state: "works" }]);
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
    expect(new Set(all.map(({ provider }) => provider))).toEqual(
      new Set(["Eliza", "OpenAssistant"]),
    );
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
    { state: "key missing", reason: "set OPENASSISTANT_COOKIE or OPENASSISTANT_API_KEY" },
  ]);
});
