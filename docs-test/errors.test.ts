import { ERROR_CODES, ERROR_PHASES, ProviderError } from "@g4f/core";
import { describe, expect, it } from "vitest";

import { load, read, rows, section } from "./tables.ts";

const document = read("docs/errors.md");

describe("docs/errors.md", () => {
  it("has one heading per code, in the order of ERROR_CODES", () => {
    const headings = [...section(document, "Codes").matchAll(/^### `(.+)`$/gm)].map(
      ([, code]) => code,
    );
    expect(headings).toEqual([...ERROR_CODES]);
  });

  it.each(ERROR_CODES)("%s: when, retryable as the code says, what to do", (code) => {
    const text = section(document, `\`${code}\``);
    expect(text).toMatch(/^- When: .+/m);
    expect(text).toMatch(/^- Do: .+/m);
    const said = /^- Retryable: (yes|no)\b/m.exec(text)?.[1];
    expect(said).toBe(new ProviderError(code, "x").retryable ? "yes" : "no");
  });

  it("lists the phases in the order of ERROR_PHASES", () => {
    const phases = rows(section(document, "Phases")).map(([phase]) => phase);
    expect(phases).toEqual([...ERROR_PHASES]);
  });

  it("lists every field of an error that has them all, and no other", () => {
    const error = new ProviderError("timeout", "x", {
      provider: "Acme",
      status: 504,
      retryAfterMs: 1,
      requestId: "1",
      partial: {},
      attempts: [],
      cause: new Error("x"),
    });
    const own = Object.getOwnPropertyNames(error).filter((key) => !["stack", "name"].includes(key));
    const told = rows(section(document, "Fields")).map(([field]) => field);
    expect(new Set(told)).toEqual(new Set(own));
  });

  it("has the statuses of the one table", async () => {
    const { STATUS_CODES } = await load<{ STATUS_CODES: ReadonlyMap<number, string> }>(
      "packages/core/src/errors.ts",
    );
    const told = rows(section(document, "Statuses")).flatMap(([statuses = "", code]) =>
      statuses.split(", ").map((status) => [Number(status), code] as const),
    );
    expect(told).toHaveLength(STATUS_CODES.size);
    expect(new Map(told)).toEqual(STATUS_CODES);
  });
});
