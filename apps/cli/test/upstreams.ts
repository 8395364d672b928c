import {
  DIALECTS,
  simulate,
  type Answer,
  type Delivery,
  type Upstream,
} from "@g4f/conformance/testing";

const WIRES = {
  openai: DIALECTS["openai-chat"],
  ollama: DIALECTS["ollama"],
} as const;

/** A server on loopback that speaks a wire and gives these answers, the last one again and again. */
export async function upstream(
  wire: keyof typeof WIRES,
  ...answers: readonly Answer[]
): Promise<Upstream> {
  const dialect = WIRES[wire];
  if (dialect === undefined) throw new TypeError(`no dialect for ${wire}`);
  return await simulate({ dialect, answers });
}

/** A good answer of this text. */
export function says(
  text: string,
  delivery: Delivery = {},
): Extract<Answer, { readonly script: unknown }> {
  return {
    script: [
      { type: "text", text },
      { type: "finish", reason: "stop" },
    ],
    delivery,
  };
}

/** An answer that is a refusal for now. */
export const OVERLOADED: Answer = {
  error: { code: "overloaded", message: "come back later" },
  status: 503,
};

/** An answer that asks for one call of a tool. */
export function calls(name: string, args: object): Answer {
  const one = { id: "1", name, arguments: JSON.stringify(args) };
  return {
    script: [
      { type: "text", text: "Let me see." },
      { type: "tool-calls", calls: [one] },
      { type: "finish", reason: "tool-calls" },
    ],
  };
}
