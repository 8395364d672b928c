import { Refusal } from "../refusal.ts";

/** The body of a request, before anything is known of its fields. */
export interface RawBody {
  readonly bytes: Buffer;
  readonly contentType: string | undefined;
}

/** The fields of a JSON object; empty JSON (`""`, `[]`) counts as one without fields, as in the original. */
export function fieldsOf(body: RawBody): Readonly<Record<string, unknown>> {
  const value = jsonOf(body);
  if (value === null || value === undefined) throw invalid("field required", "value_error.missing");
  if (value === "" || (Array.isArray(value) && value.length === 0)) return {};
  if (typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  throw invalid("value is not a valid dict", "type_error.dict");
}

function jsonOf({ bytes, contentType }: RawBody): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString("utf8");
  if (contentType !== undefined && !isJson(contentType))
    return text === "" ? undefined : bytes.length;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badJson(text, String(error));
  }
}

/** Whether a content type says JSON. */
export function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType.trim());
}

function invalid(msg: string, type: string): Refusal {
  return new Refusal(422, [{ loc: ["body"], msg, type }]);
}

/** The complaint of Python's decoder; where the fault lies is taken from ours. */
function badJson(doc: string, error: string): Refusal {
  const pos = Number(/at position (\d+)/.exec(error)?.[1] ?? doc.length);
  const before = doc.slice(0, pos).split("\n");
  const lineno = before.length;
  const colno = (before.at(-1)?.length ?? 0) + 1;
  const msg = error.includes("property name")
    ? "Expecting property name enclosed in double quotes"
    : "Expecting value";
  const place = `line ${String(lineno)} column ${String(colno)} (char ${String(pos)})`;
  return new Refusal(422, [
    {
      loc: ["body", pos],
      msg: `${msg}: ${place}`,
      type: "value_error.jsondecode",
      ctx: { msg, doc, pos, lineno, colno },
    },
  ]);
}
