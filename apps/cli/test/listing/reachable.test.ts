import { defineManifest } from "@g4f/core";
import { expect, test } from "vitest";

import { unreachable } from "../../src/listing/reachable.ts";
import type { ProviderState } from "../../src/listing/state.ts";
import { listen, type Listening } from "../servers.ts";

/** What a check of a local provider finds, whose server would be `server`. */
async function check({ url }: Listening): Promise<ProviderState | undefined> {
  const manifest = defineManifest({
    name: "acme",
    url: "https://acme.test",
    working: true,
    baseUrl: `${url}/v1`,
    local: { baseUrl: url, probe: "/api/version" },
  });
  const { signal } = new AbortController();
  return await unreachable({ name: "acme", aliases: [], manifest }, {}, signal);
}

test("a local server is asked for the path that proves what it is", async () => {
  await using server = await listen(200);
  expect(await check(server)).toBeUndefined();
  expect(server.requests.map(({ path }) => path)).toEqual(["/api/version"]);
});

test("another server on its port is none", async () => {
  await using server = await listen();
  expect(await check(server)).toEqual({
    state: "not reachable",
    reason: `${server.url}/v1 is another server`,
  });
});
