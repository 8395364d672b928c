import { describe, expect, it } from "vitest";

import { CaseFailure } from "../../src/case.ts";
import { expectHidden, spellings } from "../../src/cases/leaks.ts";

const KEY = 'sk-"CANARY"/+=0123456789';
const SECRETS = [{ name: "the key", value: KEY }];

/** Ways in which a value may show a secret. */
const SHOWN: Readonly<Record<string, () => unknown>> = {
  "a text": () => `Bearer ${KEY}`,
  "the message of an error": () => new Error(KEY),
  "a field of an error": () => Object.assign(new Error("no"), { config: { headers: [KEY] } }),
  "the cause of a cause": () =>
    new Error("no", { cause: new Error("neither", { cause: new Error(KEY) }) }),
  "a field that is not enumerable": () => Object.defineProperty({}, "key", { value: KEY }),
  "what toJSON tells": () => ({ toJSON: () => ({ key: KEY }) }),
  "a map in a list": () => [new Map([["key", KEY]])],
  "an object that refers to itself": () => {
    const own: Record<string, unknown> = { key: KEY };
    own["self"] = own;
    return own;
  },
};

describe("expectHidden", () => {
  it.each(Object.entries(SHOWN))("finds a secret in %s", (_, make) => {
    expect(() => expectHidden("it", make(), SECRETS)).toThrow(CaseFailure);
  });

  it.each(spellings(KEY))("finds it spelled %j", (spelling) => {
    expect(() => expectHidden("it", new Error(`no ${spelling}!`), SECRETS)).toThrow(CaseFailure);
  });

  it("is content where nothing shows", () => {
    expectHidden("it", new Error("no", { cause: new Error("[redacted]") }), SECRETS);
    expectHidden("it", undefined, SECRETS);
  });

  it("does not show the secret again in what it reports", () => {
    let failure: unknown;
    try {
      expectHidden("the error", new Error(`key ${KEY} is wrong`), SECRETS);
    } catch (thrown) {
      failure = thrown;
    }
    expect(failure).toMatchObject({ message: "the error shows the key" });
    expect(JSON.stringify(failure)).toContain("key [HERE] is wrong");
    expect(JSON.stringify(failure)).not.toContain("CANARY");
  });
});
