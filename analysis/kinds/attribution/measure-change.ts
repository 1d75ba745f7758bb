import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { unitFor } from "../../sql/exact-sum.ts";
import type { CellContext } from "../context.ts";
import type { AttributionConfig, MetricName } from "./config.ts";
import { candidates, lossOf, type LossSql, type RankedSql } from "./loss.ts";
import { withError, type Estimate } from "./estimate.ts";
import type { BothRows } from "./sides.ts";
import type { Summed } from "./sql/level-sums.ts";
import { countQuery, profileQuery, type Profile } from "./sql/profile.ts";

/** The loss of both sides in one unit. */
export interface Losses {
  readonly metric: MetricName;
  readonly reference: Summed;
  readonly production: Summed;
  readonly profiles: { readonly reference: Profile; readonly production: Profile };
  /** What is ranked, where the metric is ROC AUC. */
  readonly ranked: { readonly reference: RankedSql; readonly production: RankedSql } | null;
}

/** Why no loss can be had, with the rows that there are. */
export interface NoLosses {
  readonly metric: MetricName | null;
  readonly reason: Reason;
  readonly profiles: Losses["profiles"];
}

export const hasLosses = (found: Losses | NoLosses): found is Losses => !("reason" in found);

/** The share of scored rows outside 0..1 above which a score is no probability at all. */
const mostOutside = 0.01;

/** The first of the losses that both sides can be asked for, or why the preferred one cannot. */
export async function measureLosses(
  source: StatsSource,
  config: AttributionConfig,
  context: CellContext,
  rows: BothRows,
): Promise<Losses | NoLosses> {
  let first: NoLosses | null = null;
  for (const metric of candidates(config, context)) {
    const found = await tryLoss(source, metric, context, rows);
    if (hasLosses(found)) return found;
    first ??= found;
  }
  return first ?? { metric: null, reason: "no_task", profiles: await onlyCounts(source, rows) };
}

async function tryLoss(
  source: StatsSource,
  metric: MetricName,
  context: CellContext,
  rows: BothRows,
): Promise<Losses | NoLosses> {
  const sql = {
    reference: lossOf(metric, context, rows.reference.role),
    production: lossOf(metric, context, rows.production.role),
  };
  const { reference, production } = sql;
  if (typeof reference === "string" || typeof production === "string") {
    const reason = typeof production === "string" ? production : typeof reference === "string" ? reference : "no_label";
    return { metric, reason, profiles: await onlyCounts(source, rows) };
  }
  const profile = async (side: keyof BothRows, loss: LossSql): Promise<Profile> =>
    (await source.rows(profileQuery(rows[side], loss)))[0] ?? noRows;
  const [before, after] = await Promise.all([profile("reference", reference), profile("production", production)]);
  const profiles = { reference: before, production: after };
  const reason = reasonOf(after, context.privacyFloor) ?? reasonOf(before, context.privacyFloor);
  if (reason !== null) return { metric, reason, profiles };
  const most = Math.max(before.most ?? 0, after.most ?? 0);
  const summed = ({ loss }: LossSql): Summed => ({ sql: loss, unit: unitFor(most), squareUnit: unitFor(most * most) });
  const both = reference.ranked !== undefined && production.ranked !== undefined;
  return {
    ...{ metric, profiles, reference: summed(reference), production: summed(production) },
    ranked: both ? { reference: reference.ranked, production: production.ranked } : null,
  };
}

const noRows: Profile = { rows: 0, labelled: 0, used: 0, outside: 0, most: null };

/** A mean over fewer rows than the privacy floor is none that a result may hold. */
function reasonOf({ rows, labelled, used, outside }: Profile, privacyFloor: number): Reason | null {
  if (outside > mostOutside * (used + outside)) return "not_probability";
  if (used > 0 && used >= privacyFloor) return null;
  return rows > 0 && labelled === 0 ? "no_labels" : "too_few_rows";
}

async function onlyCounts(source: StatsSource, { reference, production }: BothRows): Promise<Losses["profiles"]> {
  const of = async (side: BothRows["reference"]): Promise<Profile> => {
    const [found] = await source.rows(countQuery(side));
    return { ...noRows, rows: found?.n ?? 0 };
  };
  const [before, after] = await Promise.all([of(reference), of(production)]);
  return { reference: before, production: after };
}

export interface MeanLoss {
  readonly mean: number;
  readonly error: number | null;
}
export interface Means {
  readonly reference: MeanLoss;
  readonly production: MeanLoss;
}

/** The change of the mean with the interval of a difference of two independent means. */
export function changeOf({ reference, production }: Means): Estimate {
  const value = production.mean - reference.mean;
  if (reference.error === null || production.error === null) return { value, low: null, high: null };
  return withError(value, Math.sqrt(reference.error * reference.error + production.error * production.error));
}
