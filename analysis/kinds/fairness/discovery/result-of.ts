import { benjaminiHochberg } from "../../../stats/benjamini-hochberg.ts";
import { meanContrast } from "../../../stats/mean-contrast.ts";
import { meanDifference, type MeanDifference } from "../../../stats/mean-difference.ts";
import type { LossSums } from "../../../stats/probability-loss.ts";
import type { CellContext } from "../../context.ts";
import { allOf } from "../coded.ts";
import type { FairnessConfig, Ranking } from "../config.ts";
import { alpha } from "../judged.ts";
import type { FairnessResult, SliceResult } from "../result.ts";
import { sumOf, type MaskCell, type SlicesPart } from "./slice.ts";
import { lessLoss } from "./sums.ts";

/** A slice that the reference has too is worth a warning when so much of its difference came since. */
const mostlyNew = 0.5;

const heldBack = ({ half }: MaskCell): boolean => half === 1;
const mean = ({ rows, sum }: LossSums): number | null => (rows === 0 ? null : sum / rows);

/** What the held-back rows say of each slice that was taken to them, the largest share of the loss first. */
export function slicesResult(
  part: SlicesPart,
  config: FairnessConfig,
  { privacyFloor }: CellContext,
): FairnessResult["slices"] {
  const half = part.production.filter(heldBack);
  const before = part.rank === "change" ? (part.reference?.filter(heldBack) ?? null) : part.reference;
  const total = sumOf(half, () => true);
  const all = sumOf(part.production, () => true);
  const measured = part.taken.flatMap((taken, place): Measured[] => {
    const has = ({ mask }: MaskCell): boolean => (mask & (1 << place)) !== 0;
    const own = sumOf(half, has);
    const now = meanDifference(own, lessLoss(total, own));
    if (typeof now === "string" || own.rows < privacyFloor) return [];
    const rows = sumOf(part.production, has).rows;
    const since =
      before && sinceOf({ own, rest: lessLoss(total, own) }, sidesOf(before, has), { config, privacyFloor });
    return [{ taken, own, total, rows, share: rows / all.rows, now, since }];
  });
  const judged = judgeSlices(measured, part.rank, config);
  const reference = part.reference && sumOf(part.reference, () => true);
  return {
    ...{ loss: part.loss, rank: part.rank, reason: part.reason, columns: [...part.columns], by: part.by },
    ...{ searched: all.rows - total.rows, held_back: total.rows, tested: part.tested, candidates: part.candidates },
    ...{ mean: mean(all), reference: reference && mean(reference) },
    found: judged.sort((a, b) => b.share_of_loss - a.share_of_loss || (a.text < b.text ? -1 : 1)),
  };
}

/** Losses of a slice and of all other rows of one side. */
interface Parted {
  readonly own: LossSums;
  readonly rest: LossSums;
}

function sidesOf(cells: readonly MaskCell[], has: (cell: MaskCell) => boolean): Parted {
  return { own: sumOf(cells, has), rest: sumOf(cells, (cell) => !has(cell)) };
}

/** A slice beside the reference: its own change, and what of it other rows do not share. */
interface Since {
  readonly reference: NonNullable<SliceResult["reference"]>;
  readonly changes: {
    readonly own: MeanDifference;
    readonly beyond: MeanDifference;
    readonly was: MeanDifference;
  } | null;
}

/** A slice with too few rows in the reference was not seen there. */
function sinceOf(
  now: Parted,
  { own, rest }: Parted,
  { config, privacyFloor }: { readonly config: FairnessConfig; readonly privacyFloor: number },
): Since {
  if (own.rows < privacyFloor) return { reference: { rows: 0, loss: null, rest: mean(rest) }, changes: null };
  const reference = { rows: own.rows, loss: mean(own), rest: mean(rest) };
  if (Math.min(own.rows, rest.rows) < config.min_rows) return { reference, changes: null };
  const [was, change] = [meanDifference(own, rest), meanDifference(now.own, own)];
  const beyond = meanContrast([
    ...[
      { sums: now.own, weight: 1 },
      { sums: now.rest, weight: -1 },
    ],
    ...[
      { sums: own, weight: -1 },
      { sums: rest, weight: 1 },
    ],
  ]);
  if (typeof was === "string" || typeof change === "string" || typeof beyond === "string")
    return { reference, changes: null };
  return { reference, changes: { was, own: change, beyond: { ...beyond, difference: beyond.value } } };
}

