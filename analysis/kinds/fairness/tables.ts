import { formatMetric, formatP } from "../../base/format.ts";
import { reasonText } from "../../base/reasons.ts";
import type { ResultTable, TableColumn, TableRow } from "../kind.ts";
import { judgedMeasures } from "./judged.ts";
import { estimateOf, rowsOf } from "./measures.ts";
import { measuresOfTask, type Loss, type Measure } from "./config.ts";
import type { Comparison, DisparityResult, FairnessResult, Group, SliceResult, Spread } from "./result.ts";
import {
  capital,
  differenceText,
  kindDifferenceText,
  kindNames,
  kindText,
  lossDifferenceText,
  lossNames,
  lossText,
  measureNames,
  measureText,
} from "./words.ts";

export const tables = (result: FairnessResult): readonly ResultTable[] =>
  [
    groupsTable(result, 1),
    disparitiesTable(result),
    groupsTable(result, 2),
    slicesTable(result),
    ratesTable(result),
    columnsTable(result),
  ].filter(({ rows }) => rows.length > 0);

const text = (key: string, label: string): TableColumn => ({ key, label, format: "text" });
const count = (key: string, label: string): TableColumn => ({ key, label, format: "count" });
const share = (key: string, label: string): TableColumn => ({ key, label, format: "share" });
const verdict: TableColumn = { key: "verdict", label: "Verdict", format: "verdict" };

interface Bounds {
  readonly low: number;
  readonly high: number | null;
}
const range = ({ low, high }: Bounds, format: (value: number) => string): string =>
  `${format(low)} to ${high === null ? "∞" : format(high)}`;
const apart = (one: (Bounds & { readonly value: number }) | null, measure: Measure): string | null => {
  const format = (value: number): string => differenceText(measure, value);
  return one && `${format(one.value)} (${range(one, format)})`;
};
const p = (one: Comparison["rest"]): string | null => (one?.adjusted == null ? null : formatP(one.adjusted));

/** Groups of single columns, or the crossings. */
function groupsTable(result: FairnessResult, depth: 1 | 2): ResultTable {
  const shown = result.groups.filter(({ columns }) => (depth === 1 ? columns.length === 1 : columns.length > 1));
  return {
    id: depth === 1 ? "groups" : "crossings",
    title: depth === 1 ? "Groups: judged measures" : "Crossings: judged measures",
    columns: [
      ...[verdict, text("group", "Group"), text("measure", "Measure"), count("rows", "Rows of the measure")],
      ...[text("value", "Production (95 %)"), text("reference", "Reference"), text("rest", "Less other rows (95 %)")],
      ...[text("rest_p", "Adjusted p"), text("ratio", "Ratio to all rows (95 %)")],
      ...[text("change", "Change beyond other rows (95 %)"), text("change_p", "Adjusted p of the change")],
      { key: "since", label: "Since", format: "instant" },
    ],
    rows: [
      ...shown.flatMap((group) => group.comparisons.map((comparison) => comparisonRow(group, comparison))),
      ...(depth === 1 && result.unnamed > 0
        ? [{ verdict: "none", group: `${String(result.unnamed)} groups with fewer rows than may be named` }]
        : []),
      ...(depth === 2 && result.beyond > 0
        ? [{ verdict: "none", group: `${String(result.beyond)} more crossings that stand out less` }]
        : []),
    ],
  };
}

function comparisonRow(group: Group, comparison: Comparison): TableRow {
  const { measure, level, rest, ratio, change, since, known } = comparison;
  const format = (value: number): string => measureText(measure, value);
  const { reference, production } = group.counts;
  const [before, now] = [reference && estimateOf(measure, reference), production && estimateOf(measure, production)];
  return {
    ...{ verdict: level, group: group.text, measure: capital(measureNames[measure]), since },
    rows: production === null ? null : rowsOf(measure, production),
    value: now && `${format(now.value)} (${range(now, format)})`,
    reference: before && format(before.value),
    rest: known && rest ? `${apart(rest, measure) ?? ""}, without a change of its own` : apart(rest, measure),
    ...{ rest_p: p(rest), change: apart(change, measure), change_p: p(change) },
    ratio: ratio && `${formatMetric(ratio.value)} (${range(ratio, formatMetric)})`,
  };
}

const disparitiesTable = ({ disparities }: FairnessResult): ResultTable => ({
  id: "disparities",
  title: "How far apart the groups are",
  columns: [
    ...[verdict, text("columns", "Columns"), text("kind", "Measure"), text("value", "Production (95 %)")],
    ...[text("chance", "By chance alone, up to"), text("lowest", "Lowest"), text("highest", "Highest")],
    ...[text("reference", "Reference (95 %)"), text("change", "Change (95 %)"), text("overall", "To all rows")],
    ...[count("compared", "Groups compared"), count("left_out", "Not enough data")],
  ],
  rows: disparities.map(disparityRow),
});

