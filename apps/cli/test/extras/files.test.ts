import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { readFiles } from "../../src/extras/files.ts";
import { g4f } from "../g4f.ts";
import { temporaryFolder, type Temporary } from "../temporary.ts";
import { says } from "../upstreams.ts";
import { askWith } from "./ask-with.ts";

const BYTES = new Uint8Array([0, 255, 1, 254]);

let folder: Temporary;
const at = (name: string): string => join(folder.path, name);
beforeAll(() => {
  folder = temporaryFolder({ "notes.md": "# Notes\n", "a.ts": "const a = 1;\n" });
  for (const name of ["cat.PNG", "paper.pdf", "voice.mp3", "voice.wav", "thing.bin"]) {
    writeFileSync(at(name), BYTES);
  }
  writeFileSync(at("film.png"), "");
  truncateSync(at("film.png"), 20_000_001);
  writeFileSync(at("most.png"), "");
  truncateSync(at("most.png"), 20_000_000);
});
afterAll(() => folder[Symbol.dispose]());

describe("what a file is sent as", () => {
  test.each([
    ["cat.PNG", { type: "image", mediaType: "image/png", data: BYTES }],
    ["paper.pdf", { type: "file", mediaType: "application/pdf", name: "paper.pdf", data: BYTES }],
    ["voice.mp3", { type: "audio", mediaType: "audio/mpeg", data: BYTES }],
    ["voice.wav", { type: "audio", mediaType: "audio/wav", data: BYTES }],
  ])("%s", async (name, part) => {
    expect(await readFiles([at(name)])).toEqual({ text: "", media: [part] });
  });

  test("text stands in the question, each under its name", async () => {
    const { text, media } = await readFiles([at("notes.md"), at("a.ts")]);
    expect(media).toEqual([]);
    expect(text).toBe(
      '<file name="notes.md">\n# Notes\n</file>\n\n<file name="a.ts">\nconst a = 1;\n</file>',
    );
  });

  test("20 MB is not too much", async () => {
    expect((await readFiles([at("most.png")])).media).toHaveLength(1);
  });
});

test("g4f ask sends them with the question", async () => {
  const args = ["--file", at("cat.PNG"), "--file", at("notes.md")];
  const { status, err, calls } = await askWith(args, [says("A cat.")]);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  const { messages } = JSON.parse(calls[0]?.request.body ?? "") as {
    readonly messages: readonly unknown[];
  };
  expect(messages).toEqual([
    {
      role: "user",
      content: '<file name="notes.md">\n# Notes\n</file>\n\nHello',
      images: [Buffer.from(BYTES).toString("base64")],
    },
  ]);
});

describe("what is refused before anything is sent", () => {
  test.each([
    ["thing.bin", 2, /^g4f: usage: .*thing\.bin is of no known kind: --file takes png, jpg/],
    ["film.png", 2, /^g4f: usage: .*film\.png has 21 MB; --file takes up to 20 MB\n$/],
    ["none.png", 5, /^g4f: io: the file .*none\.png could not be read: no such file\n$/],
    [".", 5, /^g4f: io: the file .* could not be read: it is a folder\n$/],
  ])("%s", async (name, status, message) => {
    const outcome = await askWith(["--file", at(name)], [says("no")]);
    expect(outcome).toMatchObject({ status, out: "", calls: [] });
    expect(outcome.err).toMatch(message);
  });

  test("an image for a model of text", async () => {
    const outcome = await g4f(["ask", "-p", "eliza", "--file", at("cat.PNG"), "hi"]);
    expect(outcome).toMatchObject({ status: 24, out: "" });
  });
});
