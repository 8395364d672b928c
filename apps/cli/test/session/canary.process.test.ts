import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { startBinary } from "../binary.ts";
import { makeHome } from "../home.ts";
import { CANARY, hits, leakyFiles, proxyUrl, startGossip, type Gossip } from "./canaries.ts";

let upstream: Gossip;
beforeAll(async () => {
  upstream = await startGossip();
});
afterAll(() => upstream[Symbol.asyncDispose]());

test("a real process says no secret either, and leaves none in any other file", async () => {
  using own = makeHome({ "c.txt": `next-auth.session-token=${CANARY.cookie}` });
  const env = {
    ...own.env,
    XDG_CACHE_HOME: own.path,
    OPENASSISTANT_BASE_URL: upstream.url,
    GROQ_BASE_URL: "http://acme.test/v1",
    G4F_PROXY: proxyUrl("http", upstream.port),
  };
  const run = async (args: readonly string[], input = ""): Promise<number | string | null> => {
    const { child, said, ended } = startBinary([...args, "--debug"], { env, cwd: own.path });
    child.stdin.end(input);
    const status = await ended;
    expect([hits(said.out), hits(said.err)]).toEqual([[], []]);
    expect(said.out + said.err).not.toBe("");
    return status;
  };
  const set = ["auth", "set", "groq", "--base-url", "http://acme.test"];
  expect(await run(set, CANARY.key)).toBe(0);
  upstream.heard = false;
  const [groq, cookies, doctor] = await Promise.all([
    run(["ask", "-p", "groq", "-m", "m", "--json", "hi"]),
    run(["ask", "-p", "openassistant", "--cookies", join(own.path, "c.txt"), "hi"]),
    run(["doctor", "--call"]),
  ]);
  expect([groq, cookies, doctor]).not.toContain(0);
  expect(upstream.heard).toBe(true);
  expect(leakyFiles(own.path)).toEqual(["c.txt", "g4f/credentials.json"]);
});
