import type { StatsSource } from "../../base/stats-source.ts";
import type { CellContext } from "../context.ts";
import type { Affected, Concentration, SideName, TimeFrame, WindowRows } from "./parts.ts";
import { perWindowQuery, topGroupQuery } from "./sql/affected.ts";
import { nextWindow } from "./windows.ts";

/** Rows are "nearly all" in a group value from this share on, … */
const concentratedShare = 0.9;
/** … unless the value has this share of all rows anyway. */
const ordinaryShare = 0.75;

export interface Place {
  readonly source: StatsSource;
  readonly context: CellContext;
  readonly frame: TimeFrame | null;
}

/** When and where production has the rows of a predicate over `column`. */
export async function affectedRows(place: Place, column: string, predicate: string): Promise<Affected> {
  const [perWindow, where] = await Promise.all([
    windowRows(place, "production", predicate),
    concentration(place, column, predicate),
  ]);
  return { perWindow, where };
}

export async function windowRows(
  { source, context, frame }: Place,
  side: SideName,
  predicate: string,
): Promise<readonly WindowRows[]> {
  const [dataset, time] = [context[side], frame?.sides[side]];
  const [first, last] = [time?.windows[0], time?.windows.at(-1)];
  if (!dataset || !frame || !first || !last) return [];
  const span = { from: first.start, to: nextWindow(last.start, frame.unit) };
  return source.rows(
    perWindowQuery({ relation: dataset.relation, time: frame.column, unit: frame.unit, ...span }, predicate),
  );
}

async function concentration(
  { source, context }: Place,
  about: string,
  predicate: string,
): Promise<Concentration | null> {
  const { production, model, privacyFloor } = context;
  if (!production) return null;
  const groups = production.columns.filter(
    ({ name, type }) => name !== about && type !== "unsupported" && model?.columns.groups.includes(name),
  );
  const tops = await Promise.all(
    groups.map(async ({ name }) => ({
      column: name,
      top: (await source.rows(topGroupQuery(production.relation, name, predicate)))[0],
    })),
  );
  const found = tops.flatMap(({ column, top }): Concentration[] => {
    if (!top || top.value === null || top.affected < privacyFloor) return [];
    const share = top.affected / top.allAffected;
    const ordinary = top.rows / top.allRows >= ordinaryShare;
    return share >= concentratedShare && !ordinary ? [{ column, value: top.value, share }] : [];
  });
  return found.sort((a, b) => b.share - a.share)[0] ?? null;
}
