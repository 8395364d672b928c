import type { Served } from "../../catalog/catalog.ts";
import { Refusal } from "../../refusal.ts";
import type { PlainRequest, PlainRoute } from "../../routes.ts";
import { openaiErrorBody } from "./error.ts";

/** The models that are served, as OpenAI lists its own. */
export const modelRoutes: readonly PlainRoute[] = [
  {
    method: "GET",
    path: "/v1/models",
    summary: "OpenAI: the models that are served.",
    errorBody: openaiErrorBody,
    handle: async ({ catalog }) => ({ object: "list", data: (await catalog.list()).map(modelOf) }),
  },
  {
    method: "GET",
    // Ids hold slashes.
    path: "/v1/models/*",
    summary: "OpenAI: one of the models that are served.",
    errorBody: openaiErrorBody,
    handle: oneModel,
  },
];

async function oneModel({ params, catalog }: PlainRequest): Promise<object> {
  const id = params["*"] ?? "";
  const served = (await catalog.list()).find((model) => model.id === id);
  if (served !== undefined) return modelOf(served);
  // Of what can be asked not everything is listed.
  const found = await catalog.find(id);
  if (found !== undefined) return modelOf({ id, provider: found.provider.manifest.name });
  throw new Refusal(
    `The model '${id.slice(0, 80)}' does not exist here; GET /v1/models lists those that do.`,
    {
      status: 404,
      code: "model_not_found",
      parameter: "model",
    },
  );
}

/** When a model was made nobody says; the field has to be there, and 0 is no time that was meant. */
function modelOf({ id, provider }: Served): object {
  return { id, object: "model", created: 0, owned_by: provider };
}
