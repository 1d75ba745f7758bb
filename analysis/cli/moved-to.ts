import { join } from "node:path";
import { pinnedPlaces } from "../document/pinned-files.ts";
import { relink } from "../document/relink.ts";
import type { Investigation } from "../document/schema.ts";
import { relativePathFrom } from "../files/resolve-data-path.ts";
import { stampNow } from "./shell.ts";

/** The same investigation for a file in another folder: its paths lead to the same files from there. */
export function movedTo(investigation: Investigation, from: string, to: string): Investigation {
  if (from === to) return investigation;
  const moves = pinnedPlaces(investigation).map(({ place, path, sha256 }) => ({
    ...{ place, sha256 },
    path: relativePathFrom(to, join(from, path)),
  }));
  return relink(investigation, moves, stampNow());
}
