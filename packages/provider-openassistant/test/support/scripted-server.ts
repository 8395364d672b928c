import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { recorded } from "./recording.ts";

/** The requests of a call, whichever server they are for. */
export type Step =
  | "create"
  | "prompter"
  | "assistant"
  | "events"
  | "message"
  | "delete"
  | "models"
  | "login"
  | "other";

/** What a step is answered with: a recording by its id, a response, or what a function writes. */
export type Reply = string | MadeReply | ((response: ServerResponse, call: Call) => void);

export interface MadeReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The response has no end. */
  readonly open?: boolean;
  /** The recording whose bytes come instead, without an end. */
  readonly recording?: string;
}

/** A request as it came. */
export interface Call {
  readonly step: Step;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Replies by step; of several, each is given once and the last one for ever. */
export type Script = Readonly<Partial<Record<Step, Reply | readonly Reply[]>>>;

/** A server on 127.0.0.1 that follows a script. */
export interface ScriptedServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly calls: readonly Call[];
  /** Names of the steps so far. */
  readonly steps: () => readonly Step[];
  /** The first request of a step. */
  readonly call: (step: Step) => Call;
  /** Resolves once `step` was asked for. */
  readonly asked: (step: Step) => Promise<void>;
  /** Resolves once the connection of a reply without an end is gone. */
  readonly left: () => Promise<void>;
}

/** A good call to the website, as it was recorded. */
const WEBSITE: Script = {
  create: "W01",
  prompter: "W02",
  assistant: "W03",
  events: "W04",
  message: "W06",
  delete: "W66",
  models: "W51",
};

/** A good call to the inference server, as it was recorded. */
export const INFERENCE: Script = {
  create: "12",
  prompter: "13",
  assistant: "14",
  events: "15",
  message: "17",
  delete: "84",
  models: "08",
  login: "70",
};

const NOT_FOUND: Reply = {
  status: 404,
  headers: { "content-type": "application/json" },
  body: '{"detail":"Not Found"}',
};

const STEPS: readonly (readonly [Step, RegExp])[] = [
  ["create", /^POST (?:\/api\/chat|\/chats)$/],
  ["prompter", /^POST \S*\/prompter_message$/],
  ["assistant", /^POST \S*\/assistant_message$/],
  ["events", /^\w+ \S*\/events$/],
  ["message", /^GET (?:\/api\/chat\/message|\/chats\/[^/]+\/messages\/[^/]+)$/],
  ["delete", /^DELETE /],
  ["models", /^GET (?:\/api\/chat\/models|\/configs\/model_configs)$/],
  ["login", /^POST \/auth\/trusted$/],
];

/** Starts a server that answers as `script` says, and otherwise as a good one does. */
export async function scriptedServer(
  script: Script = {},
  otherwise: Script = WEBSITE,
): Promise<ScriptedServer> {
  const calls: Call[] = [];
  const waiting: { step: Step; resolve: () => void }[] = [];
  const gone = Promise.withResolvers<void>();
  const plan: Script = { ...otherwise, ...script };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const body = Buffer.concat(chunks).toString("utf8");
      const line = `${method} ${url.split("?")[0]}`;
      const step = STEPS.find(([, pattern]) => pattern.test(line))?.[0] ?? "other";
      const before = calls.filter((earlier) => earlier.step === step).length;
      const json = (body === "" ? {} : JSON.parse(body)) as Call["json"];
      const call: Call = { step, method, url, headers, body, json };
      calls.push(call);
      for (const waiter of waiting) if (waiter.step === step) waiter.resolve();
      const replies = [plan[step] ?? []].flat();
      answer(replies[before] ?? replies.at(-1) ?? NOT_FOUND, response, call, gone.resolve);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const find = (step: Step): Call | undefined => calls.find((call) => call.step === step);
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    steps: () => calls.map(({ step }) => step),
    call: (step) => {
      const found = find(step);
      if (found === undefined) throw new Error(`nobody asked for ${step}`);
      return found;
    },
    asked: async (step) => {
      if (find(step) !== undefined) return;
      await new Promise<void>((resolve) => waiting.push({ step, resolve }));
    },
    left: () => gone.promise,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(reply: Reply, response: ServerResponse, call: Call, onGone: () => void): void {
  if (typeof reply === "function") return reply(response, call);
  const { socket } = response;
  if (socket === null) return;
  if (typeof reply === "string") {
    socket.end(recorded(reply));
    return;
  }
  const unfinished = reply.open === true || reply.recording !== undefined;
  if (unfinished) socket.once("close", onGone);
  if (reply.recording !== undefined) {
    socket.write(recorded(reply.recording));
    return;
  }
  response.writeHead(reply.status ?? 200, reply.headers ?? {}).flushHeaders();
  response.write(reply.body ?? "");
  if (!unfinished) response.end();
}
