import type { Reason } from "../../../base/reasons.ts";
import type { StatsSource } from "../../../base/stats-source.ts";
import type { Side } from "../../binary-columns.ts";
import type { CellContext } from "../../context.ts";
import type { Task } from "../../kind.ts";
import { codeColumns } from "../code-columns.ts";
import type { Coded } from "../coded.ts";
import { lossesOfTask, type FairnessConfig, type Loss } from "../config.ts";
import { readScale } from "../read-scale.ts";
import { sideSql, type Lacks, type SideRows } from "../side-sql.ts";
import { taskOf } from "../task.ts";
import { pick } from "./pick.ts";
import { search, type SearchedRows } from "./search.ts";
import type { Candidate, MaskCell, Overlap, SlicesPart } from "./slice.ts";
import { masksQuery, type LossSource } from "./sql.ts";
import { noLoss } from "./sums.ts";

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

/** The loss of the cell's task: the one asked for, or the usual. */
export function lossOf({ discovery }: FairnessConfig, context: CellContext): { loss: Loss; reason: Reason | null } {
  const [usual = "error", ...others] = lossesOfTask[taskOf(context)];
  const loss = discovery.loss ?? usual;
  return { loss, reason: [usual, ...others].includes(loss) ? null : "not_this_task" };
}

function lossReason({ label, score, decision }: Lacks, loss: Loss): Reason | null {
  return label ?? (loss === "error" || loss === "absolute_error" ? decision : score);
}

async function findSlices(source: StatsSource, config: FairnessConfig, context: CellContext): Promise<SlicesPart> {
  const { loss, reason: unfit } = lossOf(config, context);
  const names = searchedColumns(config, context);
  const blank: SlicesPart = {
    ...{
      part: "slices",
      loss,
      rank: "level",
      reason: null,
      columns: [],
      by: "id",
      tested: 0,
      candidates: 0,
      taken: [],
    },
    ...{ production: [], reference: null },
  };
  const side = sideSql(context, "production", config.decision);
  if (side === null) return { ...blank, reason: "empty_production" };
  const reason = unfit ?? lossReason(side.lacks, loss) ?? (names.length === 0 ? "no_groups" : null);
  if (reason !== null) return { ...blank, reason };
  const cutting = { context, most: mostValues, bins: config.bins };
  const before = comparableReference(config, context, loss);
  const [known, scale] = await Promise.all([
    codeColumns(source, names.slice(0, mostColumns), cutting),
    readScale(source, loss === "absolute_error" ? [side, before] : []),
  ]);
  const columns = known.flatMap(({ coded }) => (coded === null ? [] : [coded]));
  const { by, columns: halvedBy } = halves(context, "production");
  const searched = { ...blank, by, columns: columns.map(({ column }) => column) };
  if (columns.length === 0) return { ...searched, reason: "too_few_rows" };
  const production: LossSource = { side: side.sql, loss, scale, columns, halvedBy, seed: config.seed };
  const reference = before && {
    ...{ ...production, side: before.sql, halvedBy: halves(context, "reference").columns },
    columns: columns.map((column) => inReference(column, context)),
  };
  return takeSlices({ source, config, rows: { production, reference }, searched });
}

/** The reference, where it has what the loss is made of. */
function comparableReference(config: FairnessConfig, context: CellContext, loss: Loss): SideRows | null {
  const side = sideSql(context, "reference", config.decision);
  return side === null || lossReason(side.lacks, loss) !== null ? null : side;
}

/** No row of a reference without the column is in one of its slices. */
const inReference = (column: Coded, { reference }: CellContext): Coded =>
  reference?.columns.some(({ name }) => name === column.column) ? column : { ...column, sql: "-1" };

/** By the id where there is one; else rows that are alike in all the side's columns share a half. */
function halves(
  { model, ...sides }: CellContext,
  side: Side,
): { readonly by: "id" | "columns"; readonly columns: readonly string[] } {
  const usable = sides[side]?.columns.filter(({ type }) => type !== "unsupported") ?? [];
  const present = new Set(usable.map(({ name }) => name));
  const id = model?.columns.id ?? null;
  if (id !== null && present.has(id)) return { by: "id", columns: [id] };
  return { by: "columns", columns: [...present] };
}

