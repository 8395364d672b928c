import type { CallRequest, Capability, Message } from "@g4f/core";

import type { Bench, Case } from "../case.ts";
import { parseRecord, type JsonRecord } from "../dialects/json-record.ts";
import { expectEqual } from "../expect.ts";
import { says } from "./answers.ts";
import { TOOL_LIST } from "./tools.ts";

/** A case about the body of a request on this wire alone. */
function request(
  id: string,
  rule: string,
  run: Case["run"],
  needs: readonly Capability[] = [],
): Case {
  return {
    id: `openai.request.${id}`,
    level: needs.includes("tools") ? "tools" : "core",
    rule,
    proves: ["§6 semantics"],
    dialects: ["openai-chat"],
    ...(needs.length === 0 ? {} : { needs }),
    run,
  };
}

const CALL = { id: "call_a", name: "look_up", arguments: '{"q":"Paris"}' };
const HISTORY: readonly Message[] = [
  { role: "user", content: "Where?" },
  { role: "assistant", content: "", toolCalls: [CALL] },
  { role: "tool", toolCallId: "call_a", content: "in France" },
];

/** What stands in the body of a request for an answer. */
export const OPENAI_REQUEST: readonly Case[] = [
  request(
    "usage",
    "The count of tokens is asked for: no stream of this wire tells it unasked.",
    async (b) => {
      const body = await bodyOf(b, {});
      expectEqual(
        [body["stream"], body["stream_options"]],
        [true, { include_usage: true }],
        "stream",
      );
    },
  ),
  request(
    "tools",
    "A tool is offered as a function with name, description and parameters.",
    async (bench) => {
      const wanted = TOOL_LIST.map((tool) => ({ type: "function", function: tool }));
      expectEqual((await bodyOf(bench, { tools: TOOL_LIST }))["tools"], wanted, "the tools");
    },
    ["tools"],
  ),
  request(
    "tool-choice",
    "Which tool may be called is said in the words of the wire, and only where the caller says it.",
    async (bench) => {
      const named = { type: "function", function: { name: "add" } };
      const choices = [
        [undefined, undefined],
        ["auto", "auto"],
        ["none", "none"],
        ["required", "required"],
        [{ name: "add" }, named],
      ] as const;
      for (const [toolChoice, wanted] of choices) {
        const choice = toolChoice === undefined ? {} : { toolChoice };
        const body = await bodyOf(bench, { tools: TOOL_LIST, ...choice });
        expectEqual(body["tool_choice"], wanted, "tool_choice");
      }
    },
    ["tools"],
  ),
  request(
    "tool-history",
    "Calls and results of a history stand where the wire has them, their ids and arguments as they were.",
    async (bench) => {
      const { messages } = await bodyOf(bench, { messages: HISTORY, tools: TOOL_LIST });
      const [, asked, answered] = messages as readonly JsonRecord[];
      const { id, ...called } = CALL;
      expectEqual(asked?.["tool_calls"], [{ id, type: "function", function: called }], "the calls");
      expectEqual(asked?.["content"] ?? "", "", "the content beside them");
      expectEqual([answered?.["role"], answered?.["tool_call_id"]], ["tool", id], "the result");
      expectEqual(answered?.["content"], "in France", "what the tool returned");
    },
    ["tools", "messageHistory"],
  ),
  request(
    "tool-history-text",
    "Text beside a call in a history is kept.",
    async (bench) => {
      const [user, , tool] = HISTORY;
      const said: Message = { role: "assistant", content: "Let me see.", toolCalls: [CALL] };
      const all = [user, said, tool].filter((one) => one !== undefined);
      const { messages } = await bodyOf(bench, { messages: all, tools: TOOL_LIST });
      const told = (messages as readonly JsonRecord[])[1];
      expectEqual(told?.["content"], "Let me see.", "the text beside the call");
    },
    ["tools", "messageHistory"],
  ),
  request(
    "plain-history",
    "An answer of a history without calls has no list of calls, not even an empty one.",
    async (bench) => {
      const { messages } = await bodyOf(bench, {
        messages: [
          { role: "user", content: "One" },
          { role: "assistant", content: "Two", toolCalls: [] },
          { role: "user", content: "Three" },
        ],
      });
      const told = (messages as readonly JsonRecord[])[1] ?? {};
      expectEqual([told["role"], told["content"]], ["assistant", "Two"], "the answer");
      expectEqual("tool_calls" in told, false, "whether it has a list of calls");
    },
    ["messageHistory"],
  ),
  request(
    "schema",
    "The form of the answer is asked for as `json_schema`, and only where the caller asks.",
    async (bench) => {
      const schema = { type: "object", properties: { a: { type: "number" } }, required: ["a"] };
      const format = (await bodyOf(bench, { schema }))["response_format"] as JsonRecord;
      expectEqual(format["type"], "json_schema", "the type of the format");
      const told = format["json_schema"] as JsonRecord;
      expectEqual([typeof told["name"], told["schema"]], ["string", schema], "name and schema");
      expectEqual((await bodyOf(bench, {}))["response_format"], undefined, "the format otherwise");
    },
    ["schema"],
  ),
];

/** The body of the request that a call makes. */
async function bodyOf(bench: Bench, asked: Partial<CallRequest>): Promise<JsonRecord> {
  const { upstream } = await bench.ask(says('{"a":1}'), { request: asked });
  return parseRecord(upstream.calls[0]?.request.body ?? "");
}
