import { availableParallelism } from "node:os";
import type { Engine } from "../engine/engine-api.ts";
import { startEngine } from "../engine/engine.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { Terminal } from "./terminal.ts";

/** What every command works with. */
export interface Shell {
  readonly terminal: Terminal;
  readonly appVersion: string;
  readonly signal: AbortSignal;
}

/** Options of every command that computes. */
export interface EngineChoice {
  readonly workers?: number;
  /** Seconds that one query may take. */
  readonly timeout?: number;
}

/** Lends an engine and closes it, whatever happens. */
export async function withEngine<T>(
  { workers, timeout }: EngineChoice,
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await startEngine({
    workers: workers ?? Math.min(4, availableParallelism()),
    cacheDir: cacheFolder(),
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }),
  });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

/** The history's author and time. People's names stay out of the file unless they write them there. */
export const stampNow = (): { at: string; by: string } => ({ at: new Date().toISOString(), by: "command line" });
