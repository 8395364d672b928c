import { gate, mockProvider, type Script } from "@g4f/conformance/testing";
import { route, withFallback } from "@g4f/router";
import naughty from "big-list-of-naughty-strings" with { type: "json" };
import { describe, expect, it, vi } from "vitest";

import { logged } from "../../src/ops/logged.ts";
import { RequestLog } from "../../src/ops/request-log.ts";
import { serve, type Serving } from "../support/serve.ts";

const CHAT = "/v1/chat/completions";
const HELLO: Script = [
  { type: "text", text: "the answer is kept secret" },
  { type: "finish", reason: "stop" },
];

function ask(model: string): object {
  return { model, messages: [{ role: "user", content: "the prompt is kept secret" }] };
}

interface Line {
  readonly msg: string;
  readonly requestId: string;
  readonly model?: string;
  readonly [field: string]: unknown;
}

/** Serves, and gives the parsed lines of the log; each must be one. */
async function logging(script: Script): Promise<{ serving: Serving; lines: Line[] }> {
  const lines: Line[] = [];
  const write = (line: string): void => {
    expect(line).toMatch(/^[^\n]+\n$/);
    lines.push(JSON.parse(line) as Line);
  };
  const mock = mockProvider(script, { defaultModel: "mock-1" });
  return { serving: await serve([mock], { log: { write } }), lines };
}

