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

export { worstLevel } from "../document/worst-level.ts";
