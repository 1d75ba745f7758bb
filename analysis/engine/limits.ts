const MiB = 1024 * 1024;
const GiB = 1024 * MiB;

/** The engine's limits in one place (security-reliability S16 and the measurements behind the wrapper). */
export const limits = {
  fileBytes: 64 * GiB,
  footerBytes: 64 * MiB,
  columns: 10_000,
  rowGroups: 100_000,
  rows: 2 ** 40,
  /** Uncompressed to compressed bytes, asked only of files that unpack to more than `expansionFrom`. */
  expansion: 1000,
  expansionFrom: GiB,
  /** Converting holds one row group in memory, about four times over. */
  convertRowGroupBytes: 768 * MiB,

  sqlBytes: 256 * 1024,
  /** The engine's stack holds about 95 UNION branches and nested queries; a plan may double ours. */
  branches: 32,
  depth: 20,
  tables: 20,
  /** Queries behind the names of one query, each as often as it is named. */
  queries: 32,
  resultRows: 1_000_000,
  resultBytes: 64 * MiB,

  engineMemory: "1500MB",
  /** A worker whose memory grew beyond this is replaced, since it never shrinks. */
  recycleBytes: 1.5 * GiB,
  startMs: 30_000,
} as const;
