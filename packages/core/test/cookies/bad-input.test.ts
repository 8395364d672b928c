import { describe, expect, test } from "vitest";

import { readCookies, type CookieReading } from "../../src/cookies.ts";

const good = { name: "good", value: "1", domain: "x.test" };

/** Reads what holds one good cookie at its end; nothing that is told may show a value. */
async function read(text: string, domain?: string): Promise<CookieReading> {
  const reading = await readCookies(text, { origin: "file", ...(domain ? { domain } : {}) });
  expect(reading.records.map(({ name }) => name)).toEqual(["good"]);
  for (const { message } of reading.warnings) {
    expect(message).toMatch(/^file: [\x20-\x7e]{1,200}$/);
    expect(message).not.toContain("SECRET");
  }
  return reading;
}

describe("a broken entry of a JSON export is left out and told", () => {
  test.each<[string, unknown]>([
    ["[0]: no JSON object", ["SECRET"]],
    ["[0]: no object", 5],
    ["[0]: no object", "SECRET"],
    ["[0]: no object", null],
    ["[0]: no name", { value: "SECRET", domain: "x.test" }],
    ["[0]: no name", { name: 5, value: "SECRET", domain: "x.test" }],
    ['[0]: cookie "a" has no value', { name: "a", domain: "x.test" }],
    ['[0]: cookie "a" has no domain', { name: "a", value: "SECRET" }],
    ['[0]: cookie "a" has no domain', { name: "a", value: "SECRET", domain: "https://SECRET/" }],
    ['[0]: cookie "a": the path is no string', { ...good, name: "a", path: 1 }],
    ['[0]: cookie "a": the path does not begin', { ...good, name: "a", path: "SECRET" }],
    ['[0]: cookie "a": the path holds', { ...good, name: "a", path: "/;SECRET" }],
    ['[0]: cookie "a": the expiry is no number', { ...good, name: "a", expirationDate: "SECRET" }],
    ['[0]: cookie "a": the value must not hold', { ...good, name: "a", value: "SECRET;" }],
    ['[0]: cookie "a": the value must hold', { ...good, name: "a", value: "SECRET\r\nX: 1" }],
    ["[0]: a cookie: the name is empty", { ...good, name: "", value: "SECRET" }],
    ['[0]: cookie "__Secure-a": its name', { ...good, name: "__Secure-a", value: "SECRET" }],
    ['[0]: cookie "__Host-a": its name', { ...good, name: "__Host-a", secure: true, path: "/x" }],
  ])("%s", async (message, entry) => {
    const { warnings } = await read(JSON.stringify([entry, good]));
    expect(warnings).toMatchObject([{ kind: "broken" }]);
    expect(warnings[0]?.message).toContain(`file: ${message}`);
  });

  test.each<[string, string]>([
    ["no quote at the end of a line", '{"name":"a","value":"SECRET\n}'],
    ["a bracket too many", '{"name":"a","value":["SECRET"}}'],
    ["words that are no JSON", '{"name":"a", SECRET }'],
    ["a comma too many", '{"name":"a","value":"SECRET",}'],
    ["nothing but depth", `${"[".repeat(500)}${"]".repeat(500)}`],
  ])("JSON that is malformed inside one entry: %s", async (_name, entry) => {
    const { warnings } = await read(`[\n${entry},\n${JSON.stringify(good)}]`);
    expect(warnings).toHaveLength(1);
  });

  test("a file that ends in the middle gives what came before", async () => {
    const text = `[${JSON.stringify(good)},{"name":"b","value":"SECRET`;
    const { warnings } = await read(text);
    expect(warnings).toEqual([{ kind: "broken", message: "file: it ends in the middle" }]);
  });

  test("storageState names its path", async () => {
    const { warnings } = await read(JSON.stringify({ cookies: [{}, good] }));
    expect(warnings[0]?.message).toBe("file: cookies[0]: no name");
  });
});

test.each<[string, string]>([
  ["file: line 2: 1 fields where 7 belong", "SECRET"],
  ["file: line 2: 8 fields where 7 belong", "x.test\tTRUE\t/\tFALSE\t0\ta\tSECRET\tSECRET"],
  ['file: line 2: cookie "a": the expiry is no number', "x.test\tTRUE\t/\tFALSE\tsoon\ta\tSECRET"],
  ['file: line 2: cookie "a": the domain is no host', "SECRET/\tTRUE\t/\tFALSE\t0\ta\tSECRET"],
  [
    'file: line 2: cookie "a": the path does not begin',
    "x.test\tTRUE\tSECRET\tFALSE\t0\ta\tSECRET",
  ],
])("a broken line of cookies.txt: %s", async (message, line) => {
  const text = ["# Netscape HTTP Cookie File", line, "x.test\tFALSE\t/\tFALSE\t0\tgood\t1"];
  const { warnings } = await read(text.join("\n"));
  expect(warnings).toMatchObject([{ kind: "broken" }]);
  expect(warnings[0]?.message).toContain(message);
});

test("a broken pair of a header is named by its place", async () => {
  const { warnings } = await read("Cookie: SECRET; =SECRET; good=1", "x.test");
  expect(warnings.map(({ message }) => message)).toEqual([
    "file: cookie 1: no name",
    "file: cookie 2: no name",
  ]);
});

test("an expired cookie is told, in each form that has expiries", async () => {
  const old = { ...good, name: "old", value: "SECRET", expirationDate: 1_000_000_000 };
  const { warnings } = await read(JSON.stringify([old, good]));
  expect(warnings).toEqual([{ kind: "expired", message: 'file: [0]: cookie "old" is expired' }]);
  const lines = ["x.test\tFALSE\t/\tFALSE\t5\told\tSECRET", "x.test\tFALSE\t/\tFALSE\t0\tgood\t1"];
  expect((await read(lines.join("\n"))).warnings).toMatchObject([{ kind: "expired" }]);
});

test("where a domain is asked for, cookies of others are counted", async () => {
  const others = ["y.test", "x.test.evil.test", "ax.test", ".test2"].map((domain) => {
    return { name: "other", value: "SECRET", domain };
  });
  const { warnings } = await read(JSON.stringify([...others, good]), "x.test");
  const message = "file: 4 cookies of other domains left out";
  expect(warnings).toEqual([{ kind: "foreign", message }]);
});

test("so that a host below is sent them, those of its parents count as its own", async () => {
  const parent = { ...good, domain: ".x.test" };
  const host = { ...good, name: "host" };
  const { warnings } = await read(JSON.stringify([parent, host]), "sub.x.test");
  expect(warnings).toMatchObject([{ kind: "foreign" }]);
});

test("a file that is broken all over does not flood", async () => {
  const entries = [...Array.from({ length: 5_000 }, () => ({ value: "SECRET" })), good];
  const { warnings } = await read(JSON.stringify(entries));
  expect(warnings).toHaveLength(101);
  expect(warnings.at(-1)?.message).toBe("file: 4900 more like these");
});
