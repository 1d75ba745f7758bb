import type { CellContext } from "../context.ts";

export const taskNames = ["binary", "multiclass", "regression"] as const;
export type TaskName = (typeof taskNames)[number];

/** What the model predicts; a model that does not say is taken to decide between two classes. */
export const taskOf = ({ model }: CellContext): TaskName => model?.task ?? "binary";