function disparityRow(one: DisparityResult): TableRow {
  const { kind, production, reference, change, reason } = one;
  const format = (value: number): string => kindText(kind, value);
  const signed = (value: number): string => kindDifferenceText(kind, value);
  const spread = (side: Spread | null): string | null => side && `${format(side.value)} (${range(side, format)})`;
  return {
    ...{ verdict: one.level, columns: one.columns.join(" × "), kind: capital(kindNames[kind]) },
    value: reason === null ? spread(production) : reasonText[reason],
    chance: production && format(production.chance),
    ...{ lowest: production?.lowest ?? null, highest: production?.highest ?? null, reference: spread(reference) },
    change: change && `${signed(change.value)} (${range(change, signed)})`,
    overall: one.to_overall === null ? null : format(one.to_overall),
    ...{ compared: one.compared, left_out: one.left_out },
  };
}

const slicesTable = ({ slices }: FairnessResult): ResultTable => ({
  id: "slices",
  title:
    slices?.rank === "change"
      ? "Slices that came to lose most since the reference, confirmed on held-back rows or not"
      : "Slices that lose most, confirmed on held-back rows or not",
  columns: [
    ...[verdict, text("slice", "Slice"), count("rows", "Rows"), share("share", "Share of rows")],
    ...[text("loss", `${capital(lossNames[slices?.loss ?? "log_loss"])} against other rows`)],
    ...[text("difference", "Difference (95 %)"), text("before", "In the reference")],
    ...[text("change", "Change of the slice (95 %)"), text("change_p", "Adjusted p of the change")],
    ...[text("beyond", "Beyond the change of other rows (95 %)")],
    ...[
      { key: "effect", label: "Standard deviations", format: "metric" } as const,
      share("of_loss", "Share of all loss"),
    ],
    ...[text("p", "Adjusted p"), text("confirmed", "Confirmed"), text("age", "New or old")],
  ],
  rows: (slices?.found ?? []).map((slice) => sliceRow(slice, slices?.loss ?? "log_loss")),
});

function sliceRow(slice: SliceResult, loss: Loss): TableRow {
  const of = (value: number): string => lossText(loss, value);
  const difference = (value: number): string => lossDifferenceText(loss, value);
  const bounded = (one: (Bounds & { readonly value: number }) | null): string | null =>
    one && `${difference(one.value)} (${range(one, difference)})`;
  const { reference, change } = slice;
  return {
    ...{ verdict: slice.level, slice: slice.text, rows: slice.rows, share: slice.share, effect: slice.effect },
    ...{ loss: `${of(slice.loss)} against ${of(slice.rest)}`, difference: bounded(slice.difference) },
    before:
      reference?.loss == null || reference.rest === null ? null : `${of(reference.loss)} against ${of(reference.rest)}`,
    ...{ change: bounded(change), change_p: change && formatP(change.adjusted), beyond: bounded(slice.beyond) },
    ...{ of_loss: slice.share_of_loss, p: formatP(slice.adjusted), confirmed: slice.confirmed ? "yes" : "no" },
    age: slice.age === "unseen" ? "too rare in the reference" : slice.age,
  };
}

/** Every measure of every single column's group, on both sides. */
const ratesTable = ({ groups, settings }: FairnessResult): ResultTable => ({
  id: "rates",
  title: "All measures of the groups",
  columns: [
    ...[text("group", "Group"), text("side", "Side"), count("rows", "Rows")],
    ...measuresOfTask[settings.task].map((measure) => text(measure, capital(measureNames[measure]))),
  ],
  rows: groups
    .filter(({ columns }) => columns.length === 1)
    .flatMap((group) =>
      (["production", "reference"] as const).flatMap((side): TableRow[] => {
        const counts = group.counts[side];
        if (counts === null || counts.rows === 0) return [];
        const cells = measuresOfTask[settings.task].map((measure) => {
          const found = estimateOf(measure, counts);
          const few = rowsOf(measure, counts) < settings.min_rows;
          const value = found && `${measureText(measure, found.value)}${few ? " (not enough data)" : ""}`;
          return [measure, value] as const;
        });
        return [{ group: group.text, side, rows: counts.rows, ...Object.fromEntries(cells) }];
      }),
    ),
});

const columnsTable = ({ columns, settings }: FairnessResult): ResultTable => ({
  id: "columns",
  title: `Group columns; judged: ${judgedMeasures(settings)
    .map((measure) => measureNames[measure])
    .join(", ")}`,
  columns: [
    ...[text("column", "Column"), count("groups", "Groups"), count("pooled", "Values without a group of their own")],
    text("why", "Why not"),
  ],
  rows: columns.map(({ column, groups, pooled, reason }) => ({
    ...{ column, groups, pooled, why: reason === null ? null : reasonText[reason] },
  })),
});
