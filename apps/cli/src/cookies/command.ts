import { Option, type Command } from "commander";

import { examples, type AddCommand } from "../command.ts";
import type { Terminal } from "../terminal.ts";
import type { ExportOptions } from "./export-cookies.ts";
import { FORMATS } from "./formats.ts";
import type { ImportOptions } from "./import-cookies.ts";

/** Adds `g4f cookies`. */
export const addCookies: AddCommand = (program, terminal) => {
  const cookies = program
    .command("cookies")
    .description("Keeps cookies of your own sessions, each for its own site.")
    .addHelpText(
      "after",
      examples("g4f cookies import cookies.txt", "g4f cookies list", "g4f cookies clear acme.test"),
    );
  addImport(cookies, terminal);
  addList(cookies, terminal);
  addExport(cookies, terminal);
  addClear(cookies, terminal);
};

function addImport(cookies: Command, terminal: Terminal): void {
  cookies
    .command("import")
    .description("Takes in cookies of a file, in any form, or of your own browser.")
    .argument("[file]", "cookies.txt, JSON, HAR or a Cookie header; - reads stdin")
    .option("--domain <name>", "only cookies that this site would be sent")
    .option(
      "--browser <name>",
      "in place of a file: firefox, chrome, … on this machine, with --domain",
    )
    .addHelpText(
      "after",
      examples(
        "g4f cookies import cookies.txt",
        "g4f cookies import session.har --domain acme.test",
        "pbpaste | g4f cookies import - --domain acme.test",
        "g4f cookies import --browser firefox --domain acme.test",
      ),
    )
    .action(async (file: string | undefined, options: ImportOptions) => {
      const { importCookies } = await import("./import-cookies.ts");
      await importCookies(file, options, terminal);
    });
}

function addList(cookies: Command, terminal: Terminal): void {
  cookies
    .command("list")
    .description("Lists the sites, or the cookies of one: names, never values.")
    .argument("[domain]", "the cookies of this site, one by one")
    .option("--json", "one JSON object a line")
    .addHelpText("after", examples("g4f cookies list", "g4f cookies list acme.test --json"))
    .action(async (domain: string | undefined, { json = false }: { readonly json?: boolean }) => {
      const { listCookies } = await import("./list-cookies.ts");
      await listCookies(domain, json, terminal);
    });
}

function addExport(cookies: Command, terminal: Terminal): void {
  cookies
    .command("export")
    .description("Writes cookies with their values, to a file for you alone, or to stdout.")
    .argument("[file]", "a new file; its ending says the format: .json, .har, else cookies.txt")
    .addOption(new Option("--format <name>", "in this form").choices(FORMATS))
    .option("--domain <name>", "only cookies of this site")
    .addHelpText(
      "after",
      examples(
        "g4f cookies export cookies.txt",
        "g4f cookies export --format header --domain acme.test",
      ),
    )
    .action(async (file: string | undefined, options: ExportOptions) => {
      const { exportCookies } = await import("./export-cookies.ts");
      await exportCookies(file, options, terminal);
    });
}

function addClear(cookies: Command, terminal: Terminal): void {
  cookies
    .command("clear")
    .description("Forgets the cookies of a site, or all.")
    .argument("[domain]", "only those of this site and all below it")
    .addHelpText("after", examples("g4f cookies clear acme.test", "g4f cookies clear"))
    .action(async (domain: string | undefined) => {
      const { clearCookies } = await import("./clear-cookies.ts");
      await clearCookies(domain, terminal);
    });
}
