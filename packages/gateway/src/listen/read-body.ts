import type { IncomingMessage } from "node:http";

import { ProviderError, parseJson } from "@g4f/core";

import { Refusal } from "../refusal.ts";

/**
 * The JSON body of a POST.
 * @throws Refusal 415 where it says to be something else, 413 where it is longer than `maxBytes`, 400
 * where it is no JSON or ends early.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const { headers } = request;
  checkType(headers["content-type"], headers["content-encoding"]);
  const declared = Number(headers["content-length"] ?? 0);
  if (declared > maxBytes) throw tooLong(maxBytes);
  return parse(await bytesOf(request, declared, maxBytes));
}

/** A page may post text/plain to any site without asking; JSON it may not. */
function checkType(type = "", coding = "identity"): void {
  if (!/^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new Refusal("send the body as JSON, with content-type: application/json", {
      status: 415,
    });
  }
  if (coding.toLowerCase() !== "identity") {
    throw new Refusal("send the body as it is, without content-encoding", { status: 415 });
  }
}

function tooLong(maxBytes: number): Refusal {
  return new Refusal(`the body is longer than ${maxBytes} bytes`, { status: 413 });
}

/**
 * All bytes, at once where the last of those that were `declared` has come: the end is told only later.
 * Listens by hand: the iterator of a stream costs more than all else that is done with a short body.
 */
function bytesOf(request: IncomingMessage, declared: number, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  // The listeners live as long as the answer: what they have brought must not.
  let waiting: PromiseWithResolvers<Buffer> | undefined = Promise.withResolvers<Buffer>();
  const { promise } = waiting;
  const over = (why?: Refusal): void => {
    if (why === undefined) waiting?.resolve(Buffer.concat(pieces, length));
    else waiting?.reject(why);
    waiting = undefined;
    pieces.length = 0;
  };
  request.on("data", (piece: Buffer) => {
    // The rest of a body that is too long is taken, so that the client comes to read the answer.
    if (waiting === undefined) return;
    length += piece.length;
    pieces.push(piece);
    if (length > maxBytes) over(tooLong(maxBytes));
    else if (length === declared) over();
  });
  request.once("end", () => over());
  const onClose = (): void => {
    if (waiting !== undefined) over(new Refusal("the body ended before its end"));
  };
  if (request.destroyed) onClose();
  else request.once("close", onClose);
  return promise;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function parse(bytes: Buffer): unknown {
  try {
    return parseJson(utf8.decode(bytes));
  } catch (error) {
    const why = ProviderError.is(error) ? error.message : "it is not UTF-8";
    throw new Refusal(`the body is no JSON: ${why}`);
  }
}
