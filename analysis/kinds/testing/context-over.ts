import type { Model } from "../../document/schema.ts";
import { columnTypeOf, type CellContext, type ContextDataset } from "../context.ts";
import type { NativeSource } from "./native-source.ts";

type Columns = Model["columns"];

/** A context over whichever of the relations `reference` and `production` the source has, with its own column types. */
export async function contextOver(source: NativeSource, roles: Partial<Columns> = {}): Promise<CellContext> {
  const columns = await source.run(
    `SELECT table_name, column_name, data_type FROM information_schema.columns
     WHERE table_name IN ('reference', 'production') ORDER BY table_name, ordinal_position`,
  );
  const dataset = (relation: string): ContextDataset | null => {
    const own = columns.filter((column) => column["table_name"] === relation);
    if (own.length === 0) return null;
    return {
      ...{ id: relation, relation, pinnedRows: 0, timeRange: null },
      columns: own.map((column) => {
        const sqlType = String(column["data_type"]);
        return { name: String(column["column_name"]), sqlType, type: columnTypeOf(sqlType), note: null };
      }),
    };
  };
  const none: Columns = { label: null, prediction: null, score: null, features: [], time: null, id: null, groups: [] };
  const model: Model = {
    ...{ id: "model", name: "model", version: "1", artifact: null, task: null, positive_class: null, threshold: null },
    columns: { ...none, ...roles },
  };
  return { reference: dataset("reference"), production: dataset("production"), others: [], model, privacyFloor: 20 };
}
