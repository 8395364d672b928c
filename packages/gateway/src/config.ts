/** A gateway as a file has it. */
export type { GatewayConfig } from "./config/config.ts";
export { loadGatewayConfig, type LoadedGatewayConfig } from "./config/load.ts";
export { openGateway, type OpenedGateway, type OpenGatewayOptions } from "./config/open-gateway.ts";
