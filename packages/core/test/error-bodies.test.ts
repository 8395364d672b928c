import { describe, expect, test } from "vitest";

import { errorFromFacts } from "../src/error-body.ts";
import { APART_HOSTS } from "./error-bodies/apart-hosts.ts";
import { APART } from "./error-bodies/apart.ts";
import { COLLECTED_HOSTS } from "./error-bodies/collected-hosts.ts";
import { COLLECTED } from "./error-bodies/collected.ts";
import type { ErrorBody } from "./error-bodies/row.ts";

const all = [...COLLECTED, ...COLLECTED_HOSTS, ...APART, ...APART_HOSTS];

test("at least a third was collected apart, and first read by a table that did not know them", () => {
  expect(3 * (APART.length + APART_HOSTS.length)).toBeGreaterThanOrEqual(all.length);
});

test("there are at least 60, from many hosts, each with its source", () => {
  expect(all.length).toBeGreaterThanOrEqual(60);
  expect(new Set(all.map(({ host }) => host)).size).toBeGreaterThanOrEqual(12);
  for (const { url } of all)
    expect(url).toMatch(/^https:\/\/github\.com\/[^/]+\/[^/]+\/(issues|pull)\/\d+$/);
});

describe.each([
  ["collected", [...COLLECTED, ...COLLECTED_HOSTS]],
  ["collected apart", [...APART, ...APART_HOSTS]],
] as const)("error bodies, %s", (_, bodies: readonly ErrorBody[]) => {
  test.each(bodies)("$host, $status, $url", ({ host, status, body, wanted }) => {
    const error = errorFromFacts({ provider: host, status, body, phase: "status" });
    const { message = "", ...fields } = wanted;
    expect(error).toMatchObject(fields);
    expect(error.message).toContain(message);
  });
});
