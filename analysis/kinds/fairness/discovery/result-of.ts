import { benjaminiHochberg } from "../../../stats/benjamini-hochberg.ts";
import { intervalDifference } from "../../../stats/interval-difference.ts";
import { meanDifference, type MeanDifference } from "../../../stats/mean-difference.ts";
import type { LossSums } from "../../../stats/probability-loss.ts";
import type { CellContext } from "../../context.ts";
import { allOf } from "../coded.ts";
import type { FairnessConfig } from "../config.ts";
import { alpha } from "../judged.ts";
import type { FairnessResult, SliceResult } from "../result.ts";
import { lessSums, sumOf, type MaskCell, type SlicesPart } from "./slice.ts";

/** A slice that the reference has too is worth a warning when so much of its difference came since. */
const mostlyNew = 0.5;

const heldBack = ({ half }: MaskCell): boolean => half === 1;
const mean = ({ rows, sum }: LossSums): number | null => (rows === 0 ? null : sum / rows);

/** What the held-back half says of each slice that was taken to it, the largest share of the loss first. */
export function slicesResult(
  part: SlicesPart,
  config: FairnessConfig,
  { privacyFloor }: CellContext,
): FairnessResult["slices"] {
  const half = part.production.filter(heldBack);
  const total = sumOf(half, () => true);
  const all = sumOf(part.production, () => true);
  const before = part.reference && sumOf(part.reference, () => true);
  const measured = part.taken.map((taken, place) => {
    const own = sumOf(half, ({ mask }) => (mask & (1 << place)) !== 0);
    return { taken, place, own, found: meanDifference(own, lessSums(total, own)) };
  });
  const adjusted = benjaminiHochberg(measured.map(({ found }) => (typeof found === "string" ? 1 : found.p)));
  const found = measured.flatMap(({ taken, place, own, found: difference }, index): SliceResult[] => {
    if (typeof difference === "string" || own.rows < privacyFloor) return [];
    const rows = sumOf(part.production, ({ mask }) => (mask & (1 << place)) !== 0).rows;
    const reference = part.reference && sumOf(part.reference, ({ mask }) => (mask & (1 << place)) !== 0);
    const measuredBefore = { own: reference, all: before, floor: privacyFloor };
    return [
      sliceOf(
        { taken, rows, own, total, all, difference, adjusted: adjusted[index] ?? 1, before: measuredBefore },
        config,
      ),
    ];
  });
  return {
    ...{ loss: part.loss, reason: part.reason, columns: [...part.columns], by: part.by },
    ...{ searched: all.rows - total.rows, held_back: total.rows, tested: part.tested, candidates: part.candidates },
    ...{ mean: mean(all), reference: before && mean(before) },
    found: found.sort((a, b) => b.share_of_loss - a.share_of_loss || (a.text < b.text ? -1 : 1)),
  };
}

interface Before {
  readonly own: LossSums | null;
  readonly all: LossSums | null;
  readonly floor: number;
}
interface Measured {
  readonly taken: readonly string[];
  readonly rows: number;
  readonly own: LossSums;
  readonly total: LossSums;
  readonly all: LossSums;
  readonly difference: MeanDifference;
  readonly adjusted: number;
  readonly before: Before;
}

function sliceOf(
  { taken, rows, own, total, all, difference, adjusted, before }: Measured,
  config: FairnessConfig,
): SliceResult {
  const { low, high, effect, p, difference: value } = difference;
  const rest = lessSums(total, own);
  const confirmed = value > 0 && adjusted <= alpha;
  const { reference, change, age } = compared({ value, low, high }, before, config);
  const isNew = age !== "old" && (change === null || change.value >= mostlyNew * value);
  const stands = confirmed && effect >= config.discovery.effect && isNew;
  return {
    ...{ conditions: [...taken], text: allOf(taken), level: stands ? "warn" : "pass", rows },
    ...{
      share: rows / all.rows,
      loss: mean(own) ?? 0,
      rest: mean(rest) ?? 0,
      difference: { value, low, high },
      effect,
    },
    share_of_loss: (value * own.rows) / total.sum,
    ...{ p, adjusted, confirmed, reference, change, age },
  };
}

type Compared = Pick<SliceResult, "reference" | "change" | "age">;

/** The same difference in the reference, and whether it is new: a slice with too few rows there was not seen. */
function compared(
  now: { readonly value: number; readonly low: number; readonly high: number },
  { own, all, floor }: Before,
  config: FairnessConfig,
): Compared {
  if (own === null || all === null) return { reference: null, change: null, age: null };
  const rest = lessSums(all, own);
  if (own.rows < floor) return { reference: { rows: 0, loss: null, rest: mean(rest) }, change: null, age: "unseen" };
  const reference = { rows: own.rows, loss: mean(own), rest: mean(rest) };
  const was = meanDifference(own, rest);
  if (typeof was === "string" || own.rows < config.min_rows) return { reference, change: null, age: "unseen" };
  const { value, low, high } = intervalDifference(now, { value: was.difference, low: was.low, high: was.high });
  const age = low <= 0 ? "old" : was.low > 0 ? "grown" : "new";
  return { reference, change: { value, low, high }, age };
}