interface Measured {
  readonly taken: readonly string[];
  readonly own: LossSums;
  readonly total: LossSums;
  readonly rows: number;
  readonly share: number;
  readonly now: MeanDifference;
  readonly since: Since | null;
}

/**
 * One claim a slice is tested: that it loses more than other rows, or that it came to since the reference, by itself and beyond
 * other rows. Both have to hold, so the larger p counts.
 */
function claimOf({ now, since }: Measured, rank: Ranking): { readonly p: number; readonly excess: MeanDifference } {
  const changes = rank === "change" ? (since?.changes ?? null) : null;
  if (changes === null) return { p: now.p, excess: now };
  return { p: Math.max(changes.own.p, changes.beyond.p), excess: changes.beyond };
}

function judgeSlices(slices: readonly Measured[], rank: Ranking, config: FairnessConfig): SliceResult[] {
  const claims = slices.map((one) => claimOf(one, rank));
  const adjusted = benjaminiHochberg(claims.map(({ p }) => p));
  const compared = slices.flatMap(({ since }) => since?.changes ?? []);
  const ofChanges = benjaminiHochberg(compared.map(({ own }) => own.twoSided));
  return slices.flatMap((slice, place): SliceResult[] => {
    const claim = claims[place];
    if (claim === undefined) return [];
    const own = slice.since?.changes ?? null;
    const change = own && {
      ...estimate(own.own),
      p: own.own.twoSided,
      adjusted: ofChanges[compared.indexOf(own)] ?? 1,
    };
    return [{ ...sliceOf(slice, { ...claim, adjusted: adjusted[place] ?? 1 }, { rank, config }), change }];
  });
}

type Judged = ReturnType<typeof claimOf> & { readonly adjusted: number };

function sliceOf(
  slice: Measured,
  { p, adjusted, excess }: Judged,
  { rank, config }: { readonly rank: Ranking; readonly config: FairnessConfig },
): Omit<SliceResult, "change"> {
  const { own, total, now, since } = slice;
  const confirmed = excess.difference > 0 && adjusted <= alpha;
  const stands = confirmed && excess.effect >= config.discovery.effect && isNew(slice, rank);
  return {
    ...{ conditions: [...slice.taken], text: allOf(slice.taken), rows: slice.rows, share: slice.share },
    ...{ level: stands ? "warn" : "pass", loss: mean(own) ?? 0, rest: mean(lessLoss(total, own)) ?? 0 },
    ...{ difference: estimate(now), effect: excess.effect, p, adjusted, confirmed, age: ageOf(slice) },
    share_of_loss: total.sum === 0 ? 0 : (excess.difference * own.rows) / total.sum,
    reference: since?.reference ?? null,
    beyond: since?.changes ? estimate(since.changes.beyond) : null,
  };
}

/** Whether most of what is claimed came since the reference, as far as that is known. */
function isNew(slice: Measured, rank: Ranking): boolean {
  const changes = slice.since?.changes ?? null;
  if (ageOf(slice) === "old") return false;
  return rank === "change" || changes === null || changes.beyond.difference >= mostlyNew * slice.now.difference;
}

const estimate = ({ difference: value, low, high }: MeanDifference) => ({ value, low, high });

function ageOf({ since }: Measured): SliceResult["age"] {
  if (since === null) return null;
  if (since.changes === null) return "unseen";
  if (since.changes.beyond.low <= 0) return "old";
  return since.changes.was.low > 0 ? "grown" : "new";
}
