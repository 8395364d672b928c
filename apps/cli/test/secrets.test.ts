import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { g4f } from "./g4f.ts";
import { temporaryFolder } from "./temporary.ts";

const CANARY = "canary-7f3a9c51e2";

/** A server that tells everybody what it was sent, in every place there is. */
const gossip = createServer((request, response) => {
  const heard = JSON.stringify(request.headers);
  response.writeHead(request.url?.includes("sessions") === true ? 500 : 401, {
    "content-type": "application/json",
    "x-heard": heard,
  });
  response.end(JSON.stringify({ message: heard, detail: heard, error: { message: heard } }));
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => gossip.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(gossip.address() as AddressInfo).port}`;
});
afterAll(async () => {
  gossip.closeAllConnections();
  await new Promise((resolve) => gossip.close(resolve));
});

describe("a secret is in nothing that is printed", () => {
  const cookie = `next-auth.session-token=${CANARY}`;
  const commands = [
    ["ask", "-p", "openassistant", "--debug", "--usage", "hi"],
    ["ask", "-p", "openassistant", "--debug", "--json", "hi"],
    ["models", "openassistant", "--live", "--debug"],
    ["providers", "--check", "--json", "--debug"],
    ["doctor", "--debug"],
    ["doctor", "--json"],
    ["__complete", "--", "ask", "-p", ""],
  ].map((args): readonly [string, readonly string[]] => [args.join(" "), args]);

  test.each(commands)("from the environment: %s", async (_, args) => {
    const { out, err } = await g4f(args, {
      env: {
        OPENASSISTANT_BASE_URL: url,
        OPENASSISTANT_COOKIE: cookie,
        OPENASSISTANT_API_KEY: `${CANARY}-key`,
        G4F_PROXY: "",
      },
    });
    expect(out + err).not.toBe("");
    expect(out + err).not.toContain(CANARY);
  });

  test.each(commands)("from the file: %s", async (_, args) => {
    using home = temporaryFolder({
      "g4f/config.json": JSON.stringify({
        providers: {
          openassistant: {
            baseUrl: url,
            apiKey: `${CANARY}-key`,
            cookies: { "next-auth.session-token": CANARY },
            headers: { "x-secret": CANARY },
          },
        },
      }),
    });
    const { out, err } = await g4f(args, { env: { XDG_CONFIG_HOME: home.path } });
    expect(out + err).not.toBe("");
    expect(out + err).not.toContain(CANARY);
  });

  test("from a broken file, or a proxy's URL", async () => {
    using home = temporaryFolder({
      "g4f/config.yaml": `providers:\n  openassistant:\n    apiKey: {${CANARY}: 1}\n    key: ${CANARY}\n`,
    });
    const broken = await g4f(["ask", "--debug", "hi"], { env: { XDG_CONFIG_HOME: home.path } });
    expect(broken.status).toBe(4);
    expect(broken.err).not.toContain(CANARY);
    const proxy = { G4F_PROXY: `http://me:${CANARY}@127.0.0.1:1` };
    const env = { ...proxy, OPENASSISTANT_BASE_URL: url, OPENASSISTANT_COOKIE: cookie };
    for (const args of [["ask", "-p", "openassistant", "--debug", "hi"], ["doctor"]]) {
      const { status, out, err } = await g4f(args, { env });
      expect(status).not.toBe(0);
      expect(out + err).not.toContain(CANARY);
    }
  });
});

test("the server did hear it", async () => {
  let heard = "";
  gossip.once("request", (request: { headers: object }) => {
    heard = JSON.stringify(request.headers);
  });
  const env = {
    OPENASSISTANT_BASE_URL: url,
    OPENASSISTANT_COOKIE: `next-auth.session-token=${CANARY}`,
  };
  await g4f(["ask", "-p", "openassistant", "hi"], { env });
  expect(heard).toContain(CANARY);
});
