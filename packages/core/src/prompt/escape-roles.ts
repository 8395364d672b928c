const LINE_BREAK = /(\r\n|[\n\v\f\r\u0085\u2028\u2029])/;

/** `text` with a backslash before each line that begins with one of `roles` (lower case) and a colon. */
export function escapeRoles(text: string, roles: ReadonlySet<string>): string {
  return text
    .split(LINE_BREAK)
    .map((line) => (looksLikeMarker(line, roles) ? escapeLine(line) : line))
    .join("");
}

function looksLikeMarker(line: string, roles: ReadonlySet<string>): boolean {
  const colon = line.indexOf(":");
  return colon >= 0 && roles.has(line.slice(0, colon).trim().toLowerCase());
}

function escapeLine(line: string): string {
  const start = line.length - line.trimStart().length;
  return `${line.slice(0, start)}\\${line.slice(start)}`;
}
