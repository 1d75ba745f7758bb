import { reasonText } from "../../../base/reasons.ts";
import type { Finding, MetricDefinition, MetricValue, ResultTable } from "../../kind.ts";
import { definitionOf, idOf, infoOf, metricKeys, metricUnit, type MetricKey } from "../definitions.ts";
import { candidateSentence } from "./judge-candidate.ts";
import type { CandidateResult } from "./result.ts";

const candidateId = (metric: MetricKey): string => idOf(metric).replace("performance.", "performance.candidate_");
const differenceId = "performance.candidate_difference";
const differenceUnit = "the metric's unit";

const comparedKeys = metricKeys.filter((key) =>
  [
    ...["roc_auc", "log_loss", "brier", "accuracy", "recall", "specificity", "balanced_accuracy", "precision", "f1"],
    ...["mcc", "mae", "rmse"],
  ].includes(key),
);

export const candidateDefinitions: readonly MetricDefinition[] = [
  ...comparedKeys.map((key) => {
    const measured = definitionOf(key);
    const rule = "of the candidate, on the rows that both models have";
    return {
      ...{ ...measured, id: candidateId(key), name: `Candidate's ${measured.name}` },
      conventions: [{ id: `casefile/candidate_${key}`, rule }],
    };
  }),
  {
    ...{ id: differenceId, name: "Candidate less current", formula: "candidate − current, on the same rows" },
    ...{ unit: differenceUnit, range: "any number", direction: "neither" },
    source: "Newcombe (1998b); DeLong (1988)",
    conventions: comparedKeys.map((key) => ({ id: `casefile/${key}_paired`, rule: `of ${infoOf(key).name}, paired` })),
  },
];

export function candidateTables(result: CandidateResult | null): readonly ResultTable[] {
  if (result === null || result.metrics.length === 0) return [];
  const { judged, level } = result;
  const metric = (key: string, label: string) => ({ key, label, format: "number" }) as const;
  return [
    {
      id: "candidate",
      title: `Candidate ${result.name} beside the current model, on the same rows`,
      columns: [
        { key: "verdict", label: "Verdict", format: "verdict" },
        { key: "metric", label: "Metric", format: "text" },
        ...[metric("candidate", "Candidate"), metric("current", "Current"), metric("difference", "Difference")],
        ...[metric("low", "Δ 95 % from"), metric("high", "Δ 95 % to")],
        { key: "rows", label: "Rows", format: "count" },
        { key: "method", label: "Interval", format: "text" },
        { key: "why", label: "Why undefined", format: "text" },
      ],
      rows: result.metrics.map((one) => ({
        ...{ verdict: one.metric === judged ? level : "none", metric: infoOf(one.metric).name, rows: one.rows },
        ...{ candidate: one.candidate, current: one.current, difference: one.difference, low: one.low, high: one.high },
        ...{ method: one.method, why: one.reason === null ? null : reasonText[one.reason] },
      })),
    },
  ];
}

export function candidateMetrics(result: CandidateResult | null, blank: MetricValue): readonly MetricValue[] {
  return (result?.metrics ?? []).flatMap((one) => {
    const { metric, rows, candidate, difference, low, high, method } = one;
    const reason = one.reason ?? "no_score";
    const interval =
      low === null || high === null ? {} : { ci_low: low, ci_high: high, ci_level: 0.95, ci_method: method };
    return [
      {
        ...{ ...blank, metric: candidateId(metric), unit: metricUnit(metric), value: candidate, row_count: rows },
        ...{ reason: candidate === null ? reason : null, convention: `casefile/candidate_${metric}` },
      },
      {
        ...{ ...blank, metric: differenceId, unit: differenceUnit, value: difference, row_count: rows, ...interval },
        ...{ reason: difference === null ? reason : null, convention: `casefile/${metric}_paired` },
        verdict: metric === result?.judged ? result.level : "none",
      },
    ];
  });
}

/** The guard's finding. Impact: the difference in margins. */
export function candidateFindings(result: CandidateResult | null): readonly Finding[] {
  if (result === null || (result.level !== "warn" && result.level !== "fail")) return [];
  const difference = result.metrics.find(({ metric }) => metric === result.judged)?.difference ?? 0;
  const impact = result.margin === 0 ? 1 : Math.abs(difference / result.margin);
  return [{ level: result.level, subject: result.name, sentence: candidateSentence(result), impact, since: null }];
}
