import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import type { Investigation } from "../../document/schema.ts";
import { runNative } from "../../engine/testing/fixtures.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** Beside the real one, so that it finds the engine's workers in the same way. */
const bundle = join(root, "dist/cli-test/main.mjs");

export async function buildCommandLine(): Promise<void> {
  const config = (await import(new URL("../../../.config/esbuild.mjs", import.meta.url).href)) as {
    cliBundle: BuildOptions;
  };
  await build({ ...config.cliBundle, absWorkingDir: root, outfile: bundle });
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder with data of its own, in which the real command line runs as a process. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), "casefile-cli-"));

  path(name: string): string {
    return join(this.folder, name);
  }
  write(name: string, content: string | Uint8Array): void {
    writeFileSync(this.path(name), content);
  }
  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }
  bytes(name: string): Uint8Array {
    return readFileSync(this.path(name));
  }
  copy(from: string, to: string): void {
    cpSync(this.path(from), this.path(to), { recursive: true });
  }
  /** Changes an investigation file as somebody with an editor would. */
  edit(name: string, change: (file: Investigation) => Investigation): void {
    this.write(name, JSON.stringify(change(JSON.parse(this.read(name)) as Investigation)));
  }
  async parquet(name: string, select: string): Promise<void> {
    await runNative(`COPY (${select}) TO '${this.path(name)}' (FORMAT PARQUET)`);
  }
  start(...words: readonly string[]): ChildProcess {
    const environment = { ...process.env, XDG_CACHE_HOME: this.path(".cache") };
    return spawn(process.execPath, [bundle, ...words], { cwd: this.folder, env: environment });
  }
  run(...words: readonly string[]): Promise<Ended> {
    return ended(this.start(...words));
  }
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function ended(child: ChildProcess): Promise<Ended> {
  const text = { out: "", err: "" };
  child.stdout?.on("data", (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (text.err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, ...text });
    });
  });
}

/** 3,000 scored rows over 30 days; in production `income` is in another unit after ten days. */
export const scoredRows = (side: "reference" | "production"): string => `
  SELECT 'r' || i AS request_id,
         TIMESTAMP '2026-${side === "reference" ? "08" : "09"}-01' + INTERVAL (i * 14) MINUTE AS event_time,
         (1000 + (i * 7919) % 2000)${side === "production" ? " * CASE WHEN i > 1000 THEN 100 ELSE 1 END" : ""}::DOUBLE AS income,
         CASE i % 3 WHEN 0 THEN 'web' WHEN 1 THEN 'app' ELSE 'branch' END AS channel,
         ((i * 104729) % 1000) / 1000.0::DOUBLE AS score,
         (i % 7 = 0)::INTEGER AS label
  FROM range(3000) AS t(i)`;
