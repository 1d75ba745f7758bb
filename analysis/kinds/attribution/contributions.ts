import type { Reason } from "../../base/reasons.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { unitFor } from "../../sql/exact-sum.ts";
import { ndcg } from "../../stats/ndcg.ts";
import { meanWithError, type LossSums } from "../../stats/probability-loss.ts";
import { midRanks, spearman } from "../../stats/spearman.ts";
import { finiteNumber } from "../binary-columns.ts";
import { comparable, isFeature } from "./features.ts";
import type { Contribution, Contributions } from "./result.ts";
import { withError } from "./estimate.ts";
import type { BothRows } from "./sides.ts";
import { columnSumsQuery, mostQuery, type Summed } from "./sql/level-sums.ts";

/** Columns of contributions beyond these are not read. */
const mostContributions = 200;

/** Columns of either side whose name begins with the prefix, in the order of the reference. */
export function contributionColumns(prefix: string, { reference, production }: BothRows): readonly string[] {
  const names = [...reference.dataset.columns, ...production.dataset.columns].map(({ name }) => name);
  return [...new Set(names)]
    .filter((name) => name.startsWith(prefix) && name.length > prefix.length)
    .slice(0, mostContributions);
}

/** Mean absolute contributions of both sides; a column that one side lacks has a reason. */
export async function contributionsOf(
  source: StatsSource,
  columns: readonly string[],
  rows: BothRows,
  privacyFloor: number,
): Promise<Omit<Contributions, "values">> {
  const checked = columns.map((column) => {
    const found = comparable(column, rows);
    return {
      column,
      reason: isFeature(found) ? (found.kind === "numeric" ? null : ("unsupported_type" as const)) : found.reason,
    };
  });
  const read = checked.filter(({ reason }) => reason === null).map(({ column }) => column);
  const sums = read.length === 0 ? null : await absoluteSums(source, read, rows);
  const items = checked.map(({ column, reason }): Contribution => {
    const index = read.indexOf(column);
    if (reason !== null || sums === null) return blank(column, reason);
    const [before, after] = [sums.reference[index] ?? none, sums.production[index] ?? none];
    const few = Math.min(before.rows, after.rows) < privacyFloor;
    return few ? blank(column, fewRows(before, after)) : contribution(column, before, after);
  });
  return judged(items);
}

async function absoluteSums(source: StatsSource, columns: readonly string[], rows: BothRows) {
  const values = columns.map((column) => `abs(${finiteNumber(column)})`);
  const [before, after] = await Promise.all(
    [rows.reference, rows.production].map(async (side) => (await source.rows(mostQuery(side, values)))[0] ?? []),
  );
  const numbers = values.map((sql, index): Summed => {
    const most = Math.max(before?.[index] ?? 0, after?.[index] ?? 0);
    return { sql, unit: unitFor(most), squareUnit: unitFor(most * most) };
  });
  const [reference = [], production = []] = await Promise.all(
    [rows.reference, rows.production].map(async (side) => (await source.rows(columnSumsQuery(side, numbers)))[0] ?? []),
  );
  return { reference, production };
}

const blank = (column: string, reason: Reason | null): Contribution => ({
  ...{ column, reason, reference: null, production: null, change: null, ranks: null },
});

const none: LossSums = { rows: 0, sum: 0, squares: 0 };
const fewRows = (before: LossSums, after: LossSums): Reason =>
  before.rows === 0 ? "empty_reference" : after.rows === 0 ? "empty_production" : "too_few_rows";

function contribution(column: string, before: LossSums, after: LossSums): Contribution {
  const [one, two] = [meanWithError(before), meanWithError(after)];
  if (one === null || two === null) return blank(column, fewRows(before, after));
  const change =
    one.error === null || two.error === null
      ? { value: two.mean - one.mean, low: null, high: null }
      : withError(two.mean - one.mean, Math.sqrt(one.error * one.error + two.error * two.error));
  return { column, reason: null, reference: one.mean, production: two.mean, change, ranks: null };
}

/** Ranks, 1 for the largest, over the columns that both sides have; then how alike both orders are. */
function judged(items: readonly Contribution[]): Omit<Contributions, "values"> {
  const both = items.filter(({ reason }) => reason === null);
  const values = (of: (item: Contribution) => number | null): readonly number[] => both.map((item) => of(item) ?? 0);
  const [before, after] = [values(({ reference }) => reference), values(({ production }) => production)];
  const ranks = [before, after].map((list) => midRanks(list.map((value) => -value)));
  const measured = (value: number | Reason) =>
    typeof value === "number" ? { value, reason: null } : { value: null, reason: value };
  return {
    ndcg: measured(ndcg(before, after)),
    spearman: measured(spearman(before, after)),
    columns: items
      .map((item): Contribution => {
        const place = both.indexOf(item);
        return place < 0 ? item : { ...item, ranks: [ranks[0]?.[place] ?? 0, ranks[1]?.[place] ?? 0] };
      })
      .sort((a, b) => largest(b) - largest(a)),
  };
}

const largest = ({ reference, production }: Contribution): number => Math.max(reference ?? -1, production ?? -1);
