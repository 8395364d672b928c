import { describe, expect, it } from "vitest";

import { ProviderError } from "../../src/errors.ts";
import { NdjsonDecoder, type NdjsonOptions } from "../../src/wire/ndjson-decoder.ts";
import { ndjson, ndjsonLines } from "../../src/wire/ndjson.ts";
import { chunkings, drive, utf8 } from "./drive.ts";
import { counted, endless, read } from "./source.ts";

describe("lines", () => {
  it.each([
    ["LF", '{"a":1}\n[2]\n', [{ a: 1 }, [2]]],
    ["CR LF", '{"a":1}\r\n"x"\r\n', [{ a: 1 }, "x"]],
    ["blank lines", "\n\r\n \t\n1\n\n", [1]],
    ["a byte order mark", "\u{feff}1\n2\n", [1, 2]],
    ["null and false", "null\nfalse\n", [null, false]],
    ["a lone CR is no line end", "1\r2\n", "protocol"],
    ["U+2028 in a string", '"\u2028"\n', ["\u2028"]],
    ["split characters", '"é\u{1f389}"\n', ["é\u{1f389}"]],
    ["complete last line without line end", '{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
    ["last line that was cut", '{"a":1}\n{"b":2', [{ a: 1 }]],
    ["last line that is a number may be cut", "12\n34", [12]],
    ["blanks at the end", "1\n  \r", [1]],
    ["nothing", "", []],
  ])("%s", (_name, text, wanted) => {
    for (const chunks of chunkings(utf8(text))) {
      const { records, residue, failure } = drive(new NdjsonDecoder(), chunks);
      const values = [...records, ...(residue === undefined ? [] : [residue])];
      expect(failure ?? values.map(({ value }) => value)).toEqual(wanted);
    }
  });

  it("tells the text of each line as it came, on demand", async () => {
    const lines = ['{ "a": 1.0 }', '{"b":"\\u00e9","b":2}'];
    for (const chunks of chunkings(utf8(lines.join("\n")))) {
      const { values } = await read(ndjsonLines(counted(chunks)));
      expect(values).toEqual(lines.map((text) => ({ value: JSON.parse(text) as unknown, text })));
    }
  });

  it("never yields half a value, wherever the last line is cut", async () => {
    const line = '{"message":{"content":"1, \u{1f389} [true]"},"n":[12,null],"done":true}';
    const bytes = utf8(line);
    for (let end = 0; end < bytes.length; end++) {
      expect(await read(ndjson(counted([bytes.subarray(0, end)])))).toEqual({ values: [] });
    }
    expect((await read(ndjson(counted([bytes])))).values).toEqual([JSON.parse(line)]);
  });
});

describe("faults", () => {
  const failing = (chunks: Iterable<string | Uint8Array>, options?: NdjsonOptions) =>
    read(ndjson(counted(chunks), options));

  it("a line that is no JSON ends it, behind the values before", async () => {
    const { values, error } = await failing(['1\n2\n{"key": sk-secret}\n3\n']);
    expect(values).toEqual([1, 2]);
    expect(error).toMatchObject({ code: "protocol", phase: "stream" });
    expect(String(error)).not.toContain("secret");
  });

  it("a line that nests too deep is refused", async () => {
    expect((await failing([`${"[".repeat(200)}${"]".repeat(200)}\n`])).error).toMatchObject({
      code: "protocol",
    });
    expect((await failing(["[[1]]\n"], { maxDepth: 1 })).error).toMatchObject({ code: "protocol" });
    expect((await failing(["[[1]]\n"], { maxDepth: 2 })).values).toEqual([[[1]]]);
  });

  it("an endless line is cut off within one chunk", async () => {
    const body = counted(endless("x".repeat(1000)));
    const { error } = await read(ndjson(body, { maxLineBytes: 4500 }));
    expect(error).toMatchObject({ code: "protocol", phase: "stream" });
    expect(String(error)).toContain("maxLineBytes");
    expect(body).toMatchObject({ pulled: 5, closed: 1 });
  });

  it("an error of the body passes as it is", async () => {
    const reset = new ProviderError("network", "reset");
    expect(await read(ndjson(counted(["1\n2", reset])))).toEqual({ values: [1], error: reset });
  });
});

describe("the body", () => {
  it("is asked what it is before it is read", async () => {
    const asked: string[] = [];
    const source = counted(["1\n"]);
    const body = {
      [Symbol.asyncIterator]: () => source[Symbol.asyncIterator](),
      expect: async (types: readonly string[]) => void asked.push(...types),
    };
    const values = ndjson(body);
    expect(asked).toEqual([]);
    await values.next();
    expect(asked).toEqual([
      "application/x-ndjson",
      "application/ndjson",
      "application/jsonl",
      "application/x-jsonlines",
      "application/stream+json",
      "application/json",
    ]);
    await values.return(undefined);
    expect(source.closed).toBe(1);
  });
});
