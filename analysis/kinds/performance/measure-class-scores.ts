import type { StatsSource } from "../../base/stats-source.ts";
import type { Measure } from "../../stats/measure.ts";
import { rocAuc } from "../../stats/roc-auc.ts";
import type { ClassScores } from "./class-scores.ts";
import { scoreMeasures, type ScoreMeasures } from "./score-measures.ts";
import type { SideQuery } from "./sql/side-query.ts";

/** Macro ROC AUC of all rows and of each window that has any, under the minute in which it begins. */
export interface ClassAreas {
  readonly overall: Measure;
  readonly byMinute: ReadonlyMap<number, Measure>;
}

/** The mean over the classes of the ROC AUC of one against the rest; undefined where one is. One scan a class. */
export async function classAreas(
  source: StatsSource,
  query: SideQuery,
  { classes, usable }: ClassScores,
): Promise<ClassAreas> {
  const found = await Promise.all(
    classes.map(({ isTrue, score }) =>
      scoreMeasures(source, query, { label: `CASE WHEN ${usable} THEN ${isTrue} END`, score }),
    ),
  );
  const minutes = new Set(found.flatMap(({ byMinute }) => [...byMinute.keys()]));
  return {
    overall: meanArea(found.map(({ overall }) => overall)),
    byMinute: new Map([...minutes].map((minute) => [minute, meanArea(found.map((one) => one.byMinute.get(minute)))])),
  };
}

function meanArea(classes: readonly (ScoreMeasures | undefined)[]): Measure {
  let sum = 0;
  for (const one of classes) {
    const area = one === undefined ? "no_labels" : rocAuc(one.ranks);
    if (typeof area !== "number") return area;
    sum += area;
  }
  return sum / classes.length;
}
