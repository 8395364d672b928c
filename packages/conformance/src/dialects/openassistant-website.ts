import type { Dialect, WireRequest } from "../dialect.ts";
import {
  bodyOf,
  openassistantDialect,
  pathOf,
  textField,
  type ChatRequest,
} from "./openassistant.ts";

/** Open Assistant's website: ids travel in queries and bodies. https://github.com/LAION-AI/Open-Assistant (website/src/pages/api/chat) */
export const openassistantWebsite: Dialect = openassistantDialect({
  name: "openassistant-website",
  contentType: "",
  route,
  words: "message",
  models: [{ name: "OA_SFT_Llama_30B_6", description: "", parameter_configs: [] }],
});

/** The website looks at the method only where chats are made and deleted. */
function route(request: WireRequest): ChatRequest | undefined {
  const { pathname, searchParams } = pathOf(request);
  const chatId = searchParams.get("chat_id") ?? "";
  const messageId = searchParams.get("message_id") ?? "";
  switch (pathname) {
    case "/api/chat":
      if (request.method === "POST") return { to: "create" };
      return request.method === "DELETE" ? { to: "delete", chatId } : undefined;
    case "/api/chat/prompter_message":
    case "/api/chat/assistant_message": {
      const body = bodyOf(request);
      const to = pathname.endsWith("/prompter_message") ? "prompter" : "assistant";
      return { to, chatId: textField(body, "chat_id"), body };
    }
    case "/api/chat/events":
      return { to: "events", chatId, messageId };
    case "/api/chat/message":
      return { to: "message", chatId, messageId };
    case "/api/chat/models":
      return { to: "models" };
    default:
      return undefined;
  }
}
