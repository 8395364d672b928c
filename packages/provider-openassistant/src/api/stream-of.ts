import { parseJson, ProviderError, type HttpResponse, type ProviderContext } from "@g4f/core";

/** So much of what came instead of a stream is looked at. */
const MOST_BYTES = 64 * 1024;

/**
 * The bytes of a stream, whatever media type they claim: the website claims none, others may claim a wrong
 * one. No line of a stream begins with what a page or JSON begins with.
 * @throws ProviderError what the JSON tells of; `protocol` for a page, or JSON that is no error.
 */
export async function* streamOf(
  { body, status }: HttpResponse,
  errorFrom: ProviderContext["errorFrom"],
): AsyncGenerator<Uint8Array> {
  let begun = false;
  const other: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of body) {
    if (other.length === 0 && (begun || !isOther(bytes))) {
      begun ||= !isBlank(bytes);
      yield bytes;
      continue;
    }
    other.push(bytes);
    size += bytes.length;
    if (size > MOST_BYTES) break;
  }
  if (other.length > 0) throw instead(Buffer.concat(other).toString("utf8"), status, errorFrom);
}

function isOther(bytes: Uint8Array): boolean {
  return /^\s*[<{[]/.test(Buffer.from(bytes).toString("latin1"));
}

function isBlank(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).toString("latin1").trim() === "";
}

function instead(
  text: string,
  status: number,
  errorFrom: ProviderContext["errorFrom"],
): ProviderError {
  const body = json(text);
  if (["error", "message", "detail"].some((field) => Object.hasOwn(Object(body), field))) {
    return errorFrom(body);
  }
  const what = body === undefined ? "a page" : "JSON";
  return new ProviderError(
    "protocol",
    `OpenAssistant answered ${status} with ${what} instead of a stream; check baseUrl and api`,
    { provider: "OpenAssistant", status, phase: "status" },
  );
}

function json(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
