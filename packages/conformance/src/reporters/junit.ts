import type { CaseReport, Report } from "../report.ts";
import { showFailure } from "../show-failure.ts";
import { escapeXml } from "./xml.ts";

/** JUnit XML as build servers read it. */
export function formatJunit(report: Report): string {
  const { provider, cases, failed, notApplicable, ms } = report;
  const attributes = [
    `name="${escapeXml(provider)}"`,
    `tests="${cases.length}"`,
    `failures="${failed}"`,
    `skipped="${notApplicable}"`,
    `time="${seconds(ms)}"`,
  ].join(" ");
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes}>`,
    `  <testsuite ${attributes}>`,
    `    <properties><property name="level" value="${escapeXml(report.level)}"/></properties>`,
    ...cases.map((one) => `    ${testcase(one, provider)}`),
    "  </testsuite>",
    "</testsuites>",
  ];
  return `${lines.join("\n")}\n`;
}

function testcase(one: CaseReport, provider: string): string {
  const family = one.id.split(".", 1)[0] ?? one.id;
  const open = `<testcase classname="${escapeXml(`${provider}.${family}`)}" name="${escapeXml(one.id)}" time="${seconds(one.ms)}"`;
  if (one.status === "passed") return `${open}/>`;
  const inner =
    one.status === "failed"
      ? `<failure message="${escapeXml(one.failure?.message ?? "")}">${escapeXml(showFailure(one).join("\n"))}</failure>`
      : `<skipped message="${escapeXml(one.reason ?? "")}"/>`;
  return `${open}>${inner}</testcase>`;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
