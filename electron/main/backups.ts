import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fail } from "../../analysis/base/errors.ts";
import { z } from "../../analysis/base/schema.ts";

const backupSchema = z.strictObject({
  name: z.string(),
  at: z.string(),
  text: z.string(),
  /** The file that the work belongs to and its digest when it was read, or null for untitled work. */
  file: z.strictObject({ path: z.string(), sha256: z.string() }).nullable(),
  sourceFolder: z.string().nullable(),
  /** Where each dataset's and model's files were. */
  places: z.record(z.string(), z.array(z.string())),
});
export type Backup = z.infer<typeof backupSchema>;

const nameOf = /^([0-9a-f]{32})\.json$/;

/** Copies of unsaved work, in the profile and readable by this person only. What they hold is what a save would write. */
export class Backups {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(id: string, backup: Backup): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const temporary = `${this.#fileOf(id)}.tmp`;
    await writeFile(temporary, JSON.stringify(backup), { mode: 0o600 });
    await rename(temporary, this.#fileOf(id));
  }

  async read(id: string): Promise<Backup> {
    const backup = await this.#tryRead(id);
    return (
      backup ?? fail({ code: "file/unreadable", message: "That recovered copy cannot be read.", fix: "Discard it." })
    );
  }

  /** Newest first; what cannot be read is left alone and not listed. */
  async list(): Promise<{ id: string; backup: Backup }[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.flatMap((name) => nameOf.exec(name)?.[1] ?? []);
    const read = await Promise.all(ids.map(async (id) => ({ id, backup: await this.#tryRead(id) })));
    return read
      .flatMap(({ id, backup }) => (backup === null ? [] : [{ id, backup }]))
      .sort((a, b) => b.backup.at.localeCompare(a.backup.at));
  }

  async discard(id: string): Promise<void> {
    await rm(this.#fileOf(id), { force: true });
  }

  #fileOf(id: string): string {
    return path.join(this.#folder, `${id}.json`);
  }

  async #tryRead(id: string): Promise<Backup | null> {
    try {
      return backupSchema.parse(JSON.parse(await readFile(this.#fileOf(id), "utf8")));
    } catch {
      return null;
    }
  }
}
