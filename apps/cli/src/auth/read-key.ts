import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { StringDecoder } from "node:string_decoder";

import { CliError } from "../exit-status.ts";
import type { Input, Terminal } from "../terminal.ts";

type Raw = Input & { readonly setRawMode?: (mode: boolean) => unknown };

const ENTER = /[\r\n]/;
const INTERRUPT = "\u0003";
const END = "\u0004";
const CLEAR = "\u0015";
const BACKSPACE = /[\b\u007F]/;
const ESCAPE = "\u001B";
const LONGEST = 16_384;

/**
 * A key: typed without being shown where stdin is a terminal, else all that is piped in.
 * @throws CliError `aborted` by Ctrl-C or Ctrl-D, `usage` where there is no key, or more than one line.
 */
export async function readKey(what: string, terminal: Terminal): Promise<string> {
  const { stdin } = terminal;
  const given = stdin.isTTY === true ? await typed(what, terminal) : await piped(terminal);
  const key = given.trim();
  if (key === "") {
    throw new CliError("usage", "there is no key: type it when asked, or pipe it in");
  }
  if (ENTER.test(key)) throw new CliError("usage", "a key is one line, and there are several");
  return key;
}

async function piped({ stdin, signal }: Terminal): Promise<string> {
  return await text(addAbortSignal(signal, stdin));
}

async function typed(what: string, { stdin, stderr, signal }: Terminal): Promise<string> {
  const raw: Raw = stdin;
  const decoder = new StringDecoder("utf8");
  stderr.write(`${what} (not shown): `);
  raw.setRawMode?.(true);
  const done = Promise.withResolvers<string>();
  let key = "";
  const stop = (): void => done.reject(new CliError("aborted", "stopped, and no key was kept"));
  const take = (chunk: Buffer | string): void => {
    for (const character of withoutSequences(decoder.write(Buffer.from(chunk)))) {
      if (ENTER.test(character)) return done.resolve(key);
      if (character === INTERRUPT || (character === END && key === "")) return stop();
      if (character === CLEAR) key = "";
      else if (BACKSPACE.test(character)) key = key.slice(0, -1);
      else if (character >= " " && key.length < LONGEST) key += character;
    }
  };
  const ended = (): void => done.resolve(key);
  stdin.on("data", take).once("end", ended);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await done.promise;
  } finally {
    signal.removeEventListener("abort", stop);
    stdin.off("data", take).off("end", ended);
    raw.setRawMode?.(false);
    stdin.pause();
    stderr.write("\n");
  }
}

/** Arrows, and the marks around a paste, are no part of a key. */
function withoutSequences(keys: string): string {
  return keys.replaceAll(new RegExp(`${ESCAPE}(?:\\[[0-9;?]*[@-~])?`, "g"), "");
}
