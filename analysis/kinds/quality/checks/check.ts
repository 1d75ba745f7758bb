import type { Proportion } from "../../../stats/newcombe.ts";
import { wilson } from "../../../stats/wilson.ts";
import type { CellContext } from "../../context.ts";
import type { Limits, QualityConfig } from "../config.ts";
import { judgeShare, share, type Judged } from "../judge.ts";
import type { Affected, BySide, TimeFrame, WindowRows } from "../parts.ts";
import type { Check } from "../result.ts";

/** What every check may look at besides its own numbers. */
export interface Setting {
  readonly config: QualityConfig;
  readonly context: CellContext;
  readonly frame: TimeFrame | null;
}

interface ShareQuestion {
  readonly check: Check["check"];
  readonly column: string | null;
  readonly of: BySide<Proportion>;
  readonly limits: Limits;
  readonly affected: Affected | null;
  /** What a share means when there is no reference. */
  readonly alone?: "judge" | "show";
  readonly falls?: boolean;
  readonly detail?: string | null;
}

/** A check on a share of rows: judged, dated and placed. */
export function shareCheck(question: ShareQuestion, { config, frame }: Setting): Check {
  const { reference, production } = question.of;
  const { check, column, of, limits, alone = "show", falls = false, detail = null } = question;
  const judged = judgeShare(reference, production, { limits, minRows: config.min_rows, alone, falls });
  const affected = isAlarmingRise(judged) ? question.affected : null;
  return {
    ...{ check, column, of, detail, unit: "share", model_input: false, ...judged },
    ...{ reference: valueOf(reference), production: valueOf(production), affected: production?.hits ?? 0 },
    since: sinceOf(affected, reference, { limits, frame }),
    where: affected?.where ?? null,
  };
}

/** Time and place are of the rows that are too many; where there are too few, there are none to place. */
const isAlarmingRise = ({ level, difference }: Judged): boolean =>
  (level === "warn" || level === "fail") && (difference === null || difference > 0);

const valueOf = (side: Proportion | null): number | null => (side === null || side.rows === 0 ? null : share(side));

/** A check that states a fact. */
export const factCheck = (fact: Pick<Check, "check" | "column" | "level" | "detail"> & Partial<Check>): Check => ({
  ...{ unit: "none", model_input: false, reference: null, production: null, of: { reference: null, production: null } },
  ...{ difference: null, low: null, high: null, affected: 0, since: null, where: null },
  ...fact,
});

const minRowsOfWindow = 20;

/**
 * Start of the first production window, of 20 rows or more, whose share is the warn limit above the reference's and whose
 * 95 % Wilson interval lies above it.
 */
function sinceOf(
  affected: Affected | null,
  reference: Proportion | null,
  { limits, frame }: { limits: Limits; frame: TimeFrame | null },
) {
  const windows = frame?.sides.production?.windows;
  if (!affected || !windows) return null;
  const hits = rowsByStart(affected.perWindow);
  const usual = reference ? share(reference) : 0;
  const first = windows.find(({ start, rows }) => {
    const here = { hits: Math.min(hits.get(start) ?? 0, rows), rows };
    const interval = wilson(here.hits, rows);
    return rows >= minRowsOfWindow && share(here) - usual >= limits.warn && interval !== null && interval.low > usual;
  });
  return first?.start ?? null;
}

export const rowsByStart = (windows: readonly WindowRows[]): ReadonlyMap<string, number> =>
  new Map(windows.map(({ start, rows }) => [start, rows]));
