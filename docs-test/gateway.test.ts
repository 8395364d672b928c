import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { blocksOf } from "./blocks.ts";
import { markdownFiles } from "./documents.ts";
import { curl, serveLine, type ServedLine } from "./serve.ts";
import { load, read, rows, section } from "./tables.ts";
import { argumentsOf } from "./words.ts";

const PAGE = "docs/gateway.md";
/** What the documents write for the gateway that somebody has started. */
const WRITTEN_URL = "http://127.0.0.1:8080";

const lines = markdownFiles().flatMap((document) =>
  blocksOf(read(document))
    .filter(({ language }) => language === "sh")
    .flatMap(({ code, line }) =>
      code
        .replaceAll("\\\n", "")
        .split("\n")
        .map((command) => ({ title: `${document}:${line}`, command })),
    ),
);
const startingWith = (head: string): readonly (readonly [string, string])[] =>
  lines
    .filter(({ command }) => command.startsWith(head))
    .map(({ title, command }) => [title, command.slice(head.length)]);

describe("a gateway as the documents start it", () => {
  let served: ServedLine;
  beforeAll(async () => {
    const [[, line] = ["", "none"]] = startingWith("npm start -- serve");
    served = await serveLine(["serve", ...argumentsOf(line)]);
  }, 70_000);

  it.each(startingWith("curl "))("%s: curl %s", { timeout: 70_000 }, async (_, line) => {
    const real = line.replaceAll(WRITTEN_URL, served.url).replaceAll("$KEY", served.key);
    expect(await curl(argumentsOf(real))).toMatch(/^(?:\{|event: |data: )/);
  });

  it("are shown", () => {
    expect(startingWith("curl ").length).toBeGreaterThanOrEqual(4);
  });

  it("ends well", async () => {
    expect(await served.end()).toBe(0);
  });

  afterAll(() => served[Symbol.asyncDispose](), 70_000);
});

describe(PAGE, () => {
  const document = read(PAGE);

  it("shows configurations that are ones", async () => {
    const { loadGatewayConfig } = await load<{
      loadGatewayConfig: (file: string) => Promise<unknown>;
    }>("packages/gateway/src/config.ts");
    const shown = blocksOf(document).filter(({ language }) => language === "yaml");
    expect(shown).not.toEqual([]);
    const folder = mkdtempSync(join(tmpdir(), "g4f-docs-"));
    try {
      for (const { code, line } of shown) {
        const file = join(folder, `${line}.yaml`);
        writeFileSync(file, code);
        await loadGatewayConfig(file);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has every key of the configuration, and no other", async () => {
    const { gatewayConfigSchema } = await load<{ gatewayConfigSchema: unknown }>(
      "packages/gateway/src/config/schema.ts",
    );
    const { keysAt } = await load<{
      keysAt: (schema: unknown, path: readonly (string | number)[]) => readonly string[];
    }>("packages/config-file/src/keys-at.ts");
    const below = (path: readonly (string | number)[], name: string): readonly string[] =>
      keysAt(gatewayConfigSchema, path).map((key) => `${name}${key}`);
    const real = [
      ...below([], "").filter((key) => !["listen", "keys", "limits", "spend"].includes(key)),
      ...below(["listen"], "listen."),
      ...below(["providers", "a"], "providers.*."),
      ...below(["keys"], "keys."),
      ...below(["keys", "fixed", 0], "keys.fixed.*."),
      ...below(["limits"], "limits."),
      ...below(["spend"], "spend."),
    ].filter((key) => key !== "providers" && key !== "keys.fixed");
    const told = rows(section(document, "Configuration")).map(([key]) => key ?? "");
    expect(told.toSorted()).toEqual(real.toSorted());
  });

  it("has the endpoints that are served, and no other", async () => {
    const { url, key, end } = await serveLine(["serve", "--port", "0"]);
    try {
      const answer = await curl([`${url}/openapi.json`, "-H", `x-api-key: ${key}`]);
      const { paths }: { paths: Readonly<Record<string, object>> } = JSON.parse(answer);
      const real = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
      const told = rows(section(document, "Endpoints")).flatMap(([names = ""]) =>
        names.split(", "),
      );
      // Told in one sentence below the table.
      const apart = real.filter((one) => !one.includes("/api/{provider}/"));
      expect(apart.length).toBeGreaterThan(10);
      expect(apart.filter((one) => !told.includes(one))).toEqual([]);
    } finally {
      await end();
    }
  }, 70_000);
});
