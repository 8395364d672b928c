import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { sharedTransport, type CallRequest, type ProviderSettings } from "@g4f/core";

import type { Create, ProviderUnderTest, StreamUnderTest } from "../case.ts";
import { RecordingTransport } from "./recorder.ts";
import type { Recording } from "./recording.ts";

/** What {@link recordCalls} takes. */
export interface RecordOptions {
  /** Makes the provider; it must send through the `transport` of its settings. */
  readonly create: Create;
  /** Key, base URL and whatever else the provider needs. */
  readonly settings?: ProviderSettings;
  /** Where the files go; it is made, for its owner alone. */
  readonly folder: string;
}

/** A provider whose calls are recorded. */
export interface RecordedProvider extends ProviderUnderTest {
  /** Paths of the files, once the calls that have begun are over and written. */
  readonly written: () => Promise<readonly string[]>;
}

/**
 * A provider that writes each of its calls to a file of its own: `001-acme.json` and so on, readable for
 * their owner alone. Keys, cookies and the values of all headers that could hold one are masked before
 * anything is written, wherever they occur; what the messages say is kept as it is.
 */
export async function recordCalls(options: RecordOptions): Promise<RecordedProvider> {
  const { create, settings = {}, folder } = options;
  const { manifest } = await create(settings);
  const writing: Promise<string>[] = [];
  return {
    manifest,
    createAsyncGenerator: (request: CallRequest): StreamUnderTest => {
      const transport = new RecordingTransport(settings.transport ?? sharedTransport());
      const provider = create({ ...settings, transport });
      if (provider instanceof Promise) {
        throw new TypeError("to be recorded, a provider has to be created without a promise");
      }
      const recordedAt = new Date().toISOString();
      const stream = provider.createAsyncGenerator(request);
      const number = String(writing.length + 1).padStart(3, "0");
      const file = join(folder, `${number}-${manifest.name.toLowerCase()}.json`);
      const write = async (): Promise<string> => {
        await stream.closed;
        const exchanges = transport.exchanges();
        const head = { format: "g4f-recording", version: 1 } as const;
        return await save(file, { ...head, provider: manifest.name, recordedAt, exchanges });
      };
      const saved = write();
      // Whoever asks is told; a call is not to fail for its recording.
      saved.catch(() => {});
      writing.push(saved);
      return stream;
    },
    written: () => Promise.all(writing),
  };
}

async function save(file: string, recording: Recording): Promise<string> {
  await mkdir(join(file, ".."), { recursive: true, mode: 0o700 });
  const draft = `${file}.tmp`;
  await writeFile(draft, `${JSON.stringify(recording, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
  return file;
}
