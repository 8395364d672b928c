import { expect, it } from "vitest";

import { load, read, rows, section } from "./tables.ts";

it("apps/cli/README.md has the exit status of every code", async () => {
  const { EXIT_STATUS } = await load<{ EXIT_STATUS: object }>("apps/cli/src/exit-status.ts");
  const told = rows(section(read("apps/cli/README.md"), "Exit status")).flatMap(
    ([status, codes = ""]) => codes.split(", ").map((code) => [code, Number(status)]),
  );
  expect(Object.fromEntries(told)).toEqual({ good: 0, ...EXIT_STATUS });
});
