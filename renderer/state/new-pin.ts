import type { DatasetPin } from "../../analysis/document/repin.ts";
import type { GrantedFile, PinAnswer } from "../bridge/contract-types.ts";

/**
 * What the engine host found in files, as a dataset's pin. The paths are names only: main puts the real ones when it saves.
 * @param timeColumn whose smallest and largest value are the time range; nothing when it has no values
 */
export function newPin(answer: PinAnswer, granted: readonly GrantedFile[], timeColumn: string | null): DatasetPin {
  const nameOf = (fileId: string): string => granted.find((file) => file.fileId === fileId)?.name ?? fileId;
  return {
    files: answer.files.map(({ fileId, sha256, bytes, rows }) => ({ path: nameOf(fileId), sha256, bytes, rows })),
    rows: answer.rows,
    schema: answer.schema,
    time_range: timeRange(answer, timeColumn),
  };
}

export function timeRange({ timestamps }: PinAnswer, timeColumn: string | null): DatasetPin["time_range"] {
  const { column, min, max } = timestamps.find((span) => span.column === timeColumn) ?? {};
  return column === undefined || min == null || max == null ? null : { column, min, max };
}
