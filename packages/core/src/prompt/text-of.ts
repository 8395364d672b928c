/**
 * The text of what a message says, for any `content` there is: a string is itself; of a list, the
 * strings, the numbers and the text parts (`type` absent or `"text"`) one after the other; of an
 * object, its `text`; of a number, its decimal text. Everything else, media included, is "".
 */
export function textOf(content: unknown): string {
  if (Array.isArray(content)) return content.map(textOfPart).join("");
  if (typeof content === "object" && content !== null)
    return scalarText(Reflect.get(content, "text"));
  return scalarText(content);
}

function textOfPart(part: unknown): string {
  if (typeof part !== "object" || part === null) return scalarText(part);
  const type: unknown = Reflect.get(part, "type");
  return type === undefined || type === null || type === "text"
    ? scalarText(Reflect.get(part, "text"))
    : "";
}

function scalarText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "bigint" ? String(value) : "";
}
