import type { Command, Option } from "commander";

/** The flags of a command and of those around it. */
export function optionsOf(command: Command): readonly Option[] {
  const own = command.createHelp().visibleOptions(command);
  const outer = command.parent === null ? [] : optionsOf(command.parent);
  const names = new Set(own.map(({ long }) => long));
  return [...own, ...outer.filter(({ long }) => !names.has(long))];
}
