import { Refusal } from "../../refusal.ts";
import type { PlainRequest, PlainRoute } from "../../routes.ts";
import { openaiErrorBody } from "../openai/error.ts";
import { shownItem } from "./output.ts";
import type { ResponseStore, StoredResponse } from "./store.ts";

/** The endpoints of the responses that are kept: each is there for the client whose it is alone. */
export function storedResponseRoutes(store: ResponseStore): readonly PlainRoute[] {
  const found = async ({ params, client }: PlainRequest): Promise<StoredResponse> => {
    const id = params["id"] ?? "";
    const stored = await store.find(client.id, id);
    if (stored === undefined) throw notFound(id);
    return stored;
  };
  return [
    {
      method: "GET",
      path: "/v1/responses/:id",
      summary: "OpenAI: a response that is kept.",
      errorBody: openaiErrorBody,
      handle: async (request) => {
        const { response, output, includeEncrypted } = await found(request);
        return { ...response, output: output.map((item) => shownItem(item, includeEncrypted)) };
      },
    },
    {
      method: "DELETE",
      path: "/v1/responses/:id",
      summary: "OpenAI: forgets a response.",
      errorBody: openaiErrorBody,
      handle: async ({ params, client }) => {
        const id = params["id"] ?? "";
        if (!(await store.delete(client.id, id))) throw notFound(id);
        return { id, object: "response", deleted: true };
      },
    },
  ];
}

function notFound(id: string): Refusal {
  return new Refusal(`Response with id '${id.slice(0, 80)}' not found.`, {
    status: 404,
    code: "not_found",
  });
}
