import { homedir } from "node:os";
import { join } from "node:path";

/** Where converted copies of data files may lie: the system's place for what can be made again. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  const home = homedir();
  if (platform === "win32")
    return join(environment["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "Casefile", "Cache");
  if (platform === "darwin") return join(home, "Library", "Caches", "Casefile");
  return join(environment["XDG_CACHE_HOME"] ?? join(home, ".cache"), "casefile");
}
