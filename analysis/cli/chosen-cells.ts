import { fail } from "../base/errors.ts";
import type { JsonObject } from "../base/json.ts";
import type { Cell } from "../document/schema.ts";
import { kindById, kindIds } from "../kinds/registry.ts";
import { normalizedSettings } from "../kinds/settings.ts";

/** A cell of each kind, in the order given; `conventions` go to the kinds that compute by them. */
export function chosenCells(kinds: readonly string[], conventions: readonly string[] | undefined): Cell[] {
  return kinds.map((id, index) => {
    const kind = kindById(id);
    if (kind === undefined)
      return fail({
        code: "usage/invalid",
        message: `Unknown kind of cell: "${id}".`,
        fix: `Known kinds: ${kindIds.join(", ")}.`,
      });
    if (kinds.indexOf(id) !== index)
      return fail({ code: "usage/invalid", message: `"${id}" is named twice in --cells.` });
    const params: JsonObject = conventions !== undefined && id === "drift" ? { conventions: [...conventions] } : {};
    const cell = { id: `c_${id}`, kind: id, kind_version: kind.version, title: kind.title, params };
    normalizedSettings(cell);
    return cell;
  });
}
