import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { AsyncGeneratorProvider, defineManifest, type Chunk } from "@g4f/core";
import { ProviderRegistry, type ProviderClass } from "@g4f/core/registry";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { whoAnswers } from "../../src/target/who-answers.ts";
import { g4f, testTerminal } from "../g4f.ts";

const server = createServer((_request, response) => {
  response.end('{"version":"0.12.0"}');
});
let registry: ProviderRegistry;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  registry = new ProviderRegistry()
    .register(provider("Far", undefined))
    .register(provider("Near", { baseUrl, probe: "/api/version" }));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function provider(
  name: string,
  local: { readonly baseUrl: string; readonly probe: string } | undefined,
): ProviderClass {
  return class extends AsyncGeneratorProvider {
    static override readonly manifest = defineManifest({
      name,
      url: "https://acme.test",
      working: true,
      ...(local === undefined ? {} : { local }),
    });

    protected override async *generate(): AsyncGenerator<Chunk> {
      yield { type: "finish", reason: "unknown" };
    }
  };
}

const loaded = { config: {}, file: undefined, warnings: [], placeOf: () => "" };

describe("a local server that proved what it is", () => {
  test.each([false, true])("answers where nobody was named; --offline: %s", async (offline) => {
    const found = await whoAnswers({ offline }, { loaded, terminal: testTerminal() }, registry);
    expect(found).toMatchObject({ entry: { name: "Near" }, source: "local" });
    expect(found.embedded).toBeUndefined();
  });

  test("gives way to whom the user named", async () => {
    const terminal = testTerminal({ env: { G4F_PROVIDER: "far" } });
    const found = await whoAnswers({ offline: true }, { loaded, terminal }, registry);
    expect(found).toMatchObject({ entry: { name: "Far" }, source: "environment" });
  });
});

/** Names that must lead nowhere: https://cwe.mitre.org/data/definitions/22.html and look-alikes. */
const NAMES = [
  "../../etc/passwd",
  "/etc/passwd",
  String.raw`C:\x.js`,
  "a\0.js",
  "a/../../b",
  String.raw`a\..\b`,
  "%2e%2e%2fb",
  "@scope/../../x",
  "data:text/javascript,process.exit(42)",
  "node:child_process",
  "file:///etc/passwd",
  "__proto__",
  "constructor",
  "CON",
  "nul",
  "com1",
  ".",
  "..",
  "a".repeat(65),
  "eliza.",
  "eliza ",
  "eliza\n",
  "ｅｌｉｚａ",
  "\u202Eazile",
] as const;

test.each(NAMES)("%j names nobody, and is told in one harmless line", async (name) => {
  const { status, out, err } = await g4f(["ask", "--provider", name, "hi"]);
  expect({ status, out }).toEqual({ status: 10, out: "" });
  expect(err).toMatch(/^g4f: invalid_request: no provider is named "[\x20-\x7E…]*"[^\n]*\n$/);
});
