// Written with escapes: the characters themselves would do here what they must not do there.
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
const BREAKS = /[\t\n\r\u0085\u2028\u2029]+/g;

/**
 * Text of foreign origin as a terminal may show it: no control character but line feed and tab, no bidi
 * override or isolate. ESC and its like become their pictures (`␛`), C1 becomes `�`; carriage returns and
 * bidi controls are dropped. Character by character, so text may be cut anywhere.
 */
export function neutralise(text: string): string {
  return text.replace(UNSAFE, harmless);
}

/** The same for a name or a title, which is one line. */
export function neutraliseLine(text: string): string {
  return neutralise(text.replace(BREAKS, " "));
}

function harmless(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x0d || code > 0x9f) return "";
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\uFFFD";
}
