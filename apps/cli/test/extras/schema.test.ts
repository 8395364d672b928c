import { describe, expect, test } from "vitest";

import { temporaryFile } from "../temporary.ts";
import { says } from "../upstreams.ts";
import { askWith, type Asked } from "./ask-with.ts";

const SCHEMA = {
  type: "object",
  properties: { a_b: { type: "number" } },
  required: ["a_b"],
  additionalProperties: false,
};

interface More {
  readonly schema?: string;
  readonly columns?: number;
  readonly args?: readonly string[];
}

async function ask(
  answers: string | readonly string[],
  { schema = JSON.stringify(SCHEMA), columns, args = [] }: More = {},
): Promise<Asked> {
  using file = temporaryFile("form.json", schema);
  const outcome = await askWith(
    ["--schema", file.path, ...args],
    [answers].flat().map((text) => says(text)),
    columns === undefined ? {} : { columns },
  );
  return { ...outcome, err: outcome.err.replaceAll(file.path, "form.json") };
}

describe("g4f ask --schema", () => {
  test("is sent, and an answer of that form is printed", async () => {
    const { status, out, err, calls } = await ask('{"a_b": 2}');
    expect({ status, out, err }).toEqual({ status: 0, out: '{"a_b":2}\n', err: "" });
    expect(JSON.parse(calls[0]?.request.body ?? "")).toMatchObject({ format: SCHEMA });
  });

  test("no Markdown is seen in it on a terminal", async () => {
    const answer = '{"a_b": 2, "*": "*x*"}';
    const { out } = await ask(answer, { schema: '{"type":"object"}', columns: 80 });
    expect(out).toBe(`${answer}\n`);
  });

  test.each([
    ["no JSON", "Two.", "the answer does not fit the schema: it is no JSON"],
    ["another form", '{"a_b": "two"}', "the answer does not fit the schema: a_b must be a number"],
    ["more than the form has", '{"a_b": 2, "c": 1}', "the answer does not fit the schema: "],
  ])("%s, twice, is an error, and the last one is printed", async (_, answer, message) => {
    const { status, out, err, calls } = await ask(answer);
    expect({ status, out }).toEqual({ status: 22, out: `${answer}\n` });
    expect(err).toContain(`g4f: protocol: ${message}`);
    expect(calls).toHaveLength(2);
  });

  test("JSON in a fence is taken out of it", async () => {
    expect(await ask('```json\n{"a_b": 2}\n```')).toMatchObject({ status: 0, out: '{"a_b":2}\n' });
  });

  test("an answer that does not fit is asked for once more, and only the one that fits is printed", async () => {
    const { status, out, err, calls } = await ask(["Two.", '{"a_b": 2}']);
    expect({ status, out, err }).toEqual({
      status: 0,
      out: '{"a_b":2}\n',
      err: "g4f: the answer does not fit the schema: it is asked for once more\n",
    });
    const { messages }: { messages: readonly object[] } = JSON.parse(calls[1]?.request.body ?? "");
    expect(messages.slice(-2)).toMatchObject([
      { role: "assistant", content: "Two." },
      { role: "user", content: expect.stringContaining("it is no JSON") },
    ]);
  });

  test("with --json the result has the object, and says whether it was repaired", async () => {
    const { out } = await ask(["Two.", '{"a_b": 2}'], { args: ["--json"] });
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line): { type: string } => JSON.parse(line));
    expect(lines.filter(({ type }) => type === "result")).toMatchObject([
      { text: '{"a_b": 2}', object: { a_b: 2 }, repaired: true },
    ]);
    expect(lines.at(-1)?.type).toBe("result");
  });

  test.each([
    ["no JSON", "type: object", "the schema form.json is no JSON"],
    [
      "no object",
      '{"type":"array"}',
      'the schema form.json must be a JSON Schema of type "object"',
    ],
    [
      "no schema",
      '{"type":"object","properties":{"a":{"type":"nothing"}}}',
      "the schema form.json is no JSON Schema that can be checked",
    ],
  ])("a file with %s is refused before anything is sent", async (_, schema, message) => {
    const { status, err, calls } = await ask("{}", { schema });
    expect({ status, calls }).toEqual({ status: 2, calls: [] });
    expect(err).toContain(`g4f: usage: ${message}`);
  });

  test("no file", async () => {
    expect(await askWith(["--schema", "/none.json"], [says("{}")])).toMatchObject({
      status: 5,
      err: "g4f: io: the schema /none.json could not be read: no such file\n",
    });
  });
});
