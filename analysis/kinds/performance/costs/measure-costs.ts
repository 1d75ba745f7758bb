import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import { doubleLiteral } from "../../../sql/quote.ts";
import { labelledScores } from "../../../stats/labelled-scores.ts";
import { leastCostThreshold } from "../../../stats/least-cost-threshold.ts";
import { binaryColumns, type Score } from "../../binary-columns.ts";
import type { CellContext } from "../../context.ts";
import type { PerformanceConfig } from "../config.ts";
import { decisionCounts } from "../sql/decision-counts.ts";
import { noWindow } from "../windows.ts";
import type { CostsPart, Counts } from "./result.ts";

/** The threshold that costs least on the reference's labelled scores, and the confusion counts of both sides under it. */
export async function measureCosts(
  source: StatsSource,
  config: PerformanceConfig,
  context: CellContext,
): Promise<CostsPart> {
  const nothing = (reason: Reason): CostsPart => {
    return { extra: "costs", reason, threshold: null, reference: null, production: null };
  };
  const columns = binaryColumns(context, "reference", config.decision);
  if (config.costs === null || context.reference === null) return nothing("empty_reference");
  if (typeof columns === "string") return nothing(columns);
  const { score, label } = columns;
  if (typeof score === "string") return nothing(score);
  const { relation } = context.reference;
  const of = (value: 0 | 1) =>
    source.values({ relation, column: score.column, where: `(${label}) = ${value} AND (${score.sql}) IS NOT NULL` });
  const sample = labelledScores(await of(0), await of(1));
  if (sample.scores.length === 0) return nothing("no_labels");
  const { threshold } = leastCostThreshold(sample, config.costs);
  const now = binaryColumns(context, "production", config.decision);
  const production =
    typeof now === "string" || typeof now.score === "string" || context.production === null
      ? null
      : await countsAt(
          source,
          { relation: context.production.relation, label: now.label, score: now.score },
          threshold,
        );
  const reference = await countsAt(source, { relation, label, score }, threshold);
  return { extra: "costs", reason: null, threshold, reference, production };
}

async function countsAt(
  source: StatsSource,
  { relation, label, score }: { relation: string; label: string; score: Score },
  threshold: number | null,
): Promise<Counts> {
  const called = threshold === null ? "0" : `CASE WHEN (${score.sql}) >= ${doubleLiteral(threshold)} THEN 1 ELSE 0 END`;
  const decision = `CASE WHEN (${score.sql}) IS NOT NULL THEN ${called} END`;
  const [row] = await source.rows(decisionCounts({ relation, ...noWindow }, { label, decision, score: score.sql }));
  return { tp: row?.tp ?? 0, fp: row?.fp ?? 0, fn: row?.fn ?? 0, tn: row?.tn ?? 0 };
}
