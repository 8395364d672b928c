const LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";
const HEX_DIGITS = "0123456789abcdef";
/** `getRandomValues` refuses to fill more at once. */
const MOST_BYTES = 65_536;

/**
 * `length` characters of `a-z0-9`, each as likely as any other, from the crypto source.
 * @throws TypeError where `length` is no whole number from 0 on.
 */
export function getRandomString(length: number): string {
  return randomText(LETTERS_AND_DIGITS, length);
}

/**
 * `length` characters of `0-9a-f`, each as likely as any other, from the crypto source.
 * @throws TypeError where `length` is no whole number from 0 on.
 */
export function getRandomHex(length: number): string {
  return randomText(HEX_DIGITS, length);
}

function randomText(alphabet: string, length: number): string {
  if (!Number.isSafeInteger(length) || length < 0) {
    throw new TypeError(`length is ${String(length)}; it must be a whole number from 0 on`);
  }
  // Bytes from here on are thrown away: with them the first characters would be likelier.
  const limit = 256 - (256 % alphabet.length);
  const characters: string[] = [];
  while (characters.length < length) {
    const missing = length - characters.length;
    for (const byte of randomBytes(Math.min(MOST_BYTES, missing))) {
      if (byte < limit) characters.push(alphabet.charAt(byte % alphabet.length));
    }
  }
  return characters.join("");
}

function randomBytes(count: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(count));
}
