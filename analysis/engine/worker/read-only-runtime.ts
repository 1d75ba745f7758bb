import type { DuckModule, DuckRuntime } from "@duckdb/duckdb-wasm/blocking";
import { recordOf, type ErrorRecord } from "../../base/errors.ts";
import { fault } from "../faults.ts";
import { GrantedFiles, notGranted } from "./granted-files.ts";

const nodeFiles = 1;
const decoder = new TextDecoder();

/** Text in the engine's memory. Addresses are unsigned, or everything breaks above 2 GB. */
const textAt = (module: DuckModule, pointer: number, length: number): string =>
  decoder.decode(module.HEAPU8.slice(pointer >>> 0, (pointer >>> 0) + length));

/** The name under which the engine knows one of its file numbers. */
function nameOf(module: DuckModule, fileId: number): string {
  const stack = module.stackSave();
  const response = module.stackAlloc(24) >>> 0;
  const types = ["number", "number", "number"];
  module.ccall("duckdb_web_fs_get_file_info_by_id", null, types, [response, fileId, 0]);
  const [status = 1, pointer = 0, length = 0] = module.HEAPF64.slice(response >>> 3, (response >>> 3) + 3);
  const text = textAt(module, pointer, length);
  module.ccall("duckdb_web_clear_response", null, [], []);
  module.stackRestore(stack);
  if (status !== 0) throw notGranted(String(fileId));
  const info = JSON.parse(text) as { readonly dataUrl?: string | null; readonly fileName?: string } | null;
  return info?.dataUrl ?? info?.fileName ?? "";
}

/**
 * The file system that DuckDB sees: the granted files, read-only, and nothing else. A refusal becomes an error inside
 * the engine (`duckdb_web_fail_with`), never an exception of ours through its frames.
 */
export class ReadOnlyRuntime {
  readonly files = new GrantedFiles();
  #refusal: ErrorRecord | null = null;

  /** Why a call was refused since this was last asked, if one was. */
  takeRefusal(): ErrorRecord | null {
    const taken = this.#refusal;
    this.#refusal = null;
    return taken;
  }

  get hooks(): DuckRuntime {
    return { ...this.#reading(), ...this.#denying() };
  }

  #reading(): Pick<
    DuckRuntime,
    "openFile" | "closeFile" | "readFile" | "getLastFileModificationTime" | "glob" | "checkFile"
  > {
    const { files } = this;
    return {
      openFile: (module, fileId) =>
        this.#guarded(module, () => {
          const size = files.open(fileId, nameOf(module, fileId));
          const result = module._malloc(16) >>> 0;
          module.HEAPF64.set([size, 0], result >>> 3);
          return result;
        }),
      closeFile: (_module, fileId) => files.close(fileId),
      readFile: (module, fileId, ...[buffer, bytes, position]) =>
        this.#guarded(module, () =>
          files.read(fileId, { memory: module.HEAPU8, offset: buffer >>> 0, bytes: bytes >>> 0 }, position),
        ),
      getLastFileModificationTime: (_module, fileId) => files.modifiedMs(fileId),
      glob: (module, pointer, length) => {
        const pattern = textAt(module, pointer, length);
        if (!files.has(pattern)) return this.#refuse(module, notGranted(pattern));
        module.ccall("duckdb_web_fs_glob_add_path", null, ["string"], [pattern]);
        return 0;
      },
      checkFile: (module, pointer, length) => files.has(textAt(module, pointer, length)),
    };
  }

  #denying(): Omit<
    DuckRuntime,
    "openFile" | "closeFile" | "readFile" | "getLastFileModificationTime" | "glob" | "checkFile"
  > {
    const denied = (what: string) => (module: DuckModule) =>
      this.#refuse(module, fault("refused/path", `The engine may not ${what}.`));
    return {
      _udfFunctions: new Map(),
      testPlatformFeature: () => true,
      getDefaultDataProtocol: () => nodeFiles,
      syncFile: () => undefined,
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
  }

  #guarded(module: DuckModule, work: () => number): number {
    let thrown: unknown;
    try {
      return work();
    } catch (error) {
      thrown = error;
    }
    // Outside the catch, since the call unwinds through this frame as the engine's own exception.
    return this.#refuse(module, thrown);
  }

  #refuse(module: DuckModule, thrown: unknown): 0 {
    this.#refusal = recordOf(thrown);
    module.ccall("duckdb_web_fail_with", null, ["string"], [`Casefile refused: ${this.#refusal.message}`]);
    return 0;
  }
}
