/** The stop sequences of a request as a wire takes them: a list, or undefined where there are none. */
export function stopList(stop: string | readonly string[] | undefined): string[] | undefined {
  const all = [stop ?? []].flat().filter((sequence) => sequence !== "");
  return all.length === 0 ? undefined : all;
}
