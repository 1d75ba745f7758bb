import type { Model } from "../../../document/schema.ts";
import type { Check } from "../result.ts";

type Roles = Model["columns"];

/**
 * A check in the light of what the model does with its column. What the model reads or says comes first. Missing labels
 * are shown, not judged: labels come later than rows. A column that no role names warns at most, once features are named.
 */
export function inRole(check: Check, roles: Roles | null): Check {
  const { column, level } = check;
  if (roles === null || column === null) return check;
  const model_input = [...roles.features, roles.score, roles.prediction].includes(column);
  if (column === roles.label && isAboutMissing(check))
    return { ...check, model_input, level: level === "low_n" ? level : "info" };
  const named = model_input || [...roles.groups, roles.label, roles.time, roles.id].includes(column);
  const capped = level === "fail" && !named && roles.features.length > 0;
  return { ...check, model_input, level: capped ? "warn" : level };
}

const isAboutMissing = ({ check }: Check): boolean => check === "missing" || check === "nan";
