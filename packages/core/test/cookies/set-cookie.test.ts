import { expect, test } from "vitest";

import { CookieError } from "../../src/cookies/cookie-error.ts";
import { getCookies } from "../../src/cookies/default.ts";
import { JarCookieStore } from "../../src/cookies/jar.ts";
import type { CookieStore } from "../../src/cookies/store.ts";
import type { Transport, TransportRequest } from "../../src/http/transport.ts";
import { errorOf, messages, scripted, type Setup } from "../support/scripted-provider.ts";
import { turns } from "../support/transport.ts";

const baseUrl = "https://chat.acme.test/api";

/** Answers every request with `status` and these lines. */
function answering(setCookies: readonly string[], status = 200) {
  const requests: TransportRequest[] = [];
  const transport: Transport = {
    request: async (request) => {
      requests.push(request);
      const body = (async function* () {
        yield Buffer.from('{"error":{"message":"no, not sid=RENEWED-2"}}');
      })();
      const headers = { "content-type": "application/json" };
      return { status, headers, setCookies, body, framed: true, destroy: () => {} };
    },
    close: async () => {},
  };
  return { transport, requests };
}

/** Asks once, at `path`. */
async function ask(setup: Setup, path = "/chat", request: object = {}) {
  const provider = scripted(
    async function* (_request, { http }) {
      await http.get(path);
      yield "hello";
      yield { type: "finish", reason: "stop" };
    },
    { baseUrl, manifest: { auth: ["cookies"] }, ...setup },
  );
  return await provider.createAsyncGenerator({ messages, ...request }).collect();
}

async function signedIn(): Promise<JarCookieStore> {
  const store = new JarCookieStore();
  await store.set("chat.acme.test", { sid: "FIRST-1" });
  return store;
}

test("what an answer sets is sent by the next call, and only below its path", async () => {
  const { transport, requests } = answering(["sid=RENEWED-2; Path=/", "extra=1; Path=/other"]);
  const cookieStore = await signedIn();
  await ask({ transport, cookieStore });
  await ask({ transport, cookieStore });
  expect(requests.map(({ headers }) => headers["cookie"])).toEqual([
    "sid=FIRST-1",
    "sid=RENEWED-2",
  ]);
});

test("so is what an error sets, and its value is masked from then on", async () => {
  const { transport } = answering(["sid=RENEWED-2; Path=/"], 401);
  const cookieStore = await signedIn();
  const error = await errorOf(ask({ transport, cookieStore }));
  expect(error.message).toContain("no, not sid=[redacted]");
  expect(await cookieStore.get("chat.acme.test")).toEqual({ sid: "RENEWED-2" });
});

test.each<[string, Setup, string, object]>([
  ["the cookies were given with the call", {}, "/chat", { cookies: { sid: "given" } }],
  ["the cookies are the instance's", { cookies: { sid: "given" } }, "/chat", {}],
  ["the provider knows no cookies", { manifest: { auth: ["key"] } }, "/chat", {}],
  ["another origin sets them", {}, "https://chat.acme.test:8443/", {}],
  ["another host sets them", {}, "https://evil.test/", {}],
])("nothing is kept where %s", async (_name, setup, path, request) => {
  const { transport, requests } = answering(["sid=PLANTED-3; Path=/", "new=4; Domain=acme.test"]);
  const cookieStore = await signedIn();
  await ask({ transport, cookieStore, ...setup }, path, request);
  expect(requests).toHaveLength(1);
  expect((await cookieStore.records()).map(({ value }) => value)).toEqual(["FIRST-1"]);
});

test("the store that the process shares stays as it is", async () => {
  const { transport } = answering(["sid=RENEWED-2; Path=/"]);
  await ask({ transport });
  expect(await getCookies("chat.acme.test")).toEqual({});
});

test("a store that cannot keep it spoils no answer, and is told", async () => {
  const lines: string[] = [];
  const write = (data: object, message: string): void => {
    lines.push(`${JSON.stringify(data)} ${message}`);
  };
  const logger = { debug: () => {}, info: () => {}, warn: write, error: write };
  const cookieStore: CookieStore = {
    get: async () => ({ sid: "FIRST-1" }),
    set: async () => {},
    setFromHeader: () => {
      throw new Error("disk full: sid=RENEWED-2");
    },
  };
  const { transport } = answering(["sid=RENEWED-2; Path=/"]);
  const result = await ask({ transport, cookieStore, logger });
  expect(result.text).toBe("hello");
  await turns();
  expect(lines.join()).toContain("a cookie could not be kept");
  expect(lines.join()).not.toContain("RENEWED");
});

test("a store that says in safe words why it has no cookies is heard", async () => {
  const cookieStore: CookieStore = {
    get: () => Promise.reject(new CookieError("locked", "Firefox holds its cookies: close it")),
    set: async () => {},
    setFromHeader: async () => {},
  };
  const error = await errorOf(ask({ cookieStore }));
  expect(error.code).toBe("auth");
  expect(error.message).toContain("Firefox holds its cookies: close it");
});
