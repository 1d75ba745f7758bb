import type { MetricDefinition } from "../kinds/kind.ts";
import { allKinds } from "../kinds/registry.ts";

const directions = {
  higher_is_worse: "higher is worse",
  lower_is_worse: "lower is worse",
  neither: "neither way is worse as such",
} as const;

/** docs/metrics.md: every metric that a cell can emit, from the registry that app, report and exports read. */
export const metricsPage = (): string =>
  [
    "# Metrics and their conventions",
    "Made from the metric registry by a test (`vitest -u` writes it anew). A number's convention stands beside it in the app, the report and the exports.",
    ...allKinds.flatMap(({ title, metricDefinitions }) =>
      metricDefinitions.length === 0 ? [] : [`## ${title}`, ...metricDefinitions.map(entry)],
    ),
  ].join("\n\n") + "\n";

const entry = ({ id, name, formula, unit, range, direction, conventions, source }: MetricDefinition): string =>
  [
    `### \`${id}\``,
    `${name}: ${formula}. Unit: ${unit}. Range: ${range}; ${directions[direction]}.`,
    ...(conventions.length === 0
      ? []
      : [
          [
            "| convention | rule |",
            "|---|---|",
            ...conventions.map(({ id: key, rule }) => `| \`${key}\` | ${cell(rule)} |`),
          ].join("\n"),
        ]),
    `Source: ${source}`,
  ].join("\n\n");

const cell = (text: string): string => text.replaceAll("|", "\\|");
