// The eleven known bugs of the historic client (protocol, section 7), by their numbers.
import { JarCookieStore } from "@g4f/core";
import { expect, test } from "vitest";

import { encodeEvent, encodeLegacyPing } from "../src/wire.ts";
import {
  ask,
  chunksOf,
  events,
  failureOf,
  final,
  inference,
  jsonReply,
  token,
  website,
} from "./support/call.ts";
import { INFERENCE, scriptedServer } from "./support/scripted-server.ts";

test("1: the status of creation and prompter message counts; a login page is auth", async () => {
  const page = { headers: { "content-type": "text/html" }, body: "<!doctype html><a>Sign in</a>" };
  const detail = jsonReply({ detail: "Token expired" }, 401);
  for (const script of [
    { create: "W57" },
    { create: detail },
    { create: page },
    { prompter: "W57" },
    { prompter: detail },
    { prompter: page },
  ]) {
    await using server = await scriptedServer(script);
    expect((await failureOf(ask(website(server)))).code).toBe("auth");
  }
});

test("2: the words of an error are found wherever they are", async () => {
  const cases = [
    [{ assistant: "31" }, "model_not_found", "Model nope not found"],
    [{ assistant: jsonReply({ detail: "currently busy" }, 503) }, "overloaded", "currently busy"],
    [{ prompter: "W23" }, "invalid_request", "body.content: field required"],
    [{ assistant: jsonReply({}) }, "protocol", "JSON without the id of a message"],
  ] as const;
  for (const [script, code, words] of cases) {
    await using server = await scriptedServer(script);
    const error = await failureOf(ask(website(server)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
  }
});

test("3: an events request that fails, or finds nothing to stream, is no empty answer", async () => {
  await using missing = await scriptedServer({ events: "W102" });
  expect((await failureOf(ask(website(missing)))).code).toBe("invalid_request");
  await using empty = await scriptedServer({ events: "W05" });
  expect((await ask(website(empty)).collect()).text).toBe("w1 w2 w3 w4 ");
  await using noContent = await scriptedServer({ events: "16" }, INFERENCE);
  expect((await ask(inference(noContent)).collect()).text).not.toBe("");
});

test("4: errors, places in the queue, plugin steps and the final message are not ignored", async () => {
  await using failing = await scriptedServer({ events: "101" }, INFERENCE);
  expect((await failureOf(ask(inference(failing)))).code).toBe("upstream");
  await using server = await scriptedServer({
    events: events(
      { event_type: "pending", queue_position: 3, queue_size: 9 },
      {
        event_type: "plugin_intermediate",
        current_plugin_thought: "thinking...",
        current_plugin_action_taken: "",
        current_plugin_action_input: "",
        current_plugin_action_response: "",
        message: null,
      },
      token("one "),
      final({ content: "one two" }),
    ),
  });
  const types = (await chunksOf(ask(website(server)))).map((chunk) =>
    typeof chunk === "string" ? chunk : chunk.type,
  );
  expect(types).toEqual(["queue", "custom", "one ", "two", "finish"]);
});

test("5: a ping whose data is a date and an event without a space do no harm", async () => {
  const tight = encodeEvent(token("tight")).replace("data: ", "data:");
  await using server = await scriptedServer({
    events: events(encodeLegacyPing(new Date(0)), tight, final({ content: "tight" })),
  });
  expect((await ask(website(server)).collect()).text).toBe("tight");
});

test("6: the chat is deleted after a broken answer, and a failed deletion breaks none", async () => {
  await using broken = await scriptedServer({ events: { body: "data: {oops\n\n" } });
  await failureOf(ask(website(broken)));
  expect(broken.steps().at(-1)).toBe("delete");
  await using kept = await scriptedServer({ delete: "W67" });
  expect((await ask(website(kept)).collect()).warnings).toHaveLength(1);
});

test("7: events are asked for with GET on both servers", async () => {
  await using site = await scriptedServer();
  await ask(website(site)).collect();
  expect(site.call("events").method).toBe("GET");
  await using server = await scriptedServer({}, INFERENCE);
  await ask(inference(server)).collect();
  expect(server.call("events").method).toBe("GET");
});

test("8: no other option reaches sampling, and maxTokens becomes max_new_tokens", async () => {
  await using server = await scriptedServer();
  const junk = { stream: true, timeout: 3, provider: URL };
  const stream = ask(website(server), { maxTokens: 77, ...junk });
  const { warnings } = await stream.collect();
  expect(server.call("assistant").json["sampling_parameters"]).toEqual({
    top_k: 50,
    top_p: null,
    typical_p: null,
    temperature: 0.35,
    repetition_penalty: 1.1111111111111112,
    max_new_tokens: 77,
  });
  expect(warnings).toEqual([
    "OpenAssistant does not know stream, timeout, provider: dropped, not sent",
  ]);
  for (const { body } of server.calls) expect(body).not.toMatch(/timeout|provider|"stream"/);
});

test("9: the template can be left out, the thread continued, the system message sent as one", async () => {
  await using server = await scriptedServer();
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: "First" },
    { role: "assistant", content: "Yes?" },
    { role: "user", content: "Second" },
  ] as const;
  const conversation = { chatId: "c", parentId: "a" };
  const options = { messages, conversation, promptTemplate: "plain" } as const;
  await ask(website(server), options).collect();
  expect(server.call("prompter").json).toEqual({ chat_id: "c", content: "Second", parent_id: "a" });
  expect(server.call("assistant").json["system_prompt"]).toBe("Be brief.");
});

test("10: a conversation saves the creation, and a call can be aborted", async () => {
  await using server = await scriptedServer();
  const provider = website(server, { keepChat: true });
  const { conversation } = await ask(provider).collect();
  await ask(provider, { conversation }).collect();
  expect(server.steps().filter((step) => step === "create")).toHaveLength(1);
  const abort = new AbortController();
  const stream = ask(provider, { signal: abort.signal });
  await stream.next();
  abort.abort();
  await expect(stream.next()).rejects.toMatchObject({ code: "aborted" });
});

test("11: no cookies are no cookies: nothing is looked for elsewhere, nothing is sent", async () => {
  await using server = await scriptedServer();
  const cookieStore = new JarCookieStore();
  await cookieStore.set("127.0.0.1", { "next-auth.session-token": "from-the-store" });
  const provider = website(server, { cookieStore });
  const error = await failureOf(ask(provider, { cookies: {} }));
  expect(error).toMatchObject({ code: "auth", phase: "prepare" });
  expect(server.calls).toHaveLength(0);
});
