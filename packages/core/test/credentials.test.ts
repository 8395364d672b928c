import { expect, test } from "vitest";

import { ProviderError } from "../src/errors.ts";
import { errorOf, messages, overWire, scripted } from "./support/scripted-provider.ts";

test("a credential source that says what is wrong is heard, with its code", async () => {
  const refusal = new ProviderError("network", "no connection to the key server", {
    phase: "connect",
  });
  const provider = scripted(overWire, {
    baseUrl: "https://acme.test",
    credentials: { get: () => Promise.reject(refusal) },
    manifest: { needsAuth: true, auth: ["key"] },
  });
  expect(await errorOf(provider.createAsyncGenerator({ messages }).next())).toMatchObject({
    code: "network",
    message: "no connection to the key server",
    phase: "connect",
    retryable: true,
    provider: "Acme",
  });
});
