import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import type { CellContext } from "../../context.ts";
import type { Task } from "../../kind.ts";
import { codeColumns } from "../code-columns.ts";
import type { Coded } from "../coded.ts";
import type { FairnessConfig } from "../config.ts";
import { sideSql, type Lacks } from "../side-sql.ts";
import { pick } from "./pick.ts";
import { search } from "./search.ts";
import type { Candidate, MaskCell, SlicesPart } from "./slice.ts";
import { masksQuery, totalQuery, type LossSource } from "./sql.ts";

/** Columns that are searched, and values that a column is told apart by. */
const mostColumns = 24;
const mostValues = 12;
/** Slices that are held against each other at once: a query gives up to two rows for each of their overlaps. */
const atOnce = 14;
/** Times that new candidates are held against those picked. */
const rounds = 3;
const mostTaken = 10;

export const slicesTask = (config: FairnessConfig, context: CellContext): Task<SlicesPart> => ({
  label: "slices",
  run: (source) => findSlices(source, config, context),
});

/** The columns that slices are made of: never the label, the model's output, the time or the id. */
function searchedColumns({ discovery }: FairnessConfig, { model }: CellContext): readonly string[] {
  if (model === null) return discovery.columns ?? [];
  const { features, groups, label, prediction, score, time, id } = model.columns;
  const roles = [label, prediction, score, time, id];
  const wanted = discovery.columns ?? [...features, ...groups];
  return [...new Set(wanted)].filter((name) => !roles.includes(name));
}

async function findSlices(source: StatsSource, config: FairnessConfig, context: CellContext): Promise<SlicesPart> {
  const { loss } = config.discovery;
  const names = searchedColumns(config, context);
  const blank: SlicesPart = {
    ...{ part: "slices", loss, reason: null, columns: [], by: "id", tested: 0, candidates: 0, taken: [] },
    ...{ production: [], reference: null },
  };
  const side = sideSql(context, "production", config.decision);
  if (side === null) return { ...blank, reason: "empty_production" };
  const reason = lossReason(side.lacks, config) ?? (names.length === 0 ? "no_groups" : null);
  if (reason !== null) return { ...blank, reason };
  const cutting = { context, most: mostValues, bins: config.bins };
  const known = await codeColumns(source, names.slice(0, mostColumns), cutting);
  const columns = known.flatMap(({ coded }) => (coded === null ? [] : [coded]));
  const halving = halvedBy(context);
  const rows: LossSource = { side: side.sql, loss, columns, halvedBy: halving.columns };
  const [total] = await source.rows(totalQuery(rows));
  const searched = { ...blank, by: halving.by, columns: columns.map(({ column }) => column) };
  if (total === undefined || total.rows < 2 * config.min_rows || columns.length === 0)
    return { ...searched, reason: "too_few_rows" };
  const given = { source, rows, total, depth: config.discovery.depth, minRows: config.min_rows };
  const { candidates, tested } = await search(given);
  const picked = await independent(source, { rows, candidates, minRows: config.min_rows });
  const [production] = await Promise.all([
    source.rows(
      masksQuery(
        rows,
        picked.map(({ conditions }) => conditions),
      ),
    ),
  ]);
  return {
    ...{ ...searched, tested, candidates: candidates.length, production },
    taken: picked.map((one) => textsOf(one, columns)),
    reference: await referenceMasks(source, { config, context, rows, picked }),
  };
}

function lossReason({ label, score, decision }: Lacks, { discovery }: FairnessConfig): Reason | null {
  return label ?? (discovery.loss === "error" ? decision : score);
}

/** By the id where there is one; else rows that are alike in all the model's columns share a half. */
function halvedBy({ model, production }: CellContext): {
  readonly by: "id" | "columns";
  readonly columns: readonly string[];
} {
  const present = new Set(production?.columns.filter(({ type }) => type !== "unsupported").map(({ name }) => name));
  const id = model?.columns.id ?? null;
  if (id !== null && present.has(id)) return { by: "id", columns: [id] };
  return { by: "columns", columns: [...present] };
}

interface Offered {
  readonly rows: LossSource;
  readonly candidates: readonly Candidate[];
  readonly minRows: number;
}

/** The candidates that tell something of their own, a batch at a time. */
async function independent(source: StatsSource, { rows, candidates, minRows }: Offered): Promise<readonly Candidate[]> {
  let picked: readonly Candidate[] = [];
  let next = 0;
  for (let round = 0; round < rounds && next < candidates.length && picked.length < mostTaken; round++) {
    const fresh = candidates.slice(next, next + atOnce - picked.length);
    next += fresh.length;
    const batch = [...picked, ...fresh];
    const cells = await source.rows(
      masksQuery(
        rows,
        batch.map(({ conditions }) => conditions),
      ),
    );
    const half = cells.filter((cell) => cell.half === 0);
    picked = pick({ cells: half, candidates: batch, minRows }).flatMap((place) => batch[place] ?? []);
  }
  return picked.slice(0, mostTaken);
}

const textsOf = ({ conditions }: Candidate, columns: readonly Coded[]): string[] =>
  conditions.map(({ column, code }) => columns[column]?.texts[code] ?? "");

interface Before {
  readonly config: FairnessConfig;
  readonly context: CellContext;
  readonly rows: LossSource;
  readonly picked: readonly Candidate[];
}

/** The same slices in the reference; null where it has no losses or lacks a column. */
async function referenceMasks(
  source: StatsSource,
  { config, context, rows, picked }: Before,
): Promise<readonly MaskCell[] | null> {
  const side = sideSql(context, "reference", config.decision);
  if (side === null || lossReason(side.lacks, config) !== null) return null;
  const used = picked.flatMap(({ conditions }) => conditions.map(({ column }) => rows.columns[column]?.column));
  const present = context.reference?.columns.map(({ name }) => name) ?? [];
  if (used.some((name) => name === undefined || !present.includes(name))) return null;
  const slices = picked.map(({ conditions }) => conditions);
  return source.rows(masksQuery({ ...rows, side: side.sql, halvedBy: [] }, slices));
}
