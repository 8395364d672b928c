import type { Connections } from "./connections.ts";
import type { Desk } from "./desk.ts";
import { MemoryTransport } from "./memory-transport.ts";
import type { Way } from "./way.ts";

/** No name service knows it: a provider that does not use its transport cannot reach anything by it. */
const BASE_URL = "http://upstream.invalid";

/** A desk that is reached in memory. */
export function openMemory(desk: Desk, connections: Connections): Way {
  const transport = new MemoryTransport(desk, connections);
  return {
    baseUrl: BASE_URL,
    settings: { baseUrl: BASE_URL, transport },
    close: async () => transport.cut(),
  };
}
