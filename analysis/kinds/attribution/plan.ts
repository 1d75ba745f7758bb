import type { StatsSource } from "../../base/stats-source.ts";
import { unitFor } from "../../sql/exact-sum.ts";
import { meanWithError } from "../../stats/probability-loss.ts";
import { whole } from "../../stats/mix-behaviour.ts";
import { finiteNumber } from "../binary-columns.ts";
import type { CellContext } from "../context.ts";
import type { Task } from "../kind.ts";
import { classify } from "./classifier.ts";
import type { AttributionConfig } from "./config.ts";
import { valuesOf } from "./contribution-values.ts";
import { contributionColumns, contributionsOf } from "./contributions.ts";
import { featureDrift, shiftedFeatures, withoutDrift, type FeatureDrift } from "./drift-items.ts";
import { comparable, featuresOf, isFeature, sliceColumns } from "./features.ts";
import { everything, levelReader, type LevelReader } from "./levels.ts";
import { changeOf, hasLosses, measureLosses, type Losses, type NoLosses } from "./measure-change.ts";
import { outsideOf } from "./outside.ts";
import type { AttributionPart, ChangePart, ClassifierPart, ContributionsPart } from "./parts.ts";
import { rankedMeans, rankedSplit, type RankFrame } from "./rank-change.ts";
import type { Split } from "./result.ts";
import { leadingFeatures, leadingSlices } from "./rank-parts.ts";
import { sharesOf, type SharesFound } from "./shares.ts";
import { rowsOfSides, type BothRows } from "./sides.ts";
import { sinceOf } from "./since.ts";
import { splitBy } from "./slices.ts";
import { levelSumsQuery, mostQuery, type Summed } from "./sql/level-sums.ts";

interface Plan {
  readonly config: AttributionConfig;
  readonly context: CellContext;
  readonly rows: BothRows;
  readonly read: LevelReader;
}

/** @throws `config/needs-role` when a dataset or the time column that the settings need is not there */
export function plan(config: AttributionConfig, context: CellContext): readonly Task<AttributionPart>[] {
  const rows = rowsOfSides(config, context);
  const made: Plan = { config, context, rows, read: levelReader(rows) };
  const columns = contributionColumns(config.shap_prefix, rows);
  return [
    changeTask(made),
    ...(columns.length === 0 ? [] : [contributionsTask(columns, made)]),
    ...(config.classifier ? [classifierTask(made)] : []),
  ];
}

const changeTask = (made: Plan): Task<ChangePart> => ({
  label: "what changed",
  async run(source) {
    const { config, context, rows, read } = made;
    const losses = await measureLosses(source, config, context, rows);
    const drifts = await measureDrifts(source, made, losses);
    const nothing: ChangePart = {
      ...{ part: "change", losses, drifts, means: null, slices: [], shares: null, since: null, outside: null },
    };
    if (!hasLosses(losses)) return nothing;
    if (losses.ranked !== null) return { ...nothing, ...(await rankChange(source, losses, losses.ranked, made)) };
    const frame = { rows, levels: read, losses, privacyFloor: context.privacyFloor };
    const columns = sliceColumns(config, context, rows);
    const { shifted, still } = shiftedFeatures(drifts);
    const [means, slices] = await Promise.all([
      meansOf(source, rows, losses),
      Promise.all(columns.map((column) => splitBy(source, column, frame))),
    ]);
    if (means === null) return nothing;
    const found = await sharesOf(source, shifted, still, { config, rows, losses, change: changeOf(means) });
    const [since, outside] = await Promise.all([
      sinceOfLeader(source, slices, { made, losses }),
      outsideOfLeader(source, found, { made, losses, column: leadingSlices(slices)[0]?.column ?? null }),
    ]);
    return { ...nothing, means, slices, shares: found.shares, since, outside };
  },
});

/** ROC AUC is split by slice alone: no row has a part of it that reweighting could move. */
async function rankChange(
  source: StatsSource,
  losses: Losses,
  ranked: RankFrame["ranked"],
  { config, context, rows, read }: Plan,
): Promise<Pick<ChangePart, "losses" | "means" | "slices">> {
  const frame = { rows, levels: read, ranked, privacyFloor: context.privacyFloor };
  const means = await rankedMeans(source, frame);
  const { metric, profiles } = losses;
  if (typeof means === "string") return { losses: { metric, profiles, reason: means }, means: null, slices: [] };
  const columns = sliceColumns(config, context, rows);
  return { losses, means, slices: await Promise.all(columns.map((column) => rankedSplit(source, column, frame))) };
}

