import type { Report } from "../report.ts";
import { escapeXml } from "./xml.ts";

const LABEL = "g4f conformance";
const CHARACTER_WIDTH = 6.5;
const PADDING = 12;

/** A badge as an SVG image: the level, or how many cases failed. */
export function formatBadge(report: Report): string {
  const { failed, level, passed } = report;
  const good = failed === 0 && passed > 0;
  const words = good ? level : `${failed} failed`;
  const color = good ? "#2b7a3d" : "#b3261e";
  const left = widthOf(LABEL);
  const right = widthOf(words);
  const text = (at: number, what: string): string =>
    `<text x="${at}" y="14" text-anchor="middle">${escapeXml(what)}</text>`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${escapeXml(`${LABEL}: ${words}`)}">`,
    `<title>${escapeXml(`${LABEL}: ${words}`)}</title>`,
    `<rect width="${left}" height="20" fill="#444"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${color}"/>`,
    `<g fill="#fff" font-family="Verdana,Geneva,sans-serif" font-size="11">`,
    text(left / 2, LABEL),
    text(left + right / 2, words),
    "</g></svg>",
  ].join("")}\n`;
}

function widthOf(text: string): number {
  return Math.ceil(text.length * CHARACTER_WIDTH) + PADDING;
}
