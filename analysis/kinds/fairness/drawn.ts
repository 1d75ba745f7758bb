import { groupDraws } from "../../stats/group-draws.ts";
import { macroRecallDraws } from "../../stats/macro-recall.ts";
import { meanDraws } from "../../stats/mean-draws.ts";
import type { Measure } from "./config.ts";
import type { Counts } from "./counts.ts";
import { materialOf, type Material } from "./measures.ts";

interface Drawing {
  readonly draws: number;
  readonly uniform: () => number;
  readonly equal: boolean;
}
type Of<K extends Material["of"]> = Extract<Material, { readonly of: K }>;
const only = <K extends Material["of"]>(materials: readonly Material[], of: K): readonly Of<K>[] =>
  materials.filter((material): material is Of<K> => material.of === of);

/** A measure of each group, drawn again from what it is made of, as it is or as if the groups were alike. */
export function drawnOf(measure: Measure, groups: readonly Counts[], drawing: Drawing): readonly (readonly number[])[] {
  const materials = groups.map((counts) => materialOf(measure, counts));
  const [means, recalls, gaps] = [only(materials, "mean"), only(materials, "recalls"), only(materials, "gap")];
  if (means.length > 0)
    return meanDraws(
      means.map(({ sums }) => sums),
      drawing,
    );
  if (recalls.length > 0)
    return macroRecallDraws(
      recalls.map(({ classes }) => classes),
      drawing,
    );
  if (gaps.length > 0) return gapDraws(gaps, drawing);
  return groupDraws(
    only(materials, "rate").map(({ proportion }) => proportion),
    drawing,
  );
}

/** Gaps that are equal but for chance vary around one gap, so the scores' own differences do not belong to them. */
function gapDraws(gaps: readonly Of<"gap">[], drawing: Drawing): readonly (readonly number[])[] {
  const rates = groupDraws(
    gaps.map(({ proportion }) => proportion),
    drawing,
  );
  if (drawing.equal) return rates;
  return rates.map((draw) => draw.map((rate, place) => (gaps[place]?.meanScore ?? 0) - rate));
}
