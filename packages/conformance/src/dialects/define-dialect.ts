import type { Asked, Dialect, WireReply, WireRequest } from "../dialect.ts";
import type { Script, ScriptError } from "../script.ts";
import { parseRecord, type JsonRecord } from "./json-record.ts";
import { jsonText, tell, type Say } from "./say.ts";

/** A wire, as far as it differs from the common ones. */
export interface DialectDefinition {
  readonly name: string;
  readonly framing: Dialect["framing"];
  readonly terminator: Dialect["terminator"];
  readonly proof?: Dialect["proof"];
  readonly abilities: Dialect["abilities"];
  readonly basePath?: string;
  /** Default: what is usual for the framing. */
  readonly contentType?: string;
  /** Path of a request for an answer behind `basePath`, which is sent as POST. */
  readonly path: string | RegExp;
  /** What the body of such a request asks. */
  readonly ask: (body: JsonRecord, request: WireRequest) => Asked;
  /** Answers to requests that only lead up to it. */
  readonly leadUp?: (request: WireRequest, memory: Map<string, unknown>) => WireReply | undefined;
  /** How it is said; a function is asked anew for every answer, where there is something to remember. */
  readonly say: Say | ((asked: Asked) => Say);
  /** The last word behind a finish. */
  readonly marker?: string | JsonRecord;
  /** The name of an SSE event with this data. */
  readonly eventName?: (data: JsonRecord) => string | undefined;
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
  const { name, framing, terminator, proof, abilities, basePath, whole } = definition;
  return {
    name,
    framing,
    terminator,
    abilities,
    contentType: definition.contentType ?? CONTENT_TYPES[framing],
    ...(proof === undefined ? {} : { proof }),
    ...(basePath === undefined ? {} : { basePath }),
    read: (request, memory) => read(definition, request, memory),
    encode: (script, asked) => {
      const say = typeof definition.say === "function" ? definition.say(asked) : definition.say;
      return tell(say, script, definition);
    },
    errorBody: (error, status) => jsonText((definition.errorBody ?? plainError)(error, status)),
    ...(whole === undefined
      ? {}
      : { whole: (script: Script, asked: Asked) => jsonText(whole(script, asked)) }),
  };
}

function read(
  { basePath = "", path, ask, leadUp }: DialectDefinition,
  request: WireRequest,
  memory: Map<string, unknown>,
): Asked | WireReply | undefined {
  const [pathname = ""] = request.path.split("?", 1);
  if (request.method === "POST" && pathname.startsWith(basePath)) {
    const rest = pathname.slice(basePath.length);
    if (typeof path === "string" ? rest === path : path.test(rest)) {
      return ask(parseRecord(request.body), request);
    }
  }
  return leadUp?.(request, memory);
}

function plainError({ code, message }: ScriptError): JsonRecord {
  return { error: { code, message } };
}
