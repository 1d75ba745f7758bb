import type { StatsSource } from "../../../base/stats-source.ts";
import { wilson } from "../../../stats/wilson.ts";
import type { CellContext, ContextDataset } from "../../context.ts";
import { inputsAQuery, knownInputs, outsideCounts, type Input, type Known } from "../sql/support.ts";
import type { WindowSql } from "../windows.ts";
import { startOf } from "../../time-windows.ts";
import type { Outside } from "./part.ts";

/** The model's inputs, its score and what else it gives: those that can be compared, and the names of those that cannot. */
export function inputsOf(
  context: CellContext,
  outputs: readonly string[],
): {
  readonly inputs: readonly Input[];
  readonly unchecked: readonly string[];
} {
  const { model, reference, production } = context;
  if (model === null || reference === null || production === null) return { inputs: [], unchecked: [] };
  const named = model.columns.features.length > 0 ? model.columns.features : withoutRoles(reference, context);
  const { score } = model.columns;
  const names = [...new Set([...named, ...(score === null ? [] : [score]), ...outputs])];
  const found = names.map((name) => ({ name, input: inputOf(name, reference, production) }));
  return {
    inputs: found.flatMap(({ input }) => (input === null ? [] : [input])),
    unchecked: found.flatMap(({ name, input }) => (input === null ? [name] : [])),
  };
}

/** Without named features, every column that plays no other part. */
function withoutRoles({ columns }: ContextDataset, { model }: CellContext): readonly string[] {
  const { label, prediction, score, time, id } = model?.columns ?? {};
  const others = new Set([label, prediction, score, time, id]);
  return columns
    .filter(({ name, type }) => !others.has(name) && type !== "timestamp" && type !== "unsupported")
    .map(({ name }) => name);
}

function inputOf(name: string, reference: ContextDataset, production: ContextDataset): Input | null {
  const [before, now] = [reference, production].map(({ columns }) => columns.find((column) => column.name === name));
  if (before === undefined || now === undefined || before.type !== now.type) return null;
  return before.type === "unsupported" || before.type === "timestamp"
    ? null
    : { name, numeric: before.type === "number" };
}

/** For each window of production, the input that lies outside of what the reference knows in most rows. */
export async function outsideByWindow(
  source: StatsSource,
  { reference, production }: { readonly reference: string; readonly production: string },
  window: WindowSql,
  inputs: readonly Input[],
): Promise<ReadonlyMap<string, Outside>> {
  const worst = new Map<string, Outside>();
  for (let start = 0; start < inputs.length; start += inputsAQuery) {
    const part = inputs.slice(start, start + inputsAQuery);
    const rows = await source.rows(knownInputs(reference, part));
    const known = rows.flatMap(({ place, ...rest }): Known[] => {
      const input = part[place];
      return input === undefined ? [] : [{ input, ...rest }];
    });
    for (const row of await source.rows(outsideCounts({ production, reference, window }, known)))
      known.forEach(({ input, usual }, place) => {
        const found = { input: input.name, hits: row[`c${place}`] ?? 0, rows: row.rows, usual };
        const before = worst.get(startOf(row.day));
        if (before === undefined || excessOf(found) > excessOf(before)) worst.set(startOf(row.day), found);
      });
  }
  return worst;
}

/** The least share of rows outside that the counts allow, beyond the usual share. */
export const excessOf = ({ hits, rows, usual }: Outside): number => (wilson(hits, rows)?.low ?? 0) - usual;
