import type { Measure } from "../../stats/measure.ts";
import { hellingerTerm } from "../../stats/hellinger.ts";
import { jensenShannonTerm } from "../../stats/jensen-shannon.ts";
import { klTerm } from "../../stats/kl-divergence.ts";
import { psiTerm } from "../../stats/psi.ts";
import { metricOf, ruleOf } from "./definitions.ts";
import { openedBins, openLabels, type OpenedBins } from "./opened-bins.ts";
import type { ColumnResult } from "./result.ts";

/** One bin of an explanation. Shares are those that the formula used, after any fill. */
interface ExplainedBin {
  readonly label: string;
  /** Rows, or nothing where only the part is known. */
  readonly reference: number | null;
  readonly production: number | null;
  readonly referenceShare: number | null;
  readonly productionShare: number | null;
  readonly contribution: number;
}

export interface Explanation {
  readonly convention: string;
  readonly metric: string;
  readonly formula: string;
  readonly rule: string;
  readonly score: Measure;
  /** How the score follows from the contributions. */
  readonly how: string;
  /** Empty for scores that are not made of bins. */
  readonly bins: readonly ExplainedBin[];
  /** Sum of the contributions, or the largest of them for a maximum; nothing without bins. */
  readonly sum: number | null;
}

type Side = "reference" | "production";
type ShareRule = (bins: OpenedBins) => (rows: number, side: Side) => number;

const plainShare: ShareRule =
  ({ rows }) =>
  (count, side) =>
    count / rows[side];
const halfRow: ShareRule =
  ({ rows, occupied }) =>
  (count, side) =>
    (count + 0.5) / (rows[side] + occupied / 2);
const evidentlyShare: ShareRule =
  ({ rows, fills }) =>
  (count, side) =>
    count === 0 ? fills[side] : count / rows[side];
const evidentlyNormalised: ShareRule = (bins) => (count, side) =>
  evidentlyShare(bins)(count, side) / (1 + bins.empty[side] * bins.fills[side]);
const added: ShareRule =
  ({ rows }) =>
  (count, side) =>
    count / rows[side] + 1e-5;

interface Recipe {
  readonly share: ShareRule;
  readonly term: (p: number, q: number) => number;
  readonly finish: "sum" | "root" | "max";
}

const root2 = (p: number, q: number): number => jensenShannonTerm(p, q) / Math.LN2;
const change = (p: number, q: number): number => Math.abs(p - q);
const recipe = (share: ShareRule, term: Recipe["term"], finish: Recipe["finish"]): Recipe => ({ share, term, finish });

const recipes: Readonly<Record<string, Recipe>> = {
  "casefile/psi": recipe(halfRow, psiTerm, "sum"),
  "evidently-0.7/psi": recipe(evidentlyShare, psiTerm, "sum"),
  "popmon/psi": recipe(added, psiTerm, "sum"),
  "casefile/kl": recipe(halfRow, klTerm, "sum"),
  "evidently-0.7/kl_div": recipe(evidentlyNormalised, klTerm, "sum"),
  "casefile/js": recipe(plainShare, root2, "root"),
  "nannyml-0.13/js": recipe(plainShare, root2, "root"),
  "evidently-0.7/jensenshannon": recipe(plainShare, jensenShannonTerm, "root"),
  "tfdv/jsd": recipe(plainShare, root2, "sum"),
  "popmon/jsd": recipe(added, jensenShannonTerm, "sum"),
  "casefile/hellinger": recipe(plainShare, hellingerTerm, "root"),
  "evidently-0.7/hellinger": recipe(plainShare, hellingerTerm, "root"),
  "nannyml-0.13/hellinger": recipe(plainShare, hellingerTerm, "root"),
  "casefile/tvd": recipe(plainShare, (p, q) => change(p, q) / 2, "sum"),
  "casefile/l_infinity": recipe(plainShare, change, "max"),
  "nannyml-0.13/l_infinity": recipe(plainShare, change, "max"),
  "tfdv/l_infinity": recipe(plainShare, change, "max"),
  "popmon/max_prob_diff": recipe(plainShare, change, "max"),
};

const howText = {
  sum: "The score is the sum of the contributions.",
  root: "The score is the square root of the sum of the contributions.",
  max: "The score is the largest contribution.",
} as const;

/** What the contributions have to come to, seen from the score. */
const targetOf = (score: number, finish: Recipe["finish"]): number => (finish === "root" ? score ** 2 : score);

