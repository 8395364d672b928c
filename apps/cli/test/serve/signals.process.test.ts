import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { gate } from "@g4f/conformance/testing";
import { expect, test } from "vitest";

import { startBinary } from "../binary.ts";
import { temporaryFolder } from "../temporary.ts";
import { says, upstream } from "../upstreams.ts";

const SECRET = "the-secret-of-this-test";
const STREAMS = 50;

async function started(text: string) {
  const folder = temporaryFolder({ "gateway.yaml": text });
  const file = join(folder.path, "gateway.yaml");
  const binary = startBinary(["serve", "--config", file, "--port", "0"], {
    env: { MY_KEY: SECRET },
  });
  await expect.poll(() => binary.said.out, { timeout: 30_000 }).toContain("curl");
  const [, url = ""] = /Gateway at (http:\S+);/.exec(binary.said.out) ?? [];
  const ask = (model: string): Promise<string> =>
    fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": SECRET },
      body: JSON.stringify({ model, stream: true, messages: [{ role: "user", content: "Hello" }] }),
    }).then((response) => response.text());
  return { ...binary, url, file, ask, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

const configuration = (baseUrl: string, more = ""): string =>
  `providers:\n  acme: { use: openai, baseUrl: "${baseUrl}", allowPrivate: true }\nkeys: { fixed: [{ name: me, secret: env:MY_KEY }] }\n${more}`;

test("SIGHUP reloads, a bad file changes nothing; SIGTERM lets 50 streams end, with exit 0", async () => {
  const held = gate();
  const script = [
    { type: "text", text: "to the " },
    { type: "wait", gate: held },
    { type: "text", text: "end" },
    { type: "finish", reason: "stop" },
  ] as const;
  await using server = await upstream("openai", { script });
  using g4f = await started(configuration(server.baseUrl));
  const streams = Array.from({ length: STREAMS }, () => g4f.ask("acme:m"));
  await server.called(STREAMS - 1);

  writeFileSync(g4f.file, configuration(server.baseUrl, "alises: {}\n"));
  g4f.child.kill("SIGHUP");
  await expect
    .poll(() => g4f.said.err)
    .toMatch(/gateway\.yaml:4: unknown key "alises".*stays in force/);
  writeFileSync(g4f.file, configuration(server.baseUrl, 'aliases: { fast: "acme:m" }\n'));
  g4f.child.kill("SIGHUP");
  await expect.poll(() => g4f.said.err).toContain("was read again and holds");
  streams.push(g4f.ask("fast"));
  await server.called(STREAMS);

  g4f.child.kill("SIGTERM");
  await expect.poll(() => g4f.said.err).toContain("stopping");
  held.open();
  for (const text of await Promise.all(streams)) {
    expect(text).toContain("end");
    expect(text.trimEnd()).toMatch(/data: \[DONE\]$/);
  }
  expect(await g4f.ended).toBe(0);
});

test("a second signal ends it at once", async () => {
  await using server = await upstream("openai", says("never", { gate: gate() }));
  using g4f = await started(configuration(server.baseUrl));
  const stream = g4f.ask("acme:m").catch((error: unknown) => error);
  await server.called();
  g4f.child.kill("SIGTERM");
  await expect.poll(() => g4f.said.err).toContain("stopping");
  const start = performance.now();
  g4f.child.kill("SIGTERM");
  expect(await g4f.ended).toBe("SIGTERM");
  // A requirement of 200 ms, on a machine that is shared.
  expect(performance.now() - start).toBeLessThan(2_000);
  await stream;
});
