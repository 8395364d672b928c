import type { ScriptStep } from "./script.ts";
import { show } from "./show.ts";
import type { Answer, Delivery } from "./upstream.ts";

/** What an upstream was told to answer, in words. */
export function showAnswer(answer: Answer): string {
  if ("connection" in answer) return `connection: ${answer.connection}`;
  if ("error" in answer) {
    const body = answer.body === undefined ? "" : `, body ${show(answer.body)}`;
    return `status ${answer.status}, error ${answer.error.code} ${show(answer.error.message)}${body}`;
  }
  const steps = answer.script.map(showStep).join(", ");
  return `${steps || "nothing"}${showDelivery(answer.delivery)}`;
}

function showStep(step: ScriptStep): string {
  switch (step.type) {
    case "text":
    case "reasoning":
      return `${step.type} ${show(step.text)}`;
    case "tool-calls":
      return `tool calls ${show(step.calls)}`;
    case "usage":
      return `usage ${show(step.usage)}`;
    case "finish":
      return `finish ${step.reason}`;
    case "error":
      return `error ${step.error.code} ${show(step.error.message)}`;
    case "event":
      return `event ${show(step.data)}`;
    case "bytes":
      return `bytes ${show(step.bytes)}`;
    case "ping":
    case "wait":
      return step.type;
  }
}

function showDelivery(delivery: Delivery | undefined): string {
  if (delivery === undefined) return "";
  const { status, headers, frame, slice, end, transform } = delivery;
  const said = Object.entries({ status, headers, frame, slice, end }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${typeof value === "string" ? value : show(value)}`],
  );
  if (transform !== undefined) said.push("body transformed");
  return said.length === 0 ? "" : ` [${said.join("; ")}]`;
}
