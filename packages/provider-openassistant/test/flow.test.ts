import { expect, test } from "vitest";

import { ask, chunksOf, COOKIES, failureOf, inference, MESSAGES, website } from "./support/call.ts";
import { recordedBody } from "./support/recording.ts";
import { INFERENCE, scriptedServer, type Call } from "./support/scripted-server.ts";

const CHAT = "06b001cc-0e76-776a-8000-b8d628911d3f";
const ANSWER = "06b001cc-1f9e-77cd-8000-e73d2cbe60f2";
const DEFAULTS = {
  top_k: 50,
  top_p: null,
  typical_p: null,
  temperature: 0.35,
  repetition_penalty: 1.1111111111111112,
  max_new_tokens: 1024,
};

test("the website: create, prompter, assistant, events, delete", async () => {
  await using server = await scriptedServer();
  const stream = ask(website(server));
  expect(await chunksOf(stream)).toEqual([
    "w1 ",
    "w2 ",
    "w3 ",
    "w4 ",
    { type: "finish", reason: "stop" },
  ]);
  expect(server.calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "POST /api/chat",
    "POST /api/chat/prompter_message",
    "POST /api/chat/assistant_message",
    `GET /api/chat/events?chat_id=${CHAT}&message_id=${ANSWER}`,
    `DELETE /api/chat?chat_id=${CHAT}`,
  ]);
  expect(server.call("create").body).toBe("");
  expect(server.call("prompter").json).toEqual({
    chat_id: CHAT,
    content: "<s>[INST]\nHello, who are you?\n[/INST]",
    parent_id: null,
  });
  expect(server.call("assistant").json).toEqual({
    chat_id: CHAT,
    parent_id: "06b001cc-0f03-7253-8000-6fad80bca833",
    model_config_name: "OA_SFT_Llama_30B_6",
    sampling_parameters: DEFAULTS,
    plugins: [],
  });
  for (const { headers } of server.calls) {
    expect(headers.cookie).toBe("next-auth.session-token=a-session-of-somebody");
    expect(headers["user-agent"]).toMatch(/^g4f\//);
  }
  const result = await stream.result;
  expect(result).toMatchObject({ text: "w1 w2 w3 w4 ", finishReason: "stop", warnings: [] });
  expect(result.usage).toBeUndefined();
});

test("the request is, byte for byte in its fields, what the original was sent", async () => {
  await using server = await scriptedServer();
  await ask(website(server), { promptTemplate: "plain" }).collect();
  const body = server.call("assistant").body;
  expect(body).toBe(
    JSON.stringify({
      chat_id: CHAT,
      parent_id: "06b001cc-0f03-7253-8000-6fad80bca833",
      model_config_name: "OA_SFT_Llama_30B_6",
      sampling_parameters: DEFAULTS,
      plugins: [],
    }),
  );
  expect(server.call("prompter").json["content"]).toBe("Hello, who are you?");
});

test("the inference server: its paths, a bearer, GET for events, an object to create with", async () => {
  await using server = await scriptedServer({}, INFERENCE);
  const text = (await ask(inference(server)).collect()).text;
  const { content } = JSON.parse(recordedBody("17")) as { content: string };
  expect(text.trim()).toBe(content.trim());
  const chat = "/chats/06b001ab-68dd-710d-8000-6e10a92a993b";
  expect(server.calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "POST /chats",
    `POST ${chat}/prompter_message`,
    `POST ${chat}/assistant_message`,
    `GET ${chat}/messages/06b001ab-693a-7fa8-8000-e0f1a7cac5aa/events`,
    `DELETE ${chat}`,
  ]);
  expect(server.call("create").body).toBe("{}");
  expect(server.call("prompter").json).not.toHaveProperty("chat_id");
  expect(server.call("assistant").json).not.toHaveProperty("chat_id");
  for (const { headers } of server.calls) {
    expect(headers.authorization).toBe("Bearer a-key-of-somebody");
    expect(headers.cookie).toBeUndefined();
  }
});