function binned(
  score: number,
  bins: OpenedBins,
  { share, term, finish }: Recipe,
): Pick<Explanation, "how" | "bins" | "sum"> {
  const shareOf = share(bins);
  const all = bins.bins.map(({ label, reference, production }) => {
    const [p, q] = [shareOf(reference, "reference"), shareOf(production, "production")];
    return { label, reference, production, referenceShare: p, productionShare: q, contribution: term(p, q) };
  });
  // Evidently fills a bin that is empty on both sides as well; Casefile leaves it out.
  const rows = all.filter((bin) => bin.reference + bin.production > 0 || (share !== halfRow && bin.contribution !== 0));
  const named = rows.reduce((sum, { contribution }) => sum + contribution, 0);
  const largest = rows.reduce((most, { contribution }) => Math.max(most, contribution), 0);
  if (finish === "max") return { how: howText.max, bins: rows, sum: largest };
  if (bins.others <= 0) return { how: howText[finish], bins: rows, sum: named };
  const rest = Math.max(0, targetOf(score, finish) - named);
  const others = {
    label: `${bins.others} other categories`,
    reference: null,
    production: null,
    referenceShare: null,
    productionShare: null,
  };
  return { how: howText[finish], bins: [...rows, { ...others, contribution: rest }], sum: named + rest };
}

/** The parts of W₁ by Casefile's bins, over the reference's deviation where the score is normed. */
function wassersteinBins(column: ColumnResult, convention: string): Pick<Explanation, "how" | "bins" | "sum"> | null {
  const { bins } = column;
  if (bins?.type !== "numeric" || bins.wasserstein === null || bins.deviation === null) return null;
  const scale =
    convention === "evidently-0.7/wasserstein"
      ? Math.max(bins.deviation[0], 0.001)
      : convention === "casefile/wasserstein_normed"
        ? bins.deviation[0]
        : 1;
  const labels = openLabels(bins.casefile.edges);
  const none = { reference: null, production: null, referenceShare: null, productionShare: null };
  const rows = bins.wasserstein.map((part, index) => ({
    label: labels[index] ?? "",
    ...none,
    contribution: part / scale,
  }));
  return { how: howText.sum, bins: rows, sum: rows.reduce((sum, { contribution }) => sum + contribution, 0) };
}

/** The place of the largest gap between the two distribution functions. */
function ksBins({ bins }: ColumnResult): Pick<Explanation, "how" | "bins" | "sum"> | null {
  if (bins?.type !== "numeric" || bins.ks === null) return null;
  const { at, reference, production } = bins.ks;
  const gap = Math.abs(reference - production);
  const row = {
    label: `at or below ${at}`,
    reference: null,
    production: null,
    referenceShare: reference,
    productionShare: production,
    contribution: gap,
  };
  return {
    how: "The statistic is the largest gap between the shares of rows at or below one value; it is reached here.",
    bins: [row],
    sum: gap,
  };
}

const wassersteins = new Set([
  "casefile/wasserstein",
  "casefile/wasserstein_normed",
  "evidently-0.7/wasserstein",
  "nannyml-0.13/wasserstein",
]);
const kolmogorovs = new Set(["casefile/ks", "casefile/ks_p", "evidently-0.7/ks", "nannyml-0.13/ks", "deepchecks/ks"]);
const notBinned = {
  how: "This number is not a sum over bins, or the result does not keep its bins; the rule says how it is computed.",
  bins: [],
  sum: null,
} as const;

function partsOf(
  column: ColumnResult,
  convention: string,
  score: Measure | undefined,
): Pick<Explanation, "how" | "bins" | "sum"> {
  if (typeof score !== "number") return notBinned;
  if (wassersteins.has(convention)) return wassersteinBins(column, convention) ?? notBinned;
  if (kolmogorovs.has(convention)) return ksBins(column) ?? notBinned;
  const how = recipes[convention];
  const bins = how === undefined ? null : openedBins(column, convention);
  return how === undefined || bins === null ? notBinned : binned(score, bins, how);
}

/** Opens one score of a stored result to its bins, counts, filled shares and each bin's contribution. */
export function explain(column: ColumnResult, convention: string): Explanation {
  const metric = metricOf(convention);
  const score = column.scores[convention];
  return {
    convention,
    metric: metric?.name ?? convention,
    formula: metric?.formula ?? "",
    rule: ruleOf(convention),
    score: score ?? "not_applicable",
    ...partsOf(column, convention, score),
  };
}
