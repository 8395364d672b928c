import { gate, type Script } from "@g4f/conformance/testing";
import OpenAI from "openai";
import type { ResponseInputItem, Tool } from "openai/resources/responses/responses";
import { describe, expect, test } from "vitest";

import { expectServed } from "../support/openai-schema.ts";
import { BROKEN, CALL, ready, rejected, SAY, UPSTREAMS } from "./ready.ts";

const asked = { model: "m", input: "Hi" };
const tools: Tool[] = [
  {
    type: "function",
    name: "weather",
    parameters: { type: "object", properties: { city: { type: "string" } } },
    strict: false,
  },
];

describe.each(UPSTREAMS)("openai, responses, over %s", (wire) => {
  test("a response, whole", async () => {
    await using at = await ready(wire, SAY);
    const response = await at.openai.responses.create(asked);
    expect(response).toMatchObject({
      object: "response",
      status: "completed",
      output_text: "Hello there",
      usage: { input_tokens: 10, output_tokens: 2, input_tokens_details: { cached_tokens: 4 } },
    });
    // What upstream itself tells is not the gateway's to mend.
    if (wire !== "openai-responses") expectServed("response", response);
    expect(at.upstream.calls[0]?.asked.model).toBe("m-1");
  });

  test("a stream, event by event", async () => {
    await using at = await ready(wire, SAY);
    const stream = at.openai.responses.stream(asked);
    const texts: string[] = [];
    stream.on("response.output_text.delta", ({ delta }) => texts.push(delta));
    const response = await stream.finalResponse();
    expect(texts).toEqual(["Hello ", "there"]);
    expect(response).toMatchObject({ status: "completed", output_text: "Hello there" });
  });

  test.each([true, false])("a round trip of two calls, streamed: %s", async (streamed) => {
    await using at = await ready(wire, CALL, SAY);
    const first = { ...asked, tools };
    const response = streamed
      ? await at.openai.responses.stream(first).finalResponse()
      : await at.openai.responses.create(first);
    const calls = response.output.flatMap((item) => (item.type === "function_call" ? [item] : []));
    expect(calls.map((call) => JSON.parse(call.arguments) as unknown)).toEqual([
      { city: "Ulm" },
      { city: "Bonn" },
    ]);
    const results = calls.map(({ call_id }): ResponseInputItem => {
      return { type: "function_call_output", call_id, output: "sunny" };
    });
    const second = await at.openai.responses.create({
      ...first,
      previous_response_id: response.id,
      input: results,
    });
    expect(second.output_text).toBe("Hello there");
    const history = at.upstream.calls[1]?.request.body ?? "";
    for (const { call_id } of calls) expect(history).toContain(call_id);
    expect(history).toContain("sunny");
    expect(history).toContain("Hi");
    // What one account keeps upstream is not for the clients of the gateway to share.
    expect(history).not.toContain("previous_response_id");
    expect(await at.openai.responses.retrieve(second.id)).toMatchObject({ id: second.id });
    await at.openai.responses.delete(second.id);
    const gone = await rejected(at.openai.responses.retrieve(second.id));
    expect(gone).toBeInstanceOf(OpenAI.NotFoundError);
  });

  test("abort cuts upstream", async () => {
    const wait: Script = [
      { type: "text", text: "Hello" },
      { type: "wait", gate: gate() },
    ];
    await using at = await ready(wire, wait);
    const stream = await at.openai.responses.create({ ...asked, stream: true });
    const seen = await at.upstream.called();
    for await (const event of stream) {
      if (event.type === "response.output_text.delta") stream.controller.abort();
    }
    await expect(seen.closed).resolves.toBeUndefined();
  });

  test("an error before content is a status of its class", async () => {
    await using at = await ready(wire);
    const error = { code: "context_length", message: "too long" } as const;
    at.upstream.play({ error, status: 400 });
    const thrown = await rejected(at.openai.responses.create(asked));
    expect(thrown).toBeInstanceOf(OpenAI.BadRequestError);
    expect(thrown).toMatchObject({ code: "context_length_exceeded" });
  });

  test("an error after content breaks the stream off", async () => {
    await using at = await ready(wire, BROKEN);
    const stream = await at.openai.responses.create({ ...asked, stream: true });
    const types: string[] = [];
    const read = async (): Promise<void> => {
      for await (const event of stream) types.push(event.type);
    };
    const thrown = await rejected(read());
    expect(thrown).toBeInstanceOf(OpenAI.APIError);
    expect(thrown).toMatchObject({ code: "overloaded", type: "server_error" });
    expect(types).toContain("response.output_text.delta");
    expect(types).not.toContain("response.completed");
  });
});

test("openai, a previous response that is not there", async () => {
  await using at = await ready("anthropic-messages", SAY);
  const thrown = await rejected(
    at.openai.responses.create({ ...asked, previous_response_id: "resp_none" }),
  );
  expect(thrown).toBeInstanceOf(OpenAI.NotFoundError);
  expect(thrown).toMatchObject({
    param: "previous_response_id",
    code: "previous_response_not_found",
  });
  expect(at.upstream.calls).toEqual([]);
});
