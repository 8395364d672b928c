import { ProviderError } from "../errors.ts";
import { parseJson } from "../wire/json.ts";

/**
 * The JSON object of one event.
 * @throws ProviderError `protocol` where it is no JSON or no object.
 */
export function eventObject(data: string): object {
  const value = parseJson(data);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new ProviderError("protocol", "an event of the stream is no JSON object", {
    phase: "stream",
  });
}
