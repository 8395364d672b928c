import { inspect } from "node:util";

import { expect, test } from "vitest";

import { Secret } from "../src/secret.ts";

test("a secret is shown nowhere but where it is asked for", () => {
  const secret = new Secret("sk-canary");
  const shown = [
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }, { depth: 10, showHidden: true }),
    inspect(secret),
    JSON.stringify(Object.entries(secret)),
  ];
  expect(shown.join(" ")).not.toContain("canary");
  expect(shown.slice(0, 4).every((text) => text.includes("[secret]"))).toBe(true);
  expect(secret.reveal()).toBe("sk-canary");
});
