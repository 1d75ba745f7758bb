import type { CountedOnce } from "./counted-once.ts";
import type { MetricKey } from "./definitions.ts";
import type { Side } from "../binary-columns.ts";
import type { SideQuery } from "./sql/side-query.ts";

/** What the task of one side knows. */
export interface SideTask {
  readonly side: Side;
  readonly query: SideQuery;
  readonly timed: boolean;
  readonly seed: number;
  readonly primary: MetricKey | null;
  readonly decisions: CountedOnce;
}
