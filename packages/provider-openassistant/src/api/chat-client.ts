import { ProviderError, type HttpResponse, type ProviderContext } from "@g4f/core";

import { isId } from "../conversation.ts";
import type { AssistantMessageRequest, PrompterMessageRequest } from "../wire.ts";
import { send, sendForJson, unexpected, type Wire } from "./exchange.ts";
import { readMessage, type MessageFacts } from "./read-message.ts";
import { TRUSTED_LOGIN, type Route, type Routes } from "./routes.ts";

/** How a client talks to its server. */
export interface ChatClientSetup {
  readonly routes: Routes;
  /** A trusted client speaks for a user the server may not know yet. */
  readonly trusted: boolean;
}

/** The chats of one call, on either server; every method throws a `ProviderError` that says why. */
export class ChatClient {
  readonly #wire: Wire;
  readonly #setup: ChatClientSetup;

  constructor(
    { http, errorFrom }: Pick<ProviderContext, "http" | "errorFrom">,
    setup: ChatClientSetup,
  ) {
    this.#wire = { http, errorFrom };
    this.#setup = setup;
  }

  /** Begins a chat, and makes the user known first where that is what is missing; gives its id. */
  async createChat(): Promise<string> {
    const { routes, trusted } = this.#setup;
    try {
      return await this.#create(routes.createChat(), "the id of a chat");
    } catch (error) {
      const unknownUser = ProviderError.is(error) && error.status === 404 && error.code === "auth";
      if (!trusted || !unknownUser) throw error;
    }
    await sendForJson(this.#wire, TRUSTED_LOGIN);
    return await this.#create(routes.createChat(), "the id of a chat");
  }

  /** Adds what the user says; gives the id of the message. */
  async addPrompterMessage(chatId: string, message: PrompterMessageRequest): Promise<string> {
    const route = this.#setup.routes.prompterMessage(chatId, message);
    return await this.#create(route, "the id of a message");
  }

  /** Asks for an answer; gives the id of the message that it will be. */
  async addAssistantMessage(chatId: string, message: AssistantMessageRequest): Promise<string> {
    const route = this.#setup.routes.assistantMessage(chatId, message);
    return await this.#create(route, "the id of a message");
  }

  /** The stream of an answer; its body is empty where the answer is complete already. */
  async events(chatId: string, messageId: string): Promise<HttpResponse> {
    return await send(this.#wire, this.#setup.routes.events(chatId, messageId));
  }

  /** What has become of a message. */
  async message(chatId: string, messageId: string): Promise<MessageFacts> {
    const body = await sendForJson(this.#wire, this.#setup.routes.message(chatId, messageId));
    const message = readMessage(body);
    if (message === undefined) throw unexpected(this.#wire, body, "the state of a message");
    return message;
  }

  async #create(route: Route, what: string): Promise<string> {
    const body = await sendForJson(this.#wire, route);
    const id: unknown = Reflect.get(Object(body), "id");
    if (isId(id)) return id;
    throw unexpected(this.#wire, body, what);
  }
}
