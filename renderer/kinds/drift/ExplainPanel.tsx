import { useState, type ReactNode } from "react";
import { reasonText } from "../../../analysis/base/reasons.ts";
import { formatMetric, formatNumber } from "../../../analysis/base/format.ts";
import { metricOf } from "../../../analysis/kinds/drift/definitions.ts";
import { explain, type Explanation } from "../../../analysis/kinds/drift/explain.ts";
import type { ColumnResult } from "../../../analysis/kinds/drift/result.ts";
import type { ResultTable } from "../../../analysis/kinds/kind.ts";
import { ResultTableView } from "../../figures/ResultTableView.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Select } from "../../ui/Select.tsx";

type Score = ColumnResult["scores"][string];
const scoreText = (score: Score): string =>
  typeof score === "number" ? formatNumber(score) : `undefined: ${reasonText[score]}`;

/** Explain this number: one score with its rule and parts, and the same column's scores under every other convention. */
export function ExplainPanel({ column }: { readonly column: ColumnResult }): ReactNode {
  const [chosen, setChosen] = useState("casefile/psi");
  const conventions = Object.keys(column.scores);
  const convention = conventions.includes(chosen) ? chosen : (conventions[0] ?? "");
  const explanation = explain(column, convention);
  const bins = binsTable(explanation);
  const others = conventionsTable(column);
  return (
    <div className="drift-explain">
      <Select
        label="Explain this number"
        value={convention}
        options={conventions.map((id) => ({
          value: id,
          label: `${metricOf(id)?.name ?? id}: ${scoreText(column.scores[id] ?? 0)}`,
          description: id,
        }))}
        onChange={setChosen}
      />
      <p className="drift-formula">
        {explanation.metric} = <code>{explanation.formula}</code> = {scoreText(explanation.score)}
      </p>
      <p className="drift-note">
        {explanation.rule}. {explanation.how}
        {explanation.sum === null ? "" : ` They come to ${formatMetric(explanation.sum)}.`}
      </p>
      {explanation.bins.length === 0 ? null : <ResultTableView table={bins} />}
      <Disclosure title="The same column under every convention">
        <ResultTableView
          table={others}
          selected={others.rows.find((row) => row["convention"] === convention) ?? null}
          onSelect={(row) => setChosen(String(row["convention"]))}
        />
      </Disclosure>
    </div>
  );
}

function binsTable({ bins, convention }: Explanation): ResultTable {
  return {
    id: `bins-${convention}`,
    title: "Bins and what each contributes",
    columns: [
      { key: "label", label: "Bin", format: "text" },
      { key: "reference", label: "Reference rows", format: "count" },
      { key: "production", label: "Production rows", format: "count" },
      { key: "referenceShare", label: "Reference share", format: "metric" },
      { key: "productionShare", label: "Production share", format: "metric" },
      { key: "contribution", label: "Contribution", format: "metric" },
    ],
    rows: bins.map((bin) => ({ ...bin })),
  };
}

function conventionsTable({ scores }: ColumnResult): ResultTable {
  return {
    id: "conventions-of-column",
    title: "Scores by convention",
    columns: [
      { key: "convention", label: "Convention", format: "text" },
      { key: "metric", label: "Metric", format: "text" },
      { key: "value", label: "Value", format: "number" },
      { key: "why", label: "Why undefined", format: "text" },
    ],
    rows: Object.entries(scores).map(([convention, score]) => ({
      convention,
      metric: metricOf(convention)?.name ?? convention,
      value: typeof score === "number" ? score : null,
      why: typeof score === "number" ? "" : reasonText[score],
    })),
  };
}
