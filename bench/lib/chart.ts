import type { Row, SuiteResult, View } from "./results.ts";

const BAR = 18;
const GAP = 6;
const LABEL = 200;
const WIDTH = 760;
const TOP = 34;
const COLOURS: Readonly<Record<Row["kind"], string>> = {
  limit: "#6e7781",
  ours: "#1a7f37",
  peer: "#0969da",
  upstream: "#6e7781",
};

/** One view as a bar chart: the figures of the column that its ratios are told of. */
export function chart({ title, rows }: SuiteResult, view: View): string {
  const bars = rows.flatMap(({ name, kind, figures }) => {
    const value = figures[view.ratio]?.median;
    return value === undefined ? [] : [{ name, kind, value }];
  });
  const digits = view.columns.find(({ key }) => key === view.ratio)?.digits ?? 2;
  const most = Math.max(...bars.map(({ value }) => value));
  const room = WIDTH - LABEL - 70;
  const height = TOP + bars.length * (BAR + GAP) + GAP;
  const lines = bars.map(({ name, kind, value }, at) => {
    const y = TOP + at * (BAR + GAP);
    const width = Math.max(1, (Math.max(0, value) / most) * room);
    const middle = y + BAR - 5;
    return [
      `<text x="${LABEL - 8}" y="${middle}" text-anchor="end">${escaped(name)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" fill="${COLOURS[kind]}"/>`,
      `<text x="${(LABEL + width + 6).toFixed(1)}" y="${middle}">${value.toFixed(digits)}</text>`,
    ].join("\n");
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img">`,
    `<title>${escaped(`${title}: ${view.title}`)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<g fill="#1f2328">`,
    `<text x="8" y="20" font-size="14" font-weight="600">${escaped(`${title}: ${view.title}`)}</text>`,
    ...lines,
    "</g>",
    "</svg>",
  ].join("\n")}\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
