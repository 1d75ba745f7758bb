import * as Plot from "@observablehq/plot";
import { color } from "../../theme.ts";

/** Names the marks of both sides above the frame, in their colours, so that a chart needs no legend beside it. */
export const sideLegend = (referenceGlyph: "■" | "○"): readonly Plot.Markish[] => [
  entry(`${referenceGlyph} reference`, "reference", 0),
  entry("■ production", "production", 84),
];

const entry = (text: string, side: "reference" | "production", dx: number): Plot.Markish =>
  Plot.text([text], {
    frameAnchor: "top-left",
    dx,
    dy: -18,
    text: (name: string) => name,
    fill: color(side),
    fontWeight: 600,
  });
