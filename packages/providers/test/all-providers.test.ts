import { readdirSync } from "node:fs";

import { HOSTS } from "@g4f/provider-openai";
import { expect, test } from "vitest";

import { allProviders } from "../src/index.ts";

test("has every package of a provider, and every host that is a row", async () => {
  await using registry = allProviders();
  const packages = readdirSync(new URL("../..", import.meta.url))
    .filter((name) => name.startsWith("provider-"))
    .map((name) => name.slice("provider-".length));
  const names = [...packages, ...HOSTS.map(({ name }) => name)];
  expect(names.filter((name) => !registry.has(name))).toEqual([]);
});

test("hands its options on", async () => {
  const messages: string[] = [];
  const tell = (_: unknown, message: string): void => void messages.push(message);
  const logger = { debug: tell, info: tell, warn: tell, error: tell };
  await using registry = allProviders({ logger });
  await registry.resolve("eliza");
  expect(messages).toContain("provider made");
});
