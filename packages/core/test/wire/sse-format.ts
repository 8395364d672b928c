/** A row of the `format-*` table: an input, and the events as [data, event, id]; event and id where not usual. */
export interface FormatRow {
  readonly name: string;
  readonly input: string | readonly number[];
  readonly wanted: readonly (readonly [data: string, event?: string, id?: string])[];
  readonly retryMs?: number;
}

const BOM = "\u{feff}";
const windows1252 = [0x64, 0x61, 0x74, 0x61, 0x3a, 0x20, 0xe9, 0x78, 0x0a, 0x0a];

/** The cases of the web platform tests, and those that no row there covers. */
export const FORMAT_ROWS: readonly FormatRow[] = [
  { name: "bom", input: `${BOM}data:1\n\n${BOM}data:2\n\ndata:3\n\n`, wanted: [["1"], ["3"]] },
  {
    name: "bom-2",
    input: `${BOM}${BOM}data:1\n\ndata:2\n\ndata:3\n\n`,
    wanted: [["2"], ["3"]],
  },
  { name: "bom alone before a blank line", input: `${BOM}\ndata:1\n\n`, wanted: [["1"]] },
  {
    name: "comments",
    input: `data:1\r:\0\n:\r\ndata:2\n:${"x".repeat(2048)}\rdata:3\n:data:fail\r:${"x".repeat(2048)}\ndata:4\n\n`,
    wanted: [["1\n2\n3\n4"]],
  },
  { name: "comments alone", input: ":\n\n: ping\r\n\r\n:\r\r", wanted: [] },
  {
    name: "newlines",
    input: "data:test\r\ndata\ndata:test\r\n\r",
    wanted: [["test\n\ntest"]],
  },
  {
    name: "newlines: each ends an event",
    input: "data:1\r\rdata:2\n\ndata:3\r\n\r\n",
    wanted: [["1"], ["2"], ["3"]],
  },
  { name: "newlines: CR LF is one", input: "d\r\ndata\r\n\r\n", wanted: [[""]] },
  { name: "newlines: LF CR is two", input: "data:1\n\rdata:2\n\r", wanted: [["1"], ["2"]] },
  { name: "newlines: CR CR LF", input: "data:1\r\r\ndata:2\r\r\n", wanted: [["1"], ["2"]] },
  { name: "newlines: CR CR LF LF", input: "data\r\r\n\ndata\n\n", wanted: [[""], [""]] },
  {
    name: "newlines: U+2028 and U+0085 are none",
    input: "data:1\u2028\u0085data:2\n\n",
    wanted: [["1\u2028\u0085data:2"]],
  },
  {
    name: "field-data",
    input: "data:\n\ndata\ndata\n\ndata:test\n\n",
    wanted: [[""], ["\n"], ["test"]],
  },
  { name: "field-data: empty after a space", input: "data: \n\n", wanted: [[""]] },
  {
    name: "field-parsing",
    input:
      "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n",
    wanted: [["\0\n 2\n1\n3\n\n4"]],
  },
  {
    name: "field-unknown",
    input: "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n",
    wanted: [["test\n\ntest"]],
  },
  {
    name: "field names that begin alike",
    input: "d:1\nda\ndataa:1\nid2\neventx:\nretry1\nr\ndata:y\n\n",
    wanted: [["y"]],
  },
  {
    name: "leading-space",
    input: "data:\ttest\rdata: \ndata:test\n\n",
    wanted: [["\ttest\n\ntest"]],
  },
  { name: "leading-space: only one goes", input: "data:  x \n\n", wanted: [[" x "]] },
  {
    name: "field-event",
    input: "event:test\ndata:x\n\ndata:x\n\n",
    wanted: [["x", "test"], ["x"]],
  },
  {
    name: "field-event: behind the data, last one counts",
    input: "event:a\ndata:x\nevent: b\n\n",
    wanted: [["x", "b"]],
  },
  {
    name: "field-event: gone with an event without data",
    input: "event:a\n\ndata:x\n\n",
    wanted: [["x"]],
  },
  { name: "event-empty", input: "event: \ndata:data\n\n", wanted: [["data"]] },
  { name: "event-empty: takes a name back", input: "event:a\nevent\ndata:x\n\n", wanted: [["x"]] },
  {
    name: "field-id",
    input: "id: 1\ndata: x\n\ndata: y\n\n",
    wanted: [
      ["x", "message", "1"],
      ["y", "message", "1"],
    ],
  },
  {
    name: "id-2",
    input: "id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\nid\ndata: d\n\n",
    wanted: [["a", "message", "1"], ["b", "message", "1"], ["c", "message", "2"], ["d"]],
  },
  {
    name: "id-3: non-ASCII",
    input: "id: …é\u{1f389}\ndata: x\n\n",
    wanted: [["x", "message", "…é\u{1f389}"]],
  },
  {
    name: "id without data counts for the next",
    input: "id: 7\n\ndata: x\n\n",
    wanted: [["x", "message", "7"]],
  },
  { name: "field-id-null", input: "id: 1\nid: 2\0\ndata: x\n\n", wanted: [["x", "message", "1"]] },
  { name: "field-retry", input: "retry:02000\ndata:x\n\n", wanted: [["x"]], retryMs: 2000 },
  {
    name: "retry-bogus",
    input: "retry:2000\nretry:1000x\nretry: -1\nretry:1.5\ndata:x\n\n",
    wanted: [["x"]],
    retryMs: 2000,
  },
  {
    name: "retry-empty",
    input: "retry:3000\nretry\nretry:\ndata:x\n\n",
    wanted: [["x"]],
    retryMs: 3000,
  },
  { name: "retry: other digits are none", input: "retry:٣\ndata:x\n\n", wanted: [["x"]] },
  {
    name: "data-before-final-empty-line",
    input: "retry:1000\ndata:test1\n\nid:test\ndata:test2",
    wanted: [["test1"]],
    retryMs: 1000,
  },
  {
    name: "data before the final blank line, line ended",
    input: "data:1\n\ndata:2\n",
    wanted: [["1"]],
  },
  {
    name: "a delay that was cut counts for nothing",
    input: "data:1\n\nretry: 10",
    wanted: [["1"]],
  },
  { name: "null-character", input: "data:\0\n\n\n\n", wanted: [["\0"]] },
  { name: "utf-8", input: "data:ok…\u{1f389}\n\n", wanted: [["ok…\u{1f389}"]] },
  { name: "utf-8: other bytes", input: windows1252, wanted: [["\u{fffd}x"]] },
  {
    name: "utf-8: a sequence cut by a line end",
    input: [...windows1252.slice(0, 6), 0xf0, 0x9f, 0x0a, 0x0a],
    wanted: [["\u{fffd}"]],
  },
  { name: "nothing at all", input: "", wanted: [] },
];
