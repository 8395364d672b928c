import { examples, type AddCommand } from "../command.ts";

interface Options {
  readonly json?: boolean;
}

/** Adds `g4f chats`. */
export const addChats: AddCommand = (program, terminal) => {
  const chats = program
    .command("chats")
    .description("What g4f chat kept.")
    .addHelpText("after", examples("g4f chats list", "g4f chats show", "g4f chat --continue"));
  chats
    .command("list")
    .description("Lists the chats, the last one first.")
    .option("--json", "one JSON object a line")
    .addHelpText("after", examples("g4f chats list --json | jq -r .name"))
    .action(async ({ json = false }: Options) => {
      const { listChats } = await import("./list-chats.ts");
      await listChats(json, terminal);
    });
  chats
    .command("show")
    .description("Prints what was said in a chat.")
    .argument("[name]", "its name, or how that begins; the last chat where absent")
    .option("--json", "its records, one JSON object a line")
    .addHelpText("after", examples("g4f chats show", "g4f chats show 2026-11-21 > chat.txt"))
    .action(async (name: string | undefined, { json = false }: Options) => {
      const { showChat } = await import("./show-chat.ts");
      await showChat(name, json, terminal);
    });
  chats
    .command("delete")
    .description("Deletes chats for good.")
    .argument("<name...>", "their whole names")
    .addHelpText("after", examples("g4f chats delete 2026-11-21-3f9a0c"))
    .action(async (names: string[]) => {
      const { deleteChats } = await import("./delete-chats.ts");
      await deleteChats(names, terminal);
    });
};
