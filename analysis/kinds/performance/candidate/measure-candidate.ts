import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import type { Model } from "../../../document/schema.ts";
import type { CellContext } from "../../context.ts";
import type { PerformanceConfig } from "../config.ts";
import { sideColumns, type SideColumns } from "../roles.ts";
import {
  pairedDecisions,
  pairedErrors,
  pairedHits,
  pairedLosses,
  pairedPlacements,
  type PairedColumns,
} from "../sql/candidate-counts.ts";
import { compareDecisions, compareErrors, compareHits, compareLosses, compareRanks } from "./compare.ts";
import type { CandidatePart, Compared } from "./result.ts";

type Candidate = NonNullable<PerformanceConfig["candidate"]>;

/** The same model with the candidate's columns in place of its own, so that both are read in one way. */
function asCandidate(model: Model, { score, prediction, threshold }: Candidate): Model {
  return { ...model, threshold: threshold ?? model.threshold, columns: { ...model.columns, score, prediction } };
}

/** Both models on the rows of production that both of them scored or called. */
export async function measureCandidate(
  source: StatsSource,
  config: PerformanceConfig,
  context: CellContext,
): Promise<CandidatePart> {
  const nothing = (reason: Reason): CandidatePart => ({ extra: "candidate", reason, metrics: [] });
  const { candidate } = config;
  if (candidate === null || context.model === null || context.production === null) return nothing("no_score");
  const current = sideColumns(config, context, "production");
  const other = sideColumns(config, { ...context, model: asCandidate(context.model, candidate) }, "production");
  if (typeof current === "string") return nothing(current);
  if (typeof other === "string") return nothing(other);
  const { relation } = context.production;
  const metrics =
    current.task === "binary" && other.task === "binary"
      ? await binary(source, { relation, current, other, seed: config.seed })
      : await called(source, relation, current, other);
  return typeof metrics === "string" ? nothing(metrics) : { extra: "candidate", reason: null, metrics };
}

interface BinaryPair {
  readonly relation: string;
  readonly current: Extract<SideColumns, { task: "binary" }>;
  readonly other: Extract<SideColumns, { task: "binary" }>;
  readonly seed: number;
}

async function binary(
  source: StatsSource,
  { relation, current, other, seed }: BinaryPair,
): Promise<readonly Compared[] | Reason> {
  const found: Compared[] = [];
  const label = current.label;
  const scores = [current.score, other.score];
  const decisions = [current.decision, other.decision];
  const [first, second] = scores;
  if (typeof first === "object" && typeof second === "object") {
    const columns: PairedColumns = { relation, label, first: first.sql, second: second.sql };
    found.push(compareRanks(await source.rows(pairedPlacements(columns))));
    found.push(...compareLosses((await source.rows(pairedLosses(columns)))[0]));
  }
  const [one, two] = decisions;
  if (typeof one === "object" && typeof two === "object") {
    const rows = await source.rows(pairedDecisions({ relation, label, first: one.sql, second: two.sql }));
    found.push(...compareDecisions(rows, seed));
  }
  const reason = [...scores, ...decisions].find((part) => typeof part === "string");
  return found.length > 0 ? found : (reason ?? "no_score");
}

async function called(
  source: StatsSource,
  relation: string,
  current: SideColumns,
  other: SideColumns,
): Promise<readonly Compared[] | Reason> {
  if (current.task === "binary" || other.task === "binary") return "no_task";
  const [first, second] = [current.prediction, other.prediction];
  if (typeof first === "string") return first;
  if (typeof second === "string") return second;
  const columns = { relation, label: current.label, first: first.sql, second: second.sql };
  return current.task === "multiclass"
    ? compareHits((await source.rows(pairedHits(columns)))[0])
    : compareErrors((await source.rows(pairedErrors(columns)))[0]);
}
