import { styleText } from "node:util";

/** What a stream tells of the terminal behind it. */
interface Screen {
  readonly isTTY?: boolean;
}

/** How a piece of text is to look. */
export type Style = Parameters<typeof styleText>[0];

/** Applies a style, or leaves the text as it is. */
export type Paint = (style: Style, text: string) => string;

/** Whether cursor and colours may be used on `stream`: a terminal, and not a dumb one. */
export function isScreen(
  stream: Screen,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && env["TERM"] !== "dumb";
}

/** Whether `stream` takes colours: a screen, and no `NO_COLOR` (https://no-color.org). */
export function hasColour(
  stream: Screen,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return isScreen(stream, env) && (env["NO_COLOR"] ?? "") === "";
}

/** The one place where text gets a colour. */
export function painter(coloured: boolean): Paint {
  if (!coloured) return (_style, text) => text;
  // Whether the stream takes colours was decided with the terminal's own environment.
  return (style, text) => styleText(style, text, { validateStream: false });
}
