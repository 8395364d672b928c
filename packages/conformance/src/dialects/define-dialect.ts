import type { Asked, Dialect, WireReply, WireRequest } from "../dialect.ts";
import type { Script, ScriptError } from "../script.ts";
import { parseRecord, type JsonRecord } from "./json-record.ts";
import { jsonText, tell, type Marks, type Say } from "./say.ts";

/** A wire, as far as it differs from the common ones. */
export type DialectDefinition = Wire & (Asking | Pick<Dialect, "read">);

/** Requests of a wire that asks with one POST. */
interface Asking {
  /** Path of a request for an answer, behind `basePath`. */
  readonly path: string | RegExp;
  /** What the body of such a request asks. */
  readonly ask: (body: JsonRecord, request: WireRequest) => Asked;
  /** Answers to requests that only lead up to it. */
  readonly leadUp?: (request: WireRequest) => WireReply | undefined;
}

/** Everything of a wire but how it asks. */
interface Wire extends Marks {
  readonly name: string;
  readonly framing: Dialect["framing"];
  readonly terminator: Dialect["terminator"];
  readonly proof?: Dialect["proof"];
  readonly abilities: Dialect["abilities"];
  readonly basePath?: string;
  readonly lineEnd?: Dialect["lineEnd"];
  /** Default: what is usual for the framing; empty: none is sent. */
  readonly contentType?: string;
  /** How it is said; a function is asked anew for every answer, where there is something to remember. */
  readonly say: Say | ((asked: Asked, script: Script) => Say);
  /** Default: `{ "error": { "code", "message" } }`. */
  readonly errorBody?: (error: ScriptError, status: number) => string | JsonRecord;
  readonly whole?: (script: Script, asked: Asked) => string | JsonRecord;
}

const CONTENT_TYPES = {
  sse: "text/event-stream; charset=utf-8",
  ndjson: "application/x-ndjson",
  text: "text/plain; charset=utf-8",
} as const;

/** Makes a {@link Dialect} of what is peculiar to a wire. */
export function defineDialect(definition: DialectDefinition): Dialect {
  const { name, framing, terminator, proof, abilities, basePath, lineEnd, whole } = definition;
  return {
    name,
    framing,
    terminator,
    abilities,
    contentType: definition.contentType ?? CONTENT_TYPES[framing],
    ...(proof === undefined ? {} : { proof }),
    ...(basePath === undefined ? {} : { basePath }),
    ...(lineEnd === undefined ? {} : { lineEnd }),
    read: "read" in definition ? definition.read : readerOf(definition),
    encode: (script, asked) => {
      const say =
        typeof definition.say === "function" ? definition.say(asked, script) : definition.say;
      return tell(say, script, definition);
    },
    errorBody: (error, status) => jsonText((definition.errorBody ?? plainError)(error, status)),
    ...(whole === undefined
      ? {}
      : { whole: (script: Script, asked: Asked) => jsonText(whole(script, asked)) }),
  };
}

function readerOf({ basePath = "", path, ask, leadUp }: Wire & Asking): Dialect["read"] {
  return (request) => {
    const [pathname = ""] = request.path.split("?", 1);
    if (request.method === "POST" && pathname.startsWith(basePath)) {
      const rest = pathname.slice(basePath.length);
      const fits = typeof path === "string" ? rest === path : path.test(rest);
      if (fits) return ask(parseRecord(request.body), request);
    }
    return leadUp?.(request);
  };
}

function plainError({ code, message }: ScriptError): JsonRecord {
  return { error: { code, message } };
}
