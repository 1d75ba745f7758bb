import { closeSync, readSync } from "node:fs";
import type { DuckModule, DuckRuntime } from "@duckdb/duckdb-wasm/blocking";
import { recordOf, type ErrorRecord } from "../../base/errors.ts";
import { fault, fileFault } from "../faults.ts";
import type { Grant } from "../protocol.ts";
import { reopen, type OpenFile } from "./open-file.ts";

const success = 0;
const nodeFiles = 1;

export interface ReadOnlyRuntime {
  readonly hooks: DuckRuntime;
  /** Replaces the files that may be read. */
  grant(grants: readonly Grant[]): void;
  /** Why a hook refused since the last call, if one did. */
  takeFault(): ErrorRecord | null;
}

/**
 * The file system that DuckDB sees: the granted files, read-only, and nothing else. A refusal becomes an error inside the
 * engine (`duckdb_web_fail_with`), never an exception of ours through its frames. Pointers are unsigned, or reads break
 * above 2 GB of memory; a read of nothing at a file's end is an error, or a corrupt footer hangs the engine.
 */
export function readOnlyRuntime(): ReadOnlyRuntime {
  let granted = new Map<string, Grant>();
  let lastFault: ErrorRecord | null = null;
  const opened = new Map<number, OpenFile & { readonly name: string }>();
  const decoder = new TextDecoder();

  const refuse = (module: DuckModule, thrown: unknown): 0 => {
    lastFault = recordOf(thrown);
    module.ccall("duckdb_web_fail_with", null, ["string"], [`Casefile refused: ${lastFault.message}`]);
    return 0;
  };
  const guarded = (module: DuckModule, work: () => number): number => {
    let thrown: unknown;
    try {
      return work();
    } catch (error) {
      thrown = error;
    }
    // Outside the catch: the call below unwinds through this frame as the engine's own exception.
    return refuse(module, thrown);
  };
  const textAt = (module: DuckModule, pointer: number, length: number): string =>
    decoder.decode(module.HEAPU8.slice(pointer >>> 0, (pointer >>> 0) + length));
  const outside = (name: string): Error =>
    fault("refused/path", `The file "${name}" is not part of this investigation.`);
  const denied = (what: string) => (module: DuckModule) =>
    refuse(module, fault("refused/path", `The engine may not ${what}.`));

  const nameOf = (module: DuckModule, fileId: number): string => {
    const stack = module.stackSave();
    const response = module.stackAlloc(24) >>> 0;
    module.ccall("duckdb_web_fs_get_file_info_by_id", null, ["number", "number", "number"], [response, fileId, 0]);
    const [status, pointer, length] = module.HEAPF64.slice(response >>> 3, (response >>> 3) + 3);
    const text = textAt(module, pointer ?? 0, length ?? 0);
    module.ccall("duckdb_web_clear_response", null, [], []);
    module.stackRestore(stack);
    if (status !== success) throw outside(String(fileId));
    const info = JSON.parse(text) as { dataUrl?: string | null; fileName?: string } | null;
    return info?.dataUrl ?? info?.fileName ?? "";
  };
  const close = (fileId: number): void => {
    const file = opened.get(fileId);
    opened.delete(fileId);
    if (file !== undefined) closeSync(file.descriptor);
  };

  const hooks: DuckRuntime = {
    _udfFunctions: new Map(),
    testPlatformFeature: () => true,
    getDefaultDataProtocol: () => nodeFiles,
    syncFile: () => undefined,
    openFile: (module, fileId) =>
      guarded(module, () => {
        const name = nameOf(module, fileId);
        const file = granted.get(name);
        if (file === undefined) throw outside(name);
        close(fileId);
        const reopened = reopen(file);
        opened.set(fileId, { ...reopened, name });
        const result = module._malloc(16) >>> 0;
        module.HEAPF64[result >>> 3] = reopened.identity.bytes;
        module.HEAPF64[(result >>> 3) + 1] = 0;
        return result;
      }),
    closeFile: (_module, fileId) => close(fileId),
    readFile: (module, fileId, buffer, bytes, location) =>
      guarded(module, () => {
        const file = opened.get(fileId);
        if (file === undefined) throw outside(String(fileId));
        const read = readSync(file.descriptor, module.HEAPU8, buffer >>> 0, bytes >>> 0, location);
        if (read === 0 && bytes !== 0)
          throw fileFault("file/unreadable", file.identity.path, "is damaged: it points beyond its own end.");
        return read;
      }),
    getLastFileModificationTime: (_module, fileId) =>
      Number((opened.get(fileId)?.identity.modifiedNs ?? 0n) / 1_000_000n),
    glob: (module, pointer, length) => {
      const pattern = textAt(module, pointer, length);
      if (!granted.has(pattern)) return refuse(module, outside(pattern));
      module.ccall("duckdb_web_fs_glob_add_path", null, ["string"], [pattern]);
      return 0;
    },
    checkFile: (module, pointer, length) => granted.has(textAt(module, pointer, length)),
    checkDirectory: () => false,
    writeFile: denied("write files"),
    truncateFile: denied("truncate files"),
    removeFile: denied("remove files"),
    moveFile: denied("move files"),
    createDirectory: denied("make folders"),
    removeDirectory: denied("remove folders"),
    listDirectoryEntries: denied("list folders"),
    callScalarUDF: denied("call functions of its host"),
  };

  return {
    hooks,
    grant(grants) {
      for (const fileId of [...opened.keys()]) close(fileId);
      granted = new Map(grants.map((grant) => [grant.name, grant]));
    },
    takeFault() {
      const taken = lastFault;
      lastFault = null;
      return taken;
    },
  };
}
