const VARIABLE = /\{\{\s*([\p{L}\p{N}_.-]+)\s*\}\}/gu;

/** The variables of a template that mean nothing; `input` is the one that does. */
export function unknownVariables(template: string): string[] {
  const names = [...template.matchAll(VARIABLE)].map(([, name = ""]) => name);
  return names.filter((name) => name !== "input");
}

/** Whether the input has a place in `template`. */
export function takesInput(template: string): boolean {
  return [...template.matchAll(VARIABLE)].some(([, name]) => name === "input");
}

/** `template` with the input in its places. */
export function fillIn(template: string, input: string): string {
  // A function: `$&` in the input means nothing.
  return template.replaceAll(VARIABLE, () => input);
}
