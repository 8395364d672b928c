export type { Catalog, Found, Served } from "./catalog/catalog.ts";
export type { Client, ClientPolicy, KeyRing, Spend } from "./client.ts";
export type { AnswerHead, AnswerWriter, Face, FaceHead, FaceRequest } from "./face.ts";
export { FAILURE_STATUS, failureOf, type Failure, type FailureCode } from "./failure.ts";
export { Refusal, type RefusalFacts } from "./refusal.ts";
export type { AnswerRoute, PlainRequest, PlainRoute, Route } from "./routes.ts";
