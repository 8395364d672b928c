export { Eliza, type ElizaOptions } from "./provider.ts";
export { reply, type ReplyOptions } from "./reply.ts";
