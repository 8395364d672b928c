import { expect, it } from "vitest";

import { load, read, rows, section } from "./tables.ts";

const document = read("docs/router.md");
const options = new Map(
  rows(section(document, "Options")).map(([name = "", preset = ""]) => [name, preset]),
);

it("docs/router.md has every option of a route, and no other", async () => {
  const { POLICY_FIELDS } = await load<{ POLICY_FIELDS: readonly string[] }>(
    "packages/router/src/policy.ts",
  );
  expect(new Set(options.keys())).toEqual(new Set(POLICY_FIELDS));
});

it("docs/router.md has the defaults that hold", async () => {
  const { BACKOFF_DEFAULTS } = await load<{ BACKOFF_DEFAULTS: object }>(
    "packages/router/src/engine/backoff.ts",
  );
  const { BUDGET_DEFAULTS, COOLDOWN_DEFAULTS } = await load<{
    BUDGET_DEFAULTS: object;
    COOLDOWN_DEFAULTS: object;
  }>("packages/router/src/state/account.ts");
  const told = (name: string): unknown =>
    JSON.parse((options.get(name) ?? "").replaceAll(/(\w+):/g, '"$1":'));
  expect(told("backoff")).toEqual(BACKOFF_DEFAULTS);
  expect(told("budget")).toEqual(BUDGET_DEFAULTS);
  expect(told("cooldown")).toEqual(COOLDOWN_DEFAULTS);
});

it("docs/router.md has every order", async () => {
  const { ORDERS } = await load<{ ORDERS: readonly string[] }>("packages/router/src/order.ts");
  const text = section(document, "Order");
  expect(ORDERS.filter((order) => !text.includes(`\`${order}\``))).toEqual([]);
});
