import { simulate, type Answer, type Script, type Upstream } from "@g4f/conformance/testing";
import { openaiCompatible } from "@g4f/provider-openai";
import { withFallback } from "@g4f/router";
import { describe, expect, it } from "vitest";

import { dialect } from "../support/dialect.ts";
import { serve } from "../support/serve.ts";

const MESSAGES = [{ role: "user", content: "hi" }];
const content: Script = [{ type: "text", text: "from the first" }];
const good: Script = [
  { type: "text", text: "from the second" },
  { type: "finish", reason: "stop" },
];
const error = { code: "overloaded" as const, message: "busy" };

/** An answer of an upstream, which knows where in its bytes it is to go wrong. */
type Fault = (upstream: Upstream) => Answer;

/** What goes wrong, behind `said`. */
const faults = (said: Script): Record<string, Fault> => ({
  "a cut": (upstream) => ended(upstream, said, "fin"),
  "a stall": (upstream) => ended(upstream, said, "hang"),
  "malformed data": () => ({ script: [...said, { type: "event", data: "{oops" }] }),
  "an error in the stream": () => ({ script: [...said, { type: "error", error }] }),
});

/** Only statuses come before everything. */
const statuses: Record<string, Fault> = {
  "429": () => ({ error: { code: "rate_limit", message: "slow down" }, status: 429 }),
  "500": () => ({ error: { code: "upstream", message: "oops" }, status: 500 }),
};

function ended(upstream: Upstream, said: Script, how: "fin" | "hang"): Answer {
  const script = [...said, ...good];
  const bytes = Buffer.from(upstream.bytesOf(script)).toString("latin1");
  const at = said.length === 0 ? 0 : bytes.indexOf("\n\n", bytes.indexOf("from the first")) + 2;
  return { script, delivery: { end: { how, at } } };
}

/** A provider of its own for an upstream. */
function memberOf(
  name: string,
  upstream: Upstream,
): InstanceType<ReturnType<typeof openaiCompatible>> {
  const url = `https://${name}.test`;
  const provider = openaiCompatible({ name, url, baseUrl: `${url}/v1`, defaultModel: `${name}-1` });
  // Only a stall needs one to end; the first call of all loads half of core meanwhile.
  const deadlines = { firstEvent: 1_000, idle: 1_000 };
  return new provider({ ...upstream.settings, apiKey: "sk-upstream-key", deadlines });
}

async function throughTwo(
  fault: Fault,
  stream: boolean,
): Promise<{ status: number; text: string; calls: readonly [number, number] }> {
  const openai = dialect("openai-chat");
  await using first = await simulate({ dialect: openai });
  first.play(fault(first));
  await using second = await simulate({ dialect: openai, answers: [{ script: good }] });
  const router = withFallback([memberOf("first", first), memberOf("second", second)]);
  await using serving = await serve([router], { models: { main: router.manifest.name } });
  const body = { model: "main", stream, messages: MESSAGES };
  const response = await serving.ask("/v1/chat/completions", body);
  const text = await response.text();
  return { status: response.status, text, calls: [first.calls.length, second.calls.length] };
}

describe.each([true, false])(
  "before content the next target gets exactly one request (stream %j)",
  (stream) => {
    it.each(Object.entries({ ...faults([]), ...statuses }))("%s", async (_, fault) => {
      const { status, text, calls } = await throughTwo(fault, stream);
      expect(status).toBe(200);
      expect(calls).toEqual([1, 1]);
      expect(text).toContain("from the second");
      expect(text).not.toContain("from the first");
      expect(text.includes("data: [DONE]")).toBe(stream);
    });
  },
);

describe("after content nothing is sent again; the stream says that it failed, and has no end marker", () => {
  it.each(Object.entries(faults(content)))("%s", async (_, fault) => {
    const { status, text, calls } = await throughTwo(fault, true);
    expect(status).toBe(200);
    expect(calls).toEqual([1, 0]);
    expect(text).toContain("from the first");
    expect(text).toContain('"error"');
    expect(text).not.toContain("[DONE]");
    expect(text).not.toContain("from the second");
  });
});
