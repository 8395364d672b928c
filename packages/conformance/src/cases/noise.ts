import { seeded } from "../simulator/seeded.ts";
import { before, BOM, manyLines, type Rewrite } from "./body.ts";

/** Ways of framing the same events, and what may stand between them without saying anything. */
export const crlf: Rewrite = (body) => body.replaceAll("\n", "\r\n");
export const cr: Rewrite = (body) => body.replaceAll("\n", "\r");

/** LF, CR LF and CR in turn. A CR in front of an LF would be one line end: those are kept apart. */
export const mixed: Rewrite = (body) => {
  let count = 0;
  const ends = ["\r\n", "\n", "\r\n", "\r"];
  return body.replaceAll("\n", (_, at: number) => {
    const end = ends[count++ % ends.length] ?? "\n";
    return end === "\r" && body[at + 1] === "\n" ? "\r\n" : end;
  });
};

/** Lines that name no field. */
export const UNKNOWN: string = lines(
  "foobar: x",
  'Data: {"x"',
  " data: {",
  "da-ta: {",
  "data_5: {",
  "data\0: {",
  "text",
);
/** Lines that are comments. */
export const COMMENTS: string = lines(": ping", ":", ":data: {", ": \0", `:${"x".repeat(2048)}`);

const asSent: Rewrite = (body) => body;
const LINE_ENDS: readonly Rewrite[] = [asSent, crlf, cr, mixed];
const NOISE: readonly Rewrite[] = [
  (body) => BOM + body,
  manyLines,
  before(lines(": ping", ":data: {")),
  before(lines("foobar: x", " data: {")),
  before("id: 7\nretry: x\n"),
  (body) => body.replaceAll("\n\n", "\n\n: keep-alive\n\n"),
  (body) => body.replaceAll("\n\n", "\n\ndata:\n\n"),
  (body) => body.replaceAll("\n\n", "\n\n\n\n"),
];

/** Some of all this, as the seed has it; a byte order mark is always the very first. */
export function noise(seed: number): readonly Rewrite[] {
  const random = seeded(seed);
  const [mark = asSent, ...rest] = NOISE;
  const some = rest.filter(() => random() < 0.4);
  const marked = random() < 0.4 ? [mark] : [];
  return [...some, ...marked, LINE_ENDS[Math.floor(random() * LINE_ENDS.length)] ?? asSent];
}

function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
