/** What a stream told, whatever its wire: the facts that a script can say. */
export interface Told {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly { readonly name: string; readonly arguments: string }[];
  readonly reason: string | undefined;
  readonly usage: readonly [input: number, output: number] | undefined;
  readonly error: string | undefined;
}

/** Collects what the events of a stream tell. */
export class Telling {
  text = "";
  reasoning = "";
  reason: string | undefined;
  usage: readonly [number, number] | undefined;
  error: string | undefined;
  readonly calls = new Map<string, { name: string; arguments: string }>();

  /** A piece of the call that is known by this key; the first one makes it. */
  call(key: unknown, name: string, piece: string): void {
    const call = this.calls.get(String(key)) ?? { name: "", arguments: "" };
    call.name += name;
    call.arguments += piece;
    this.calls.set(String(key), call);
  }

  get told(): Told {
    return {
      text: this.text,
      reasoning: this.reasoning,
      calls: [...this.calls.values()],
      reason: this.reason,
      usage: this.usage,
      error: this.error,
    };
  }
}

/** What lies at the end of a path of keys and indices; undefined where it breaks off. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  );
}

/** A string at the end of a path; undefined where there is none. */
export function word(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" ? found : undefined;
}

/** The same, or nothing to say. */
export function text(value: unknown, ...path: readonly (string | number)[]): string {
  return word(value, ...path) ?? "";
}

/** A number at the end of a path, or 0. */
export function count(value: unknown, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path);
  return typeof found === "number" ? found : 0;
}

/** A list at the end of a path; where there is none, an empty one. */
export function list(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}
