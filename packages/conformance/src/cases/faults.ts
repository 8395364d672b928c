import type { Logger } from "@g4f/core";

import type { Bench, Case } from "../case.ts";
import { expectEqual } from "../expect.ts";
import type { ScriptStep } from "../script.ts";
import type { Answer } from "../upstream.ts";
import { delivered, plays, STOP, text } from "./answers.ts";
import { expectHidden, type Secret } from "./leaks.ts";

/** Whatever goes wrong, and whatever upstream says of it. */
export const FAULTS: readonly Case[] = [
  {
    id: "secrets.every-fault",
    level: "secure",
    rule: "Whatever goes wrong, and whatever upstream repeats, no credential is in error, result or log.",
    proves: ["R8", "R15", "§5.5"],
    run: async (bench) => {
      const { key, cookie, password } = bench.canaries;
      const secrets: Secret[] = [
        { name: "the key", value: key },
        { name: "the cookie", value: cookie },
        { name: "the header", value: password },
      ];
      const inBand = bench.dialect.abilities.includes("error");
      const malformable = bench.dialect.framing !== "text";
      for (const [name, answer] of faults(`${key} / ${cookie} / ${password}`)) {
        if (!inBand && name.startsWith("an error in the stream")) continue;
        if (!malformable && name === "malformed data") continue;
        const { shown, log } = await suffer(bench, name, answer);
        expectHidden(`the error of ${name}`, shown, secrets);
        expectHidden(`the log of ${name}`, log, secrets);
      }
    },
  },
];

/** Every fault that a script can show, with `said` wherever upstream has the word. */
function faults(said: string): [name: string, answer: Answer][] {
  const error = { code: "upstream", message: said } as const;
  const statuses = [400, 401, 402, 403, 404, 408, 413, 429, 500, 503, 529];
  const half: readonly ScriptStep[] = [text("half "), text("answer"), STOP];
  const headers = { "x-request-id": said, "retry-after": said };
  return [
    ...statuses.map((status): [string, Answer] => [`status ${status}`, { error, status, headers }]),
    ["an error page", { error, status: 502, body: `<html><title>${said}</title></html>` }],
    ["an error in plain text", { error, status: 500, body: said }],
    ["a redirect", delivered(half, { status: 307, headers: { location: `/?${said}` } })],
    ["another type", delivered([text(said)], { headers: { "content-type": "text/html" } })],
    ["another coding", delivered(half, { headers: { "content-encoding": said } })],
    ["an error in the stream", plays(text("half "), { type: "error", error })],
    ["an error in the stream, at once", plays({ type: "error", error })],
    ["malformed data", plays(text("half "), { type: "event", data: `{"x": ${said}` })],
    ["a cut", delivered(half, { end: { at: 40, how: "fin" } })],
    ["a reset", delivered(half, { end: { at: 40, how: "rst" } })],
    ["garbage", { connection: "garbage" }],
    ["a reset before the answer", { connection: "reset" }],
  ];
}

/** Everything that a call which goes wrong leaves behind. */
async function suffer(
  bench: Bench,
  name: string,
  answer: Answer,
): Promise<{ readonly shown: unknown; readonly log: readonly unknown[] }> {
  const log: unknown[] = [];
  const note = (data: object, message: string): void => void log.push([data, message]);
  const logger: Logger = { debug: note, info: note, warn: note, error: note };
  const upstream = await bench.upstream(answer);
  const headers = { "x-internal": bench.canaries.password };
  const provider = await bench.create(upstream, { headers, logger });
  const stream = bench.call(provider, { cookies: { session: bench.canaries.cookie } });
  const { error } = await bench.read(stream);
  const result: unknown = await stream.result.catch((thrown: unknown) => thrown);
  expectEqual(error === undefined, false, `whether a call with ${name} was finished`);
  return { shown: [error, result], log };
}
