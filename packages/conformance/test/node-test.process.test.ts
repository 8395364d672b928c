import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

import { expect, it } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));

/** Runs one family under node:test in a process of its own, on the provider that `create` makes. */
async function underNodeTest(
  imports: string,
  create: string,
): Promise<{ readonly code: number; readonly output: string }> {
  const program = `
    import { describe, it } from "node:test";
    import { conformance, openaiChat } from "./src/index.ts";
    ${imports}
    conformance({ describe, it, create: ${create}, dialect: openaiChat, filter: "marker" });
  `;
  const args = [
    "--conditions=@g4f/source",
    "--test-reporter=tap",
    "--input-type=module-typescript",
    "--eval",
    program,
  ];
  return await new Promise((resolve) => {
    execFile(process.execPath, args, { cwd }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}

it("is green under node:test for a correct provider, with reasons for what does not apply", async () => {
  const { code, output } = await underNodeTest(
    'import { ReferenceProvider } from "./test/reference/openai-chat.ts";',
    "(settings) => new ReferenceProvider(settings)",
  );
  expect(output).toMatch(/ok \d+ - ending\.marker\.prefix: /);
  expect(output).toContain("# SKIP openai-chat ends with finish, not done");
  expect(output).not.toContain("not ok");
  expect(code).toBe(0);
});

it("is red under node:test for a broken one, at the case that is named for its rule", async () => {
  const { code, output } = await underNodeTest(
    'import { BROKEN } from "./test/broken/all.ts";',
    'BROKEN.find(({ killedBy }) => killedBy === "ending.marker.without-finish").make',
  );
  expect(output).toMatch(/not ok \d+ - ending\.marker\.without-finish: /);
  expect(output).toContain("received: ");
  expect(code).toBe(1);
});
