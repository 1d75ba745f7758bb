/** What other rules would say about one drift result. All read scores that the oracle tests hold to the tools' own functions. */

const value = (column, id) => (typeof column.scores[id] === "number" ? column.scores[id] : null);
const at = (column, id, line) => (value(column, id) ?? -Infinity) >= line;
const under = (column, id, line) => (value(column, id) ?? Infinity) < line;
const distinct = (column) =>
  column.bins.type === "categorical" ? column.bins.named.length + column.bins.others.categories : Infinity;

/** Evidently 0.7's own choice: tests up to 1,000 rows of the reference, distances beyond. */
function evidentlyDefault(column) {
  const numeric = column.type === "numeric";
  // Beyond 1,000 rows both are Casefile's own numbers too: the same W₁ over the reference's deviation, and the same distance
  // but for the logarithm's base.
  if (column.reference.rows - column.reference.missing > 1000)
    return numeric
      ? at(column, "casefile/wasserstein_normed", 0.1)
      : (value(column, "casefile/js") ?? 0) * Math.sqrt(Math.LN2) >= 0.1;
  if (numeric) return (value(column, "evidently-0.7/ks") ?? 1) <= 0.05;
  return under(column, `evidently-0.7/${distinct(column) <= 2 ? "z" : "chisquare"}`, 0.05);
}

const casefile = ({ level }) => level === "warn" || level === "fail";

/** Rules for one column, by name. */
export const columnRules = {
  Casefile: casefile,
  "PSI > 0.1, Casefile's bins": (column) => at(column, "casefile/psi", 0.1),
  "PSI > 0.1, Evidently's bins": (column) => at(column, "evidently-0.7/psi", 0.1), // not measured with --fast
  "KS p < 0.05 (numbers)": (column) => under(column, "casefile/ks_p", 0.05),
  "Evidently's default test": evidentlyDefault,
};

export const slowRules = ["PSI > 0.1, Evidently's bins"];

/** What each rule says of a drift cell's columns: how many it flags of how many. */
export const flaggedBy = ({ columns }) =>
  Object.fromEntries(
    Object.entries(columnRules).map(([name, flags]) => [
      name,
      [columns.filter((column) => flags(column)).length, columns.length],
    ]),
  );
