/** The cells that `synthetic.mjs` measures, one line each: kind, settings, and whether native DuckDB has comparable SQL. */
export const cells = [
  { kind: "drift", params: {}, native: true },
  { kind: "performance", params: { windows: "day" }, native: false },
  { kind: "calibration", params: {}, native: false },
];
