import { createSecureContext, TLSSocket } from "node:tls";

import type { Bench } from "../case.ts";
import type { Certificate } from "../simulator/certificates.ts";
import { listener, type Listener } from "./listener.ts";

/** A {@link Listener} that speaks TLS with this certificate, and hangs up on whoever trusts it. */
export async function secureListener(bench: Bench, leaf: Certificate): Promise<Listener> {
  const secureContext = createSecureContext(leaf);
  return await listener(bench, (raw) => {
    const socket = new TLSSocket(raw, { isServer: true, secureContext });
    socket.on("error", () => {});
    socket.once("data", () => socket.destroy());
  });
}
