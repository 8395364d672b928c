import { once } from "node:events";

import { gate, mockProvider, type ClosedGate } from "@g4f/conformance/testing";
import { afterEach, describe, expect, it, vi } from "vitest";

import { keyRing, newSecret } from "../src/auth/digest-ring.ts";
import type { Client } from "../src/client.ts";
import { Refusal } from "../src/refusal.ts";
import { open, rawRequest } from "./support/raw.ts";
import { serve, type Serving } from "./support/serve.ts";

const CHAT = "/v1/chat/completions";
const ASK = { model: "mock-1", stream: true, messages: [{ role: "user", content: "hi" }] };

/** A provider that says hello, and the rest when the gate is open. */
function holding(held: ClosedGate): ReturnType<typeof mockProvider> {
  const script = [
    { type: "text", text: "hello" },
    { type: "wait", gate: held },
    { type: "text", text: " there" },
    { type: "finish", reason: "stop" },
  ] as const;
  return mockProvider(script, { defaultModel: "mock-1" });
}

async function statusAt(serving: Serving, path: string): Promise<number> {
  return (await serving.ask(path)).status;
}

describe("drain (R24)", () => {
  it("takes nothing new, tells /readyz at once, and lets running answers end", async () => {
    const held = gate();
    await using serving = await serve([holding(held)]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => serving.ask(CHAT, ASK)));
    expect(await statusAt(serving, "/readyz")).toBe(200);
    const drained = serving.gateway.drain();
    // The connections that are there still answer; new ones are refused.
    await expect(rawRequest(serving.port, "x").then(({ status }) => status)).rejects.toThrow(
      "ECONNREFUSED",
    );
    held.open();
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    for (const text of texts) expect(text).toMatch(/ there.*data: \[DONE\]\n\n$/s);
    await drained;
  });

  it("ends what runs too long with an error that its client is told", async () => {
    const held = gate();
    await using serving = await serve([holding(held)], { limits: { drainMs: 50 } });
    const answer = await serving.ask(CHAT, ASK);
    const drained = serving.gateway.drain();
    const text = await answer.text();
    expect(text).toContain("the gateway is stopping");
    expect(text).not.toContain("[DONE]");
    await drained;
    held.open();
  });

  it("ends at once when it is closed meanwhile, also for those in the queue", async () => {
    const held = gate();
    await using serving = await serve([holding(held)], { limits: { maxStreams: 1 } });
    const answer = await serving.ask(CHAT, ASK);
    const queued = serving.ask(CHAT, ASK);
    await vi.waitFor(async () => {
      expect(await (await serving.ask("/metrics")).text()).toContain("g4f_queued 1");
    });
    const drained = serving.gateway.drain();
    await serving.gateway.close();
    await drained;
    expect(await answer.text()).toContain("the gateway is stopping");
    expect((await queued).status).toBe(503);
    held.open();
  });

  it("refuses requests of connections that were kept alive, and closes them", async () => {
    const held = gate();
    await using serving = await serve([holding(held)]);
    const finish = await begun(serving, "GET /v1/providers HTTP/1.1");
    const finishReadyz = await begun(serving, "GET /readyz HTTP/1.1");
    const running = await serving.ask(CHAT, ASK);
    const drained = serving.gateway.drain();
    expect(await finishReadyz()).toContain('{"status":"draining"}');
    const late = await finish();
    expect(late).toMatch(/^HTTP\/1\.1 503 /);
    expect(late.toLowerCase()).toContain("connection: close");
    held.open();
    await running.text();
    await drained;
  });

  it("leaves nothing behind that would hold the process: closed once it was drained", async () => {
    const { gateway } = await serve([holding(gate())]);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      await gateway.drain();
      await gateway.close();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("may be asked for more than once", async () => {
    const { gateway } = await serve([holding(gate())]);
    await expect(
      Promise.all([gateway.drain(), gateway.drain(), gateway.close()]),
    ).resolves.toBeDefined();
  });
});

/** A request of which the end is still to come, so that its connection is busy; gives its answer. */
async function begun(serving: Serving, line: string): Promise<() => Promise<string>> {
  const socket = await open(serving.port);
  const next = async (): Promise<string> => String(((await once(socket, "data")) as [Buffer])[0]);
  const head = `Host: 127.0.0.1:${serving.port}\r\nX-Api-Key: ${serving.key}`;
  socket.write(`GET /livez HTTP/1.1\r\n${head}\r\n\r\n`);
  await next();
  socket.write(`${line}\r\n${head}\r\nX-Late:`);
  return async () => {
    socket.write(" x\r\n\r\n");
    const answer = await next();
    socket.destroy();
    return answer;
  };
}

describe("reconfigure", () => {
  it("replaces catalog and keys for new requests; running answers end as they began", async () => {
    const held = gate();
    await using before = await serve([holding(held)]);
    const running = await before.ask(CHAT, ASK);
    const other = mockProvider(
      [
        { type: "text", text: "new" },
        { type: "finish", reason: "stop" },
      ],
      {
        name: "other",
        defaultModel: "other-1",
      },
    );
    await using donor = await serve([other]);
    const secret = newSecret();
    const keys = keyRing([{ client: { id: "b", name: "b" }, secret }]);
    before.gateway.reconfigure({ catalog: donor.catalog, keys });
    expect((await before.ask(CHAT, ASK)).status).toBe(401);
    const headers = { authorization: `Bearer ${secret}` };
    expect((await before.ask(CHAT, ASK, { headers })).status).toBe(404);
    const answer = await before.ask(CHAT, { ...ASK, model: "other-1" }, { headers });
    expect(await answer.text()).toContain("new");
    held.open();
    expect(await running.text()).toMatch(/ there.*\[DONE\]/s);
  });
});

describe("the policy of a key", () => {
  afterEach(() => void vi.restoreAllMocks());
  const secret = newSecret();
  const admit = vi.fn<NonNullable<Client["policy"]>["admit"]>();
  const policy = { allows: (model: string) => !model.endsWith("secret"), admit };
  const keys = keyRing([{ client: { id: "a", name: "a", policy }, secret }]);
  const headers = { authorization: `Bearer ${secret}` };
  const mock = mockProvider(
    [
      { type: "text", text: "hello" },
      { type: "finish", reason: "stop" },
    ],
    {
      models: { open: false, known: ["mock-1", "secret"] },
    },
  );

  it("hides models: they are not listed, and not there", async () => {
    await using serving = await serve([mock], { keys });
    for (const path of [CHAT, `/api/mock${CHAT}`]) {
      expect((await serving.ask(path, { ...ASK, model: "secret" }, { headers })).status).toBe(404);
      expect((await serving.ask(path, ASK, { headers })).status).toBe(200);
    }
  });

  it("is asked before anything is sent, and may refuse", async () => {
    const spends: unknown[] = [];
    await using serving = await serve([mock], { keys, onSpend: (spend) => spends.push(spend) });
    const asked = mock.requests.length;
    admit.mockImplementationOnce(() => {
      throw new Refusal("the budget is used up", { status: 429, code: "quota" });
    });
    const refused = await serving.ask(CHAT, ASK, { headers });
    expect([refused.status, mock.requests.length - asked, spends.length]).toEqual([429, 0, 0]);
    expect(await refused.json()).toMatchObject({ error: { code: "insufficient_quota" } });
    await (await serving.ask(CHAT, ASK, { headers })).text();
    expect(admit).toHaveBeenLastCalledWith(
      expect.objectContaining({ model: "mock-1" }),
      "mock-1",
      expect.stringMatching(/^req_/),
    );
    await vi.waitFor(() => expect(spends).toHaveLength(1));
  });
});

describe("what is not served", () => {
  it.each([
    ["a model", CHAT, { ...ASK, model: "gpt-none" }, 404, "model_not_found"],
    [
      "a model of somebody else, pinned",
      `/api/mock${CHAT}`,
      { ...ASK, model: "x" },
      404,
      "model_not_found",
    ],
    ["a provider", `/api/nobody${CHAT}`, ASK, 404, null],
    ["an endpoint", "/v1/nothing", ASK, 404, null],
  ])("%s is 404", async (_, path, body, status, code) => {
    const mock = mockProvider([{ type: "finish", reason: "unknown" }], {
      models: { open: false, known: ["mock-1"] },
    });
    await using serving = await serve([mock]);
    const response = await serving.ask(path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
    expect(mock.requests).toHaveLength(0);
  });
});
