import * as Plot from "@observablehq/plot";
import { formatCount, formatInstant, formatShare } from "../../../base/format.ts";
import type { Figure } from "../../kind.ts";
import { color } from "../../theme.ts";
import type { PerformanceResult } from "../result.ts";
import { windowWord } from "../windows.ts";
import { margins, middle, segmentsOf, timeAxis, type Segment } from "./marks.ts";

const share = ({ rows, labelled }: Segment): number => (rows === 0 ? 0 : labelled / rows);

/** A strip of one bar a window, as strong as the share of its rows that have a label. */
export function coverageFigure(result: PerformanceResult): readonly Figure[] {
  const segments = segmentsOf(result).filter(({ rows }) => rows > 0);
  if (segments.length < 2) return [];
  const late = segments.filter(({ provisional }) => provisional);
  const description =
    late.length === 0
      ? `Every ${windowWord(result.time?.unit)} has its labels: at least ${formatShare(Math.min(...segments.map(share)))} of rows.`
      : `${formatCount(late.length)} of ${formatCount(segments.length)} windows have far fewer labels than the reference (hatched), the first on ${formatInstant(late[0]?.start.toISOString() ?? "")}.`;
  const options = (width: number): Plot.PlotOptions => ({
    ...{ width, height: 64, ...margins, marginTop: 8, marginBottom: 28 },
    x: timeAxis(segments, width),
    y: { axis: null, domain: [0, 1] },
    opacity: { type: "identity" },
    marks: [
      strip(segments, { fill: color("reference-fill") }),
      ...(["reference", "production"] as const).map((side) =>
        strip(
          segments.filter((segment) => segment.side === side),
          { fill: color(side), fillOpacity: (segment: Segment) => 0.85 * share(segment) },
        ),
      ),
      Plot.link(late, {
        ...{ x1: "start", x2: "end", y1: 0, y2: 1, stroke: color("muted"), strokeWidth: 1 },
      }),
      Plot.text([""], {
        frameAnchor: "right",
        dx: 8,
        textAnchor: "start",
        text: () => "labelled",
        fill: color("muted"),
      }),
      Plot.tip(
        segments,
        Plot.pointerX({
          x: middle,
          y: 0.5,
          title: (segment: Segment) =>
            `${formatInstant(segment.start.toISOString())}\n${segment.side}\n${formatShare(share(segment))} of ${formatCount(segment.rows)} rows labelled`,
        }),
      ),
    ],
  });
  return [{ id: "label_coverage", title: "Label coverage", description, options }];
}

const strip = (segments: readonly Segment[], looks: Plot.RectOptions): Plot.Markish =>
  Plot.rect(segments, { x1: "start", x2: "end", y1: 0, y2: 1, inset: 0.5, ...looks });
