import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import { openaiError } from "../../src/faces/openai/error.ts";
import { FAILURE_STATUS, type FailureCode } from "../../src/failure.ts";

it("docs/openai-api.md tells of every failure what it is", () => {
  const place = new URL("../../../../docs/openai-api.md", import.meta.url);
  const rows = readFileSync(place, "utf8")
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")))
    .filter((cells) => cells.length === 6 && cells[1] !== undefined && cells[1] in FAILURE_STATUS)
    .map((cells) => cells.slice(1, -1));
  const wanted = Object.entries(FAILURE_STATUS).map(([name, status]) => {
    const failure = { status, message: "", retryable: false, requestId: "" };
    const { type, code } = openaiError({ ...failure, code: name as FailureCode });
    return [name, String(status), type, String(code)];
  });
  expect(rows).toEqual(wanted);
});
