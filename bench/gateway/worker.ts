import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A process of its own that answers questions. */
export interface Worker extends AsyncDisposable {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly hello: Readonly<Record<string, unknown>>;
  readonly ask: <Answer>(question: object) => Promise<Answer>;
}

interface Question {
  readonly id: number;
  readonly question: Readonly<Record<string, unknown>>;
}

interface Message {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** Starts `file` of this folder; resolves when it says hello. Whatever it prints goes to our stderr. */
export async function startWorker(file: string, ...args: readonly string[]): Promise<Worker> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: ["--conditions=@g4f/source"],
    stdio: ["ignore", 2, 2, "ipc"],
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const hello = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (status, signal) => {
      const error = new Error(`${file} ended: ${status ?? signal}`);
      hello.reject(error);
      for (const one of waiting.values()) one.reject(error);
      resolve();
    });
  });
  child.on(
    "message",
    (message: Message & { readonly hello?: Readonly<Record<string, unknown>> }) => {
      if (message.hello !== undefined) return hello.resolve(message.hello);
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error === undefined) one?.resolve(message.answer);
      else one?.reject(new Error(`${file}: ${message.error}`));
    },
  );
  let asked = 0;
  return {
    pid: child.pid ?? 0,
    hello: await hello.promise,
    ask: <Answer>(question: object): Promise<Answer> => {
      const one = Promise.withResolvers<unknown>();
      asked++;
      waiting.set(asked, one);
      child.send({ id: asked, question });
      return one.promise as Promise<Answer>;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The worker's end: says hello, then answers each question. */
export function answerQuestions(
  hello: object,
  answer: (question: Readonly<Record<string, unknown>>) => unknown,
): void {
  const told = async ({ id, question }: Question): Promise<object> => {
    try {
      return { id, answer: await answer(question) };
    } catch (error) {
      return { id, error: String(error) };
    }
  };
  process.on("message", (question: Question) => {
    void told(question).then((answered) => process.send?.(answered));
  });
  process.once("disconnect", () => process.exit());
  process.send?.({ hello });
}
