import xterm from "@xterm/headless";

const CELL = { width: 8.4, height: 18 } as const;
const MARGIN = 14;

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What a terminal of this size shows after `output`, as SVG. */
export async function pictureOf(output: string, { columns, rows }: Size): Promise<string> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const line = active.getLine(active.viewportY + row);
    if (line === undefined) continue;
    const y = MARGIN + (row + 0.75) * CELL.height;
    const spans = spansOf(line, columns).map(
      ({ at, text, style }) =>
        `<tspan x="${(MARGIN + at * CELL.width).toFixed(1)}"${style}>${escape(text)}</tspan>`,
    );
    if (spans.length > 0) lines.push(`<text y="${y}">${spans.join("")}</text>`);
  }
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = Math.ceil(rows * CELL.height + 2 * MARGIN);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" fill="#d8dee9" xml:space="preserve">
<rect width="${width}" height="${height}" rx="8" fill="#1d2129"/>
${lines.join("\n")}
</svg>
`;
}

interface Span {
  readonly at: number;
  readonly text: string;
  readonly style: string;
}

type Line = NonNullable<ReturnType<xterm.IBuffer["getLine"]>>;

function spansOf(line: Line, columns: number): readonly Span[] {
  const spans: { at: number; text: string; style: string }[] = [];
  for (let at = 0; at < columns; at++) {
    const cell = line.getCell(at);
    const text = cell?.getChars() ?? "";
    if (cell === undefined || text === "" || text === " ") {
      const last = spans.at(-1);
      // A space within a line belongs to the words around it.
      if (last !== undefined) last.text += " ";
      continue;
    }
    const style = styleOf(cell);
    const last = spans.at(-1);
    if (last !== undefined && last.style === style) last.text += text;
    else spans.push({ at, text, style });
  }
  return spans.map((span) => ({ ...span, text: span.text.trimEnd() }));
}

function styleOf(cell: xterm.IBufferCell): string {
  return [
    cell.isBold() ? ' font-weight="bold" fill="#ffffff"' : "",
    cell.isItalic() ? ' font-style="italic"' : "",
    cell.isDim() ? ' fill-opacity="0.6"' : "",
  ].join("");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
