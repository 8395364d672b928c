import { PassThrough } from "node:stream";

import type { Answer } from "@g4f/conformance/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Input } from "../../src/terminal.ts";
import { temporaryFolder, type Temporary } from "../temporary.ts";
import { calls, says } from "../upstreams.ts";
import { askWith, type Asked } from "./ask-with.ts";

const MODULE = `
export const weather = {
  description: "Tells the weather of a city.",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  execute({ city }: { city: string }) { return { city, degrees: this.degrees }; },
  degrees: 20,
};
export default { broken: { execute: () => { throw new Error("out of order\\u001B[2J"); } } };
export const other = 1;
`;

let folder: Temporary;
beforeAll(() => {
  folder = temporaryFolder({
    "tools.ts": MODULE,
    "none.ts": "export const a = { run: 1 };\n",
    "bad.ts": 'throw new Error("not today\\nor tomorrow");\n',
    "twice.ts":
      "const execute = () => 1;\nexport const a = { name: 'x', execute };\nexport const b = { name: 'x', execute };\n",
  });
});
afterAll(() => folder[Symbol.dispose]());

const WEATHER = calls("weather", { city: "Paris" });

async function ask(
  args: readonly string[],
  answers: readonly Answer[] = [WEATHER, says("20 degrees.")],
  stdin?: Input,
): Promise<Asked> {
  const all = ["--tools", `${folder.path}/tools.ts`, ...args];
  return await askWith(all, answers, {}, stdin);
}

/** The messages of the last call. */
function lastMessages({ calls: made }: Asked): readonly { readonly content: string }[] {
  const body = JSON.parse(made.at(-1)?.request.body ?? "") as {
    readonly messages: readonly { readonly content: string }[];
  };
  return body.messages;
}

/** A terminal on which somebody types this line. */
function typed(line: string): Input {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  stdin.write(`${line}\n`);
  return stdin;
}

describe("g4f ask --tools", () => {
  test("--yes: the model is told what the tool gives, and every answer is printed", async () => {
    const outcome = await ask(["--yes"]);
    expect(outcome).toMatchObject({
      status: 0,
      out: "Let me see.\n20 degrees.\n",
      err: 'g4f: tool weather: {"city":"Paris","degrees":20}\n',
    });
    const [first] = outcome.calls;
    expect(JSON.parse(first?.request.body ?? "")).toMatchObject({
      tools: [
        { function: { name: "broken", parameters: { type: "object" } } },
        { function: { name: "weather", description: "Tells the weather of a city." } },
      ],
    });
    expect(lastMessages(outcome).at(-1)).toMatchObject({
      role: "tool",
      content: '{"city":"Paris","degrees":20}',
    });
  });

  test.each([
    ["y", '{"city":"Paris","degrees":20}'],
    ["n", "the call was declined"],
    ["", "the call was declined"],
  ])("somebody is asked, and says %j", async (line, told) => {
    const outcome = await ask([], undefined, typed(line));
    expect(outcome.status).toBe(0);
    expect(outcome.err).toContain('g4f: call weather {"city":"Paris"}? [y/N] ');
    expect(lastMessages(outcome).at(-1)).toMatchObject({ role: "tool", content: told });
  });

  test("nobody is left to be asked: no", async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    stdin.end();
    const outcome = await ask([], undefined, stdin);
    expect(lastMessages(outcome).at(-1)?.content).toBe("the call was declined");
  });

  test("nobody is there: refused before anything is sent", async () => {
    expect(await ask([])).toMatchObject({
      status: 2,
      err: "g4f: usage: --tools asks before each call, and stdin is no terminal: add --yes to allow all of them\n",
      calls: [],
    });
  });

  test("a tool that fails is told of, harmlessly, and the model goes on", async () => {
    const { status, err } = await ask(["--yes"], [calls("broken", {}), says("Never mind.")]);
    expect(status).toBe(0);
    expect(err).toContain("g4f: tool broken failed: the tool failed: out of order");
    expect(err).not.toContain("\u001B");
  });

  test("--max-steps ends a model that never stops asking, and says so", async () => {
    const { status, err, calls: made } = await ask(["--yes", "--max-steps", "2"], [WEATHER]);
    expect({ status, made: made.length }).toEqual({ status: 23, made: 2 });
    expect(err).toContain("g4f: truncated: the model asked for more calls after 2 answers");
  });

  test("--json has the calls, what the tools gave, and one result", async () => {
    const { out } = await ask(["--yes", "--json"]);
    const records = out
      .trimEnd()
      .split("\n")
      .map((line): { type: string } => JSON.parse(line));
    const types = records.map(({ type }) => type);
    expect(types.filter((type) => type === "result")).toHaveLength(1);
    expect(types.indexOf("tool-call")).toBeLessThan(types.indexOf("custom"));
    expect(records.at(-1)).toMatchObject({ type: "result", text: "20 degrees.", steps: 2 });
  });

  test.each([
    ["none.ts", 2, /exports no tools: write `export const weather/],
    ["bad.ts", 2, /the tools .*bad\.ts failed: not today\n$/],
    ["twice.ts", 2, /the tools .*twice\.ts: two tools are called "x"/],
    ["gone.ts", 5, /the tools .*gone\.ts could not be read: no such file/],
  ])("%s is refused", async (name, status, message) => {
    const args = ["--tools", `${folder.path}/${name}`, "--yes"];
    const outcome = await askWith(args, [says("no")]);
    expect(outcome).toMatchObject({ status, out: "", calls: [] });
    expect(outcome.err).toMatch(message);
  });
});
