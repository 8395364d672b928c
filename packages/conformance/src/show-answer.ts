import type { Script, ScriptStep } from "./script.ts";
import { show } from "./show.ts";
import type { Answer, Delivery } from "./upstream.ts";

const MOST_STEPS = 12;

/** What an upstream was told to answer, in words. */
export function showAnswer(answer: Answer): string {
  if ("connection" in answer) return `connection: ${answer.connection}`;
  if ("error" in answer) {
    const body = answer.body === undefined ? "" : `, body ${show(answer.body)}`;
    return `status ${answer.status}, error ${answer.error.code} ${show(answer.error.message)}${body}`;
  }
  const steps = showSteps(answer.script);
  return `${steps || "nothing"}${showDelivery(answer.delivery)}`;
}

/** Steps in words; of a long script only its beginning and its end. */
function showSteps(script: Script): string {
  if (script.length <= MOST_STEPS) return script.map(showStep).join(", ");
  const half = MOST_STEPS / 2;
  const left = `… ${script.length - MOST_STEPS} more …`;
  return [...script.slice(0, half).map(showStep), left, ...script.slice(-half).map(showStep)].join(
    ", ",
  );
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
