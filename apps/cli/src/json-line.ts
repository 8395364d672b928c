// What JSON leaves as it is and a terminal or a line-reader would not: DEL, C1, separators, bidi.
const UNSAFE = /[\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** `value` as one line of JSON that is harmless on a terminal; bytes become base64. */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Uint8Array ? Buffer.from(inner).toString("base64") : inner,
  );
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return String.raw`\u${code}`;
  });
}
