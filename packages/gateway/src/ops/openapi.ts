import { openaiErrorBody } from "../faces/openai/error.ts";
import type { PlainRoute, Route } from "../routes.ts";

const VERSION = "1.0.0";
const ABOUT =
  "`/api/{provider}` before a path of `/v1` asks one provider alone. Without a key there are `/livez` and " +
  "`/readyz`; with one also `/metrics`, for Prometheus.";

/** `GET /openapi.json`: what is served, in OpenAPI 3.1. */
export function openapi(routes: readonly Route[]): PlainRoute {
  const self: PlainRoute = {
    method: "GET",
    path: "/openapi.json",
    summary: "This document.",
    errorBody: openaiErrorBody,
    handle: () => document(),
  };
  // Made when it is first asked for: most never are.
  let made: object | undefined;
  const document = (): object => (made ??= documentOf([...routes, self]));
  return self;
}

function documentOf(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(
      /:(\w+)|\*$/g,
      (_, name: string | undefined) => `{${name ?? "id"}}`,
    );
    const method = "face" in route ? "post" : route.method.toLowerCase();
    paths[path] = { ...paths[path], [method]: operationOf(route, path) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "g4f gateway", version: VERSION, description: ABOUT, license: { name: "MIT" } },
    security: [{ bearer: [] }, { key: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        key: { type: "apiKey", in: "header", name: "x-api-key" },
      },
    },
  };
}

function operationOf(route: Route, path: string): object {
  const parameters = [...path.matchAll(/\{(?<name>\w+)\}/g)].map(({ groups }) => ({
    name: groups?.["name"],
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const answers = "face" in route ? answersOf(route.face.contentType) : jsonAnswer();
  return {
    summary: route.summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...("face" in route
      ? { requestBody: bodyOf(route.requestSchema?.() ?? { type: "object" }) }
      : {}),
    responses: { 200: answers, default: { description: "An error in the form of this API." } },
  };
}

function bodyOf(schema: object): object {
  return { required: true, content: { "application/json": { schema } } };
}

function answersOf(contentType: string): object {
  const [type = ""] = contentType.split(";", 1);
  return {
    description: "The answer, whole or as a stream of events.",
    content: { "application/json": {}, [type]: {} },
  };
}

function jsonAnswer(): object {
  return { description: "The answer.", content: { "application/json": {} } };
}
