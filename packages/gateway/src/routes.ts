import type { Catalog } from "./catalog/catalog.ts";
import type { Client } from "./client.ts";
import type { Face, FaceRequest } from "./face.ts";
import type { Failure } from "./failure.ts";
import type { Method } from "./listen/create-app.ts";

/** One endpoint. Paths are Fastify's: `/v1/models/:id`, `/v1/models/*`. */
export type Route = AnswerRoute | PlainRoute;

/** An endpoint that a model answers; always POST. */
export interface AnswerRoute {
  readonly path: string;
  readonly face: Face;
  /** For `/openapi.json`: what it is, in a line. */
  readonly summary: string;
  /** For `/openapi.json`: JSON Schema of a body. Default: any object. */
  readonly requestSchema?: () => object;
}

/** An {@link AnswerRoute} of any face: what its `read` gives is all that its other functions get. */
export function answerRoute<Asked extends FaceRequest>(
  route: Omit<AnswerRoute, "face"> & { readonly face: Face<Asked> },
): AnswerRoute {
  return route as Omit<AnswerRoute, "face"> & { readonly face: unknown } as AnswerRoute;
}

/** An endpoint that the gateway answers itself. */
export interface PlainRoute {
  readonly method: Method;
  readonly path: string;
  /** For `/openapi.json`: what it is, in a line. */
  readonly summary: string;
  /** The body of an error in this API's own form. */
  readonly errorBody: (failure: Failure) => object;
  /** The body of the answer, with status 200. @throws Refusal */
  readonly handle: (request: PlainRequest) => object | Promise<object>;
}

/** What an endpoint of the gateway's own is asked. */
export interface PlainRequest {
  /** Decoded. `*` is the rest of the path. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON of a POST; undefined otherwise. */
  readonly body: unknown;
  readonly client: Client;
  /** What is served to this client at this path: one provider below `/api/{provider}/`. */
  readonly catalog: Catalog;
}
