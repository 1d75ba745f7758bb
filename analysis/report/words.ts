import { formatCount, formatInstant } from "../base/format.ts";
import type { Dataset, Filters, Model } from "../document/schema.ts";

/** The last part of a path: reports never name folders. */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export function datasetName(dataset: Dataset): string {
  const [first, ...others] = dataset.files.map((file) => fileNameOf(file.path));
  return others.length === 0 ? (first ?? dataset.id) : `${first ?? ""} and ${formatCount(others.length)} more`;
}

const rangeText = (column: string, from: string | null, to: string | null): string => {
  if (from === null && to === null) return `all ${column}`;
  if (from === null) return `${column} before ${formatInstant(to ?? "")}`;
  return to === null
    ? `${column} from ${formatInstant(from)}`
    : `${column} from ${formatInstant(from)} to before ${formatInstant(to)}`;
};

/** The rows that a dataset means: its window, else the time span that was found when it was pinned. */
export function windowText({ window, time_range }: Dataset): string | null {
  if (window) return rangeText(window.column, window.from, window.to);
  return time_range ? `${time_range.min.slice(0, 10)} to ${time_range.max.slice(0, 10)}` : null;
}

const operatorWords = {
  in: "is one of",
  not_in: "is none of",
  at_least: "is at least",
  below: "is below",
  is_null: "is missing",
  not_null: "is not missing",
} as const;

/** The investigation's filters as sentences; none when everything was used. */
export function filterSentences({ time, slices }: Filters): readonly string[] {
  return [
    ...(time ? [`Production rows with ${rangeText("time", time.from, time.to)}`] : []),
    ...slices.map(({ column, op, values }) =>
      `Rows whose ${column} ${operatorWords[op]} ${values.map(String).join(", ")}`.trim(),
    ),
  ];
}

const byteUnits = ["bytes", "KB", "MB", "GB", "TB"] as const;

/** `184.2 MB`, powers of 1000. */
export function bytesText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** power;
  return `${power === 0 ? formatCount(bytes) : size.toFixed(1)} ${byteUnits[power] ?? "bytes"}`;
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** A model as people call it. */
export const modelName = ({ name, version, id }: Model): string => (name === "" ? id : `${name} ${version}`.trim());