const TRUSTED = {
  apiKey: "key-of-the-service",
  client: "website",
  providerAccountId: "pa-1",
  userId: "webuser-1",
  username: "Wéb User",
};

test("a trusted client speaks for a user, and makes an unknown one known first", async () => {
  await using server = await scriptedServer({ create: ["69", "72"] }, INFERENCE);
  await ask(inference(server, { apiKey: undefined as never, trustedClient: TRUSTED })).collect();
  expect(server.steps()).toEqual([
    "create",
    "login",
    "create",
    "prompter",
    "assistant",
    "events",
    "delete",
  ]);
  for (const { headers } of server.calls) {
    expect(headers.authorization).toBeUndefined();
    const json = Buffer.from(String(headers["trustedclient"]), "base64").toString("utf8");
    expect(JSON.parse(json)).toEqual({
      api_key: "key-of-the-service",
      client: "website",
      provider_account_id: "pa-1",
      user_id: "webuser-1",
      username: "Wéb User",
    });
  }
});

test("a user who stays unknown, and one without a trusted client, is auth", async () => {
  await using server = await scriptedServer({ create: "69" }, INFERENCE);
  const stays = inference(server, { trustedClient: TRUSTED });
  expect(await failureOf(ask(stays))).toMatchObject({ code: "auth", status: 404 });
  expect(server.steps()).toEqual(["create", "login", "create"]);
  expect(await failureOf(ask(inference(server)))).toMatchObject({
    code: "auth",
    message: "OpenAssistant answered 404: User not found",
  });
  expect(server.steps().slice(3)).toEqual(["create"]);
});

test("what a trusted client says of itself is in no error and no log", async () => {
  const echo = (headers: Call["headers"]): string =>
    JSON.stringify({ detail: `I heard ${String(headers["trustedclient"])}` });
  await using server = await scriptedServer(
    {
      create: (response, { headers }) =>
        response.writeHead(401, { "content-type": "application/json" }).end(echo(headers)),
    },
    INFERENCE,
  );
  const error = await failureOf(ask(inference(server, { trustedClient: TRUSTED })));
  expect(error.message).toBe("OpenAssistant answered 401: I heard [redacted]");
});

test("settings that contradict each other are the programmer's mistake", async () => {
  await using server = await scriptedServer();
  expect(() => website(server, { api: "web" as never })).toThrow(TypeError);
  expect(() => website(server, { api: "website", trustedClient: TRUSTED })).toThrow(TypeError);
});

test("keepChat keeps the chat, and its conversation continues it by parent_id", async () => {
  await using server = await scriptedServer({
    prompter: ["W02", "W07"],
    assistant: ["W03", "W08"],
    events: ["W04", "W09"],
  });
  const provider = website(server, { keepChat: true, promptTemplate: "plain" });
  const chunks = await chunksOf(ask(provider));
  expect(chunks[0]).toEqual({
    type: "conversation",
    conversation: { chatId: CHAT, parentId: ANSWER },
  });
  const { conversation } = chunks[0] as { conversation: unknown };
  const messages = [
    ...MESSAGES,
    { role: "assistant", content: "w1 w2 w3 w4 " },
    { role: "user", content: "And now?" },
  ] as const;
  const second = ask(provider, { messages, conversation });
  expect((await second.collect()).text).toBe("x1 x2 x3 ");
  const prompter = server.calls.filter(({ step }) => step === "prompter")[1];
  expect(prompter?.json).toEqual({ chat_id: CHAT, content: "And now?", parent_id: ANSWER });
  expect(server.steps()).toEqual([
    "create",
    "prompter",
    "assistant",
    "events",
    "prompter",
    "assistant",
    "events",
  ]);
  expect((await second.result).conversation).toEqual({
    chatId: CHAT,
    parentId: "06b001cc-2810-7b68-8000-09b73106b509",
  });
});

