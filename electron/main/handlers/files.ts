import { stat } from "node:fs/promises";
import path from "node:path";
import { dialog } from "electron";
import type { GrantedFile, mainContract } from "../../ipc/contract.ts";
import type { Handlers } from "../register.ts";
import type { WindowSession } from "../window-session.ts";

const filters = {
  data: [{ name: "Parquet", extensions: ["parquet", "parq", "pq"] }],
  model: [],
};

/** Grants files that a person chose or dropped; what is no ordinary file is left out. The engine learns of them first. */
export async function grantFiles(session: WindowSession, files: readonly string[]): Promise<GrantedFile[]> {
  const granted: GrantedFile[] = [];
  const told: { fileId: string; path: string }[] = [];
  for (const file of files) {
    const status = await stat(file).catch(() => null);
    if (!status?.isFile()) continue;
    const fileId = session.grants.grant(file);
    granted.push({ fileId, name: path.basename(file), bytes: status.size });
    told.push({ fileId, path: file });
  }
  session.engine.grant(told);
  return granted;
}

export const filesHandlers: Pick<Handlers<typeof mainContract, WindowSession>, "files.choose"> = {
  "files.choose": async (session, { purpose, multiple }) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(session.window, {
      title: purpose === "data" ? "Choose Parquet files" : "Choose the model's file",
      filters: [...filters[purpose], { name: "All files", extensions: ["*"] }],
      properties: multiple ? ["openFile", "multiSelections"] : ["openFile"],
    });
    return canceled ? [] : grantFiles(session, filePaths);
  },
};
