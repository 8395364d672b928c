import { ProviderError } from "@g4f/core";
import { expect, it } from "vitest";

import { failureOf } from "../src/failure.ts";

it.each([
  ["Acme answered 429: slow down", "Acme answered 429: slow down"],
  ["the answer is empty", "Acme: the answer is empty"],
])("%s: the provider is named once", (message, told) => {
  const error = new ProviderError("upstream", message, { provider: "Acme" });
  expect(failureOf(error, "req_1").message).toBe(told);
});
