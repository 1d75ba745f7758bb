/** The part of the engine's package that Casefile uses; its own types need a browser's library and a second Arrow. */
declare module "@duckdb/duckdb-wasm/blocking" {
  /** The compiled module. Addresses come as signed 32-bit numbers; the heap's views are replaced when it grows. */
  export interface DuckModule {
    readonly HEAPU8: Uint8Array;
    readonly HEAPF64: Float64Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _duckdb_web_clear_response(): void;
    stackSave(): number;
    stackAlloc(bytes: number): number;
    stackRestore(pointer: number): void;
    ccall(name: string, result: null, types: readonly string[], values: readonly unknown[]): void;
  }

  type Path = [module: DuckModule, pointer: number, length: number];

  /** What the engine asks of its host. */
  export interface DuckRuntime {
    _udfFunctions: Map<number, unknown>;
    testPlatformFeature(module: DuckModule, feature: number): boolean;
    getDefaultDataProtocol(module: DuckModule): number;
    openFile(module: DuckModule, fileId: number, flags: number): number;
    syncFile(module: DuckModule, fileId: number): void;
    closeFile(module: DuckModule, fileId: number): void;
    getLastFileModificationTime(module: DuckModule, fileId: number): number;
    truncateFile(module: DuckModule, fileId: number, size: number): number;
    readFile(module: DuckModule, fileId: number, buffer: number, bytes: number, location: number): number;
    writeFile(module: DuckModule, fileId: number, buffer: number, bytes: number, location: number): number;
    removeDirectory(...path: Path): number;
    checkDirectory(...path: Path): boolean;
    createDirectory(...path: Path): number;
    listDirectoryEntries(...path: Path): number;
    glob(...path: Path): number;
    moveFile(module: DuckModule, from: number, fromLength: number, to: number, toLength: number): number;
    checkFile(...path: Path): boolean;
    removeFile(...path: Path): number;
    callScalarUDF(module: DuckModule): number;
  }

  export interface DuckBindings {
    readonly mod: DuckModule;
    instantiate(): Promise<unknown>;
    open(config: { readonly maximumThreads?: number }): void;
    getVersion(): string;
    connect(): { useUnsafe<T>(take: (bindings: unknown, connection: number) => T): T };
    registerFileURL(name: string, url: string, protocol: number, directIO: boolean): void;
    dropFile(name: string): void;
  }

  interface Bundle {
    readonly mainModule: string;
    readonly mainWorker: string;
  }
  export class VoidLogger {}
  export function createDuckDB(
    bundles: { readonly mvp: Bundle; readonly eh: Bundle },
    logger: VoidLogger,
    runtime: DuckRuntime,
  ): Promise<DuckBindings>;
}
