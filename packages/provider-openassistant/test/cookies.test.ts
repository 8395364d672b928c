import { JarCookieStore } from "@g4f/core";
import { expect, test } from "vitest";

import { OpenAssistant } from "../src/index.ts";
import { ask, COOKIES, failureOf, inference, website } from "./support/call.ts";
import { INFERENCE, scriptedServer } from "./support/scripted-server.ts";

test.for([
  { "next-auth.session-token": "plain-value" },
  { "__Secure-next-auth.session-token": "secure-value" },
  { "next-auth.session-token.0": "first-half", "next-auth.session-token.1": "second-half" },
  { "__Secure-next-auth.session-token.0": "first", "__Secure-next-auth.session-token.1": "second" },
  { "next-auth.session-token": "value", cf_clearance: "x.y-z", theme: "dark" },
])("cookies are sent as they are: %j", async (cookies) => {
  await using server = await scriptedServer();
  await ask(website(server), { cookies }).collect();
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  for (const { headers } of server.calls) expect(headers.cookie).toBe(pairs.join("; "));
});

test("without cookies given the store of the server's own origin is asked", async () => {
  await using server = await scriptedServer();
  const cookieStore = new JarCookieStore();
  await cookieStore.set("127.0.0.1", { "next-auth.session-token": "from-the-store" });
  await cookieStore.set("open-assistant.io", { "next-auth.session-token": "of-another-place" });
  await ask(new OpenAssistant({ baseUrl: server.baseUrl, cookieStore })).collect();
  for (const { headers } of server.calls) {
    expect(headers.cookie).toBe("next-auth.session-token=from-the-store");
  }
});

test("cookies of open-assistant.io do not go to a server of one's own", async () => {
  await using server = await scriptedServer();
  const cookieStore = new JarCookieStore();
  await cookieStore.set("open-assistant.io", { "next-auth.session-token": "of-another-place" });
  const provider = new OpenAssistant({ baseUrl: server.baseUrl, cookieStore });
  expect(await failureOf(ask(provider))).toMatchObject({
    code: "auth",
    message:
      "OpenAssistant needs the cookies of a signed-in session: pass cookies, or set them for the server's domain",
  });
  expect(server.calls).toHaveLength(0);
});

test("the website takes the session as a bearer, too", async () => {
  await using server = await scriptedServer({ create: "W59" });
  await ask(website(server, { cookies: {}, apiKey: "the-session-itself" })).collect();
  expect(server.call("create").headers.authorization).toBe("Bearer the-session-itself");
});

test("a key may come from a source of credentials, which may have none", async () => {
  await using server = await scriptedServer({}, INFERENCE);
  const has = { get: () => Promise.resolve("key-from-a-source") };
  const provider = { baseUrl: server.baseUrl, api: "inference" } as const;
  await ask(new OpenAssistant({ ...provider, credentials: has })).collect();
  expect(server.call("create").headers.authorization).toBe("Bearer key-from-a-source");
  const none = { get: () => Promise.resolve(undefined) };
  const failure = await failureOf(ask(new OpenAssistant({ ...provider, credentials: none })));
  expect(failure).toMatchObject({ code: "auth", phase: "prepare" });
});

test("the inference server wants a key or a trusted client; cookies are none", async () => {
  await using server = await scriptedServer({}, INFERENCE);
  const provider = new OpenAssistant({
    baseUrl: server.baseUrl,
    api: "inference",
    cookies: COOKIES,
  });
  expect(await failureOf(ask(provider))).toMatchObject({
    code: "auth",
    message: "OpenAssistant needs apiKey or trustedClient: pass one to the instance",
  });
  expect(server.calls).toHaveLength(0);
});

test("headers of one's own may carry what proves the caller", async () => {
  await using server = await scriptedServer({}, INFERENCE);
  const headers = { authorization: "Bearer by-hand" };
  await ask(inference(server, { apiKey: undefined as never, headers })).collect();
  expect(server.call("create").headers.authorization).toBe("Bearer by-hand");
});

test("a refused cookie is in no error", async () => {
  await using server = await scriptedServer({
    create: (response, { headers }) => response.writeHead(500).end(`broke on ${headers.cookie}`),
  });
  const error = await failureOf(ask(website(server)));
  expect(error.message).toContain("broke on next-auth.session-token=[redacted]");
  expect(JSON.stringify(error)).not.toContain("a-session-of-somebody");
});
