import { inspect } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { undiciTransport, type ProviderError, type ProviderSettings } from "../../src/index.ts";
import { errorOf, messages, overWire, scripted } from "../support/scripted-provider.ts";
import { testCa, validLeaf } from "../support/tls.ts";
import { pacedTarget, type PacedTarget } from "./paced-target.ts";
import { programFile, PROGRAMS, type ProgramName } from "./programs.ts";
import { startProxy, type RealProxy } from "./real-proxy.ts";
import { LOGIN, USER, WAYS, type Way } from "./ways.ts";

const EVENTS = 20;
const WORDS = Array.from({ length: EVENTS }, (_, event) => `${event} `).join("");
const TRUST = { tls: { ca: testCa } };
const TARGETS = ["http", "https"] as const;

const target = (scheme: string, events = EVENTS): Promise<PacedTarget> =>
  pacedTarget(events, scheme === "https" ? validLeaf : undefined);

/** One call, whose connections are closed with it. */
async function call(to: PacedTarget, settings: ProviderSettings): Promise<string> {
  const transport = undiciTransport();
  const { baseUrl } = to;
  const provider = scripted(overWire, { baseUrl, transport, ...TRUST, ...settings });
  let text = "";
  try {
    for await (const word of provider.createAsyncGenerator({ messages })) {
      text += word;
      to.arrived();
    }
  } finally {
    await transport.close();
  }
  return text;
}

/** The failure of a proxy, with no word of the login in any rendering of it. */
async function proxyFailure(to: PacedTarget, settings: ProviderSettings): Promise<ProviderError> {
  const error = await errorOf(call(to, settings));
  expect(error).toMatchObject({ phase: "proxy" });
  expect(error.status).toBeUndefined();
  const shown = inspect(error, { depth: 10, showHidden: true }) + String(error.stack);
  expect(shown).not.toMatch(/s3cret|bWU6czNj/);
  return error;
}

const running = new Map<Way, RealProxy>();
const proxyOf = (way: Way): RealProxy => running.get(way) ?? expect.unreachable("not started");
const urlOf = (way: Way, scheme: string, userinfo = way.login === undefined ? "" : USER): string =>
  proxyOf(way).url(scheme, userinfo);
const urlsOf = (way: Way): string[] => way.schemes.map((scheme) => urlOf(way, scheme));

// All at once: some take a while.
beforeAll(async () => {
  const there = WAYS.filter(({ program }) => programFile(program) !== undefined);
  await Promise.all(there.map(async (way) => running.set(way, await startProxy(way))));
});

afterAll(() => Promise.all([...running.values()].map((proxy) => proxy.close())));

/** Tests of these ways; those of a program that is missing are skipped by name. */
function through(ways: readonly Way[], define: (way: Way) => void): void {
  for (const way of ways) {
    const { name, program } = way;
    describe.skipIf(programFile(program) === undefined)(`through ${name}`, () => {
      define(way);
    });
  }
}

test("every program that is said to be installed is there: without it its tests would be skipped", () => {
  const said = (process.env["G4F_REAL_PROXIES"] ?? "").split(" ").filter((name) => name !== "");
  expect(Object.keys(PROGRAMS)).toEqual(expect.arrayContaining(said));
  expect(said.filter((name) => programFile(name as ProgramName) === undefined)).toEqual([]);
});

through(WAYS, (way) => {
  const ways = way.schemes.flatMap((scheme) => TARGETS.map((to) => [scheme, to] as const));

  test.for(ways)("%s proxy: twenty events of %s, each as it is sent", async ([scheme, to]) => {
    await using server = await target(to);
    expect(await call(server, { proxy: urlOf(way, scheme) })).toBe(WORDS);
    expect(server.requests).toHaveLength(1);
    expect(JSON.stringify(server.requests)).not.toMatch(/proxy-authorization|s3cret|bWU6czNj/i);
  });

  test("the target's certificate is verified", async () => {
    await using server = await target("https");
    for (const proxy of urlsOf(way)) {
      const error = await errorOf(call(server, { proxy, tls: {} }));
      // A proxy by TLS is not trusted then either, which is the proxy's own fault.
      const phase = way.tls === undefined ? "tls" : "proxy";
      expect(error).toMatchObject({ code: "network", phase, retryable: false });
    }
    expect(server.requests).toEqual([]);
  });

  test("two origins share no tunnel", async () => {
    await using one = await target("https", 2);
    await using two = await target("https", 2);
    const transport = undiciTransport();
    const settings = { transport, proxy: urlOf(way, way.schemes[0]), ...TRUST };
    for (const server of [one, two, one, two]) {
      const provider = scripted(overWire, { ...settings, baseUrl: server.baseUrl });
      for await (const _ of provider.createAsyncGenerator({ messages })) server.arrived();
    }
    await transport.close();
    for (const { requests } of [one, two]) {
      expect(requests.map(({ connection }) => connection)).toEqual([0, 0]);
    }
  });

  test("a target that is down (F7)", async () => {
    for (const to of TARGETS) {
      const server = await target(to);
      await server[Symbol.asyncDispose]();
      for (const proxy of urlsOf(way)) {
        const error = await proxyFailure(server, { proxy });
        expect(error).toMatchObject({ code: "network", retryable: true });
      }
    }
  });

  test("a proxy that hangs (F9), and goes on afterwards", async () => {
    await using server = await target("https");
    const { freeze, thaw } = proxyOf(way);
    freeze();
    for (const proxy of urlsOf(way)) {
      const error = await proxyFailure(server, { proxy, deadlines: { connect: 100 } });
      expect(error).toMatchObject({ code: "timeout", retryable: true });
    }
    thaw();
    expect(server.requests).toEqual([]);
    expect(await call(server, { proxy: urlOf(way, way.schemes[0]) })).toBe(WORDS);
  });
});

through(
  WAYS.filter(({ login }) => login !== undefined),
  (way) => {
    test("a wrong password, and none (F8)", async () => {
      for (const to of TARGETS) {
        await using server = await target(to);
        for (const scheme of way.schemes) {
          for (const wrong of [`${LOGIN.user}:no-${LOGIN.password}@`, ""]) {
            const error = await proxyFailure(server, { proxy: urlOf(way, scheme, wrong) });
            expect(error).toMatchObject({ code: "network", retryable: false });
          }
        }
        expect(server.requests).toEqual([]);
      }
    });
  },
);

through(
  WAYS.filter(({ program }) => program === "tinyproxy" || program === "squid"),
  (way) => {
    test("what the target itself refuses is not the proxy's", async () => {
      await using server = await target("http");
      const settings = { baseUrl: server.baseUrl, proxy: urlOf(way, way.schemes[0]), ...TRUST };
      const provider = scripted(async function* get(_, { http }) {
        yield await (await http.get("/")).text();
      }, settings);
      const error = await errorOf(provider.createAsyncGenerator({ messages }).collect());
      expect(error).toMatchObject({ code: "overloaded", status: 503, phase: "status" });
    });
  },
);

describe("once all of them are down (F7)", () => {
  beforeAll(() => Promise.all([...running.values()].map((proxy) => proxy.close())));

  through(WAYS, (way) => {
    test("calls fail, and nothing is connected around it", async () => {
      for (const to of TARGETS) {
        await using server = await target(to);
        for (const proxy of urlsOf(way)) {
          const error = await proxyFailure(server, { proxy });
          expect(error).toMatchObject({ code: "network", retryable: true });
        }
        expect(server.requests).toEqual([]);
      }
    });
  });
});
