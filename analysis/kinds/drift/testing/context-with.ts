import type { CellContext, ColumnType, ContextDataset } from "../../context.ts";

type Columns = readonly (readonly [name: string, type: ColumnType])[];

export const datasetWith = (relation: string, columns: Columns): ContextDataset => ({
  ...{ id: relation, relation, pinnedRows: 1000, timeRange: null },
  columns: columns.map(([name, type]) => ({
    ...{ name, type, note: null },
    sqlType: type === "number" ? "DOUBLE" : "VARCHAR",
  })),
});

/** A context without a model whose two sides have the same columns. */
export const contextWith = (columns: Columns): CellContext => ({
  reference: datasetWith("reference", columns),
  production: datasetWith("production", columns),
  ...{ others: [], model: null, privacyFloor: 20 },
});
