import type { Bench, Outcome } from "../case.ts";
import { expectEqual, expectFinished } from "../expect.ts";
import type { Script } from "../script.ts";
import type { Answer, Delivery } from "../upstream.ts";
import { STOP, text } from "./answers.ts";

/** Changes a body byte by byte: in the string each character stands for one byte. */
export type Rewrite = (body: string) => string;

/** UTF-8's byte order mark, as three characters of a {@link Rewrite}. */
export const BOM = "\u00EF\u00BB\u00BF";

/** A change of the body as a delivery takes it; several are done in turn. Lines end with LF before the first. */
export function rewritten(...changes: readonly Rewrite[]): NonNullable<Delivery["transform"]> {
  return (body) => {
    let bytes = Buffer.from(body).toString("latin1").replaceAll("\r\n", "\n");
    for (const change of changes) bytes = change(bytes);
    return Buffer.from(bytes, "latin1");
  };
}

/** Data of an event that is JSON, told over several data lines, which are one text again with LF between. */
export const manyLines: Rewrite = (body) =>
  body.replaceAll(/^data: ?(\{.*\})$/gm, (_, json: string) =>
    recoded(JSON.stringify(JSON.parse(recoded(json, "latin1", "utf8")), null, 1), "utf8", "latin1")
      .split("\n")
      .map((line) => `data: ${line}`)
      .join("\n"),
  );

function recoded(given: string, from: BufferEncoding, to: BufferEncoding): string {
  return Buffer.from(given, from).toString(to);
}

/** Puts lines in front of every data line. */
export function before(lines: string): Rewrite {
  return (body) => body.replaceAll(/^data/gm, `${lines}data`);
}

/** Pieces of text that show a byte or a line that is lost: blanks, line ends, UTF-8 of each length. */
const PIECES: readonly string[] = ["One", " two\nthree", " fö", "\u20AC", "\u{1F30D}!", " end"];
export const SAID: string = PIECES.join("");
export const SCRIPT: Script = [...PIECES.map(text), STOP];

/** The answer {@link SCRIPT}, delivered so, is read as if it had been delivered well. */
export async function expectSaid(bench: Bench, delivery: Delivery): Promise<void> {
  expectFinished(await bench.ask({ script: SCRIPT, delivery }), { text: SAID });
}

/** Each of these deliveries is read as the first one; one provider, one call after the other. */
export async function expectAlike(
  bench: Bench,
  plain: Extract<Answer, { readonly script: unknown }>,
  others: Iterable<readonly [name: string, answer: Answer]>,
): Promise<void> {
  const upstream = await bench.upstream(plain);
  const provider = await bench.create(upstream);
  const first = await bench.read(bench.call(provider));
  const said = plain.script.map((step) => (step.type === "text" ? step.text : "")).join("");
  expectFinished(first, { text: said });
  for (const [name, answer] of others) {
    upstream.play(answer);
    const outcome = await bench.read(bench.call(provider));
    expectEqual(told(outcome), told(first), `the answer ${name}`);
  }
}

/** What an answer amounts to, however its text was cut into chunks. Each call has a conversation of its own. */
function told({ chunks, error }: Outcome): readonly unknown[] {
  const all: unknown[] = [];
  for (const chunk of chunks) {
    if (typeof chunk === "string" && typeof all.at(-1) === "string") {
      all.push(String(all.pop()) + chunk);
    } else if (typeof chunk === "string" || chunk.type !== "conversation") {
      all.push(chunk);
    }
  }
  return error === undefined ? all : [...all, { error: error.code, message: error.message }];
}
