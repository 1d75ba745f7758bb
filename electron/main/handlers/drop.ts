import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "../../../analysis/base/schema.ts";
import { grantedFileSchema } from "../../ipc/contract.ts";
import { dropChannel } from "../../ipc/channels.ts";
import type { Handlers } from "../register.ts";
import type { WindowSession } from "../window-session.ts";
import { grantFiles } from "./files.ts";

/** What only the preload script may ask: it alone knows where a dropped file is. */
export const dropContract = {
  [dropChannel]: { request: z.array(z.string().max(32_768)).max(10_000), answer: z.array(grantedFileSchema) },
};

export const dropHandlers: Handlers<typeof dropContract, WindowSession> = {
  [dropChannel]: async (session, places) => {
    const files = await Promise.all(places.filter((place) => place !== "").map(expandFolder));
    return grantFiles(session, files.flat());
  },
};

/** A folder stands for the Parquet files below it, in name order. */
async function expandFolder(place: string): Promise<string[]> {
  const status = await stat(place).catch(() => null);
  if (!status?.isDirectory()) return [place];
  const entries = await readdir(place, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const inside = path.join(place, entry.name);
    if (entry.isDirectory()) found.push(...(await expandFolder(inside)));
    else if (/\.(parquet|parq|pq)$/i.test(entry.name)) found.push(inside);
  }
  return found.sort();
}
