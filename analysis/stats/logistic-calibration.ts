import { oncePer } from "../base/once-per.ts";
import type { Reason } from "../base/reasons.ts";
import { at } from "./at.ts";
import { pooledScores, type LabelledScores } from "./labelled-scores.ts";
import { total } from "./shares.ts";

/** Scores are kept this far from 0 and 1, where the logit is infinite. */
const margin = 1e-6;
const mostSteps = 60;
/** Scores in the summary of a long list. */
const cells = 4096;

export interface LogisticFit {
  readonly intercept: number;
  readonly slope: number;
  /** Standard errors, from the inverse of the information. */
  readonly interceptError: number;
  readonly slopeError: number;
}

const logit = (score: number): number => {
  const inside = Math.min(1 - margin, Math.max(margin, score));
  return Math.log(inside / (1 - inside));
};
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** The score that a fit gives in place of `score`. */
export const recalibrated = ({ intercept, slope }: LogisticFit, score: number): number =>
  logistic(intercept + slope * logit(score));

/** The same for each of a list of scores. */
export function recalibratedScores(fit: LogisticFit, scores: Float64Array): Float64Array {
  const mapped = new Float64Array(scores.length);
  for (let index = 0; index < scores.length; index++) mapped[index] = recalibrated(fit, scores[index] ?? 0);
  return mapped;
}

/**
 * Calibration intercept and slope: the logistic regression of the label on the logit of the score.
 *   logit P(y = 1) = a + b·logit(s), by Newton's method with halved steps where the likelihood falls
 * A calibrated model has a = 0 and b = 1; b < 1 says that the scores are too extreme. The fit is also Platt's map.
 * @param sample scores outside [1e-6, 1 − 1e-6] are moved to these ends
 * @returns undefined when one class or one score occurs, or when the scores part the classes, so that no finite fit is best
 * Source: Cox (1958); Platt (1999) without his smoothing of labels. Fixture: statsmodels 0.15 `Logit`.
 * Cost: O(distinct scores) a step; long lists start from the fit of their summary and need two or three, once a sample.
 */
export const logisticCalibration = oncePer((sample: LabelledScores): LogisticFit | Reason => {
  const data = { x: sample.scores.map(logit), rows: pooledScores(sample).counts, positives: sample.positives };
  const [all, yes] = [total(data.rows), total(sample.positives)];
  if (yes === 0 || yes === all) return "one_class";
  if (at(data.x, 0) === at(data.x, data.x.length - 1)) return "nothing_varies";
  if (isSeparated(sample)) return "separated";
  const flat = { intercept: Math.log(yes / (all - yes)), slope: 0 };
  const summary = data.x.length > 2 * cells ? newton(summaryOf(data), flat) : "not_converged";
  return newton(data, typeof summary === "string" ? flat : summary);
});

type Line = Pick<LogisticFit, "intercept" | "slope">;

function newton(data: Data, start: Line): LogisticFit | Reason {
  let fit = { a: start.intercept, b: start.slope };
  let state = stateAt(data, fit);
  for (let step = 0; step < mostSteps; step++) {
    const [da, db] = direction(state);
    let part = 1;
    let next = { a: fit.a + da, b: fit.b + db };
    if (Math.abs(da) + Math.abs(db) < 1e-11 * (1 + Math.abs(fit.a) + Math.abs(fit.b))) return finished(next, state);
    let there = stateAt(data, next);
    while (there.loss > state.loss + 1e-12 * Math.abs(state.loss) && part > 1e-6) {
      part /= 2;
      next = { a: fit.a + part * da, b: fit.b + part * db };
      there = stateAt(data, next);
    }
    [fit, state] = [next, there];
  }
  return "not_converged";
}

/** Neighbouring scores of a long list as one score each, whose fit is near to the list's: where Newton's method begins. */
function summaryOf({ x, rows, positives }: Data): Data {
  const width = Math.ceil(x.length / cells);
  const summary = { x: new Float64Array(cells), rows: new Float64Array(cells), positives: new Float64Array(cells) };
  for (let index = 0; index < x.length; index++) {
    const [cell, n] = [Math.floor(index / width), rows[index] ?? 0];
    const before = summary.rows[cell] ?? 0;
    summary.rows[cell] = before + n;
    summary.positives[cell] = (summary.positives[cell] ?? 0) + (positives[index] ?? 0);
    summary.x[cell] = (summary.x[cell] ?? 0) + (n / (before + n)) * ((x[index] ?? 0) - (summary.x[cell] ?? 0));
  }
  return summary;
}

interface Data {
  readonly x: Float64Array;
  readonly rows: Float64Array;
  readonly positives: Float64Array;
}
interface Point {
  readonly a: number;
  readonly b: number;
}
/** Loss, gradient and information of the fit at a point. */
type State = Record<"loss" | "ga" | "gb" | "haa" | "hab" | "hbb", number>;

function stateAt({ x, rows, positives }: Data, { a, b }: Point): State {
  let [loss, ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < x.length; index++) {
    const [value, n, k] = [x[index] ?? 0, rows[index] ?? 0, positives[index] ?? 0];
    const eta = a + b * value;
    const small = Math.exp(-Math.abs(eta));
    const chance = (eta < 0 ? small : 1) / (1 + small);
    // log(1 + e^eta) without overflow
    loss += n * (Math.max(eta, 0) + Math.log1p(small)) - k * eta;
    const off = k - n * chance;
    const weight = n * chance * (1 - chance);
    ga += off;
    gb += off * value;
    haa += weight;
    hab += weight * value;
    hbb += weight * value * value;
  }
  return { loss, ga, gb, haa, hab, hbb };
}

const determinant = ({ haa, hab, hbb }: State): number => haa * hbb - hab * hab;
function direction(state: State): readonly [number, number] {
  const scale = determinant(state);
  if (!(scale > 0)) return [0, 0];
  return [(state.hbb * state.ga - state.hab * state.gb) / scale, (state.haa * state.gb - state.hab * state.ga) / scale];
}

function finished({ a, b }: Point, state: State): LogisticFit | Reason {
  const scale = determinant(state);
  if (!(scale > 0)) return "not_converged";
  return {
    ...{ intercept: a, slope: b },
    ...{ interceptError: Math.sqrt(state.hbb / scale), slopeError: Math.sqrt(state.haa / scale) },
  };
}

/** All rows of one class score at most what all rows of the other do. */
function isSeparated({ scores, negatives, positives }: LabelledScores): boolean {
  const ends = (counts: Float64Array): readonly [number, number] => {
    const first = counts.findIndex((count) => count > 0);
    const last = counts.findLastIndex((count) => count > 0);
    return [logit(at(scores, first)), logit(at(scores, last))];
  };
  const [[lowNo, highNo], [lowYes, highYes]] = [ends(negatives), ends(positives)];
  return highNo <= lowYes || highYes <= lowNo;
}
