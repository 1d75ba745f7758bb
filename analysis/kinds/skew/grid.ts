import type { Explained, Extent, GridEdges } from "./sql/explain.ts";

/** Bins a side of the picture of differing values. */
const bins = 24;

/** Edges at equal ratios over the positive values of each side; nothing where a side has none or too narrow a range. */
export function gridEdges(extents: Explained["extents"]): GridEdges | null {
  if (extents === null) return null;
  const [training, serving] = [edgesOver(extents.training), edgesOver(extents.serving)];
  return training === null || serving === null ? null : { training, serving };
}

/** The edges are inner ones: what lies beyond the first or last falls in the outer bins, which end at the extremes. */
function edgesOver({ least, most }: Extent): readonly number[] | null {
  if (least === null || most === null || !(least > 0) || !Number.isFinite(most / least)) return null;
  if (most <= least) return [least * 0.9, least * 1.1];
  const span = Math.log(most / least);
  const edges = Array.from({ length: bins - 1 }, (_, index) =>
    Number((least * Math.exp((span * (index + 1)) / bins)).toPrecision(12)),
  );
  return edges.every((edge, index) => edge > (edges[index - 1] ?? 0)) ? edges : null;
}
