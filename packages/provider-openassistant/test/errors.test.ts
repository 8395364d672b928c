import type { ErrorCode } from "@g4f/core";
import { expect, test } from "vitest";

import { ask, failureOf, inference, jsonReply, website } from "./support/call.ts";
import { INFERENCE, scriptedServer, type Reply, type Step } from "./support/scripted-server.ts";

/** A row: what is answered to which step, and the code, status and words that it becomes. */
type Row = readonly [Step, Reply, ErrorCode, number, words: string];

const BUSY = "The server is currently busy. Please try again later.";
const MISSING = "body.content: field required";

const WEBSITE_ROWS: readonly Row[] = [
  ["prompter", "W22", "invalid_request", 400, "Trying to add first message to non-empty chat"],
  ["prompter", "W23", "invalid_request", 422, MISSING],
  ["assistant", "W33", "invalid_request", 422, "body.model_config_name: field required"],
  ["assistant", "W32", "upstream", 500, "Something went wrong"],
  ["assistant", "W31", "model_not_found", 422, "Model nope not found"],
  ["assistant", "W87", "model_not_found", 422, "Model _lorem not in allowed models"],
  ["prompter", "W81", "context_length", 413, "Message content exceeds max length"],
  ["assistant", jsonReply({ message: BUSY }, 503), "overloaded", 503, BUSY],
  ["assistant", jsonReply({ message: "Invalid token" }, 500), "upstream", 500, "Invalid token"],
  ["create", "W95", "upstream", 500, "Internal Server Error"],
  ["events", "W95", "upstream", 500, "Internal Server Error"],
  ["events", "W35", "upstream", 500, "Internal Server Error"],
  ["create", "W56", "auth", 403, "no valid session cookie"],
  ["create", "W57", "auth", 403, "no valid session cookie"],
  ["create", "W58", "auth", 403, "no valid session cookie"],
  ["create", "W60", "auth", 403, "no valid session cookie"],
  ["prompter", "W57", "auth", 403, "no valid session cookie"],
  ["events", "W57", "auth", 403, "no valid session cookie"],
  ["create", "W100", "invalid_request", 404, "chat is switched off"],
  ["events", "W102", "invalid_request", 404, "chat is switched off"],
  ["prompter", { status: 413, body: "Body exceeded 1mb limit" }, "context_length", 413, "1mb"],
  ["prompter", { status: 400, body: "Invalid JSON" }, "invalid_request", 400, "Invalid JSON"],
  ["prompter", { status: 500 }, "upstream", 500, "upstream"],
  ["create", "W64", "protocol", 308, "redirects are not followed"],
];

const INFERENCE_ROWS: readonly Row[] = [
  ["create", "06", "auth", 403, "Not authenticated"],
  ["create", "79", "auth", 403, "Not authenticated"],
  ["create", jsonReply({ detail: "Invalid token" }, 401), "auth", 401, "Invalid token"],
  ["create", "160", "auth", 401, "Token expired"],
  ["create", "78", "auth", 400, "Invalid token type"],
  ["create", "73", "auth", 401, "Unauthorized client"],
  ["create", "74", "upstream", 500, "Internal Server Error"],
  ["create", "75", "auth", 401, "Missing token"],
  ["create", "10", "invalid_request", 422, "body: field required"],
  ["create", "49", "invalid_request", 404, "check baseUrl and api"],
  ["prompter", "48", "invalid_request", 404, "Chat not found"],
  ["prompter", "20", "invalid_request", 400, "Trying to add first message to non-empty chat"],
  ["prompter", "21", "invalid_request", 400, "Parent message not found"],
  ["prompter", "22", "invalid_request", 400, "Parent message is not an assistant message"],
  [
    "prompter",
    jsonReply({ detail: "Parent message is not complete" }, 400),
    "invalid_request",
    400,
    "Parent message is not complete",
  ],
  ["prompter", "24", "invalid_request", 422, MISSING],
  ["prompter", "26", "invalid_request", 422, "Expecting property name"],
  ["prompter", "140", "context_length", 413, "Message content exceeds max length"],
  ["prompter", "143", "context_length", 413, "Maximum number of messages reached for this chat"],
  ["assistant", "144", "context_length", 413, "Maximum number of messages reached"],
  ["assistant", "35", "upstream", 500, "upstream"],
  ["assistant", "77", "invalid_request", 400, "Message not found"],
  ["assistant", "34", "invalid_request", 422, "body.parent_id: none is not an allowed value"],
  ["assistant", "32", "invalid_request", 422, "body.model_config_name: field required"],
  ["assistant", "36", "invalid_request", 422, "max_new_tokens: none is not an allowed value"],
  ["assistant", "37", "invalid_request", 422, "temperature: value is not a valid float"],
  ["assistant", "39", "invalid_request", 422, "body.plugins: none is not an allowed value"],
  ["assistant", "40", "invalid_request", 422, "body.plugins.0.url: field required"],
  ["assistant", "31", "model_not_found", 422, "Model nope not found"],
  ["assistant", "142", "model_not_found", 422, "not in allowed models: OA_SFT_Llama_30B_6"],
  ["assistant", jsonReply({ detail: BUSY }, 503), "overloaded", 503, BUSY],
  ["assistant", "152", "upstream", 500, "Internal Server Error"],
  ["events", "43", "invalid_request", 400, "Only assistant messages can be streamed."],
  ["events", "42", "upstream", 500, "Internal Server Error"],
  ["events", "45", "invalid_request", 405, "Method Not Allowed"],
];

