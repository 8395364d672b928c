import type { Dialect, WireRequest } from "../dialect.ts";
import { bodyOf, openassistantDialect, pathOf, type ChatRequest } from "./openassistant.ts";

/** Open Assistant's inference server: ids travel in paths. https://github.com/LAION-AI/Open-Assistant (inference/server) */
export const openassistantInference: Dialect = openassistantDialect({
  name: "openassistant-inference",
  route,
  words: "detail",
  models: [{ name: "OA_SFT_Llama_30B_6", description: "", parameter_configs: [] }],
});

const CHAT = /^\/chats\/([^/]+)$/;
const MESSAGES = /^\/chats\/([^/]+)\/(prompter|assistant)_message$/;
const MESSAGE = /^\/chats\/([^/]+)\/messages\/([^/]+)(\/events)?$/;

function route(request: WireRequest): ChatRequest | undefined {
  const { pathname } = pathOf(request);
  switch (request.method) {
    case "POST":
      return posted(pathname, request);
    case "DELETE": {
      const [, chatId] = CHAT.exec(pathname) ?? [];
      return chatId === undefined ? undefined : { to: "delete", chatId };
    }
    case "GET": {
      if (pathname === "/configs/model_configs") return { to: "models" };
      const [, chatId, messageId, events] = MESSAGE.exec(pathname) ?? [];
      if (chatId === undefined || messageId === undefined) return undefined;
      return { to: events === undefined ? "message" : "events", chatId, messageId };
    }
    default:
      return undefined;
  }
}

function posted(pathname: string, request: WireRequest): ChatRequest | undefined {
  if (pathname === "/chats") return { to: "create" };
  if (pathname === "/auth/trusted") return { to: "login" };
  const [, chatId, role] = MESSAGES.exec(pathname) ?? [];
  if (chatId === undefined) return undefined;
  return { to: role === "prompter" ? "prompter" : "assistant", chatId, body: bodyOf(request) };
}
