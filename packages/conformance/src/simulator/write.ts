import type { Socket } from "node:net";
import { setImmediate } from "node:timers";

/**
 * Hands bytes to the system; resolves when it took them or the connection is gone, a turn later, so that
 * a reader in the same process is given them before the next ones.
 */
export function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  if (socket.destroyed || bytes.length === 0) return Promise.resolve();
  return new Promise((resolve) => socket.write(bytes, () => void setImmediate(resolve)));
}
