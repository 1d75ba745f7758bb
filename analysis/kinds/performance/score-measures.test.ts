import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { identifier } from "../../sql/quote.ts";
import { meanWithError } from "../../stats/probability-loss.ts";
import { rocAuc } from "../../stats/roc-auc.ts";
import { nativeSource, type NativeSource } from "../testing/native-source.ts";
import { untimed, dayOf } from "../window-keys.ts";
import { thresholded } from "../binary-columns.ts";
import { daySql } from "../time-windows.ts";
import { decisionCounts } from "./sql/decision-counts.ts";
import { thresholdCounts } from "./threshold-counts.ts";
import { scoreMeasures, type ScoreMeasures } from "./score-measures.ts";

const score = identifier(`s"]; --\n😀`);
let source: NativeSource;

beforeAll(async () => {
  source = await nativeSource();
  await source.run(`CREATE TABLE production AS
    SELECT CASE WHEN i % 9 = 0 THEN NULL ELSE TIMESTAMP '1969-12-28 00:00:00' + INTERVAL (i % 8) DAY END AS w,
      CASE WHEN i % 7 = 0 THEN NULL ELSE (hash(i) % 3 = 0)::INTEGER END AS y,
      CASE WHEN i % 11 = 0 THEN NULL ELSE (hash(i + 5) % 50) / 50e0 + CASE WHEN i = 13 THEN 1 ELSE 0 END END AS ${score}
    FROM range(900) t(i)`);
});
afterAll(() => source.close());

const side = { start: "w", text: String, nameOf: dayOf };
const ask = () => scoreMeasures(source, { relation: "production", ...side }, { label: "y", score });

async function byHand(where: string): Promise<{ auc: number; logLoss: number; brier: number; n: number }> {
  const rows = `(SELECT y, ${score} AS s FROM production WHERE ${where} AND y IS NOT NULL AND ${score} IS NOT NULL)`;
  const [pairs] =
    await source.run(`SELECT avg(CASE WHEN p.s > n.s THEN 1e0 WHEN p.s = n.s THEN 0.5e0 ELSE 0e0 END) AS auc
    FROM ${rows} p, ${rows} n WHERE p.y = 1 AND n.y = 0`);
  const least = "greatest(2.220446049250313e-16, least(1e0 - 2.220446049250313e-16, s))";
  const [means] =
    await source.run(`SELECT avg(CASE WHEN y = 1 THEN -ln(${least}) ELSE -ln(1e0 - ${least}) END) AS log_loss,
    avg((y - s) * (y - s)) AS brier, count(*)::DOUBLE AS n FROM ${rows}`);
  return {
    auc: Number(pairs?.["auc"]),
    logLoss: Number(means?.["log_loss"]),
    brier: Number(means?.["brier"]),
    n: Number(means?.["n"]),
  };
}

function expectSame({ ranks, losses }: ScoreMeasures, expected: Awaited<ReturnType<typeof byHand>>): void {
  expect(ranks.positives + ranks.negatives).toBe(expected.n);
  expect(rocAuc(ranks)).toBeCloseTo(expected.auc, 12);
  if (losses === null) return;
  expect(meanWithError(losses.logLoss)?.mean).toBeCloseTo(expected.logLoss, 12);
  expect(meanWithError(losses.brier)?.mean).toBeCloseTo(expected.brier, 12);
}

describe("scores by window and label", () => {
  it("have the ranks and losses of brute force in each window, before 1970 too, and for rows without a time", async () => {
    const { byMinute } = await ask();
    expect(byMinute.size).toBe(9);
    for (let day = 0; day < 8; day++) {
      const found = byMinute.get((day - 4) * 1440);
      if (found === undefined) throw new Error(`no day ${day}`);
      expectSame(found, await byHand(`w = TIMESTAMP '1969-12-28' + INTERVAL ${day} DAY`));
    }
    const untimedRows = byMinute.get(untimed);
    if (untimedRows === undefined) throw new Error("no rows without a time");
    expectSame(untimedRows, await byHand("w IS NULL"));
  });

  it("are together those of all rows, windows or not", async () => {
    const { overall } = await ask();
    expectSame(overall, await byHand("TRUE"));
  });

  it("have no losses where a score of the window is no probability, and then none of all rows", async () => {
    const { overall, byMinute } = await ask();
    const without = [...byMinute].filter(([, { losses }]) => losses === null).map(([minute]) => minute);
    expect(without).toEqual([(13 % 8) * 1440 - 4 * 1440]);
    expect(overall.losses).toBeNull();
    await source.run(`CREATE OR REPLACE VIEW probabilities AS SELECT * FROM production WHERE ${score} <= 1`);
    const inside = await scoreMeasures(source, { relation: "probabilities", ...side }, { label: "y", score });
    expectSame(inside.overall, await byHand(`${score} <= 1`));
    expect(inside.overall.losses?.logLoss.rows).toBe(inside.overall.ranks.positives + inside.overall.ranks.negatives);
  });

  it("give the decisions that SQL counts, whatever the threshold, with rows that have no label, no score or no time", async () => {
    for (const threshold of [0.5, 0.123, 0, 1.26, -1, 2]) {
      const { windows } = await ask();
      const decision = thresholded(score, threshold);
      const counted = decisionCounts(
        { relation: "production", ...side, text: daySql },
        { label: "y", decision, score },
      );
      const expected = [...(await source.rows(counted))];
      expect(thresholdCounts(windows, threshold, dayOf)).toEqual(expected);
      expect(expected.some(({ called, tp, fp }) => called > tp + fp)).toBe(threshold < 1.26);
    }
  });
});