test("a continued chat is kept unless told otherwise", async () => {
  await using server = await scriptedServer();
  const conversation = { chatId: CHAT, parentId: ANSWER };
  await chunksOf(ask(website(server), { conversation }));
  expect(server.steps()).not.toContain("delete");
  await chunksOf(ask(website(server), { conversation, keepChat: false }));
  expect(server.steps().filter((step) => step === "delete")).toHaveLength(1);
});

test("a kept chat that nobody heard of is deleted", async () => {
  await using server = await scriptedServer({ assistant: "W31" });
  await failureOf(ask(website(server), { keepChat: true }));
  expect(server.steps()).toEqual(["create", "prompter", "assistant", "delete"]);
});

test("after a break the conversation of a kept chat is in the error's partial", async () => {
  await using server = await scriptedServer({ events: { recording: "W13" } });
  const stream = ask(website(server, { keepChat: true }));
  for await (const text of stream) {
    expect(text).toBe("y7 ");
    break;
  }
  const error = await failureOf(stream.result);
  expect(error.partial?.conversation).toEqual({ chatId: CHAT, parentId: ANSWER });
  expect(server.steps()).not.toContain("delete");
});

test.for([
  "chat-7",
  { chatId: "chat-7" },
  { chatId: 7, parentId: "m" },
  { chatId: "..", parentId: "m" },
  { chatId: "a\nb", parentId: "m" },
])("a conversation of another kind is refused before a request: %j", async (conversation) => {
  await using server = await scriptedServer();
  const error = await failureOf(ask(website(server), { conversation }));
  expect(error).toMatchObject({ code: "invalid_request", phase: "prepare" });
  expect(error.message).toContain("{ chatId, parentId }");
  expect(server.calls).toHaveLength(0);
});

test("ids that a server invents cannot leave the path", async () => {
  const create = { status: 200, body: '{"id":"../../x?y#z"}' };
  await using server = await scriptedServer({ create }, INFERENCE);
  await ask(inference(server)).collect();
  const path = "/chats/..%2F..%2Fx%3Fy%23z";
  expect(server.call("prompter").url).toBe(`${path}/prompter_message`);
  expect(server.call("delete").url).toBe(path);
});

test("calls at the same time know nothing of each other", async () => {
  await using server = await scriptedServer({
    create: [1, 2, 3, 4].map((n) => ({ body: `{"id":"chat-${n}"}` })),
    prompter: (response, { json }) => response.end(`{"id":"p-${String(json["chat_id"])}"}`),
    assistant: (response, { json }) => response.end(`{"id":"a-${String(json["parent_id"])}"}`),
    events: (response, { url }) => {
      const id = new URL(url, "http://x").searchParams.get("message_id");
      response.write(`data: {"event_type":"token","text":"${id}"}\n\n`);
      response.end(
        `data: {"event_type":"message","message":{"state":"complete","content":"${id}"}}\n\n`,
      );
    },
  });
  const provider = website(server);
  const streams = [1, 2, 3, 4].map(() => ask(provider));
  const texts = await Promise.all(streams.map(async (stream) => (await stream.collect()).text));
  await Promise.all(streams.map((stream) => stream.closed));
  const expected = [1, 2, 3, 4].map((n) => `a-p-chat-${n}`);
  expect(texts.toSorted()).toEqual(expected);
  const deleted = server.calls.filter(({ step }) => step === "delete").map(({ url }) => url);
  expect(deleted.toSorted()).toEqual([1, 2, 3, 4].map((n) => `/api/chat?chat_id=chat-${n}`));
});

test("cookies of a call win over those of the instance", async () => {
  await using server = await scriptedServer();
  await ask(website(server), { cookies: { anything: "at all" } }).collect();
  expect(server.call("create").headers.cookie).toBe("anything=at all");
  expect(COOKIES).toEqual({ "next-auth.session-token": "a-session-of-somebody" });
});
