import type { Case, Create } from "../../src/case.ts";
import type { Dialect } from "../../src/dialect.ts";
import { openaiChat } from "../../src/dialects/openai-chat.ts";
import { runCase, type CaseLimits, type CaseRun } from "../../src/run-case.ts";
import { CASES } from "../../src/suite.ts";
import { wireless } from "../../src/wireless.ts";

/** A port of 127.0.0.1 where nothing listens: a provider is made for its manifest alone. */
const NOWHERE = "http://127.0.0.1:9";

/** Runs one case, without the rest of the suite, on what `create` makes. */
export async function tryCase(
  id: string,
  create: Create,
  dialect: Dialect | null = openaiChat,
  limits: CaseLimits = {},
): Promise<CaseRun> {
  const { manifest } = await create({ baseUrl: NOWHERE });
  const setup = { create, manifest, dialect: dialect ?? wireless, transport: "memory" } as const;
  return await runCase(caseOf(id), setup, limits);
}

function caseOf(id: string): Case {
  const found = CASES.find((one) => one.id === id);
  if (found === undefined) throw new TypeError(`no case ${id}`);
  return found;
}
