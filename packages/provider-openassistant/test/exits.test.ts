import { expect, test } from "vitest";

import { encodeEvent, encodePing } from "../src/wire.ts";
import { ask, chunksOf, failureOf, inference, token, website } from "./support/call.ts";
import {
  INFERENCE,
  scriptedServer,
  type Script,
  type ScriptedServer,
} from "./support/scripted-server.ts";

/** A stream that says one word and then nothing more. */
const STALLED: Script = { events: { body: encodeEvent(token("one ")), open: true } };

function expectDeletedOnce(server: ScriptedServer): void {
  expect(server.steps().filter((step) => step === "delete")).toHaveLength(1);
  expect(server.steps().at(-1)).toBe("delete");
}

test("a break cuts the stream and deletes the chat", async () => {
  await using server = await scriptedServer(STALLED);
  for await (const text of ask(website(server))) {
    expect(text).toBe("one ");
    break;
  }
  expectDeletedOnce(server);
  await server.left();
});

test("an abort under a running stream deletes the chat", async () => {
  await using server = await scriptedServer(STALLED);
  const abort = new AbortController();
  const stream = ask(website(server), { signal: abort.signal });
  await stream.next();
  const pending = stream.next();
  abort.abort();
  await expect(pending).rejects.toMatchObject({ code: "aborted", partial: { text: "one " } });
  await stream.closed;
  expectDeletedOnce(server);
  await server.left();
});

test.for(["prompter", "assistant", "events"] as const)(
  "an abort while %s is unanswered deletes the chat",
  async (step) => {
    await using server = await scriptedServer({ [step]: () => undefined });
    const abort = new AbortController();
    const stream = ask(website(server), { signal: abort.signal });
    const pending = failureOf(stream);
    await server.asked(step);
    abort.abort();
    expect(await pending).toMatchObject({ code: "aborted" });
    expectDeletedOnce(server);
  },
);

test("an abort before anything sends nothing", async () => {
  await using server = await scriptedServer();
  const error = await failureOf(ask(website(server), { signal: AbortSignal.abort() }));
  expect(error.code).toBe("aborted");
  expect(server.calls).toHaveLength(0);
});

test("a stream that falls silent runs into the idle limit and deletes the chat", async () => {
  await using server = await scriptedServer(STALLED);
  const error = await failureOf(ask(website(server), { deadlines: { idle: 50 } }));
  expect(error).toMatchObject({ code: "timeout", partial: { text: "one " } });
  expectDeletedOnce(server);
});

test("pings do not keep a call alive", async () => {
  await using server = await scriptedServer({
    events: (response) => {
      response.write(encodeEvent(token("one ")));
      const timer = setInterval(() => response.write(encodePing(new Date(0))), 5);
      response.on("close", () => clearInterval(timer));
    },
  });
  const error = await failureOf(ask(website(server), { deadlines: { idle: 80 } }));
  expect(error).toMatchObject({ code: "timeout" });
  expectDeletedOnce(server);
});

test.for(["110", "111"])("endless pending (%s) ends by the queue limit", async (recording) => {
  await using server = await scriptedServer({ events: { recording } }, INFERENCE);
  const error = await failureOf(ask(inference(server), { deadlines: { queue: 60 } }));
  expect(error).toMatchObject({ code: "timeout", phase: "queue", partial: { text: "" } });
  expectDeletedOnce(server);
});

test("endless pending of a kept chat ends by the queue limit, too", async () => {
  await using server = await scriptedServer({ events: { recording: "110" } }, INFERENCE);
  const stream = ask(inference(server), { keepChat: true, deadlines: { queue: 60 } });
  expect(await failureOf(stream)).toMatchObject({ code: "timeout", phase: "queue" });
  expectDeletedOnce(server);
});

test("a connection that breaks under the stream deletes the chat", async () => {
  await using server = await scriptedServer({
    events: (response) => {
      response.write(encodeEvent(token("one ")), () => response.socket?.resetAndDestroy());
    },
  });
  const error = await failureOf(ask(website(server)));
  expect(["network", "truncated"]).toContain(error.code);
  expect(error.partial?.text).toBe("one ");
  expectDeletedOnce(server);
});

test.for(["prompter", "assistant", "events"] as const)(
  "an error at %s deletes the chat",
  async (step) => {
    await using server = await scriptedServer({ [step]: "W35" });
    expect(await failureOf(ask(website(server)))).toMatchObject({ code: "upstream", status: 500 });
    expectDeletedOnce(server);
  },
);

test.for([
  ["W67", 500],
  ["85", 404],
  ["W57", 403],
] as const)("a complete answer survives a deletion that fails (%s)", async ([reply, status]) => {
  await using server = await scriptedServer({ delete: reply });
  const stream = ask(website(server));
  const chunks = await chunksOf(stream);
  expect(chunks.at(-1)).toEqual({ type: "finish", reason: "stop" });
  const { text, warnings } = await stream.result;
  expect(text).toBe("w1 w2 w3 w4 ");
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(`the clean-up failed: OpenAssistant answered ${status}`);
  expectDeletedOnce(server);
});

test("a deletion that hangs ends by the limit of the clean-up", async () => {
  await using server = await scriptedServer({ delete: () => undefined });
  const stream = ask(website(server), { deadlines: { cleanup: 40 } });
  expect((await stream.collect()).warnings).toEqual(["the clean-up took over 40 ms and was cut"]);
});

test("no chat, no deletion", async () => {
  await using server = await scriptedServer({ create: "W56" });
  await failureOf(ask(website(server)));
  expect(server.steps()).toEqual(["create"]);
});
