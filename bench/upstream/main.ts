// The upstream, in a process of its own: node bench/upstream/main.ts [recorded stream …]
// Prints its port; ends with its standard input.
import { recordedStreams } from "./recorded.ts";
import { serve } from "./server.ts";

const port = await serve(recordedStreams(process.argv.slice(2)));
process.stdout.write(`${port}\n`);
process.stdin.on("end", () => process.exit()).resume();
