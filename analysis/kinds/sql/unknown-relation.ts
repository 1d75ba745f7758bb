import { CasefileError } from "../../base/errors.ts";
import { nearestName } from "../../base/nearest-name.ts";
import type { CellContext } from "../context.ts";

/** Adds to the engine's "no such table" what there is: it knows only the relations that it was given for this query. */
export async function namingRelations<T>(answer: Promise<T>, context: CellContext): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    if (!(thrown instanceof CasefileError)) throw thrown;
    const { record } = thrown;
    const wanted = /Table with name (.+?) does not exist/.exec(record.message)?.[1];
    throw wanted === undefined ? thrown : new CasefileError({ ...record, fix: advice(wanted, context) });
  }
}

function advice(wanted: string, context: CellContext): string {
  const datasets = [context.reference, context.production, ...context.others].flatMap((dataset) => dataset ?? []);
  const cells = (context.queries ?? []).map(({ name }) => name);
  const names = [...datasets.map(({ relation }) => relation), ...cells];
  const near = nearestName(wanted, names);
  const above = cells.length === 0 ? "" : " and the SQL cells above this one";
  const all = names.length === 0 ? "No data is pinned yet." : `A query reads the data${above}: ${names.join(", ")}.`;
  return near === null ? all : `Did you mean "${near}"? ${all}`;
}
