import type { Connections } from "./connections.ts";
import type { Desk } from "./desk.ts";
import { MemoryTransport } from "./memory-transport.ts";
import type { Way } from "./way.ts";

/** Nothing listens there: a provider that does not use its transport is refused, and asks no name service. */
const BASE_URL = "http://127.0.0.1:1";

/** A desk that is reached in memory. */
export function openMemory(desk: Desk, connections: Connections): Way {
  const transport = new MemoryTransport(desk, connections);
  return {
    baseUrl: BASE_URL,
    settings: { baseUrl: BASE_URL, transport },
    close: async () => transport.cut(),
  };
}
