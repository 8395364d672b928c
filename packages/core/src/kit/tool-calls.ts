import type { Part, ToolCallDeltaPart, ToolCallPart } from "../chunk.ts";
import { ProviderError } from "../errors.ts";
import { getRandomHex } from "../random.ts";

/** What one event says of a tool call; wires leave out what they like. */
export interface ToolCallFragment {
  /** How the wire tells calls of one answer apart; absent: by `id`, else the latest call is meant. */
  readonly key?: string | number | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** The next characters of the arguments, or all of them as a value. */
  readonly arguments?: unknown;
  readonly state?: unknown;
}

interface OpenCall {
  readonly index: number;
  readonly id: string;
  readonly given: string;
  name: string;
  pieces: string[];
  /** How many of the pieces were handed out as deltas. */
  told: number;
  state: unknown;
  closed: boolean;
}

/**
 * Tool calls out of the fragments of a stream, in whatever order they come: deltas at once, each call
 * complete at its end. Ids are always there and never twice; arguments stay as the model wrote them.
 */
export class ToolCalls {
  readonly #calls: OpenCall[] = [];
  readonly #byKey = new Map<string | number, OpenCall>();
  readonly #ids = new Set<string>();

  get any(): boolean {
    return this.#calls.length > 0;
  }

  /** The deltas that can be told now: none until the name of the call is known. */
  add(fragment: ToolCallFragment): ToolCallDeltaPart[] {
    const call = this.#find(fragment) ?? this.#begin(fragment);
    if (call.name === "" && fragment.name !== undefined) call.name = fragment.name;
    if (fragment.state !== undefined) call.state = fragment.state;
    const text = argumentText(fragment.arguments);
    if (text !== "") call.pieces.push(text);
    if (call.name === "") return [];
    return deltasOf(call);
  }

  /** Completes the call of this key (absent: all that are open). */
  close(key?: string | number): Part[] {
    const open = key === undefined ? this.#calls : [this.#byKey.get(key)];
    return open.flatMap((call) => (call === undefined || call.closed ? [] : finished(call)));
  }

  /**
   * Completes all calls at the end of an answer.
   * @throws ProviderError `protocol` where the answer was cut inside the arguments of one: half a call
   * is never handed out.
   */
  end(cut: boolean): Part[] {
    const half = cut ? this.#calls.find((call) => !call.closed && isHalf(call)) : undefined;
    if (half === undefined) return this.close();
    throw new ProviderError(
      "protocol",
      `the answer was cut inside the arguments of a call of ${half.name.slice(0, 64)}; raise maxTokens`,
      { phase: "end" },
    );
  }

  #find({ key, id = "", name = "" }: ToolCallFragment): OpenCall | undefined {
    if (key === undefined) {
      if (id !== "") return this.#calls.find((call) => call.given === id);
      return name === "" ? this.#calls.at(-1) : undefined;
    }
    const known = this.#byKey.get(key);
    // Some hosts number every call 0: another id that comes with a name is another call.
    const another = id !== "" && name !== "" && known?.name !== "" && known?.given !== id;
    return another ? undefined : known;
  }

  #begin({ key, id = "" }: ToolCallFragment): OpenCall {
    const own = id === "" || this.#ids.has(id) ? `call_${getRandomHex(24)}` : id;
    this.#ids.add(own);
    const call: OpenCall = {
      index: this.#calls.length,
      id: own,
      given: id,
      name: "",
      pieces: [],
      told: 0,
      state: undefined,
      closed: false,
    };
    this.#calls.push(call);
    if (key !== undefined) this.#byKey.set(key, call);
    return call;
  }
}

function deltasOf(call: OpenCall): ToolCallDeltaPart[] {
  const { index, id, name } = call;
  const first = call.told === 0;
  const argumentsDelta = call.pieces.slice(Math.max(0, call.told - 1)).join("");
  // `told` counts the head as one, so that it goes out even without arguments.
  call.told = call.pieces.length + 1;
  if (first) return [{ type: "tool-call-delta", index, id, name, argumentsDelta }];
  return argumentsDelta === "" ? [] : [{ type: "tool-call-delta", index, argumentsDelta }];
}

function finished(call: OpenCall): Part[] {
  call.closed = true;
  if (call.name === "") {
    throw new ProviderError("protocol", "a tool call came without the name of the tool", {
      phase: "stream",
    });
  }
  const text = joined(call);
  const { index, id, name, state } = call;
  const part: ToolCallPart = {
    type: "tool-call",
    id,
    name,
    arguments: text,
    index,
    ...(state === undefined ? {} : { state }),
  };
  if (isJson(text)) return [part];
  const message = `the arguments of the call ${id} of ${name.slice(0, 64)} are no JSON`;
  return [{ type: "warning", message }, part];
}

function isHalf({ name, pieces }: OpenCall): boolean {
  return name === "" || !isJson(pieces.join(""));
}

/** Wires write the arguments of a function that takes none as nothing at all. */
function joined(call: OpenCall): string {
  if (call.pieces.length > 1) call.pieces = [call.pieces.join("")];
  const text = call.pieces[0] ?? "";
  return text.trim() === "" ? "{}" : text;
}

function argumentText(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
