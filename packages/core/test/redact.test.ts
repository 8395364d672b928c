import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { Secrets } from "../src/http/redact.ts";

function secretsOf(...values: string[]): Secrets {
  const secrets = new Secrets();
  secrets.add(...values);
  return secrets;
}

describe("redaction", () => {
  const key = 'sk-CANARY-"7/+é';
  const { redact } = secretsOf(key);
  const rows: readonly (readonly [string, string])[] = [
    ["raw", key],
    ["JSON", JSON.stringify(key).slice(1, -1)],
    ["JSON in JSON", JSON.stringify({ a: key }).slice(6, -2)],
    ["URL", encodeURIComponent(key)],
    ["URL, lower case", encodeURIComponent(key).replaceAll(/%../g, (code) => code.toLowerCase())],
    ["form", new URLSearchParams({ k: key }).toString().slice(2)],
    ["hex", Buffer.from(key).toString("hex")],
  ];
  test.each(rows)("%s", (_, rendering) => {
    expect(redact(`before ${rendering} after`)).toBe("before [redacted] after");
  });

  test.each([0, 1, 2, 3, 4])("base64 at offset %i", (offset) => {
    const text = Buffer.from(`${"x".repeat(offset)}${key} and more`).toString("base64");
    const kept = redact(text);
    expect(kept).toContain("[redacted]");
    expect(Buffer.from(kept.replace("[redacted]", ""), "base64").toString()).not.toContain(
      "CANARY",
    );
  });

  test("a secret that is part of another is no way out", () => {
    expect(secretsOf("abcd", "abcdefgh").redact("abcdefgh abcd")).toBe("[redacted] [redacted]");
  });

  test("what is too short to be a secret leaves messages readable", () => {
    expect(secretsOf("1", "", "abc").redact("HTTP 401 abc")).toBe("HTTP 401 abc");
  });

  test("where a text was cut, the beginning of a secret is one", () => {
    const secrets = secretsOf("sk-CANARY-1234");
    for (const cut of ["s", "sk-", "sk-CANARY-123"]) {
      expect(secrets.redact(`your key is ${cut}`, true)).toBe("your key is [redacted]");
      expect(secrets.redact(`your key is ${cut}`)).toBe(`your key is ${cut}`);
    }
    expect(secrets.redact("your key is sk-CANARY-1234", true)).toBe("your key is [redacted]");
    expect(secrets.redact("nothing to hide", true)).toBe("nothing to hide");
  });

  test("special characters of patterns are taken literally", () => {
    expect(secretsOf("a.b*c$").redact("a.b*c$ aXbbc")).toBe("[redacted] aXbbc");
  });
});

/** P8: no secret survives, in any rendering, anywhere in a text. */
test("P8: random secrets in URL, header, JSON and base64", () => {
  const secret = fc.string({ minLength: 6, maxLength: 40, unit: "grapheme" });
  const around = fc.string({ maxLength: 20 });
  fc.assert(
    fc.property(secret, around, around, (value, before, after) => {
      const { redact } = secretsOf(value);
      const wrapped = before + value + after;
      for (const text of [wrapped, JSON.stringify(wrapped)]) {
        expect(redact(text)).not.toContain(value);
      }
      const encoded = encodeURIComponent(value);
      if (encoded.length >= 6)
        expect(redact(`https://x.test/?q=${encoded}`)).not.toContain(encoded);
      const base64 = Buffer.from(value).toString("base64").replace(/=*$/, "").slice(0, -1);
      if (base64.length >= 6) {
        expect(redact(Buffer.from(wrapped).toString("base64"))).not.toContain(base64);
      }
    }),
    { numRuns: 20_000 },
  );
});
