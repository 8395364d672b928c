import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { neutralise, neutraliseLine } from "../../src/screen/neutralise.ts";

const ESC = "\u001B";
const BEL = "\u0007";
/** What may not reach a terminal. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;

describe("neutralise", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ["a colour", `${ESC}[31mred${ESC}[0m`, "␛[31mred␛[0m"],
    ["a window title (OSC 0)", `${ESC}]0;owned${BEL}`, "␛]0;owned␇"],
    ["a link (OSC 8)", `${ESC}]8;;http://evil.test${ESC}\\bank`, "␛]8;;http://evil.test␛\\bank"],
    ["the clipboard (OSC 52)", `${ESC}]52;c;cm0gLXJm${BEL}`, "␛]52;c;cm0gLXJm␇"],
    ["a clear screen in one C1 character", "\u009B2J", "�2J"],
    ["DEL and backspace", "a\u007Fb\u0008c", "a␡b␈c"],
    ["an overprinted line", "harmless\revil", "harmlessevil"],
    ["lines of Windows", "a\r\nb", "a\nb"],
    ["a bidi override and an isolate", "user\u202Enimda\u202C \u2066x\u2069", "usernimda x"],
    ["tab, newline and text of all kinds", "a\tb\n日本語 🇫🇷 שלום é", "a\tb\n日本語 🇫🇷 שלום é"],
  ];
  test.each(rows)("%s", (_, text, shown) => {
    expect(neutralise(text)).toBe(shown);
  });

  test("every code unit, and cut anywhere", () => {
    const all = String.fromCharCode(...Array.from({ length: 0x10000 }, (_, code) => code));
    expect(UNSAFE.exec(neutralise(all))).toBeNull();
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(), (text, at) => {
        const cut = at % (text.length + 1);
        expect(neutralise(text.slice(0, cut)) + neutralise(text.slice(cut))).toBe(neutralise(text));
      }),
    );
  });

  test("a name is one line", () => {
    expect(neutraliseLine("a\nb\r\n\tc\u2028d\u0085e")).toBe("a b c d e");
  });
});
