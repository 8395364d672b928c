import { Refusal } from "../refusal.ts";

/** What is said of a model that nothing here is called. */
export function notServed(model: string): Refusal {
  const shown = JSON.stringify(model.length > 100 ? `${model.slice(0, 100)}…` : model);
  const message = `the model ${shown} is not served here; GET /v1/models lists those that are`;
  return new Refusal(message, { status: 404, code: "model_not_found", parameter: "model" });
}
