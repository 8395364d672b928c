import type { Socket } from "node:net";

import { write } from "../simulator/write.ts";
import type { FaultAction } from "./plan.ts";

const DRIP = Buffer.from("HTTP/1.1 200 OK\r\nx-drip: ");

/** Plays an action that needs no upstream; false where there is none of these. */
export function playAlone(client: Socket, action: FaultAction): boolean {
  if (action.type === "down") client.resetAndDestroy();
  else if (action.type === "accept-then-nothing") client.resume();
  else if (action.type === "connect-status") {
    const head = `HTTP/1.1 ${action.status} Injected\r\ncontent-length: 0\r\n\r\n`;
    afterHead(client, () => client.end(head));
  } else if (action.type === "connect-drip") afterHead(client, () => drip(client, action.everyMs));
  else return false;
  // Half of the connection is not kept open for a client that has gone.
  client.once("end", () => client.end());
  return true;
}

function afterHead(client: Socket, then: () => void): void {
  let seen = "";
  client.on("data", (chunk: Buffer) => {
    if (seen.includes("\r\n\r\n")) return;
    seen += chunk.toString("latin1");
    if (seen.includes("\r\n\r\n")) then();
  });
}

function drip(client: Socket, everyMs: number): void {
  let at = 0;
  const timer = setInterval(() => {
    // Behind the beginning of the head, a header that never ends.
    const byte = at < DRIP.length ? DRIP.subarray(at, at + 1) : Buffer.from(".");
    at += 1;
    void write(client, byte);
  }, everyMs);
  client.once("close", () => clearInterval(timer));
}
