import { setImmediate as nextTurn } from "node:timers/promises";

import { AsyncGeneratorProvider, defineManifest, type Chunk, type ProviderStream } from "@g4f/core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { printText } from "../../src/ask/print-text.ts";
import { testTerminal } from "../g4f.ts";

const OPTIONS = { who: "Acme, acme-1", stream: true, raw: false };

/** A call that yields these, and waits where a promise stands. */
function call(steps: readonly (Chunk | Promise<void>)[]): ProviderStream {
  class Acme extends AsyncGeneratorProvider {
    static override readonly manifest = defineManifest({
      name: "Acme",
      url: "https://acme.test",
      working: true,
    });

    protected override async *generate(): AsyncGenerator<Chunk> {
      for (const step of steps) {
        if (step instanceof Promise) await step;
        else yield step;
      }
      yield { type: "finish", reason: "stop" };
    }
  }
  return Acme.createAsyncGenerator({ messages: [{ role: "user", content: "hi" }] });
}

describe("what is waited for", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("stands on stderr while there is no text: place in the queue, provider, seconds", async () => {
    const go = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    const terminal = testTerminal({ columns: 60 });
    const { said } = terminal;
    const printing = printText(
      call([
        { type: "queue", position: 3, size: 9 },
        go[0].promise,
        { type: "provider", provider: "Other\u001B[2J" },
        go[1].promise,
        "Hello",
      ]),
      OPTIONS,
      terminal,
    );
    const until = async (words: string): Promise<void> => {
      while (!said.err.includes(words)) {
        await nextTurn();
        vi.advanceTimersByTime(500);
      }
    };
    await until("place 3 of 9 in the queue ·");
    go[0].resolve();
    await until("waiting for Other␛[2J ·");
    expect(said.err).toMatch(/· \d+ s/);
    expect(said.out).toBe("");
    go[1].resolve();
    await printing;
    expect(said.out).toBe("Hello\n");
    expect(said.err.endsWith("\r\u001B[2K")).toBe(true);
  });

  test("is not told where stderr is no terminal", async () => {
    const go = Promise.withResolvers<void>();
    const terminal = testTerminal();
    const printing = printText(
      call([{ type: "queue", position: 1 }, go.promise, "Hello"]),
      OPTIONS,
      terminal,
    );
    await nextTurn();
    vi.advanceTimersByTime(5000);
    go.resolve();
    await printing;
    expect(terminal.said).toEqual({ out: "Hello\n", err: "" });
  });
});

describe("on a terminal", () => {
  const hostile = "**bold** \u001B]52;c;aGk=\u0007\u009B2J\u202Eevil\n";

  test("Markdown is rendered, and what the model sends does nothing", async () => {
    const terminal = testTerminal({ columns: 60 });
    await printText(call([hostile]), OPTIONS, terminal);
    expect(terminal.said.out).toBe("\u001B[1mbold\u001B[22m ␛]52;c;aGk=␇\uFFFD2Jevil\n");
  });

  test("without colours the marks stay", async () => {
    const terminal = testTerminal({ columns: 60, env: { NO_COLOR: "1" } });
    await printText(call([hostile]), OPTIONS, terminal);
    expect(terminal.said.out).toBe("**bold** ␛]52;c;aGk=␇\uFFFD2Jevil\n");
  });

  test("--raw, and a pipe, get what came", async () => {
    const raw = testTerminal({ columns: 60 });
    await printText(call([hostile]), { ...OPTIONS, raw: true }, raw);
    expect(raw.said.out).toBe(hostile);
    const pipe = testTerminal();
    await printText(call([hostile]), OPTIONS, pipe);
    expect(pipe.said.out).toBe(hostile);
  });
});

test("sources and files are named behind the text, on stderr", async () => {
  const terminal = testTerminal();
  await printText(
    call([
      { type: "source", url: "https://a.test/1", title: "One\nline" },
      { type: "file", mediaType: "image/png", name: "cat", data: new Uint8Array(3) },
      { type: "file", mediaType: "image/png", url: "https://a.test/2" },
      { type: "text", text: "See there" },
    ]),
    OPTIONS,
    terminal,
  );
  expect(terminal.said).toEqual({
    out: "See there\n",
    err: "g4f: source: https://a.test/1 One line\ng4f: file: cat, image/png, 3 bytes: --json prints them\ng4f: file: image/png, https://a.test/2\n",
  });
});
