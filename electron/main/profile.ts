import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "../../analysis/base/schema.ts";

const rectangle = z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });

const recentEntry = z.strictObject({ path: z.string(), title: z.string(), verdict: z.string(), openedAt: z.string() });
export type RecentEntry = z.infer<typeof recentEntry>;

const profileSchema = z.strictObject({
  theme: z.enum(["system", "light", "dark"]).default("system"),
  bounds: rectangle.nullable().default(null),
  recent: z.array(recentEntry).default([]),
  /** By investigation and folder: files outside of the folder that a person chose for it. */
  approved: z.record(z.string(), z.array(z.string())).default({}),
});
export type ProfileData = z.infer<typeof profileSchema>;

const mostRecent = 12;
const mostApproved = 200;

/** What Casefile remembers between starts: one small JSON file that only this person can read. */
export class Profile {
  readonly #file: string;
  #data: ProfileData;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#file = path.join(folder, "casefile-profile.json");
    this.#data = load(this.#file);
  }

  get data(): Readonly<ProfileData> {
    return this.#data;
  }

  update(change: Partial<ProfileData>): void {
    this.#data = { ...this.#data, ...change };
    const temporary = `${this.#file}.tmp`;
    writeFileSync(temporary, `${JSON.stringify(this.#data, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, this.#file);
  }

  remember(entry: RecentEntry): void {
    const others = this.#data.recent.filter((known) => known.path !== entry.path);
    this.update({ recent: [entry, ...others].slice(0, mostRecent) });
  }

  approve(key: string, files: readonly string[]): void {
    const others = Object.entries(this.#data.approved).filter(([known]) => known !== key);
    const all = [...new Set([...(this.#data.approved[key] ?? []), ...files])];
    this.update({ approved: Object.fromEntries([...others, [key, all] as const].slice(-mostApproved)) });
  }

  isApproved(key: string, file: string): boolean {
    return this.#data.approved[key]?.includes(file) ?? false;
  }
}

/** A profile that cannot be read, or is a newer Casefile's, is started afresh: it holds nothing that work depends on. */
function load(file: string): ProfileData {
  try {
    return profileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return profileSchema.parse({});
  }
}
