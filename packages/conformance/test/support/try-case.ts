import type { Case, Create } from "../../src/case.ts";
import type { Dialect } from "../../src/dialect.ts";
import { openaiChat } from "../../src/dialects/openai-chat.ts";
import { runCase, type CaseRun } from "../../src/run-case.ts";
import { CASES } from "../../src/suite.ts";
import { wireless } from "../../src/wireless.ts";

/** A port of 127.0.0.1 where nothing listens: a provider is made for its manifest alone. */
const NOWHERE = "http://127.0.0.1:9";

/** Runs one case, without the rest of the suite, on what `create` makes. */
export async function tryCase(
  id: string,
  create: Create,
  dialect: Dialect | null = openaiChat,
): Promise<CaseRun> {
  const { manifest } = await create({ baseUrl: NOWHERE });
  return await runCase(caseOf(id), {
    create,
    manifest,
    dialect: dialect ?? wireless,
    transport: "memory",
  });
}

function caseOf(id: string): Case {
  const found = CASES.find((one) => one.id === id);
  if (found === undefined) throw new TypeError(`no case ${id}`);
  return found;
}
