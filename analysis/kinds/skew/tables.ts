import { formatCount, formatShare } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { ResultTable, TableRow } from "../kind.ts";
import { patternName, patternWords } from "./pattern-words.ts";
import { leakSentence, rateText, sinceText } from "./sentence.ts";
import type { Leak, SkewColumn, SkewResult } from "./result.ts";

const none = "–";

export const skewTables = (result: SkewResult): readonly ResultTable[] =>
  [columnsTable(result), keysTable(result), pairsTable(result), examplesTable(result), leakageTable(result)].filter(
    (table) => table.rows.length > 0,
  );

const text = (key: string, label: string) => ({ key, label, format: "text" as const });
const counted = (key: string, label: string) => ({ key, label, format: "count" as const });

const columnsTable = ({ columns }: SkewResult): ResultTable => ({
  ...{ id: "columns", title: "Columns" },
  columns: [
    { key: "verdict", label: "Verdict", format: "verdict" },
    text("column", "Column"),
    text("mismatch", "Rows that differ (95 % interval)"),
    counted("rows", "Differing rows"),
    counted("serving_missing", "Missing in serving only"),
    counted("training_missing", "Missing in training only"),
    text("pattern", "Pattern"),
    text("explains", "Explains"),
    text("since", "First seen"),
    text("where", "Where"),
    text("types", "Types"),
    text("why", "Why not compared"),
  ],
  rows: columns.map(columnRow),
});

function columnRow(column: SkewColumn): TableRow {
  const { mismatch, pattern, where, types, reason } = column;
  const { value, low, high, hits } = mismatch;
  const compared = reason === null;
  return {
    ...{ verdict: column.level, column: column.column, rows: compared ? hits : null },
    mismatch:
      value === null || low === null || high === null
        ? none
        : `${rateText(value)} (${rateText(low)} to ${rateText(high)})`,
    ...{
      serving_missing: compared ? column.serving_missing : null,
      training_missing: compared ? column.training_missing : null,
    },
    pattern: patternText(pattern),
    explains: pattern === null ? none : formatShare(pattern.share),
    ...{ since: sinceText(column) ?? none, types: typesText(types), why: reason === null ? none : reasonText[reason] },
    where: where === null ? none : `${formatShare(where.share)} in ${where.column} = ${where.value}`,
  };
}

function patternText(pattern: SkewColumn["pattern"]): string {
  if (pattern === null) return none;
  return pattern.named ? `${patternName(pattern)}: ${patternWords(pattern)}` : "no single pattern";
}

const typesText = (types: SkewColumn["types"]): string => {
  if (types === null) return none;
  return types.training === types.serving ? types.training : `${types.training} → ${types.serving}`;
};

const keysTable = ({ training, serving, reason, key }: SkewResult): ResultTable => ({
  ...{ id: "keys", title: `Keys${key.column === null ? "" : `: ${key.column}`}` },
  columns: [
    text("side", "Side"),
    text("dataset", "Dataset"),
    counted("rows", "Rows"),
    counted("no_key", "Without a key"),
    counted("repeated", "Repeated keys"),
    counted("repeated_rows", "Rows of repeated keys"),
    counted("matched", "Matched"),
    counted("of", "Of keys"),
    text("coverage", "Coverage (95 % interval)"),
  ],
  rows:
    key.compared === null || (reason !== null && reason !== "no_matched_rows")
      ? []
      : [
          { side: "training", ...keysRow(training) },
          { side: "serving", ...keysRow(serving) },
        ],
});

const keysRow = ({
  dataset,
  rows,
  no_key,
  repeated_keys,
  repeated_rows,
  coverage,
}: SkewResult["training"]): TableRow => ({
  ...{ dataset, rows, no_key, repeated: repeated_keys, repeated_rows, matched: coverage.hits, of: coverage.rows },
  coverage:
    coverage.value === null
      ? none
      : `${formatShare(coverage.value)} (${formatShare(coverage.low ?? 0)} to ${formatShare(coverage.high ?? 1)})`,
});

const pairsTable = ({ columns }: SkewResult): ResultTable => ({
  ...{ id: "pairs", title: "Most frequent differing values" },
  columns: [text("column", "Column"), text("from", "Training"), text("to", "Serving"), counted("rows", "Rows")],
  rows: columns.flatMap(({ column, pairs }) => pairs.map((pair) => ({ column, ...pair }))),
});

const examplesTable = ({ columns, with_examples }: SkewResult): ResultTable => ({
  ...{ id: "examples", title: "Examples: rows as they are" },
  columns: [text("column", "Column"), text("id", "Id"), text("training", "Training"), text("serving", "Serving")],
  rows: with_examples
    ? columns.flatMap(({ column, examples }) =>
        examples.map(({ id, training, serving }) => ({
          ...{ column, id: id ?? "not kept", training: training ?? "null", serving: serving ?? "null" },
        })),
      )
    : [],
});

const leakageTable = ({ leakage }: SkewResult): ResultTable => ({
  ...{ id: "leakage", title: "Does a feature know the label?" },
  columns: [
    { key: "verdict", label: "Verdict", format: "verdict" },
    text("column", "Feature"),
    { key: "auc", label: "AUC of the feature alone", format: "metric" },
    counted("rows", "Labelled rows"),
    text("later", "Times after the event"),
    text("hint", "Hint"),
    text("why", "Why undefined"),
  ],
  rows: [...leakage].sort(byStrength).map((leak) => ({
    ...{ verdict: leak.hints.length > 0 ? "warn" : "none", column: leak.column, auc: leak.auc, rows: leak.rows },
    later: leak.later === null ? none : `${formatShare(leak.later.value ?? 0)} of ${formatCount(leak.later.rows)}`,
    hint: leak.hints.length > 0 ? leakSentence(leak) : none,
    why: leak.reason === null ? none : reasonText[leak.reason],
  })),
});

const strength = ({ auc, hints }: Leak): number => hints.length + (auc === null ? -1 : Math.abs(auc - 0.5));
const byStrength = (a: Leak, b: Leak): number => strength(b) - strength(a);
