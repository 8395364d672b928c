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

async function ask(
  answer: string,
  schema = JSON.stringify(SCHEMA),
  columns?: number,
): Promise<Asked> {
  using file = temporaryFile("form.json", schema);
  const outcome = await askWith(
    ["--schema", file.path],
    [says(answer)],
    columns === undefined ? {} : { columns },
  );
  return { ...outcome, err: outcome.err.replaceAll(file.path, "form.json") };
}

describe("g4f ask --schema", () => {
  test("is sent, and an answer of that form is printed", async () => {
    const { status, out, err, calls } = await ask('{"a_b": 2}');
    expect({ status, out, err }).toEqual({ status: 0, out: '{"a_b": 2}\n', err: "" });
    expect(JSON.parse(calls[0]?.request.body ?? "")).toMatchObject({ format: SCHEMA });
  });

  test("no Markdown is seen in it on a terminal", async () => {
    const answer = '{"a_b": 2, "*": "*x*"}';
    expect((await ask(answer, '{"type":"object"}', 80)).out).toBe(`${answer}\n`);
  });

  test.each([
    ["no JSON", "Two.", "the answer is no JSON, but a schema was asked for"],
    ["JSON in a fence", '```json\n{"a_b": 2}\n```', "the answer is no JSON"],
    ["another form", '{"a_b": "two"}', "the answer does not fit the schema: a_b: "],
    ["more than the form has", '{"a_b": 2, "c": 1}', "the answer does not fit the schema: "],
  ])("%s is an error, and stays printed", async (_, answer, message) => {
    const { status, out, err } = await ask(answer);
    expect({ status, out }).toEqual({ status: 22, out: `${answer}\n` });
    expect(err).toContain(`g4f: protocol: ${message}`);
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
    const { status, err, calls } = await ask("{}", schema);
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
