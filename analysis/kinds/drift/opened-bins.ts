import { edgesOf } from "../../stats/bin-edges.ts";
import { evidentlyFill } from "../../stats/fills.ts";
import { total } from "../../stats/shares.ts";
import { formatNumber } from "../../base/format.ts";
import { rebucketed } from "./conventions/tfdv.ts";
import type { CategoryBins, ColumnResult, NumericBins } from "./result.ts";

interface OpenedBin {
  readonly label: string;
  readonly reference: number;
  readonly production: number;
}

/** The bins of one convention as far as the result keeps them. */
export interface OpenedBins {
  readonly bins: readonly OpenedBin[];
  /** How many more bins there are whose parts are only known together. */
  readonly others: number;
  /** Rows and bins of each side, the others included, and what Evidently fills an empty bin with. */
  readonly rows: { readonly reference: number; readonly production: number };
  readonly occupied: number;
  readonly fills: { readonly reference: number; readonly production: number };
  readonly empty: { readonly reference: number; readonly production: number };
}

type Set2 = { readonly reference: readonly number[]; readonly production: readonly number[] };

function opened(labels: readonly string[], { reference, production }: Set2): OpenedBins {
  const bins = labels.map((label, index) => ({
    label,
    reference: reference[index] ?? 0,
    production: production[index] ?? 0,
  }));
  const fill = (counts: readonly number[]): number =>
    total(counts) === 0 ? 0 : (evidentlyFill([...counts, 0]).at(-1) ?? 0);
  const emptyIn = (counts: readonly number[]): number => counts.filter((count) => count === 0).length;
  return {
    bins,
    others: 0,
    rows: { reference: total(reference), production: total(production) },
    occupied: bins.filter((bin) => bin.reference + bin.production > 0).length,
    fills: { reference: fill(reference), production: fill(production) },
    empty: { reference: emptyIn(reference), production: emptyIn(production) },
  };
}

/** `< 3`, `3 to 7`, `≥ 7` for inner edges; a bin that one value fills is named by it. */
export function openLabels(edges: readonly number[]): readonly string[] {
  const text = edges.map(formatNumber);
  const inner = edges
    .slice(1)
    .map((_, index) =>
      text[index] === text[index + 1] ? (text[index] ?? "") : `${text[index]} to ${text[index + 1]}`,
    );
  const last = text.length > 1 && text.at(-1) === text.at(-2) ? `> ${text.at(-1)}` : `≥ ${text.at(-1)}`;
  return [`< ${text[0]}`, ...inner, last];
}

const closedLabels = (from: number, to: number, bins: number): readonly string[] => {
  const text = [...edgesOf({ from, to, bins })].map(formatNumber);
  return text.slice(1).map((end, index) => `${text[index]} to ${end}`);
};

function casefileNumeric({ casefile }: NumericBins, column: ColumnResult): OpenedBins {
  const withMissing = {
    reference: [...casefile.reference, column.reference.missing],
    production: [...casefile.production, column.production.missing],
  };
  return opened([...openLabels(casefile.edges), "missing"], withMissing);
}

function tfdvNumeric({ tfdv }: NumericBins): OpenedBins | null {
  if (tfdv === null) return null;
  const both = rebucketed(tfdv.reference, tfdv.production);
  const between = both.edges
    .slice(1)
    .map((end, index) => `${formatNumber(both.edges[index] ?? 0)} to ${formatNumber(end)}`);
  const points = both.reference.slice(between.length).map(() => "its only value");
  return opened([...between, ...points], both);
}

function numericOpened(bins: NumericBins, column: ColumnResult, convention: string): OpenedBins | null {
  const { evidently, evidentlyHellinger, nannyml } = bins;
  if (convention.startsWith("casefile/")) return casefileNumeric(bins, column);
  if (convention.startsWith("tfdv/")) return tfdvNumeric(bins);
  if (convention === "evidently-0.7/hellinger")
    return (
      evidentlyHellinger &&
      opened(
        closedLabels(evidentlyHellinger.from, evidentlyHellinger.to, evidentlyHellinger.reference.length),
        evidentlyHellinger,
      )
    );
  if (convention.startsWith("nannyml-0.13/"))
    return (
      nannyml && opened([...closedLabels(nannyml.from, nannyml.to, nannyml.reference.length - 1), "outside"], nannyml)
    );
  if (evidently === null || !convention.startsWith("evidently-0.7/")) return null;
  return opened(
    "values" in evidently
      ? evidently.values.map(formatNumber)
      : closedLabels(evidently.from, evidently.to, evidently.reference.length),
    evidently,
  );
}

function categoriesOpened(bins: CategoryBins, column: ColumnResult, convention: string): OpenedBins {
  const missing = { label: "missing", reference: column.reference.missing, production: column.production.missing };
  const present = {
    reference: column.reference.rows - missing.reference,
    production: column.production.rows - missing.production,
  };
  const named = bins.named.map(({ name, ...rows }) => ({ label: name, ...rows }));
  const common = {
    others: bins.others.categories,
    fills: bins.fills,
    empty: bins.empty,
    occupied: bins.distinct,
    rows: present,
  };
  if (convention.startsWith("casefile/")) {
    const withMissing = missing.reference + missing.production > 0;
    return {
      ...common,
      bins: withMissing ? [...named, missing] : named,
      rows: { reference: column.reference.rows, production: column.production.rows },
      occupied: bins.distinct + (withMissing ? 1 : 0),
    };
  }
  if (!pooledUnseen.has(convention)) return { ...common, bins: named };
  const seen = named.filter(({ reference }) => reference > 0);
  const hidden = bins.others.categories - (bins.empty.reference - (named.length - seen.length));
  return {
    ...common,
    bins: [...seen, { label: "categories that the reference lacks", reference: 0, production: bins.unseen }],
    others: hidden,
  };
}

const pooledUnseen = new Set(["nannyml-0.13/js", "nannyml-0.13/hellinger"]);

/** The bins that a score of this column is made of; nothing when the result does not keep them. */
export function openedBins(column: ColumnResult, convention: string): OpenedBins | null {
  if (column.bins === null) return null;
  return column.bins.type === "numeric"
    ? numericOpened(column.bins, column, convention)
    : categoriesOpened(column.bins, column, convention);
}
