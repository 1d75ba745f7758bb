import type { VerdictLevel } from "./schema.ts";

const severity: readonly VerdictLevel[] = ["none", "info", "pass", "low_n", "warn", "fail"];

/** The level that a list of levels adds up to: fail over warn over not enough data over pass. */
export const worstLevel = (levels: Iterable<VerdictLevel>): VerdictLevel =>
  [...levels].reduce<VerdictLevel>(
    (worst, level) => (severity.indexOf(level) > severity.indexOf(worst) ? level : worst),
    "none",
  );
