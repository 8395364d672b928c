/** The header that asks for beta features; none where none is asked for. */
export function betaHeader(names: readonly string[] | undefined): Readonly<Record<string, string>> {
  const value = names?.join(",") ?? "";
  return value === "" ? {} : { "openai-beta": value };
}
