import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { expect, test } from "vitest";

const PROGRAM = `
  import { registerHooks } from "node:module";
  const files = [];
  registerHooks({ load(url, context, next) { files.push(url); return next(url, context); } });
  const { OpenAI } = await import("@g4f/provider-openai");
  new OpenAI({ apiKey: "any" });
  console.log(JSON.stringify(files));
`;

const FOR_CALLS =
  /\/core\/src\/kit|\/provider-openai\/src\/(?:models|.+\/(?:answer|body|call))\.ts$/;

test(
  "an import and an instance load nothing that only calls need",
  { timeout: 60_000 },
  async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--conditions=@g4f/source", "--input-type=module", "--eval", PROGRAM],
      { cwd: import.meta.dirname },
    );
    const files: readonly string[] = JSON.parse(stdout);
    expect(files.some((file) => file.endsWith("/provider-openai/src/provider.ts"))).toBe(true);
    expect(files.filter((file) => FOR_CALLS.test(file))).toEqual([]);
  },
);
