import { describe, expect, test } from "vitest";

import { extract } from "./extract.ts";
import { runNode } from "./run-node.ts";

describe("every snippet runs to its end, in a process of its own", () => {
  for (const { title, file, runs, output } of extract()) {
    if (!runs) continue;
    test.concurrent(
      title,
      async () => {
        const { status, stdout, stderr } = await runNode([file]);
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        expect(output === undefined || stdout.trimEnd()).toBe(output ?? true);
      },
      70_000,
    );
  }
});
