/** Colours by meaning (ux.md 3.1: contrast and colour-blind distances were measured). Red is never an identity. */
const tokens = {
  reference: ["#6B7683", "#A9B4C2"],
  production: ["#0A6EBD", "#5BB4F0"],
  candidate: ["#6B1A4A", "#F3D9FF"],
  pass: ["#12564C", "#3FA776"],
  warn: ["#C27400", "#FFC233"],
  fail: ["#A32018", "#F2583A"],
  "low-n": ["#5A6472", "#9AA4B2"],
  text: ["#1A1F26", "#E8ECF1"],
  muted: ["#5A6472", "#9AA4B2"],
  grid: ["#D5DAE1", "#323943"],
  "reference-fill": ["#E6E9ED", "#262C35"],
  surface: ["#FFFFFF", "#14171C"],
} as const;

export type ColorToken = keyof typeof tokens;

/** A colour for a chart's mark: a CSS variable, so that one figure serves light, dark and print. */
export const color = (token: ColorToken): string => `var(--${token})`;

/** The declarations that give the variables their values, for a style sheet's `:root`. */
export const colorVariables = (theme: "light" | "dark"): string =>
  Object.entries(tokens)
    .map(([name, [light, dark]]) => `--${name}: ${theme === "light" ? light : dark};`)
    .join("\n");
