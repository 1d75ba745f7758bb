import * as Plot from "@observablehq/plot";
import { formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { CalibrationResult, SideResult } from "../result.ts";
import { highestScore, thresholdMarks, widthOf } from "./reliability.ts";

interface Bar {
  readonly x1: number;
  readonly x2: number;
  readonly share: number;
}

function barsOf(side: SideResult | null): readonly Bar[] {
  const rows = side?.outcome?.rows ?? 0;
  const counts = rows === 0 ? [] : (side?.histogram ?? []);
  return counts.map((count, bin) => ({ x1: bin / counts.length, x2: (bin + 1) / counts.length, share: count / rows }));
}

/** Where the scores lie: production as bars, the reference as a step line, on the axis of the diagram above. */
export function scoreHistogram(result: CalibrationResult): readonly Figure[] {
  const { sides, settings } = result;
  const [reference, production] = [barsOf(sides.reference), barsOf(sides.production)];
  if (reference.length + production.length === 0) return [];
  const top = highestScore(result);
  const stairs = reference
    .filter(({ x1 }) => x1 < top)
    .flatMap(({ x1, x2, share }) => [
      { x: x1, share },
      { x: Math.min(x2, top), share },
    ]);
  const bars = production.filter(({ x1 }) => x1 < top);
  const options = (given: number): Plot.PlotOptions => ({
    ...{ width: widthOf(given), height: 130, marginLeft: 52, marginRight: 20, marginTop: 20, marginBottom: 34 },
    x: { domain: [0, top], label: "score →", tickFormat: formatShare, ticks: 5 },
    y: {
      label: "↑ rows",
      tickFormat: (share: number) => `${Math.round(share * 100)} %`,
      ticks: 3,
      grid: true,
      zero: true,
    },
    marks: [
      Plot.rectY(bars, {
        ...{ x1: "x1", x2: ({ x2 }: Bar) => Math.min(x2, top), y: "share", inset: 0.5 },
        ...{ fill: color("production"), fillOpacity: 0.85 },
      }),
      Plot.line(stairs, { x: "x", y: "share", stroke: color("reference"), strokeWidth: 2 }),
      ...thresholdMarks(settings.threshold, top),
      Plot.ruleY([0], { stroke: color("muted") }),
    ],
  });
  const description = `Share of labelled rows by score in 20 bins: production as bars, the reference as a line.${crossingText(result)}`;
  return [{ id: "score_histogram", title: "Scores of labelled rows", description, options }];
}

function crossingText({ sides, settings }: CalibrationResult): string {
  const share = (side: SideResult | null): string | null =>
    side?.crossing == null || side.outcome === null ? null : formatShare(side.crossing / side.outcome.rows);
  const [before, now] = [share(sides.reference), share(sides.production)];
  if (now === null || settings.threshold === null) return "";
  return ` ${now} of rows reach the threshold ${String(settings.threshold)}${before === null ? "" : ` (reference ${before})`}.`;
}
