import { createServer } from "node:net";

import { ProviderError } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { sessionCookie } from "../src/auth/cookies.ts";
import { createOpenAssistantServer } from "../src/index.ts";
import { brief, eventsOf } from "./support/events.ts";
import { Replay } from "./support/replay.ts";

const MODEL = "OA_SFT_Llama_30B_6";

describe("createOpenAssistantServer", () => {
  it("answers with Eliza by default, over the website API", async () => {
    await using server = createOpenAssistantServer();
    const { url } = await server.listen();
    const headers = { cookie: server.secrets.cookie, "content-type": "application/json" };
    const post = async (path: string, body?: object): Promise<Record<string, unknown>> => {
      const init = { method: "POST", headers, ...(body && { body: JSON.stringify(body) }) };
      return (await (await fetch(`${url}${path}`, init)).json()) as Record<string, unknown>;
    };
    const { id: chat_id } = await post("/api/chat");
    const content = "<s>[INST]\nI am sad\n[/INST]";
    const prompt = await post("/api/chat/prompter_message", { chat_id, content, parent_id: null });
    const { id } = await post("/api/chat/assistant_message", {
      chat_id,
      parent_id: prompt["id"],
      model_config_name: MODEL,
      sampling_parameters: { top_k: 50 },
    });
    const query = `chat_id=${String(chat_id)}&message_id=${String(id)}`;
    const events = await fetch(`${url}/api/chat/events?${query}`, { headers });
    expect(events.headers.get("content-type")).toBeNull();
    const data = [...(await events.text()).matchAll(/data: (.*)\r\n\r\n/g)].map(
      ([, json = ""]) => JSON.parse(json) as Record<string, unknown>,
    );
    const tokens = data.filter(({ event_type }) => event_type === "token");
    expect(tokens.length).toBeGreaterThan(1);
    expect(data.at(-1)).toMatchObject({ message: { state: "complete", role: "assistant" } });
    const text = tokens.map(({ text: token }) => token).join("");
    expect(data.at(-1)).toMatchObject({ message: { content: text } });
  });

  it("gives each server secrets of its own, and takes all three forms", async () => {
    await using replay = await new Replay().start();
    const { secrets } = replay.server;
    await using other = createOpenAssistantServer();
    expect(new Set([...Object.values(secrets), ...Object.values(other.secrets)]).size).toBe(10);
    const url = `http://127.0.0.1:${String(replay.port)}`;
    const status = async (path: string, headers: Record<string, string>): Promise<number> =>
      (await fetch(`${url}${path}`, { headers })).status;
    expect(await status("/chats", { authorization: `Bearer ${secrets.bearer}` })).toBe(200);
    expect(await status("/chats", { trustedclient: secrets.trustedClient })).toBe(200);
    expect(await status("/chats", { trustedclient: other.secrets.trustedClient })).toBe(401);
    expect(await status("/chats", { authorization: `Bearer ${other.secrets.bearer}` })).toBe(401);
    expect(await status("/chats", { authorization: `Bearer ${secrets.sessionCookie.value}` })).toBe(
      401,
    );
    expect(await status("/api/chat", { cookie: secrets.cookie })).toBe(200);
    expect(await status("/api/chat", { cookie: `__Secure-${secrets.cookie}` })).toBe(200);
    expect(await status("/api/chat", { authorization: `Bearer ${secrets.bearer}` })).toBe(403);
    const { value } = secrets.sessionCookie;
    const pieces = `next-auth.session-token.1=${value.slice(9)}; next-auth.session-token.0=${value.slice(0, 9)}`;
    expect(await status("/api/chat", { cookie: `a=b; ${pieces}` })).toBe(200);
  });

  it("lets nobody log in for debugging unless asked to", async () => {
    await using replay = await new Replay().start();
    expect(await replay.call("GET", "/auth/callback/debug?code=eve")).toEqual({
      status: 403,
      text: '{"detail":"Debug auth is not allowed"}',
    });
    expect((await replay.call("GET", "/auth/providers")).text).toBe("[]");
  });

  it("says which port is in use", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    await using server = createOpenAssistantServer({ port });
    const error = await server.listen().catch((reason: unknown) => reason);
    expect(ProviderError.is(error) && [error.code, error.message]).toEqual([
      "invalid_request",
      `port ${String(port)} of 127.0.0.1 is in use; choose another one, or 0 for any that is free`,
    ]);
    taken.close();
  });

  it("refuses hosts that others reach, and limits that are none", () => {
    expect(() => createOpenAssistantServer({ host: "0.0.0.0" })).toThrow(TypeError);
    expect(() => createOpenAssistantServer({ limits: { maxChats: -1 } })).toThrow(TypeError);
    expect(() => createOpenAssistantServer({ limits: { chats: 1 } as object })).toThrow(
      "no such limit: chats",
    );
  });

  it("ends streams and answers when it closes", async () => {
    const replay = await new Replay().start();
    const ids = await replay.prepare("hi");
    const run = await replay.puppet.nextRun();
    const stream = await replay.events(ids);
    run.say("one ");
    await stream.until((text) => brief(text).length === 1);
    await replay.server.close();
    await stream.untilEnd();
    expect(run.signal.aborted).toBe(true);
    expect(eventsOf(stream.text)).toHaveLength(1);
    expect(replay.clock.waiting).toBe(0);
    await expect(replay.call("GET", "/auth/check")).rejects.toThrow("fetch failed");
  });
});

describe("sessionCookie", () => {
  it("takes the name of the site only, and joins pieces", () => {
    const both = "next-auth.session-token=plain; __Secure-next-auth.session-token=secure";
    expect(sessionCookie(both, "http")).toBe("plain");
    expect(sessionCookie(both, "https")).toBe("secure");
    expect(sessionCookie("__Secure-next-auth.session-token.0=a", "any")).toBe("a");
    expect(sessionCookie("next-auth.session-token.1=b", "any")).toBeUndefined();
    expect(sessionCookie(undefined, "any")).toBeUndefined();
  });
});