describe("the request log (R37)", () => {
  it("tells of each request in one line, without prompt, answer or key", async () => {
    const { serving, lines } = await logging(HELLO);
    await using _ = serving;
    const response = await serving.ask(CHAT, ask("mock-1"));
    await response.text();
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(lines[0]).toMatchObject({
      msg: "request",
      requestId: response.headers.get("x-request-id"),
      client: "default",
      method: "POST",
      route: CHAT,
      status: 200,
      outcome: "complete",
      model: "mock-1",
      provider: "mock",
    });
    const text = JSON.stringify(lines);
    expect(text).not.toContain("kept secret");
    expect(text).not.toContain(serving.key);
  });

  it("has one line for each, whatever a client calls a model, or upstream an error", () => {
    const lines: string[] = [];
    const log = new RequestLog({ write: (line) => lines.push(line) });
    const names = [
      ...naughty,
      "a\r\nb",
      "\u001b[2J",
      "\u2028\u2029",
      "\u202eevil",
      "\u0085",
      "\ud800",
    ];
    const outcome = "complete" as const;
    for (const [at, name] of names.entries()) {
      const common = {
        requestId: `req_${at}`,
        client: "default",
        method: "POST",
        route: CHAT,
        outcome,
      };
      log.write({ ...common, status: 200, ms: 1, model: name, error: name });
    }
    expect(lines).toHaveLength(names.length);
    for (const [at, line] of lines.entries()) {
      expect(line).not.toMatch(/[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      expect(line).toMatch(/^[^\n]+\n$/);
      expect(JSON.parse(line)).toMatchObject({ requestId: `req_${at}` });
    }
  });

  it("tells of a name that is no good in one line, too", async () => {
    const { serving, lines } = await logging(HELLO);
    await using _ = serving;
    await serving.ask(`/api/mock${CHAT}`, ask("a\r\n\u001b[2J\u2028b"));
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(lines[0]?.model).toBe(String.raw`a\u000d\u000a\u001b[2J\u2028b`);
  });

  it("holds every attempt of a route, under the one id", async () => {
    const error = { code: "overloaded" as const, message: "busy" };
    const bad = mockProvider([{ type: "error", error }], { name: "bad", defaultModel: "bad-1" });
    const lines: Line[] = [];
    const router = withFallback([bad, mockProvider(HELLO, { defaultModel: "mock-1" })]);
    await using serving = await serve([router], {
      models: { main: router.manifest.name },
      log: { write: (line) => lines.push(JSON.parse(line) as Line) },
    });
    expect((await serving.ask(CHAT, ask("main"))).status).toBe(200);
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(lines[0]?.["attempts"]).toMatchObject([
      { provider: "bad", model: "bad-1", code: "overloaded" },
      { provider: "mock", model: "mock-1" },
    ]);
  });
});

describe("logged", () => {
  it("bounds what it shows", () => {
    expect(logged("x".repeat(10_000))).toHaveLength(201);
    expect(logged("a\u001b\u2028b")).toBe(String.raw`a\u001b\u2028b`);
  });
});

describe("/metrics (R38)", () => {
  it("has no label from a client: hostile names add no series", async () => {
    const mock = mockProvider(HELLO, { defaultModel: "mock-1" });
    await using serving = await serve([mock]);
    const series = async (): Promise<number> => {
      const text = await (await serving.ask("/metrics")).text();
      return text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length;
    };
    const rounds = async (count: number, offset: number): Promise<void> => {
      for (let at = offset; at < offset + count; at++) {
        const name = `${naughty[at % naughty.length] ?? ""}-${at}`;
        const path = encodeURIComponent(name);
        await serving.ask(`/api/mock${CHAT}`, ask(name));
        await serving.ask(CHAT, ask(name));
        await serving.ask(`/api/${path}${CHAT}`, ask("mock-1"));
        await serving.ask(`/v1/models/${path}`);
        await serving.ask(`/${path}`);
      }
    };
    await series();
    await rounds(10, 0);
    const before = await series();
    await rounds(10, naughty.length);
    expect(await series()).toBe(before);
    expect(before).toBeLessThan(1_000);
  });

  it("counts requests, tokens and what runs", async () => {
    const held = gate();
    const usage = { inputTokens: 7, outputTokens: 11 };
    const script: Script = [{ type: "wait", gate: held }, { type: "usage", usage }, ...HELLO];
    await using serving = await serve([mockProvider(script, { defaultModel: "mock-1" })]);
    const answer = serving.ask(CHAT, ask("mock-1"));
    const metrics = async (): Promise<string> => await (await serving.ask("/metrics")).text();
    await vi.waitFor(async () => expect(await metrics()).toContain("\ng4f_streams 1\n"));
    held.open();
    await answer;
    await vi.waitFor(async () => expect(await metrics()).toContain("\ng4f_streams 0\n"));
    const text = await metrics();
    expect(text).toContain('g4f_tokens_total{provider="mock",kind="input"} 7');
    expect(text).toContain('g4f_tokens_total{provider="mock",kind="output"} 11');
    expect(text).toContain(
      'g4f_requests_total{endpoint="/v1/chat/completions",provider="mock",status="200",outcome="complete",code=""} 1',
    );
  });
});

describe("health", () => {
  const error = { code: "network" as const, message: "nobody is there" };

  it("is told of each provider with the reason", async () => {
    const dead = mockProvider(HELLO, {
      name: "dead",
      working: false,
      deprecated: { since: "2025-01-01", reason: "the service was closed" },
    });
    const bad = mockProvider([{ type: "error", error }], { name: "bad", defaultModel: "bad-1" });
    const good = mockProvider(HELLO, { name: "good", defaultModel: "good-1" });
    await using serving = await serve([dead, bad, good], { providers: ["dead", "bad", "good"] });
    const told = async (): Promise<unknown[]> => {
      const { data } = (await (await serving.ask("/v1/providers")).json()) as {
        data: { id: string; status: string; reason: string }[];
      };
      return data.map(({ id, status, reason }) => [id, status, reason]);
    };
    expect(await told()).toEqual([
      ["dead", "not working", "the service was closed"],
      ["bad", "unknown", ""],
      ["good", "unknown", ""],
    ]);
    for (const model of ["bad-1", "good-1"]) await (await serving.ask(CHAT, ask(model))).text();
    expect((await told()).slice(1)).toEqual([
      ["bad", "failing", "network: nobody is there"],
      ["good", "good", ""],
    ]);
  });

  it("makes /readyz 503 where every target of all routes is away", async () => {
    const bad = mockProvider([{ type: "error", error }], { name: "bad", defaultModel: "bad-1" });
    const router = route({ use: [bad], breaker: { failures: 1 } });
    await using serving = await serve([router], { models: { main: router.manifest.name } });
    const ready = async (): Promise<number> => (await fetch(`${serving.url}/readyz`)).status;
    expect(await ready()).toBe(200);
    await (await serving.ask(CHAT, ask("main"))).text();
    expect(await ready()).toBe(503);
    const { data } = (await (await serving.ask("/v1/providers")).json()) as {
      data: { status: string; reason: string }[];
    };
    expect(data[0]).toMatchObject({
      status: "unavailable",
      reason: "bad: network: nobody is there",
    });
  });
});

describe("/openapi.json", () => {
  it("names every endpoint, with its parameters and the schema of its body", async () => {
    await using serving = await serve([mockProvider(HELLO, { defaultModel: "mock-1" })]);
    const document = (await (await serving.ask("/openapi.json")).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { summary: string; parameters?: { name: string }[] }>>;
    };
    expect(document.openapi).toBe("3.1.0");
    const paths = Object.keys(document.paths);
    const wanted = [
      "/v1/chat/completions",
      "/v1/responses",
      "/v1/messages",
      "/v1/models",
      "/api/chat",
    ];
    expect(paths).toEqual(expect.arrayContaining([...wanted, "/v1/providers", "/openapi.json"]));
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const { summary, parameters = [] } of Object.values(operations)) {
        expect(summary).toMatch(/\.$/);
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect(parameters.map(({ name }) => name)).toEqual(names);
      }
    }
  });
});
