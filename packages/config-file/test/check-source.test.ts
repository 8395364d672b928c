import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";
import { z } from "zod";

import { checkSource, ConfigFileError, problemsError, readYaml } from "../src/index.ts";

const port = z.number("must be a port");
const entry = z.strictObject({ name: z.string("must be a text"), weight: z.exactOptional(port) });
const schema = z
  .strictObject({
    listen: z.strictObject({ port }).default({ port: 1 }),
    use: z.array(z.union([z.string("must be a text"), entry], "must be a text or a map")),
    routes: z.exactOptional(z.record(z.string(), entry)),
  })
  .superRefine(() => {});

async function errorOf(text: string, more?: Parameters<typeof problemsError>[1]): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "g4f-config-"));
  const file = join(folder, "a.yaml");
  try {
    writeFileSync(file, text);
    const source = await readYaml(file);
    if (more !== undefined) return problemsError(source, more);
    return await checkSource(schema, source).then(JSON.stringify, (error: unknown) => error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a good file is its value, defaults filled in", async () => {
  expect(await errorOf("use: [a, { name: b }]\n")).toBe(
    '{"listen":{"port":1},"use":["a",{"name":"b"}]}',
  );
});

test.each([
  ["a field that is missing", "{}", undefined, "use "],
  ["a default's own field", "use: []\nlisten:\n  port: a\n", 3, "listen.port must be a port"],
  ["an element of no kind", "use:\n  - a\n  - 1\n", 3, "use[1] must be a text or a map"],
  ["the kind that was meant", "use:\n  - name: 1\n", 2, "use[0].name must be a text"],
  [
    "an unknown key in an element",
    "use:\n  - name: a\n    wieght: 1\n",
    3,
    'unknown key "use.0.wieght"; did you mean weight?',
  ],
  [
    "an unknown key below a name",
    "use: []\nroutes:\n  a:\n    nam: b\n    name: c\n",
    4,
    'unknown key "routes.a.nam"; did you mean name?',
  ],
  [
    "an unknown key before all else: it may be what is missing",
    "listen: 1\nuze: 2\n",
    2,
    'unknown key "uze"; did you mean use? (and 2 more)',
  ],
])("%s", async (_, text, line, words) => {
  const error = (await errorOf(text)) as ConfigFileError;
  expect(error).toBeInstanceOf(ConfigFileError);
  expect({ line: error.line, message: error.message }).toEqual({
    line,
    message: expect.stringContaining(words),
  });
  const place = line === undefined ? error.file : `${error.file}:${line}`;
  expect(error.message.startsWith(`${place}: `)).toBe(true);
});

test("problems of another check have their line, and say how many they are", async () => {
  const problems = [
    { path: ["routes", "a", "use", 0], message: "is nobody" },
    { path: [], message: "is odd" },
  ];
  const error = (await errorOf("routes:\n  a:\n    use:\n      - x\n", problems)) as Error;
  expect(error.message).toMatch(/a\.yaml:4: routes\.a\.use\[0\] is nobody \(and 1 more\)$/);
});
