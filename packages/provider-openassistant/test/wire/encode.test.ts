import { describe, expect, it } from "vitest";

import {
  compactJson,
  encodeEvent,
  encodeLegacyPing,
  encodePing,
  MODEL_CONFIGS,
  PRESETS,
  pythonJson,
} from "../../src/wire.ts";

describe("encodeEvent", () => {
  it("writes what Python's json.dumps writes, and ends with two CRLF", () => {
    const text = 'Hé👋\n\r"\\\u007F';
    expect(encodeEvent({ event_type: "token", text })).toBe(
      'data: {"event_type": "token", "text": "H\\u00e9\\ud83d\\udc4b\\n\\r\\"\\\\\\u007f"}\r\n\r\n',
    );
    expect(encodeEvent({ event_type: "pending", queue_position: 1, queue_size: 2 })).toBe(
      'data: {"event_type": "pending", "queue_position": 1, "queue_size": 2}\r\n\r\n',
    );
  });
});

describe("JSON of the wire", () => {
  it("keeps integers that a number would round", () => {
    const value = { seed: 18_446_744_073_709_551_614n, list: [1.5, null, true], none: undefined };
    expect(compactJson(value)).toBe('{"seed":18446744073709551614,"list":[1.5,null,true]}');
    expect(pythonJson(value)).toBe('{"seed": 18446744073709551614, "list": [1.5, null, true]}');
    expect(pythonJson({ a: [], b: {} })).toBe('{"a": [], "b": {}}');
    expect(compactJson("é")).toBe('"é"');
  });
});

describe("pings", () => {
  it("are a comment, or an event without JSON", () => {
    const at = new Date("2026-11-20T10:05:53.800Z");
    expect(encodePing(at)).toBe(": ping - 2026-11-20 10:05:53.800000\r\n\r\n");
    expect(encodeLegacyPing(at)).toBe("event: ping\r\ndata: 2026-11-20 10:05:53.800000\r\n\r\n");
  });
});

describe("the tables", () => {
  it("hold 25 models and 8 presets", () => {
    expect([...MODEL_CONFIGS.keys()]).toHaveLength(25);
    expect([...MODEL_CONFIGS].at(16)).toEqual([
      "OA_SFT_Llama_30Bq_6",
      {
        model_id: "OpenAssistant/oasst-sft-6-llama-30b",
        max_input_length: 1024,
        max_total_length: 1792,
        quantized: true,
      },
    ]);
    expect(PRESETS.map(({ name }) => name)).toHaveLength(8);
    expect(PRESETS.find(({ name }) => name === "k50-Plugins")?.sampling_parameters).toEqual({
      top_k: 50,
      top_p: null,
      typical_p: null,
      temperature: 0.35,
      repetition_penalty: 1.1111111111111112,
      max_new_tokens: 1024,
    });
  });
});
