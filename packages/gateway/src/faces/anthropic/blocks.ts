import type { ContentPart, FileContent, ImageContent } from "@g4f/core";

import { isBase64 } from "../base64.ts";
import type { Field } from "../field.ts";
import type { Notice } from "../own.ts";

/** The parts of what a user or a tool says: a string, or blocks. */
export function partsOf(content: Field, notice: Notice): string | ContentPart[] {
  if (typeof content.value === "string") return content.value;
  return content.list().flatMap((block) => partOf(block, notice));
}

/** One block of what a user or a tool says. */
export function partOf(block: Field, notice: Notice): ContentPart[] {
  block.object();
  const type = block.at("type").text();
  switch (type) {
    case "text":
      return [{ type: "text", text: block.at("text").text() }];
    case "image":
      return imageOf(block.at("source"), notice);
    case "document":
      return documentOf(block, notice);
    default:
      notice(block, `a block of type '${type.slice(0, 64)}'`);
      return [];
  }
}

/** Text alone: of a system prompt, or of what an assistant said. */
export function textOf(content: Field): string {
  if (typeof content.value === "string") return content.value;
  const texts = content.list().map((block) => {
    block.object();
    block.at("type").oneOf(["text"]);
    return block.at("text").text();
  });
  return texts.join("\n\n");
}

function imageOf(source: Field, notice: Notice): ImageContent[] {
  source.object();
  const type = source.at("type").text();
  if (type === "base64") return [{ type: "image", url: inline(source, /^image\/[a-z0-9.+-]+$/) }];
  if (type === "url") return [{ type: "image", url: address(source.at("url")) }];
  notice(source, `a source of type '${type.slice(0, 64)}'`);
  return [];
}

function documentOf(block: Field, notice: Notice): ContentPart[] {
  const source = block.at("source");
  source.object();
  const title = block.at("title").maybe((field) => field.text());
  const name = title === undefined ? {} : { name: title };
  const type = source.at("type").text();
  switch (type) {
    case "base64":
      return [file(inline(source, /^application\/pdf$/), name)];
    case "url":
      return [file(address(source.at("url")), name)];
    case "text":
      return [{ type: "text", text: titled(title, source.at("data").text()) }];
    case "content": {
      const parts = partsOf(source.at("content"), notice);
      return typeof parts === "string" ? [{ type: "text", text: titled(title, parts) }] : parts;
    }
    default:
      notice(source, `a source of type '${type.slice(0, 64)}'`);
      return [];
  }
}

function file(url: string, name: { readonly name?: string }): FileContent {
  return { type: "file", url, mediaType: "application/pdf", ...name };
}

function titled(title: string | undefined, text: string): string {
  return title === undefined ? text : `${title}\n\n${text}`;
}

/** Kept as text: whoever is asked next may want it as it is. */
function inline(source: Field, types: RegExp): string {
  const type = source.at("media_type");
  const data = source.at("data");
  if (!types.test(type.text())) type.refuse("Input should be a media type that is taken here");
  if (!isBase64(data.text())) data.refuse("Input should be valid base64 data");
  return `data:${type.text()};base64,${data.text()}`;
}

function address(field: Field): string {
  const url = field.text();
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) field.refuse("Input should be a valid URL");
  return url;
}
