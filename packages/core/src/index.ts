export { AsyncGeneratorProvider } from "./provider.ts";
export { fromBatches, type Batch } from "./batches.ts";
export { ProviderStream, type ChunksOptions } from "./stream.ts";
export type { Attempt, AttemptFailure } from "./attempt.ts";
export {
  defineManifest,
  modelId,
  type Capability,
  type ManifestInput,
  type ModelInfo,
  type OptionSchema,
  type ProviderManifest,
  type Supports,
  type Wire,
} from "./manifest.ts";
export {
  ERROR_CODES,
  ERROR_PHASES,
  ProviderError,
  type ErrorCode,
  type ErrorPhase,
  type PartialResult,
  type ProviderErrorOptions,
} from "./errors.ts";
export type {
  AsyncResult,
  CallFields,
  CallRequest,
  CommonRequest,
  Deadlines,
  JsonSchema,
  ProviderRequest,
  ProviderSettings,
  SamplingFields,
  TlsSettings,
  Tool,
  ToolChoice,
} from "./request.ts";
export type {
  AssistantMessage,
  AudioContent,
  Content,
  ContentPart,
  FileContent,
  ImageContent,
  MediaSource,
  Message,
  MessageReasoning,
  Messages,
  MessageToolCall,
  Role,
  SystemMessage,
  TextContent,
  ToolMessage,
  UserMessage,
} from "./message.ts";
export type {
  Chunk,
  ConversationPart,
  CustomPart,
  FilePart,
  FinishPart,
  FinishReason,
  Part,
  ProviderPart,
  QueuePart,
  RawPart,
  ReasoningPart,
  SourcePart,
  TextPart,
  ToolCallDeltaPart,
  ToolCallPart,
  UsagePart,
  WarningPart,
} from "./chunk.ts";
export type { CallResult, ToolCall, Usage } from "./result.ts";
export { costOf, type Cost, type Costed, type PriceTable, type TokenPrice } from "./cost.ts";
export type { Cleanup, CleanupContext, ProviderContext } from "./context.ts";
export type {
  Http,
  HttpBody,
  HttpRequestOptions,
  HttpResponse,
  QueryValue,
} from "./http/session.ts";
export type { Transport, TransportRequest, TransportResponse } from "./http/transport.ts";
export {
  sharedTransport,
  undiciTransport,
  type UndiciTransportOptions,
} from "./http/undici-transport.ts";
export { proxyFromEnv, type ProxyEnvironment, type ProxyFromEnvOptions } from "./http/proxy-env.ts";
export {
  proxyFor,
  shownProxy,
  type ProxiedCall,
  type ProxySetting,
  type ProxySource,
} from "./http/proxy-source.ts";
export {
  rotatingProxies,
  type RotatingProxies,
  type RotatingProxiesOptions,
} from "./http/rotating-proxies.ts";
export { suggest } from "./nearest.ts";
export type { CredentialSource } from "./credentials.ts";
export { silentLogger, type Logger } from "./logger.ts";
export {
  concatChunks,
  filterNone,
  formatCookies,
  formatMediaPrompt,
  formatPrompt,
  formatPromptMaxLength,
  getLastMessage,
  getLastUserMessage,
  getRandomHex,
  getRandomString,
  getSystemPrompt,
  textOf,
  type FormatPromptOptions,
  type LooseMessage,
  type LooseMessages,
  type WithoutNone,
} from "./prompt.ts";
export { defaultCookieStore, getCookies, setCookies } from "./cookies/default.ts";
export { JarCookieStore } from "./cookies/jar.ts";
export type { Cookies, CookieStore } from "./cookies/store.ts";
export { sse, sseBatches, type ByteSource, type SseOptions } from "./wire/sse.ts";
export { SseDecoder, type SseDecoderOptions, type SseEvent } from "./wire/sse-decoder.ts";
export { encodeSse, type SseEncodeOptions, type SseMessage } from "./wire/sse-encode.ts";
export { ndjson, ndjsonLines, type NdjsonLine, type NdjsonOptions } from "./wire/ndjson.ts";
export { parseJson, type ParseJsonOptions } from "./wire/json.ts";