interface Taking {
  readonly source: StatsSource;
  readonly config: FairnessConfig;
  readonly rows: SearchedRows;
  readonly searched: SlicesPart;
}

/** Searches one half of the rows and takes what stands out to the other. */
async function takeSlices({ source, config, rows, searched }: Taking): Promise<SlicesPart> {
  const byChange = config.discovery.rank !== "level";
  const ranked: SearchedRows = { production: rows.production, reference: byChange ? rows.reference : null };
  const { depth } = config.discovery;
  const { candidates, tested, total } = await search({ source, rows: ranked, depth, minRows: config.min_rows });
  if (total.production.rows < 2 * config.min_rows) return { ...searched, reason: "too_few_rows" };
  const { picked, cells } = await independent({ source, rows: ranked, candidates, minRows: config.min_rows });
  const rank = total.reference.rows < config.min_rows ? "level" : "change";
  return {
    ...{ ...searched, rank, tested, candidates: candidates.length, production: cells.production },
    taken: picked.map((one) => textsOf(one, rows.production.columns)),
    reference:
      byChange || rows.reference === null ? cells.reference : await wholeReference(source, rows.reference, picked),
  };
}

interface Offered {
  readonly source: StatsSource;
  readonly rows: SearchedRows;
  readonly candidates: readonly Candidate[];
  readonly minRows: number;
}

interface Cells {
  readonly production: readonly MaskCell[];
  readonly reference: readonly MaskCell[] | null;
}

/** The candidates that tell something of their own, a batch at a time, and the rows of both halves by which of them they are in. */
async function independent({ source, rows, candidates, minRows }: Offered): Promise<{
  readonly picked: readonly Candidate[];
  readonly cells: Cells;
}> {
  let picked: readonly Candidate[] = [];
  let next = 0;
  let cells: Cells = candidates.length > 0 ? { production: [], reference: null } : await overlapsOf(source, rows, []);
  for (let round = 0; round < rounds && next < candidates.length && picked.length < mostTaken; round++) {
    const fresh = candidates.slice(next, next + atOnce - picked.length);
    next += fresh.length;
    const batch = [...picked, ...fresh];
    const found = await overlapsOf(source, rows, batch);
    const places = pick({ cells: searchedHalf(found), candidates: batch, minRows }).slice(0, mostTaken);
    picked = places.flatMap((place) => batch[place] ?? []);
    cells = {
      production: onlyBits(found.production, places),
      reference: found.reference && onlyBits(found.reference, places),
    };
  }
  return { picked, cells };
}

async function overlapsOf(source: StatsSource, rows: SearchedRows, slices: readonly Candidate[]): Promise<Cells> {
  const conditions = slices.map((one) => one.conditions);
  const [production, reference] = await Promise.all([
    source.rows(masksQuery(rows.production, conditions)),
    rows.reference === null ? null : source.rows(masksQuery(rows.reference, conditions)),
  ]);
  return { production, reference };
}

function searchedHalf({ production, reference }: Cells): readonly Overlap[] {
  const half = (cells: readonly MaskCell[] | null) => (cells ?? []).filter((cell) => cell.half === 0);
  return [
    ...half(production).map(({ mask, ...sums }): Overlap => ({ mask, sums: { production: sums, reference: noLoss } })),
    ...half(reference).map(({ mask, ...sums }): Overlap => ({ mask, sums: { production: noLoss, reference: sums } })),
  ];
}

/** The masks with the bits at some places alone, in their order. */
const onlyBits = (cells: readonly MaskCell[], places: readonly number[]): readonly MaskCell[] =>
  cells.map((cell) => ({
    ...cell,
    mask: places.reduce((mask, place, bit) => ((cell.mask & (1 << place)) === 0 ? mask : mask | (1 << bit)), 0),
  }));

const textsOf = ({ conditions }: Candidate, columns: readonly Coded[]): string[] =>
  conditions.map(({ column, code }) => columns[column]?.texts[code] ?? "");

/** The same slices in all rows of a reference that was not searched. */
const wholeReference = (source: StatsSource, reference: LossSource, picked: readonly Candidate[]) =>
  source.rows(
    masksQuery(
      { ...reference, halvedBy: [] },
      picked.map(({ conditions }) => conditions),
    ),
  );
