import type { Reason } from "../../base/reasons.ts";
import type { CellContext } from "../context.ts";
import type { TimeFrame } from "../time-windows.ts";
import type { CalibrationConfig } from "./config.ts";
import type { BySide } from "./parts.ts";
import type { Roles } from "./roles.ts";

/** What the tasks of one cell know. */
export interface Setting {
  readonly config: CalibrationConfig;
  readonly context: CellContext;
  readonly frame: TimeFrame | null;
  readonly roles: BySide<Roles | Reason>;
}
