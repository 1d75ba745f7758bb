import type { VerdictLevel } from "../document/schema.ts";

/** Glyph, word and colour always go together: severity is never colour alone. `symbol` is Plot's. */
export const verdictLooks = {
  pass: { glyph: "●", word: "Pass", symbol: "circle" },
  warn: { glyph: "▲", word: "Warn", symbol: "triangle" },
  fail: { glyph: "◆", word: "Fail", symbol: "diamond" },
  low_n: { glyph: "◌", word: "Not enough data", symbol: "circle" },
  info: { glyph: "■", word: "Info", symbol: "square" },
  none: { glyph: "–", word: "No verdict", symbol: "circle" },
} as const satisfies Record<VerdictLevel, { glyph: string; word: string; symbol: string }>;

const severity: readonly VerdictLevel[] = ["none", "info", "pass", "low_n", "warn", "fail"];

/** The level that a list of levels adds up to: fail over warn over not enough data over pass. */
export const worstLevel = (levels: Iterable<VerdictLevel>): VerdictLevel =>
  [...levels].reduce<VerdictLevel>(
    (worst, level) => (severity.indexOf(level) > severity.indexOf(worst) ? level : worst),
    "none",
  );
