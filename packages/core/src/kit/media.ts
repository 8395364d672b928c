import { ProviderError } from "../errors.ts";
import type { AudioContent, FileContent, ImageContent } from "../message.ts";

/** Where the bytes of a part are, as wires want to know it: inline in base64, or at a URL. */
export type Media =
  | { readonly base64: string; readonly mediaType: string; readonly url?: never }
  | { readonly url: string; readonly mediaType: string | undefined; readonly base64?: never };

const DATA_URL = /^data:([^;,]+)(?:;[^;,]*)*;base64,(.*)$/s;

/**
 * An image, file or audio part as a wire can send it; a `data:` URL is inline.
 * @throws ProviderError `invalid_request` where bytes come without a media type, or a `data:` URL is
 * not base64.
 */
export function mediaOf(part: ImageContent | FileContent | AudioContent): Media {
  if (part.data !== undefined) {
    if (part.mediaType === undefined) {
      throw new ProviderError("invalid_request", `${part.type} with data needs its mediaType`);
    }
    return { base64: toBase64(part.data), mediaType: part.mediaType };
  }
  const url = String(part.url);
  if (!url.startsWith("data:")) return { url, mediaType: part.mediaType };
  const [, mediaType, base64] = DATA_URL.exec(url) ?? [];
  if (mediaType === undefined || base64 === undefined) {
    throw new ProviderError(
      "invalid_request",
      `the data: URL of the ${part.type} must be data:<media type>;base64,<data>`,
    );
  }
  return { base64, mediaType: part.mediaType ?? mediaType };
}

/** More arguments at once than this overflow the stack. */
const SLICE = 0x2000;

/** Bytes as base64 text. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += SLICE) {
    binary += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  }
  return btoa(binary);
}

/** The bytes of base64 text; as RFC 2045 has it, characters that are none of base64 are passed over. */
export function fromBase64(text: string): Uint8Array {
  const digits = text
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .replaceAll(/[^A-Za-z0-9+/]/g, "");
  // A single digit is less than a byte.
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}
