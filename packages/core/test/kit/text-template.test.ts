import fc from "fast-check";
import { expect, test } from "vitest";

import { TextTemplate } from "../../src/kit/text-template.ts";

interface Event {
  readonly role?: string;
  readonly text?: string;
  readonly last?: boolean;
}

const textOf = (event: unknown): string | undefined => {
  const { text, last } = event as Event;
  return last === true ? undefined : text;
};

const padded = (text: string, pad: string): string =>
  `{"id":"x","role":"a","text":${JSON.stringify(text)},"n":null,"obfuscation":"${pad}"}`;
const plain = (text: string): string =>
  `{"id":"x","role":"a","text":${JSON.stringify(text)},"n":null}`;

function learned(data: string): TextTemplate {
  const template = new TextTemplate(textOf);
  expect(template.read(data)).toBeUndefined();
  template.learn(data, JSON.parse(data));
  return template;
}

test("what it reads is what JSON.parse reads, for any text", () => {
  const bare = learned(plain("first"));
  const withPad = learned(padded("first", "abc"));
  const pad = fc.string({ unit: fc.constantFrom("a", "Z", "9"), maxLength: 12 });
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom('"', "\\", ",", "}", "\n", "o", '","n":null}') }),
  );
  fc.assert(
    fc.property(text, pad, (said, filling) => {
      expect(bare.read(plain(said))).toBe(said);
      expect(withPad.read(padded(said, filling))).toBe(said);
    }),
    { numRuns: 5000 },
  );
});

test("whatever bytes come, it reads what JSON.parse reads, or leaves it alone", () => {
  const template = learned(padded("first", "abc"));
  const good = padded("some text", "q1");
  const at = fc.nat({ max: good.length - 1 });
  const put = fc.constantFrom('"', "\\", "{", "}", "1", " ", "\n", ",", "");
  fc.assert(
    fc.property(at, put, at, put, (one, a, other, b) => {
      const broken = good.split("").with(one, a).with(other, b).join("");
      const said = template.read(broken);
      if (said !== undefined) expect((JSON.parse(broken) as Event).text).toBe(said);
    }),
    { numRuns: 20_000 },
  );
});

test("the text is found where it stands twice", () => {
  const template = learned('{"role":"a","text":"a","n":null}');
  expect(template.read('{"role":"a","text":"b","n":null}')).toBe("b");
  expect(template.read('{"role":"b","text":"a","n":null}')).toBeUndefined();
});

test("an event that says more is not learned, and not read", () => {
  const template = new TextTemplate(textOf);
  const data = '{"text":"x","last":true}';
  template.learn(data, JSON.parse(data));
  expect(template.read(data)).toBeUndefined();
});

test("a text that is too long for a token teaches nothing", () => {
  const long = plain("x".repeat(5000));
  const template = new TextTemplate(textOf);
  template.learn(long, JSON.parse(long));
  expect(template.read(plain("some"))).toBeUndefined();
  template.learn(plain("short"), JSON.parse(plain("short")));
  expect(template.read(plain("some"))).toBe("some");
});
