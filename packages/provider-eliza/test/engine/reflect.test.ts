import { describe, expect, it } from "vitest";

import { reflect } from "../../src/engine/reflect.ts";
import { clean, tokenise } from "../../src/engine/tokenise.ts";

const reflected = (text: string, before?: string): string => {
  const words = tokenise(clean(text));
  return reflect(
    words.map(({ key }) => key),
    words.map(({ shown }) => shown),
    before,
  ).join(" ");
};

describe("reflect", () => {
  it.each([
    ["I am with you", "you are with me"],
    ["I'm afraid of you", "you are afraid of me"],
    ["I was wrong", "you were wrong"],
    ["I really was wrong", "you really were wrong"],
    ["you are my friend", "I am your friend"],
    ["you're not listening to me", "I am not listening to you"],
    ["you were late", "I was late"],
    ["your idea is mine", "my idea is yours"],
    ["I hurt myself", "you hurt yourself"],
    ["you love yourself", "I love myself"],
    ["he hates me and my dog", "he hates you and your dog"],
    ["they love you", "they love me"],
    ["who you are", "who I am"],
    ["what you want from me", "what I want from you"],
    ["I don't trust you", "you do not trust me"],
    ["I can’t hear you now", "you cannot hear me now"],
    ["because you never listen", "because I never listen"],
    ["I told you that you can go", "you told me that I can go"],
    ["it is between you and my boss", "it is between me and your boss"],
    ["are you sure", "am I sure"],
    ["we were at our house", "you were at your house"],
    ["my friends are kind", "your friends are kind"],
    ["she was here", "she was here"],
    ["my friend and I were late", "your friend and you were late"],
    ["Anna and Berlin", "Anna and Berlin"],
  ])("%s → %s", (text, expected) => {
    expect(reflected(text)).toBe(expected);
  });

  it("takes the word before into account", () => {
    expect(reflected("you to help me", "need")).toBe("me to help you");
    expect(reflected("you hate me", "that")).toBe("I hate you");
  });
});