test.for(WEBSITE_ROWS)("website, %s answered with %j: %s %i", async (row) => {
  const [step, reply, code, status, words] = row;
  await using server = await scriptedServer({ [step]: reply });
  const error = await failureOf(ask(website(server)));
  expect(error).toMatchObject({ code, status, phase: "status", provider: "OpenAssistant" });
  expect(error.message).toContain(words);
  expect(error.message).not.toMatch(/[\r\n]/);
  expect(server.steps().includes("delete")).toBe(step !== "create");
});

test.for(INFERENCE_ROWS)("inference, %s answered with %j: %s %i", async (row) => {
  const [step, reply, code, status, words] = row;
  await using server = await scriptedServer({ [step]: reply }, INFERENCE);
  const error = await failureOf(ask(inference(server)));
  expect(error).toMatchObject({ code, status, phase: "status", provider: "OpenAssistant" });
  expect(error.message).toContain(words);
  expect(server.steps().includes("delete")).toBe(step !== "create");
});

const LOGIN_PAGE = `<!DOCTYPE html><html><title>Log in</title><form action="/api/auth/signin/email">`;
const SOME_PAGE = `<!DOCTYPE html><html><title>Welcome to nginx!</title>`;
const HTML = { "content-type": "text/html; charset=utf-8" };

/** What stands at the address instead of the API, and the code and words that it becomes. */
const PLACES: readonly (readonly [string, Reply, ErrorCode, words: string])[] = [
  ["a login page", { headers: HTML, body: LOGIN_PAGE }, "auth", "a login page came"],
  [
    "a way to the login page",
    { status: 307, headers: { location: "/auth/signin?callbackUrl=%2F" } },
    "auth",
    "leads to its login page",
  ],
  ["a login page with 401", { status: 401, headers: HTML, body: LOGIN_PAGE }, "auth", "401"],
  ["a login page with 403", { status: 403, headers: HTML, body: LOGIN_PAGE }, "auth", "403"],
  ["another page", { headers: HTML, body: SOME_PAGE }, "protocol", "no Open Assistant server"],
  ["a page with 404", "W65", "invalid_request", "no Open Assistant server; check baseUrl"],
  ["an empty answer", { body: "" }, "protocol", "an empty body: this is no Open Assistant"],
  ["plain text", { body: "hello" }, "protocol", "no JSON: this is no Open Assistant server"],
  ["other JSON", jsonReply({ version: "0.9.1" }), "protocol", "JSON without the id of a chat"],
  ["a list", jsonReply([1]), "protocol", "JSON without the id of a chat"],
  ["null", jsonReply(null), "protocol", "JSON without the id of a chat"],
  ["an id that is a number", jsonReply({ id: 7 }), "protocol", "JSON without the id of a chat"],
  ["words with 200", jsonReply({ message: "We are closed." }), "upstream", "We are closed."],
  [
    "a way elsewhere",
    { status: 302, headers: { location: "https://elsewhere.test/" } },
    "protocol",
    "redirects are not followed",
  ],
];

test.for(PLACES)("no Open Assistant there: %s", async ([, create, code, words]) => {
  await using server = await scriptedServer({ create });
  const error = await failureOf(ask(website(server)));
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
  expect(server.steps()).toEqual(["create"]);
});

test("the other server of the two is at the address", async () => {
  await using server = await scriptedServer({ create: "49" });
  const error = await failureOf(ask(website(server)));
  expect(error).toMatchObject({
    code: "invalid_request",
    message:
      "OpenAssistant answered 404: chat is switched off, or this is no Open Assistant server; check baseUrl and api",
  });
});

test("nobody is at the address", async () => {
  const server = await scriptedServer();
  await server[Symbol.asyncDispose]();
  expect(await failureOf(ask(website(server)))).toMatchObject({ code: "network" });
});

test("an unknown model is answered with the nearest known names", async () => {
  await using server = await scriptedServer({ assistant: "W31" });
  const error = await failureOf(ask(website(server), { model: "OA_SFT_Llama_30B_66" }));
  expect(error.message).toContain("did you mean OA_SFT_Llama_30B, OA_SFT_Llama_30B_6");
});
