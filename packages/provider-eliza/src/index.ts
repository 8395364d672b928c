export { Eliza, type ElizaOptions } from "./provider.ts";