async function sinceOfLeader(
  source: StatsSource,
  slices: readonly Split[],
  { made, losses }: { readonly made: Plan; readonly losses: Losses },
): Promise<ChangePart["since"]> {
  const [leader] = leadingSlices(slices);
  if (leader === undefined || leader.effect !== "behaviour") return null;
  const { rows, context } = made;
  return sinceOf(source, leader, { production: rows.production, loss: losses.production, context });
}

async function outsideOfLeader(
  source: StatsSource,
  { shares, outside }: SharesFound,
  { made, losses, column }: { readonly made: Plan; readonly losses: Losses; readonly column: string | null },
): Promise<ChangePart["outside"]> {
  const [leader] = leadingFeatures(shares);
  const found = outside.get(leader?.column ?? "");
  const rows = (leader?.outside ?? 0) * losses.profiles.production.used;
  if (leader === undefined || found === undefined || rows === 0 || rows < made.context.privacyFloor) return null;
  return outsideOf(source, found, { production: made.rows.production, context: made.context, column });
}

async function meansOf(source: StatsSource, rows: BothRows, losses: Losses): Promise<ChangePart["means"]> {
  const of = async (side: "reference" | "production") =>
    meanWithError(whole(await source.rows(levelSumsQuery(rows[side], everything, losses[side]))));
  const [reference, production] = await Promise.all([of("reference"), of("production")]);
  return reference === null || production === null ? null : { reference, production };
}

async function measureDrifts(
  source: StatsSource,
  { config, context, rows, read }: Plan,
  losses: Losses | NoLosses,
): Promise<readonly FeatureDrift[]> {
  const score = await scoreOf(source, context, rows);
  const counted = { reference: countedSql(losses, "reference"), production: countedSql(losses, "production") };
  return Promise.all(
    featuresOf(config, context, rows).map((feature) =>
      isFeature(feature)
        ? featureDrift(source, feature, { rows, read, score, counted })
        : Promise.resolve(withoutDrift(feature.column, feature.reason)),
    ),
  );
}

/** SQL: which rows of a side have a loss. */
function countedSql(losses: Losses | NoLosses, side: keyof BothRows): string {
  if (!hasLosses(losses)) return "FALSE";
  const { used, rows } = losses.profiles[side];
  return used === rows ? "TRUE" : `(${losses[side].sql}) IS NOT NULL`;
}

/** The reference's score as a number to sum, or nothing where there is none. */
async function scoreOf(source: StatsSource, { model }: CellContext, rows: BothRows): Promise<Summed | null> {
  const column = model?.columns.score ?? null;
  const found = rows.reference.dataset.columns.find(({ name }) => name === column);
  if (column === null || found?.type !== "number") return null;
  const sql = finiteNumber(column);
  const [most] = (await source.rows(mostQuery(rows.reference, [`abs(${sql})`])))[0] ?? [];
  return most == null ? null : { sql, unit: unitFor(most), squareUnit: unitFor(most * most) };
}

const contributionsTask = (columns: readonly string[], { config, rows, context }: Plan): Task<ContributionsPart> => ({
  label: "contributions",
  async run(source) {
    const { privacyFloor } = context;
    const found = await contributionsOf(source, columns, rows, privacyFloor);
    const frame = { prefix: config.shap_prefix, wanted: config.shap_feature, rows, privacyFloor };
    return { part: "contributions", contributions: { ...found, values: await valuesOf(source, found.columns, frame) } };
  },
});

const classifierTask = ({ config, context, rows, read }: Plan): Task<ClassifierPart> => ({
  label: "domain classifier",
  async run(source) {
    const levels = await Promise.all(
      featuresOf(config, context, rows)
        .filter(isFeature)
        .map((feature) => read.features(source, feature)),
    );
    const features = levels.flatMap((found) => (typeof found === "string" ? [] : [found.coded]));
    const id = context.model?.columns.id ?? null;
    const hasId = id !== null && !("reason" in comparable(id, rows));
    return {
      part: "classifier",
      classifier: await classify(source, features, { config, rows, id: hasId ? id : null }),
    };
  },
});
