import { isReply, type Dialect, type WireRequest } from "../dialect.ts";
import type { Answer, SeenCall } from "../upstream.ts";
import { Call } from "./call.ts";
import { answerPlan, replyPlan, type ResponsePlan } from "./response-plan.ts";

/** What is done about a request. */
export type Turn =
  | { readonly plan: ResponsePlan; readonly call?: Call }
  | { readonly fault: "reset" | "close" | "silence" | "garbage"; readonly call: Call };

/** Reads requests and decides how they are answered; it knows nothing of connections. */
export class Desk {
  readonly requests: WireRequest[] = [];
  readonly calls: Call[] = [];
  readonly #dialect: Dialect;
  readonly #memory = new Map<string, unknown>();
  readonly #waiting = new Map<number, PromiseWithResolvers<SeenCall>>();
  #answers: readonly Answer[] = [];
  #next = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** The answers to the next calls; the last one repeats. */
  play(answers: readonly Answer[]): void {
    this.#answers = answers;
    this.#next = 0;
  }

  /** Resolves with call number `index` once it is there. */
  called(index: number): Promise<SeenCall> {
    const call = this.calls[index];
    if (call !== undefined) return Promise.resolve(call);
    const waiting = this.#waiting.get(index) ?? Promise.withResolvers<SeenCall>();
    this.#waiting.set(index, waiting);
    return waiting.promise;
  }

  /** Takes the next request in; whoever carries it plays the turn. */
  take(request: WireRequest): Turn {
    this.requests.push(request);
    let read: ReturnType<Dialect["read"]>;
    try {
      read = this.#dialect.read(request, this.#memory);
    } catch (error) {
      return this.#refuse(400, `unreadable request: ${String(error)}`);
    }
    if (read === undefined) return this.#refuse(404, `no ${request.method} ${request.path} here`);
    if (isReply(read)) return { plan: replyPlan(read) };
    return this.#answer(new Call(request, read));
  }

  #answer(call: Call): Turn {
    const answer = this.#answers[Math.min(this.#next++, this.#answers.length - 1)];
    const index = this.calls.push(call) - 1;
    this.#waiting.get(index)?.resolve(call);
    this.#waiting.delete(index);
    try {
      return this.#turn(call, answer);
    } catch (error) {
      return { ...this.#refuse(500, `the script cannot be played: ${String(error)}`), call };
    }
  }

  #turn(call: Call, answer: Answer | undefined): Turn {
    if (answer === undefined) return { ...this.#refuse(500, "no answer was scripted"), call };
    if ("connection" in answer) return { fault: answer.connection, call };
    return { plan: answerPlan(this.#dialect, answer, call.asked), call };
  }

  #refuse(status: number, message: string): { readonly plan: ResponsePlan } {
    const code = status < 500 ? "invalid_request" : "upstream";
    const body = this.#dialect.errorBody({ code, message }, status);
    return { plan: replyPlan({ status, body }) };
  }
}
