import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { mentions } from "../../../analysis/base/used-queries.ts";
import type { CellContext, ContextDataset } from "../../../analysis/kinds/context.ts";
import { asWritten } from "./as-written.ts";

const keywords =
  "SELECT FROM WHERE GROUP BY HAVING QUALIFY ORDER LIMIT WITH AS JOIN LEFT ON USING UNION ALL EXCEPT INTERSECT DISTINCT CASE WHEN THEN ELSE END AND OR NOT NULL IS IN BETWEEN LIKE ILIKE FILTER OVER PARTITION DESC ASC NULLS LAST INTERVAL DATE TIMESTAMP TRUE FALSE";
const functions =
  "count sum avg min max median mode stddev_samp var_samp quantile_cont corr arg_min arg_max bool_and bool_or string_agg approx_count_distinct date_trunc date_part date_diff strftime row_number rank lag lead coalesce nullif abs round floor ceil sqrt ln log exp greatest least isfinite isnan lower upper trim length replace regexp_matches contains cast try_cast hash";

const words: readonly Completion[] = [
  ...functions.split(" ").map((label) => ({ label, apply: `${label}(`, type: "function", boost: -10 })),
  ...keywords.split(" ").map((label) => ({ label, type: "keyword", boost: -20 })),
];

/** What may stand at the cursor: after `name.` that relation's columns, else columns, relations, earlier cells, functions and keywords. */
export function completionsAt(at: CompletionContext, context: CellContext): CompletionResult | null {
  const text = at.state.doc.toString();
  const word = at.matchBefore(/[\p{L}\p{N}_$]*/u);
  const from = word?.from ?? at.pos;
  const owner = /("(?:[^"]|"")*"|[\w$]+)\.$/.exec(text.slice(0, from))?.[1];
  if (owner !== undefined) {
    const named = relationOf(owner, text, context);
    return named === null ? null : { from, options: named.columns.map((column) => columnOption(column)) };
  }
  if (from === at.pos && !at.explicit) return null;
  return { from, options: [...columnsFor(text, context), ...relations(context), ...words], validFor: /^[\w$]*$/ };
}

const datasetsOf = ({ reference, production, others }: CellContext): readonly ContextDataset[] =>
  [reference, production, ...others].filter((dataset) => dataset !== null);

/** The dataset behind a name or an alias: `production p` makes `p` one. */
function relationOf(owner: string, text: string, context: CellContext): ContextDataset | null {
  const name = owner.replace(/^"|"$/g, "").toLowerCase();
  const found = datasetsOf(context).find(({ relation }) => relation === name || hasAlias(text, relation, name));
  return found ?? null;
}

function hasAlias(text: string, relation: string, alias: string): boolean {
  const pairs = text.toLowerCase().matchAll(/\b(?:from|join|,)?\s*"?([a-z0-9_]+)"?\s+(?:as\s+)?"?([a-z0-9_$]+)"?/g);
  return [...pairs].some(([, one, other]) => one === relation && other === alias);
}

/** Columns of the data that the text names, or of all data before it names any; one that both sides have is one. */
function columnsFor(text: string, context: CellContext): readonly Completion[] {
  const datasets = datasetsOf(context);
  const named = datasets.filter(({ relation }) => mentions(text, relation) > 0);
  const options = (named.length > 0 ? named : datasets).flatMap(({ columns }) => columns.map(columnOption));
  return [...new Map(options.map((option) => [option.label, option])).values()];
}

const columnOption = ({ name, sqlType }: ContextDataset["columns"][number]): Completion => ({
  ...{ label: name, apply: asWritten(name), detail: sqlType, type: "property" },
});

const relations = (context: CellContext): readonly Completion[] => [
  ...datasetsOf(context).map(({ relation }) => ({ label: relation, detail: "data", type: "class", boost: 5 })),
  ...(context.queries ?? []).map(({ name, title }) => ({ label: name, detail: title, type: "class", boost: 4 })),
];
