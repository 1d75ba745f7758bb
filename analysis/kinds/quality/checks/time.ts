import { formatInstant } from "../../../base/format.ts";
import { repeated } from "../counts.ts";
import type { IdPart, SideTime, TimePart, VolumePart } from "../parts.ts";
import type { Check, QualityWindow } from "../result.ts";
import type { Volume } from "../volume.ts";
import { factCheck, shareCheck, type Setting } from "./check.ts";

/** Whether rows came at all. */
export function rowsCheck({ rows }: VolumePart, { config }: Setting): Check {
  const { reference, production } = rows;
  const counts = [reference, production].filter((count) => count !== null);
  const fewest = Math.min(...counts);
  const nothingCame = production === 0 && reference !== 0;
  const level = nothingCame ? "fail" : fewest < config.min_rows ? "low_n" : "pass";
  return factCheck({
    check: "rows",
    column: null,
    unit: "count",
    level,
    reference,
    production,
    affected: production ?? 0,
    detail: null,
  });
}

/** Windows with far fewer or more rows than the reference's, and runs of windows with none. */
export function volumeChecks({ windows, median }: Volume, { config }: Setting): readonly Check[] {
  const { reference, production } = windows;
  if (!reference || !production) return aloneGap(production ?? reference);
  if (median === null)
    return [
      factCheck({
        check: "volume",
        column: null,
        level: "low_n",
        detail: "the reference has too few rows in a window",
      }),
    ];
  const judged = production.filter(({ complete }) => complete);
  const flagged = judged.filter(({ flag }) => flag === "low" || flag === "high");
  const lately = judged.slice(-3).filter(({ flag }) => flag === "low" || flag === "high").length;
  const level = flagged.length === 0 ? "pass" : lately >= 2 ? "fail" : "warn";
  const { low, high } = config.volume;
  const share = (count: number) => (judged.length === 0 ? null : count / judged.length);
  const volume = factCheck({
    ...{ check: "volume", column: null, unit: "share", level: judged.length === 0 ? "low_n" : level },
    ...{ reference: 0, production: share(flagged.length), since: flagged[0]?.start ?? null },
    of: { reference: null, production: { hits: flagged.length, rows: judged.length } },
    affected: flagged.reduce((sum, { rows }) => sum + rows, 0),
    detail: `under ${Math.round(low * 100)} % or over ${Math.round(high * 100)} % of the median window`,
  });
  return [volume, gapCheck(reference, production)];
}

function gapCheck(reference: readonly QualityWindow[], production: readonly QualityWindow[]): Check {
  const [before, now] = [longestGap(reference), longestGap(production)];
  const longer = now.length > before.length;
  return factCheck({
    ...{
      check: "gap",
      column: null,
      unit: "count",
      level: longer ? "warn" : "pass",
      reference: before.length,
      production: now.length,
    },
    since: longer ? now.start : null,
    detail: "longest run of empty windows",
  });
}

/** With one side alone no gap is unusual, only worth knowing. */
function aloneGap(windows: readonly QualityWindow[] | null): readonly Check[] {
  const { start, length } = longestGap(windows ?? []);
  if (length === 0) return [];
  const detail = "longest run of empty windows";
  return [
    factCheck({ check: "gap", column: null, unit: "count", level: "info", production: length, since: start, detail }),
  ];
}

/** The first of the longest runs of windows without rows. */
function longestGap(windows: readonly QualityWindow[]): {
  readonly start: string | null;
  readonly length: number;
} {
  let [longest, run] = [
    { start: null as string | null, length: 0 },
    { start: null as string | null, length: 0 },
  ];
  for (const { start, rows } of windows) {
    run = rows > 0 ? { start: null, length: 0 } : { start: run.start ?? start, length: run.length + 1 };
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

export function farTimeCheck({ frame, affected }: TimePart, setting: Setting): readonly Check[] {
  if (!frame) return unusableTime(setting);
  const of = (side: SideTime | null) => side && { hits: side.far, rows: side.rows };
  const { reference, production } = frame.sides;
  const ends = production ?? reference;
  const seen =
    ends && ends.far > 0
      ? `from ${formatInstant(ends.earliest ?? ends.from)} to ${formatInstant(ends.latest ?? ends.to)}`
      : null;
  const sides = { reference: of(reference), production: of(production) };
  const question = {
    check: "far_time",
    column: frame.column,
    of: sides,
    affected,
    alone: "judge",
    detail: seen,
  } as const;
  return [shareCheck({ ...question, limits: setting.config.limits.far_time }, setting)];
}

/** A time column that cannot be cut into windows is said, not passed over. */
function unusableTime({ context }: Setting): readonly Check[] {
  const column = context.model?.columns.time ?? null;
  if (column === null) return [];
  return [
    factCheck({
      check: "far_time",
      column,
      level: "none",
      detail: "no windows: no side has this column as a date or timestamp",
    }),
  ];
}

export function duplicateCheck(part: IdPart, setting: Setting): readonly Check[] {
  const of = (side: IdPart["sides"]["reference"]) => side && { hits: repeated(side), rows: side.values };
  const sides = { reference: of(part.sides.reference), production: of(part.sides.production) };
  if (!sides.reference && !sides.production) return [];
  const limits = setting.config.limits.duplicate_id;
  const question = {
    check: "duplicate_id",
    column: part.column,
    of: sides,
    limits,
    affected: part.affected,
    alone: "judge",
  } as const;
  return [shareCheck(question, setting)];
}
