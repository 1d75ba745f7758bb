/** The cells that `synthetic.mjs` measures, one line each: kind, settings, and whether native DuckDB has comparable SQL. */
export const cells = [
  { kind: "drift", params: {}, native: true },
  { kind: "performance", params: { windows: "day" }, native: false },
  { kind: "calibration", params: {}, native: false },
  // Three attributes and all their crossings; the search for slices is a question of its own.
  { kind: "fairness", params: { depth: 3, discovery: { on: false } }, native: false },
  { kind: "attribution", params: {}, native: false },
];
