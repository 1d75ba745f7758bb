import type { Backups } from "./backups.ts";
import type { EngineProcess } from "./engine-process.ts";
import type { FileGrants } from "./file-grants.ts";
import type { Profile } from "./profile.ts";
import type { WindowSessions } from "./window-session.ts";

/** What all handlers share. */
export interface AppContext {
  readonly profile: Profile;
  readonly backups: Backups;
  readonly sessions: WindowSessions;
  /** The folder of the sample investigation. */
  readonly sampleFolder: string;
  readonly version: string;
  /** What a person should know about the runtime, or null. */
  readonly notice: string | null;
  readonly engineFor: (grants: FileGrants) => EngineProcess;
}
