import { expect, test } from "vitest";

import { silentLogger, type Logger } from "../../src/index.ts";
import { errorOf, messages, scripted, stop, type Script } from "../support/scripted-provider.ts";

/** A hook that logs `data` and answers. */
const logging = (data: object): Script =>
  async function* (_, { logger }) {
    logger.info(data, "seen");
    yield "a";
    yield stop;
  };

test("a value that looks like a secret does not break what is logged, nor the call", async () => {
  const seen: object[] = [];
  const logger: Logger = { ...silentLogger, info: (data) => void seen.push(data) };
  const provider = scripted(logging({ streaming: true, text: "it is true" }), {
    logger,
    cookies: { consent: "true" },
  });
  expect((await provider.createAsyncGenerator({ messages }).collect()).text).toBe("a");
  expect(seen).toEqual([{ streaming: true, text: "it is [redacted]" }]);
});

test("what cannot be written as JSON does not break the call", async () => {
  const round: Record<string, unknown> = {};
  round["self"] = round;
  for (const data of [round, { big: 1n }]) {
    const provider = scripted(logging(data), { logger: silentLogger });
    expect((await provider.createAsyncGenerator({ messages }).collect()).text).toBe("a");
  }
});

test("a logger that throws breaks neither the call nor its clean-up", async () => {
  const broken = (): never => {
    throw new Error("disk full");
  };
  const logger: Logger = { debug: broken, info: broken, warn: broken, error: broken };
  const provider = scripted(
    async function* (_, { defer }) {
      defer(() => Promise.reject(new Error("no such chat")));
      yield "a";
      yield "b";
      yield stop;
    },
    { logger },
  );
  const result = await provider.createAsyncGenerator({ messages }).collect();
  expect(result.warnings).toEqual(["the clean-up failed: no such chat"]);
  const left = provider.createAsyncGenerator({ messages, deadlines: { unread: 30 } });
  await left.next();
  await left.closed;
});

test("messages are one line, whatever was thrown", async () => {
  const provider = scripted(async function* () {
    yield "a";
    throw new Error("first\n  second\r\nthird");
  });
  const error = await errorOf(provider.createAsyncGenerator({ messages }).collect());
  expect(error.message).toBe("Acme: the provider failed: first second third");
});

test.each(["INVALID_ARGUMENT", "INVALID_STATE"])("%s is no certificate", async (code) => {
  const provider = scripted(async function* () {
    yield "";
    throw Object.assign(new Error("bad argument"), { code });
  });
  expect((await errorOf(provider.createAsyncGenerator({ messages }).next())).code).toBe("upstream");
});

test("a file that may not be read is no network", async () => {
  const provider = scripted(async function* () {
    yield "";
    throw Object.assign(new Error("EACCES: open '/x'"), { code: "EACCES", syscall: "open" });
  });
  expect((await errorOf(provider.createAsyncGenerator({ messages }).next())).code).toBe("upstream");
});

test("a cookie store that fails shows nothing", async () => {
  const provider = scripted(async function* () {}, {
    baseUrl: "https://acme.test",
    cookieStore: {
      get: () => Promise.reject(new Error("cannot decrypt session=CANARY")),
      set: async () => {},
      setFromHeader: async () => {},
    },
    manifest: { auth: ["cookies"] },
  });
  const error = await errorOf(provider.createAsyncGenerator({ messages }).next());
  expect(error.code).toBe("auth");
  expect(error.message).not.toContain("CANARY");
});
